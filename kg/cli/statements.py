"""`kg statements`."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._dates import date, in_order
from kg.cli._terminal import clean, console, json_lines, style
from kg.model import SpeechAct, StatementKind, fold

if TYPE_CHECKING:
    from kg.lookup import Found
    from kg.rdf.store import Store
    from kg.statements import Told


def _words(values: type[SpeechAct] | type[StatementKind]) -> list[str]:
    return [value.lower() for value in values]


@click.command()
@click.option("--by", metavar="WHO", help="Only of this speaker: a name, another name, or a part.")
@click.option("--about", metavar="WHAT", help="Only those that mention this party or thing, or have these words.")
@click.option("--to", metavar="WHOM", help="Only those said to this party.")
@click.option("--since", callback=date(last=False), metavar="DATE", help="Only those said on or after this day, month or year.")
@click.option("--until", callback=date(last=True), metavar="DATE", help="Only those said on or before this day, month or year.")
@click.option(
    "--act", type=click.Choice(_words(SpeechAct), case_sensitive=False), help="Only those whose reporting word does this."
)
@click.option(
    "--kind", type=click.Choice(_words(StatementKind), case_sensitive=False), help="Only those whose words are given so."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than N.")
@_options.graph
@_options.as_json
def command(
    by: str | None,
    about: str | None,
    to: str | None,
    since: dt.date | None,
    until: dt.date | None,
    act: str | None,
    kind: str | None,
    limit: int | None,
    graph: str,
    as_json: bool,
) -> int:
    """List who is reported to have said what, with the source.

    Each statement comes with its speaker (in brackets the words that stand for him), the reporting word, its time, place and
    addressee where the text gives them, the words, and where they stand. A name that fits several parties asks about all of
    them. What a text does not date was said when it was published. Exit code 1 says that there is nothing of the kind.

    \b
    Examples:
      kg statements --by Macron --about "peace talks"
      kg statements --act denying --since 2025-06
      kg statements --to Japan --kind direct --json
    """
    from kg import lookup
    from kg.statements import Asked, statements

    in_order(since, until)
    store = _options.opened(graph)
    speakers, spoken_to, things = (lookup.find(store, name) if name is not None else [] for name in (by, to, about))
    asked = Asked(
        speakers=_iris(speakers) or None,
        speaker_words=None if speakers else by,
        addressees=_iris(spoken_to) if to is not None else None,
        about=_iris(things),
        about_words=about,
        since=since,
        until=until,
        act=SpeechAct(act.capitalize()) if act else None,
        kind=StatementKind(kind.capitalize()) if kind else None,
    )
    found = statements(store, asked)
    shown = found[:limit]
    if as_json:
        json_lines([asdict(told) for told in shown])
    else:
        for number, told in enumerate(shown, 1):
            _show(number, told)
    if not found:
        unknown = [name for name, known in ((by, speakers), (to, spoken_to), (about, things)) if name is not None and not known]
        click.echo(clean(f"kg: {graph}: {_nothing(store, unknown)}"), err=True)
    elif len(found) > len(shown):
        click.echo(f"kg: {len(found) - len(shown):,} more, which --limit leaves out", err=True)
    return 0 if found else 1


def _iris(found: list[Found]) -> tuple[str, ...]:
    return tuple(one.iri for one in found)


def _nothing(store: Store, unknown: list[str]) -> str:
    """Why nothing was found: the first name that nothing is called by, and the nearest to it; else that nobody said so."""
    from kg import lookup

    if not unknown:
        return "no statement of this kind: fewer options find more"
    near = lookup.nearest(store, unknown[0])
    return f"no statement, and nothing is called {unknown[0]!r}" + (f": did you mean {near!r}?" if near else "")


def _show(number: int, told: Told) -> None:
    act = "" if told.act in ("", SpeechAct.NEUTRAL) else told.act.lower()
    who = told.speaker or told.speaker_text or "somebody"
    other = f' ("{told.speaker_text}")' if told.speaker and fold(told.speaker_text) not in ("", fold(told.speaker)) else ""
    details = (
        told.kind.lower(),
        told.when or "no date",
        told.place and f"in {told.place}",
        told.medium,
        told.addressee and f"to {told.addressee}",
    )
    cue = ", ".join(filter(None, (told.cue, act)))
    click.echo(f"{number}. {style(who, bold=True)}{clean(other)} [{clean(cue)}]  ({clean('; '.join(filter(None, details)))})")
    lines = [told.text, told.responds_to and f"in answer to: {told.responds_to}", *(f"as told by {one}" for one in told.told_by)]
    for line in filter(None, lines):
        for part in _wrapped(clean(line), indent=3):
            click.echo(part)
    spans = ", ".join(f"{start} to {end}" for start, end in told.spans)
    source = filter(None, (told.title, told.publisher, told.published, told.url, f"characters {spans}"))
    click.echo(style(f"   {', '.join(source)}", dim=True))


def _wrapped(text: str, indent: int) -> list[str]:
    """The lines of a text as wide as the terminal; piped, one line."""
    from rich.text import Text

    if not sys.stdout.isatty():
        return [" " * indent + text]
    screen = console()
    return [" " * indent + line.plain.rstrip() for line in Text(text).wrap(screen, max(20, screen.width - indent))]
