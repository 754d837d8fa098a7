"""`kg render`."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from kg.cli import _options, _selection


@click.command()
@click.option("-o", "--output", required=True, metavar="FILE", help="Where the page goes; - is standard output.")
@click.option("--title", metavar="T", help="What stands above the page.")
@click.option(
    "--query",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="A CONSTRUCT whose triples are drawn; - is standard input.",
)
@_selection.options
@_options.graph
def command(output: str, title: str | None, query: IO[str] | None, choice: _selection.Choice, graph: str) -> int:
    """Write a page of what a query names.

    The triples of the CONSTRUCT decide what is drawn: a relation between two parties draws its edge with all that is claimed of
    it, a triple about a claim (`?claim kg:place ?where`) draws that claim alone. What the graph has not is not drawn. Exit code 1
    says that nothing is left.

    \b
    Examples:
      kg render -o talks.html --title "Talks of 2018" --query talks.rq
      kg render -o - --relation rejected --since 2025-06 > refused.html
    """
    from kg import folder

    store = _options.opened(graph)
    found = _selection.part(store, choice, query)
    if output == "-":
        click.echo(folder.network_page(found.graph, title=title or choice.title(folder.TITLE)), nl=False)
    else:
        folder.write_network(found.graph, Path(output), title=title or choice.title(folder.TITLE))
        click.echo(output)
    return 0 if found.graph.number_of_edges() else 1
