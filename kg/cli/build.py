"""`kg build`."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from kg.build import Silence, build
from kg.cli import _options, _report
from kg.cli._terminal import clean, json_lines

if TYPE_CHECKING:
    from kg.build import Progress
    from kg.readers import Problem


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o", "--output", default="output", show_default=True, metavar="FOLDER", help="Where the four files of the build go."
)
@click.option("--base", metavar="IRI", help="What the ids of the graph stand below.  [default: https://w3id.org/kg-diplomacy/]")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@_options.as_json
def command(sources: tuple[str, ...], output: str, base: str | None, quiet: bool, as_json: bool) -> int:
    """Build a graph from news texts.

    A source is a text, Markdown, HTML, JSONL or JSONL.gz file, a folder of them, or - for standard input. The output folder
    gets graph.trig, graph.ttl, graph.html and store/, all four or none: until they are whole, the last build stays. Exit code
    1 says that the graph was built, but some source was left out or mended.

    \b
    Examples:
      kg build data/articles
      kg build monday.txt tuesday.html -o week
      curl -s https://example.org/news.jsonl | kg build - --json
    """
    with _progress(quiet) as progress:
        result = build(sources, output, base=base, progress=progress)
    if as_json:
        json_lines(_report.as_json(result))
    elif not quiet:
        click.echo("\n".join(_report.lines(result)))
    return 1 if result.problems else 0


def _progress(quiet: bool) -> contextlib.AbstractContextManager[Progress]:
    """A bar where somebody watches; only the problems otherwise."""
    if quiet or not sys.stderr.isatty():
        return contextlib.nullcontext(Problems())
    from kg.cli._progress import Bar

    return Bar()


class Problems(Silence):
    """Prints each problem of a source when it is met, as one line on standard error."""

    def __init__(self) -> None:
        self.met = 0

    def problem(self, problem: Problem) -> None:
        self.met += 1
        click.echo(f"kg: {clean(str(problem))}", err=True)
