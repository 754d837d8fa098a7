"""`kg import`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._report import plural
from kg.cli._terminal import clean, json_lines

if TYPE_CHECKING:
    from kg.importing import Imported
    from kg.imports._events import Progress
    from kg.readers import Problem


@click.command(name="import")
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", default="output", show_default=True, metavar="FOLDER", help="The graph to add to; made if it is not there."
)
@click.option("--base", metavar="IRI", help="What the ids of a new graph stand below.  [default: https://w3id.org/kg-diplomacy/]")
@click.option("--list", "listed", is_flag=True, help="List the formats and stop.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@_options.as_json
def command(files: tuple[Path, ...], output: str, base: str | None, listed: bool, quiet: bool, as_json: bool) -> int:
    """Put RDF that kg wrote, or published event data, into a graph.

    RDF comes back without loss, from whichever format; its documents replace those of the same name. Event data (GDELT 2.0,
    POLECAT, ICEWS) becomes claims: its rows are what they are quoted from, since event data gives no text. Until all is whole,
    the graph stays as it was. A graph beyond half a million quads gets its store only: `kg export` and `kg view` write the rest.
    Exit code 1 says that some row or file was left out.

    \b
    Examples:
      kg import week.trig
      kg import 20240105*.export.CSV.zip -o events
      kg import ngecEvents.DV.2023.txt.gz -o events
    """
    if listed:
        _list()
        return 0
    if not files:
        raise click.UsageError("a FILE is needed, such as graph.trig", click.get_current_context())
    from kg.importing import load

    with _progress(quiet) as progress:
        result = load(files, Path(output), base=base, progress=progress)
    if as_json:
        from dataclasses import asdict

        json_lines(asdict(result))
    elif not quiet:
        click.echo("\n".join(_lines(result, output)))
    return 1 if result.problems else 0


def _list() -> None:
    from kg import exports, imports
    from kg.cli._terminal import table
    from kg.importing import RDF

    known = [(suffix, exports.formats()[suffix].HELP) for suffix in RDF]
    modules = dict.fromkeys(module for several in imports.formats().values() for module in several)
    known += [(" ".join(module.SUFFIXES), module.HELP) for module in modules]
    table(("ending", "what"), sorted(known))


def _lines(result: Imported, output: str) -> Iterator[str]:
    if result.rows:
        yield f"Read        {plural(result.rows, 'row')}"
        claims = f"{plural(result.claims, 'claim')} in {plural(result.documents, 'document')}"
        yield f"Claims      {claims}"
        for why, count in result.left.items():
            yield f"Left out    {count:,} {why}"
    if result.problems:
        yield f"Problems    {plural(result.problems, 'row')} or files left out, named above"
    yield f"Written     {output}/: {', '.join(result.written)}; {plural(result.quads, 'quad')} in all"
    yield f"Took        {result.seconds:.1f} s"
    option = "" if output == "output" else f" -g {output}"
    yield f"Next        kg stats{option}   ·   kg query timeline{option}"


def _progress(quiet: bool) -> contextlib.AbstractContextManager[Progress]:
    """A bar where somebody watches; only the problems otherwise."""
    if quiet or not sys.stderr.isatty():
        return contextlib.nullcontext(_problems())
    from kg.cli._transfer import Bytes

    return Bytes()


def _problems() -> Progress:
    from kg.imports._events import Silence

    class Problems(Silence):
        def problem(self, problem: Problem) -> None:
            click.echo(f"kg: {clean(str(problem))}", err=True)

    return Problems()
