"""`kg query --endpoint`: a question asked of a server, its answer printed as that of a graph here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli._answers import ROWS, TRIPLES, cells_of, empty, print_boolean, print_cells, print_triples, refused

if TYPE_CHECKING:
    from kg.cli._question import Words
    from kg.remote import Server


def print_answer(words: Words, server: Server, form: str | None, base: str | None, *, labels: bool = False) -> int:
    """Asks a server and prints its answer; the exit code. Raises RemoteError, QueryError."""
    from kg.rdf.terms import BASE, prefixes

    known, above = prefixes(base or BASE), base or BASE
    question = words.filled(base, lambda: known)
    answer = server.query(question.text, prefixes=known, base=above)
    if isinstance(answer, bool):
        content = json.dumps({"head": {}, "boolean": answer}).encode() if form == "json" else str(answer).lower().encode()
        if form in ("xml", "ttl", "nt", "jsonld"):
            raise refused("boolean", form)
        return int(not print_boolean(content, form))
    if not hasattr(answer, "variables"):
        return int(not print_triples(answer.serialize("nt"), form, known, above))
    if form in TRIPLES and form not in ROWS:
        raise refused("rows", form)
    if form not in (None, "table"):
        content = answer.serialize(form or "")
        click.echo(content, nl=not content.endswith(b"\n"))
        return int(empty(content, form or ""))
    names, rows = cells_of(answer.serialize("json"))
    iris = sorted({cell.text for row in rows for cell in row if cell.iri}) if labels else []
    named = {}
    if iris:
        listed = " ".join(f"<{iri}>" for iri in iris)
        found = server.query(f"SELECT ?x ?label {{ VALUES ?x {{ {listed} }} ?x rdfs:label ?label }}", prefixes=known, base=above)
        if not isinstance(found, bool) and hasattr(found, "variables"):
            named = {row[0].text: row[1].text for row in cells_of(found.serialize("json"))[1]}
    print_cells(names, rows, known, named)
    return int(not rows)
