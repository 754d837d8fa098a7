"""`kg timeline`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import click

from kg.cli import _options, _parties
from kg.cli._dates import date, in_order
from kg.cli._terminal import clean, json_lines


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@click.option("--since", callback=date(last=False), metavar="DATE", help="On or after this day, month or year.")
@click.option("--until", callback=date(last=True), metavar="DATE", help="On or before this day, month or year.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than the first N.")
@_options.graph
@_options.as_json
def command(
    one: str, other: str | None, since: dt.date | None, until: dt.date | None, limit: int | None, graph: str, as_json: bool
) -> int:
    """Show what is claimed of a party, or between two, in the order of time.

    Each claim comes with its time, how real it is, its sentence and source; meetings that both took part in are among them. What
    no sentence dates stands at the day on which it was reported. A name that fits several parties asks about all of them. Exit
    code 1 says that there is nothing.

    \b
    Examples:
      kg timeline Iran
      kg timeline Iran "United States" --since 2024 --until 2025-06
    """
    from kg import lookup

    in_order(since, until)
    store = _options.opened(graph)
    ends = []
    for name in filter(None, (one, other)):
        ends.append(_parties.parties(store, graph, name))
        if not ends[-1]:
            return 1
    found = lookup.timeline(store, ends[0], ends[1] if other else None, since, until)
    shown = found[:limit]
    if as_json:
        json_lines([asdict(claim) for claim in shown])
    else:
        for number, claim in enumerate(shown, 1):
            reported = next((c.published for c in claim.citations if c.published), "")
            _parties.show_claim(number, claim, when=claim.when or (f"reported {reported}" if reported else ""))
    if not found:
        what = f"between {one!r} and {other!r}" if other else f"of {one!r}"
        click.echo(clean(f"kg: {graph}: nothing is claimed {what}" + (" in this time" if since or until else "")), err=True)
        return 1
    if len(found) > len(shown):
        click.echo(f"kg: {len(found) - len(shown):,} more, which --limit leaves out", err=True)
    return 0
