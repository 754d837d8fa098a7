"""`kg ask`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import _options, _parties
from kg.cli._dates import date, in_order
from kg.cli._terminal import clean, json_lines, style

if TYPE_CHECKING:
    from kg.lookup import Claimed
    from kg.rdf.store import Store


@click.command()
@click.argument("relation")
@click.option("--who", metavar="WHO", help="Who did it: a name, another name, or a part.")
@click.option("--whom", "--with", "whom", metavar="WHOM", help="To whom, or with whom.")
@click.option("--since", callback=date(last=False), metavar="DATE", help="On or after this day, month or year.")
@click.option("--until", callback=date(last=True), metavar="DATE", help="On or before this day, month or year.")
@_options.graph
@_options.as_json
def command(
    relation: str, who: str | None, whom: str | None, since: dt.date | None, until: dt.date | None, graph: str, as_json: bool
) -> int:
    """Ask whether it happened: yes or no, and the sentences.

    RELATION is the name of one, as in "met_with", "met with" or "met". Yes is what some sentence reports as real; what is only
    alleged, intended, possible or denied is shown below a no. Where a time is asked for, sentences that give none do not count.
    Symmetric relations are looked for both ways; an edge that no sentence states comes with those that it follows from. Exit
    code 0 says yes, 1 no. That a graph says no means that no text in it was read so, not that it did not happen.

    \b
    Examples:
      kg ask met --who Macron --with Scholz --since 2023 --until 2024
      kg ask rejected --who Iran --json
    """
    in_order(since, until)
    if who is None and whom is None:
        raise click.UsageError("say --who or --whom", click.get_current_context())
    store = _options.opened(graph)
    name = _parties.relation(store, relation)
    ends: list[list[str] | None] = []
    for party in (who, whom):
        ends.append(None if party is None else _parties.parties(store, graph, party))
        if ends[-1] == []:
            return 1
    real, others, undated = _sorted(_found(store, ends[0], name, ends[1]), since, until)
    if as_json:
        json_lines({"answer": bool(real), "claims": [asdict(c) for c in real], "others": [asdict(c) for c in others]})
    else:
        click.echo(style("yes" if real else "no", bold=True))
        for number, claim in enumerate(real or others, 1):
            _parties.show_claim(number, claim)
    if undated:
        click.echo(clean(f"kg: {undated} without a date do not count for a time; without --since and --until they do"), err=True)
    return 0 if real else 1


def _found(store: Store, ones: list[str] | None, relation: str, others: list[str] | None) -> tuple[list[Claimed], list[Claimed]]:
    """The claims that state it, and those that it follows from when both parties are given."""
    from kg import lookup
    from kg.summary import rows

    if ones is not None and others is not None:
        return lookup.behind(store, ones, relation, others)
    found = lookup.claims(store, ones, relation, others)
    if rows(store, f"SELECT ?p {{ VALUES ?p {{ kg:{relation} }} ?p a owl:SymmetricProperty }}"):
        known = {claim.claim for claim in found}
        found += [claim for claim in lookup.claims(store, others, relation, ones) if claim.claim not in known]
    return found, []


def _sorted(
    found: tuple[list[Claimed], list[Claimed]], since: dt.date | None, until: dt.date | None
) -> tuple[list[Claimed], list[Claimed], int]:
    """What says yes, what says less, and how many of the first have no date that a question for a time needs."""
    from kg.lookup import within
    from kg.model import Modality

    stated, grounds = found
    actual = [claim for claim in [*stated, *grounds] if claim.modality == Modality.ACTUAL]
    timed = since is not None or until is not None
    undated = sum(not claim.earliest for claim in actual) if timed else 0
    real = [claim for claim in actual if not timed or (claim.earliest and within(claim, since, until))]
    others = [claim for claim in stated if claim.modality != Modality.ACTUAL and within(claim, since, until)]
    return real, others, undated
