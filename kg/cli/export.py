"""`kg export`."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import _options, _selection
from kg.model import Modality

if TYPE_CHECKING:
    from kg import exports
    from kg.rdf.store import Store
    from kg.selection import Part


@click.command(epilog="The formats are listed by `kg export --list`.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "listed", is_flag=True, help="List the formats and stop.")
@click.option("--rdf12", is_flag=True, help="Turtle, TriG, N-Quads: edges are annotated with their claims, in RDF 1.2.")
@click.option("--neo4j", is_flag=True, help="CSV: with the header of Neo4j's import.")
@_selection.options
@_options.graph
def command(file: Path | None, listed: bool, rdf12: bool, neo4j: bool, choice: _selection.Choice, graph: str) -> int:
    """Write a graph, or a part of it, in another format, chosen by the ending of FILE.

    Of a part, the RDF formats hold the selected claims with their evidence, documents and parties, and nothing else. Exit code 1
    says that the options leave nothing.

    \b
    Examples:
      kg export graph.graphml        # for Gephi, yEd, Cytoscape
      kg export claims.csv           # for a spreadsheet
      kg export statements.csv       # who said what, for a spreadsheet
      kg export week.jsonld -g week
      kg export talks.gexf --relation met_with --since 2018
      kg export korea.trig --rdf12 --around "North Korea" --hops 2
    """
    from kg import exports
    from kg.cli._terminal import table

    formats = exports.formats()
    if listed:
        table(("ending", "what"), [(suffix, module.HELP) for suffix, module in sorted(formats.items())])
        return 0
    if file is None:
        raise click.UsageError("a FILE is needed, such as graph.graphml", click.get_current_context())
    form = _format(file, "rdf12" if rdf12 else "neo4j" if neo4j else "")
    store = _options.opened(graph)
    if choice.everything:
        form.write(store, file)
        click.echo(str(file))
        return 0
    part = _selection.part(store, choice)
    form.write(_excerpt(store, part), file, part.graph)
    click.echo(str(file))
    return 0 if part.graph.number_of_edges() else 1


def _format(file: Path, variant: str) -> exports.Format:
    """The format by the name of the file; that of a variant, if one is asked for."""
    from kg import exports

    formats = exports.formats()
    form = exports.chosen(file.name) if not variant else formats.get(variant + file.suffix.lower())
    if form is not None:
        return form
    if variant:
        fits = [suffix.removeprefix(variant) for suffix in formats if suffix.startswith(variant)]
        raise click.UsageError(f"{file}: --{variant} goes with {' '.join(fits)}", click.get_current_context())
    near = difflib.get_close_matches(file.suffix.lower(), formats, n=1)
    cure = f"did you mean {near[0]}?" if near else f"use one of {' '.join(sorted(formats))}"
    raise click.UsageError(f"{file}: no format ends in {file.suffix or 'nothing'}: {cure}", click.get_current_context())


def _excerpt(store: Store, part: Part) -> Store:
    from kg.rdf.excerpt import excerpt

    edges = list(part.graph.edges(data=True))
    claims = {cited.claim for *_, edge in edges for cited in edge["claims"]}
    real = [(s, f"{store.prefixes['kg']}{edge['relation']}", t) for s, t, edge in edges if edge["modality"] == Modality.ACTUAL]
    return excerpt(store, claims, real)
