"""Answers to queries on their way to standard output: tables for eyes, the standard formats for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from kg.cli._terminal import table
from kg.errors import QueryError

ROWS = {
    "table": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
TRIPLES = ("table", "ttl", "nt", "jsonld", "json", "xml")
FORMATS = tuple(dict.fromkeys([*ROWS, *TRIPLES]))
NUMBERS = ("integer", "decimal", "double", "float")
_AS_TEXT = "application/n-triples"  # sorted and written here, so that the same answer has the same bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """A term for eyes: the text of a literal or of whatever else is no IRI; `number` says that it is set to the right."""

    text: str
    iri: bool = False
    number: bool = False


def accepted(form: str | None) -> str:
    """The media types to ask for."""
    chosen = form or "table"
    return ",".join([*([ROWS[chosen]] if chosen in ROWS else []), *([_AS_TEXT] if chosen in TRIPLES else [])])


def refused(kind: str, form: str | None) -> QueryError:
    """What to say of a format that an answer of this kind ("rows", "triples", "boolean") does not have."""
    what = {"rows": "rows", "triples": "triples", "boolean": "yes or no"}.get(kind, kind)
    return QueryError(f"{what} cannot be written as {form}: take one of {', '.join(TRIPLES if kind == 'triples' else ROWS)}")


def print_boolean(content: bytes, form: str | None) -> bool:
    """ASK; whether it was yes."""
    yes = b"true" in content
    click.echo(content if form not in (None, "table") else "yes" if yes else "no")
    return yes


def print_triples(content: bytes, form: str | None, prefixes: Mapping[str, str], base: str) -> bool:
    """CONSTRUCT and DESCRIBE, each triple once and in order; whether there is any."""
    lines = sorted(set(filter(None, content.decode().split("\n"))))
    form = {None: "ttl", "json": "jsonld"}.get(form, form)
    if form == "table":
        print_cells(("subject", "predicate", "object"), list(_cells(lines)), prefixes, {})
    elif form == "nt":
        click.echo("\n".join(lines).encode(), nl=bool(lines))
    else:
        from kg.rdf.sparql import rewritten

        written = rewritten(lines, str(form), dict(prefixes), base)
        click.echo(written, nl=not written.endswith(b"\n"))
    return bool(lines)


def _cells(lines: Iterable[str]) -> Iterable[list[Cell]]:
    from kg.rdf.sparql import terms_of

    for triple in terms_of(lines):
        yield [Cell(t.value, t.kind == "iri", bool(t.datatype and t.datatype.endswith(NUMBERS))) for t in triple]


def cells_of(content: bytes) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """The variables and rows of an answer in SPARQL's JSON; unbound is an empty cell."""
    answer = json.loads(content)
    names = tuple(answer["head"]["vars"])
    return names, [[_cell(row.get(name)) for name in names] for row in answer["results"]["bindings"]]


def _cell(term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return Cell("", number=True)
    if term["type"] == "triple":
        inside = (_cell(term["value"][part]) for part in ("subject", "predicate", "object"))
        return Cell(f"<<( {' '.join(f'<{c.text}>' if c.iri else c.text for c in inside)} )>>")
    text = f"_:{term['value']}" if term["type"] == "bnode" else term["value"]
    return Cell(text, term["type"] == "uri", term.get("datatype", "").endswith(NUMBERS))


def print_cells(names: Sequence[str], rows: list[list[Cell]], prefixes: Mapping[str, str], labels: Mapping[str, str]) -> None:
    """A table; an IRI by its label where one is given, else by the longest prefix that fits."""
    right = [name for name, column in zip(names, zip(*rows, strict=True), strict=False) if all(c.number for c in column)]
    shown = [[labels.get(c.text) or _short(c.text, prefixes) if c.iri else c.text for c in row] for row in rows]
    table(names, shown, numbers=right, paged=True)


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    fitting = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return f"<{iri}>"
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def labels_of(iris: Iterable[str]) -> str:
    """The query for the label of each IRI that has one; the title of a document, the words of a statement."""
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))  # as a store gave them, so legal
    return f"""SELECT ?x (MIN(STR(?l)) AS ?label) {{ VALUES ?x {{ {listed} }}
        ?x rdfs:label|skos:prefLabel|schema:headline ?l }} GROUP BY ?x"""


def empty(content: bytes, form: str | None) -> bool:
    """Whether an answer of rows holds nothing, told from its bytes."""
    if form == "json":
        return b'"bindings":[]' in content[:-1].rsplit(b"{", 1)[-1]
    if form == "xml":
        return b"<result>" not in content
    return content.count(b"\n") <= 1
