"""`kg pull`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _remote
from kg.cli._report import plural
from kg.cli._terminal import clean
from kg.errors import RemoteError


@click.command()
@_remote.url
@click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    metavar="PLACE",
    help="The graph to add to, or a file that ends in .nq.",
)
@click.option("--below", default="", metavar="IRI", help="Only graphs whose names begin so.  [default: those that kg put there]")
@_remote.batch
@_remote.user
@_remote.timeout
@_remote.state
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    url: str, output: str, below: str, batch: int | None, user: str, timeout: float, state: Path | None, quiet: bool
) -> int:
    """Fetch a graph from a SPARQL server: the named graphs that its queries see.

    URL is the address of the server's queries. The graph is put into a folder as `kg import` does it, or kept as a file. When the
    server breaks off, exit code 1 says so, and the same command goes on where it stopped.

    \b
    Examples:
      kg pull http://localhost:7878/query -o copy
      kg pull https://example.org/sparql -o everything.nq
    """
    from kg.transfer import pull

    place = Path(output)
    as_file = place.suffix.lower() == ".nq"
    kept = _remote.state_file(state, place, "pull", url)
    part = kept.with_suffix(".nq")
    try:
        with _remote.server(url, user, timeout) as server, _remote.progress(quiet) as progress:
            moved = pull(server, part, below=below, batch=batch or 0, state=kept, progress=progress)
    except RemoteError as error:
        if not kept.exists():
            raise
        click.echo(f"kg: {error}; the same command goes on where it stopped", err=True)
        return 1
    if as_file:
        part.replace(place)
    else:
        _into(part, place)
        part.unlink()
    kept.unlink(missing_ok=True)
    if not quiet:
        before = f", {moved.kept:,} were there" if moved.kept else ""
        click.echo(clean(f"{plural(moved.graphs, 'graph')} with {plural(moved.triples, 'triple')} fetched into {place}{before}"))
    return 0


def _into(part: Path, place: Path) -> None:
    from kg.importing import load

    load([part], place)
