"""`kg view`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _options


@click.command()
@click.option("-o", "--output", metavar="FILE", help="Where the page goes.  [default: graph.html beside the graph]")
@click.option("--no-open", is_flag=True, help="Write the page, but do not open it.")
@_options.graph
def command(output: str | None, no_open: bool, graph: str) -> int:
    """Write the network as one page and open it in the browser.

    The page is one file that needs no network, so it can be kept, sent and shown anywhere.

    \b
    Examples:
      kg view
      kg view --no-open -o talks.html
    """
    from kg import folder

    store = _options.opened(graph)
    beside = Path(graph) if Path(graph).is_dir() else Path(graph).parent
    page = Path(output) if output else beside / folder.PAGE
    folder.write_page(store, page)
    click.echo(str(page))
    if not no_open and not _opened(page):
        click.echo(f'kg: {page}: no browser to open it with: open it yourself, or say "--no-open"', err=True)
    return 0


def _opened(page: Path) -> bool:
    import webbrowser

    return webbrowser.open(page.resolve().as_uri())
