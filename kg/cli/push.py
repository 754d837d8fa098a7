"""`kg push`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _options, _remote
from kg.cli._report import plural
from kg.errors import RemoteError


@click.command()
@_remote.url
@click.option(
    "--method",
    type=click.Choice(["auto", "gsp", "update"]),
    default="auto",
    show_default=True,
    help="Graph Store Protocol, SPARQL Update, or what the address turns out to be.",
)
@_remote.batch
@_remote.user
@_remote.timeout
@_remote.state
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@_options.graph
def command(
    url: str, method: str, batch: int | None, user: str, timeout: float, state: Path | None, quiet: bool, graph: str
) -> int:
    """Put a graph on a SPARQL server, each named graph in place of the one that is there.

    URL is the address of the server's graph store or of its updates. What is there under other names stays. When the server
    breaks off, exit code 1 says so, and the same command goes on where it stopped; whatever went twice is there once.

    \b
    Examples:
      kg push http://localhost:7878/store                    # Oxigraph
      KG_PASSWORD=dba kg push http://localhost:8890/sparql-graph-crud-auth --user dba    # Virtuoso
      KG_TOKEN=… kg push https://example.org/repositories/news/rdf-graphs/service -g week    # GraphDB
    """
    from kg.transfer import push

    store = _options.opened(graph)
    kept = _remote.state_file(state, Path(graph), "push", url)
    try:
        with _remote.server(url, user, timeout) as server, _remote.progress(quiet) as progress:
            moved = push(store, server, method=method, batch=batch or 0, state=kept, progress=progress)
    except RemoteError as error:
        if not kept.exists():
            raise
        click.echo(f"kg: {error}; the same command goes on where it stopped", err=True)
        return 1
    if not state:
        kept.unlink(missing_ok=True)
    if not quiet:
        before = f", {moved.kept:,} were there" if moved.kept else ""
        click.echo(f"{plural(moved.graphs, 'graph')} with {plural(moved.triples, 'triple')} put by {moved.method}{before}")
    return 0
