"""`kg query`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._terminal import table
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.rdf.store import Rows, Term, Triples

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")
_NOT_NAMED = "-p goes with the name of a query, not with SPARQL"
NUMBERS = ("integer", "decimal", "double", "float")


@click.command()
@click.argument("query", required=False, metavar="[SPARQL|NAME]")
@click.option("-f", "--file", type=click.File("r", encoding="utf-8"), help="Read the query from a file; - is standard input.")
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Fill in a parameter of a named query."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="[default: table; for CONSTRUCT and DESCRIBE ttl]")
@_options.graph
def command(query: str | None, file: IO[str] | None, parameters: tuple[str, ...], form: str | None, graph: str) -> int:
    """Ask a graph a question, in SPARQL or by the name of a query.

    `kg queries` lists the queries that come with kg, and their parameters. A query sees all named graphs together; the
    prefixes of the graph's own files (kg:, rdfs:, schema: …) need not be typed. Exit code 1 says that the answer is empty, or
    no.

    \b
    Examples:
      kg query met
      kg query timeline -p one=Iran -p other="United States" --format csv
      kg query 'SELECT ?who ?whom { ?who kg:rejected ?whom }'
      kg query -f question.rq --format json
    """
    if (query is None) == (file is None):
        raise click.UsageError("give SPARQL or a NAME, or a file with -f", click.get_current_context())
    if file and parameters:
        raise click.UsageError(_NOT_NAMED, click.get_current_context())
    text = file.read() if file else _text(query or "", parameters)
    store = _options.opened(graph)
    try:
        answer = store.query(text)
    except QueryError as error:
        raise QueryError(f"{file.name}: {error}" if file else str(error)) from None
    if isinstance(answer, bool):
        return _print_yes_or_no(answer, form)
    return _print(answer, form, store.prefixes)


def _text(asked: str, parameters: tuple[str, ...]) -> str:
    """SPARQL as it is given, or that of a named query with its parameters filled in."""
    values = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name.isidentifier():
            raise click.UsageError(f"-p {parameter!r} is not of the form name=value", click.get_current_context())
        values[name] = value
    if re.fullmatch(r"\s*[\w-]+\s*", asked):
        from kg.rdf import queries

        return queries.query(asked.strip()).bound(**values)
    if values:
        raise click.UsageError(_NOT_NAMED, click.get_current_context())
    return asked


def _print_yes_or_no(answer: bool, form: str | None) -> int:
    """ASK, in the standard formats for SPARQL results where there are any."""
    word = str(answer).lower()
    xml = (
        f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{word}</boolean></sparql>'
    )
    forms = {"json": json.dumps({"head": {}, "boolean": answer}), "xml": xml, "csv": word, "tsv": word}
    if form == "ttl":
        raise QueryError("yes or no cannot be written as ttl: take one of table, csv, tsv, json, xml")
    click.echo(forms.get(form or "", "yes" if answer else "no"))
    return 0 if answer else 1


def _print(answer: Rows | Triples, form: str | None, prefixes: Mapping[str, str]) -> int:
    names = getattr(answer, "variables", None)
    form = form or ("table" if names is not None else "ttl")
    if form == "table":
        rows = list(answer)
        columns = names or ("subject", "predicate", "object")
        right = [name for name, column in zip(columns, zip(*rows, strict=True), strict=False) if all(map(_is_number, column))]
        table(columns, [[_short(term, prefixes) for term in row] for row in rows], numbers=right)
        return 0 if rows else 1
    written = answer.serialize("jsonld" if form == "json" and names is None else form)
    click.echo(written, nl=not written.endswith(b"\n"))
    return 1 if _empty(written, form, names is not None) else 0


def _empty(written: bytes, form: str, rows: bool) -> bool:
    """Whether an answer holds nothing, told from its bytes, so that the query need not run twice."""
    if not rows:
        return len(written.strip()) <= 2 or (
            form == "ttl" and all(not line or line.startswith(b"@") for line in written.splitlines())
        )
    marks = {"json": b'"bindings":[]' in written, "xml": b"<result>" not in written}
    return marks.get(form, len(written.splitlines()) <= 1)


def _is_number(term: Term | None) -> bool:
    return term is None or bool(term.datatype and term.datatype.endswith(NUMBERS))


def _short(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """A term for eyes: the text of a literal, an IRI by the longest prefix that fits."""
    if term is None or term.kind != "iri":
        return term.value if term else ""
    fitting = [(len(space), name) for name, space in prefixes.items() if term.value.startswith(space)]
    if not fitting:
        return f"<{term.value}>"
    length, name = max(fitting)
    return f"{name}:{term.value[length:]}"
