"""`kg query --endpoint`: a question asked of a server, its answer printed as that of a graph here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from kg.cli._answers import ROWS, TRIPLES, cells_of, empty, labels_of, print_boolean, print_cells, print_triples, refused

if TYPE_CHECKING:
    from kg.cli._question import Words
    from kg.remote import Server


def print_answer(words: Words, server: Server, form: str | None, base: str | None, *, labels: bool, timed: bool) -> int:
    """Asks a server and prints its answer; the exit code. Raises RemoteError, QueryError."""
    from kg.rdf.terms import BASE, prefixes

    known, above = prefixes(base or BASE), base or BASE
    text = words.filled(base, lambda: known).text
    began = time.perf_counter()
    answer = server.query(f"BASE <{base}> {text}" if base else text, prefixes=known, base=above)
    if timed:
        click.echo(f"kg: answered and fetched in {time.perf_counter() - began:.3f} s", err=True)
    if isinstance(answer, bool):
        return int(not print_boolean(_boolean(answer, form), form))
    if not hasattr(answer, "variables"):
        return int(not print_triples(answer.serialize("nt"), form, known, above))
    if form in TRIPLES and form not in ROWS:
        raise refused("rows", form)
    if form not in (None, "table"):
        content = answer.serialize(form or "")
        click.echo(content, nl=not content.endswith(b"\n"))
        return int(empty(content, form or ""))
    names, rows = cells_of(answer.serialize("json"))
    iris = {cell.text for row in rows for cell in row if cell.iri} if labels else set()
    named = {}
    if iris:
        found = server.query(labels_of(iris), prefixes=known, base=above)
        if not isinstance(found, bool) and hasattr(found, "variables"):
            named = {row[0].text: row[1].text for row in cells_of(found.serialize("json"))[1]}
    print_cells(names, rows, known, named)
    return int(not rows)


def _boolean(yes: bool, form: str | None) -> bytes:
    from kg.rdf.sparql import boolean

    if form not in (None, *ROWS):
        raise refused("boolean", form)
    return boolean(yes, "json" if form in (None, "table") else form)
