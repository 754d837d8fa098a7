"""`kg queries`."""

from __future__ import annotations

import click

from kg.cli import _options
from kg.cli._terminal import json_lines, table


@click.command()
@_options.as_json
def command(as_json: bool) -> None:
    """List the named queries that come with kg.

    They are the files of ontology/queries/; run one with `kg query NAME`.

    \b
    Examples:
      kg queries
      kg queries --json
    """
    from kg.rdf import queries

    named = queries.named()
    if as_json:
        json_lines([{"name": name, "help": query.help, "parameters": dict(query.parameters)} for name, query in named.items()])
    else:
        table(("name", "what it answers", "parameters"), [(name, q.help, ", ".join(q.parameters)) for name, q in named.items()])
