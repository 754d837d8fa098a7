"""`kg view`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _options, _selection

PART = "part.html"


@click.command()
@click.option(
    "-o", "--output", metavar="FILE", help=f"Where the page goes.  [default: graph.html beside the graph; of a part, {PART}]"
)
@click.option("--title", metavar="T", help="What stands above the page.")
@click.option(
    "--open/--no-open", "open_it", default=True, help="Open the page in the browser, or only write it.  [default: open]"
)
@_selection.options
@_options.graph
def command(output: str | None, title: str | None, open_it: bool, choice: _selection.Choice, graph: str) -> int:
    """Write the network, or a part of it, as one page and open it in the browser.

    The page is one file that needs no network, so it can be kept, sent and shown anywhere. The options choose what is in it;
    several of them narrow one another. Exit code 1 says that they leave nothing.

    \b
    Examples:
      kg view
      kg view --around "Angela Merkel" --hops 2 --since 2018
      kg view --relation met_with --source Reuters --title "Who met" --no-open -o talks.html
    """
    from kg import folder

    store = _options.opened(graph)
    beside = Path(graph) if Path(graph).is_dir() else Path(graph).parent
    page = Path(output) if output else beside / (folder.PAGE if choice.everything else PART)
    found = _selection.part(store, choice)
    folder.write_network(found.graph, page, title=title or choice.title(folder.TITLE))
    click.echo(str(page))
    if not found.graph.number_of_edges() and not choice.everything:
        return 1
    if open_it and not _opened(page):
        click.echo(f'kg: {page}: no browser to open it with: open it yourself, or say "--no-open"', err=True)
    return 0


def _opened(page: Path) -> bool:
    import webbrowser

    return webbrowser.open(page.resolve().as_uri())
