"""`kg stats`."""

from __future__ import annotations

import click

from kg.cli import _options, _report
from kg.cli._terminal import json_lines, table


@click.command()
@click.option(
    "-n", "--edges", default=10, show_default=True, type=click.IntRange(0), help="How many best-supported edges to show."
)
@_options.graph
@_options.as_json
def command(edges: int, graph: str, as_json: bool) -> int:
    """Count documents, entities, claims, relations and edges.

    Shown besides are the edges that most documents and claims support.

    \b
    Examples:
      kg stats
      kg stats -n 25 -g week
      kg stats --json
    """
    from kg.summary import summary

    found = summary(_options.opened(graph), strongest=edges)
    if as_json:
        json_lines(_report.as_json(found))
        return 0
    rows = [("documents", "", found.documents)]
    rows += [("entities", kind, count) for kind, count in found.entities.items()]
    rows += [("claims", modality, count) for modality, count in found.claims.items()]
    rows += [("Actual claims", relation, count) for relation, count in found.relations.items()]
    rows += [("statements", "", found.statements), ("edges", "", found.edges)]
    table(("what", "kind", "number"), rows, numbers=("number",))
    if found.strongest:
        click.echo()
        cells = [(e.subject, e.relation, e.object, e.claims, e.documents) for e in found.strongest]
        table(("subject", "relation", "object", "claims", "documents"), cells, numbers=("claims", "documents"))
    return 0
