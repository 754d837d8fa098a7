"""`kg queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._terminal import json_lines, table

if TYPE_CHECKING:
    from kg.rdf.queries import NamedQuery


@click.command()
@click.argument("name", required=False)
@_options.as_json
def command(name: str | None, as_json: bool) -> None:
    """List the named queries that come with kg, or show the text of one.

    They are the files of ontology/queries/; run one with `kg query NAME`, its parameters with -p.

    \b
    Examples:
      kg queries
      kg queries met                 # its parameters and its text
      kg queries --json
    """
    from kg.rdf import queries

    named = queries.named() if name is None else {name: queries.query(name)}
    if as_json:
        json_lines([_record(query) | ({"text": query.text} if name else {}) for query in named.values()])
    elif name is None:
        rows = [(query.name, query.help, ", ".join(query.parameters)) for query in named.values()]
        table(("name", "what it answers", "parameters"), rows)
    else:
        query = named[name]
        for parameter, text in query.parameters.items():
            click.echo(f'# -p {parameter}="{query.examples[parameter]}"  ({query.types[parameter]}: {text})')
        click.echo(query.text, nl=not query.text.endswith("\n"))


def _record(query: NamedQuery) -> dict[str, object]:
    kinds = ("parameters", "types", "examples")
    return {"name": query.name, "help": query.help} | {kind: dict(getattr(query, kind)) for kind in kinds}
