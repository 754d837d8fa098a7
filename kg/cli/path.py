"""`kg path`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import _options, _parties
from kg.cli._terminal import clean, json_lines, style

if TYPE_CHECKING:
    from kg.lookup import Claimed
    from kg.paths import Hop
    from kg.rdf.store import Store


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--max-hops", type=click.IntRange(1, 20), default=6, show_default=True, metavar="N", help="No more than N edges.")
@_options.graph
@_options.as_json
def command(one: str, other: str, max_hops: int, graph: str, as_json: bool) -> int:
    """Show the shortest chain of edges between two parties, with the sentences.

    Edges count in both directions. A name that fits several parties asks about all of them. Where two parties are joined by
    several relations, all are shown, each with its oldest sentence; --json has every sentence. Exit code 1 says that there is no
    chain.

    \b
    Examples:
      kg path Iran "European Union"
      kg path Macron Zelensky --max-hops 3 --json
    """
    from kg import paths

    store = _options.opened(graph)
    ends = []
    for name in (one, other):
        ends.append(_parties.parties(store, graph, name))
        if not ends[-1]:
            return 1
    if set(ends[0]) & set(ends[1]):
        click.echo(clean(f"kg: {graph}: {one!r} and {other!r} may be the same"), err=True)
        return 1
    hops = paths.shortest(store, ends[0], ends[1], max_hops)
    if as_json:
        json_lines([_record(store, hop) for hop in hops])
    else:
        for number, hop in enumerate(hops, 1):
            _show(store, number, hop)
    if not hops:
        click.echo(clean(f"kg: {graph}: no chain of {max_hops} edges or fewer joins {one!r} and {other!r}"), err=True)
        return 1
    return 0


def _behind(store: Store, hop: Hop) -> dict[str, list[Claimed]]:
    """The claims of each relation of a hop, those that say that it is real before others."""
    from kg import lookup
    from kg.model import Modality

    found = {}
    for edge in hop.edges:
        stated, grounds = lookup.behind(store, [edge.subject], edge.relation, [edge.object])
        actual = [claim for claim in stated if claim.modality == Modality.ACTUAL] or grounds
        found[edge.relation] = [*actual, *(claim for claim in stated if claim not in actual)]
    return found


def _record(store: Store, hop: Hop) -> dict[str, object]:
    from kg.summary import labels

    names = labels(store, {hop.start, hop.end})
    claims = {relation: [asdict(claim) for claim in found] for relation, found in _behind(store, hop).items()}
    return {"from": names[hop.start], "to": names[hop.end]} | asdict(hop) | {"claims": claims}


def _show(store: Store, number: int, hop: Hop) -> None:
    from kg.summary import labels

    names = labels(store, {hop.start, hop.end})
    click.echo(style(f"{names[hop.start]} – {names[hop.end]}", bold=True))
    shown: set[str] = set()
    for relation, claims in _behind(store, hop).items():
        fresh = [claim for claim in claims if claim.claim not in shown][:1]
        for claim in fresh:
            shown.add(claim.claim)
            _parties.show_claim(number, claim, citations=claim.citations[:1])
        if not fresh and not claims:
            click.echo(clean(f"{number}. {relation.replace('_', ' ')}: no sentence in this graph"))
