"""`kg validate`."""

from __future__ import annotations

import click

from kg.cli import _options
from kg.cli._terminal import clean, json_lines


@click.command()
@_options.graph
@_options.as_json
def command(graph: str, as_json: bool) -> int:
    """Check a graph against the shapes of the ontology (SHACL).

    Every finding is one line; exit code 1 says that there was one.

    \b
    Examples:
      kg validate
      kg validate -g week
    """
    from kg.rdf import shapes

    report = shapes.validate(_options.opened(graph))
    if as_json:
        json_lines({"conforms": report.conforms, "findings": list(report.lines)})
    elif report.conforms:
        click.echo(f"{graph}: conforms to the shapes")
    else:
        for line in report.lines:
            click.echo(clean(line))
    return 0 if report.conforms else 1
