"""`kg export`."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from kg.cli import _options


@click.command(epilog="The formats are listed by `kg export --list`.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "listed", is_flag=True, help="List the formats and stop.")
@_options.graph
def command(file: Path | None, listed: bool, graph: str) -> int:
    """Write a graph in another format, chosen by the ending of FILE.

    \b
    Examples:
      kg export graph.graphml        # for Gephi, yEd, Cytoscape
      kg export claims.csv           # for a spreadsheet
      kg export statements.csv       # who said what, for a spreadsheet
      kg export week.jsonld -g week
    """
    from kg import exports
    from kg.cli._terminal import table

    formats = exports.formats()
    if listed:
        table(("ending", "what"), [(suffix, module.HELP) for suffix, module in sorted(formats.items())])
        return 0
    if file is None:
        raise click.UsageError("a FILE is needed, such as graph.graphml", click.get_current_context())
    form = exports.chosen(file.name)
    if form is None:
        near = difflib.get_close_matches(file.suffix.lower(), formats, n=1)
        cure = f"did you mean {near[0]}?" if near else f"use one of {' '.join(sorted(formats))}"
        raise click.UsageError(f"{file}: no format ends in {file.suffix or 'nothing'}: {cure}", click.get_current_context())
    form.write(_options.opened(graph), file)
    click.echo(str(file))
    return 0
