"""The options that choose a part of a graph, shared by what draws it and what writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import IO, TYPE_CHECKING, Any

import click

from kg.cli import _options
from kg.cli._report import plural
from kg.cli._terminal import clean
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.selection import Part, Selection


@dataclass(frozen=True, slots=True)
class Choice:
    """The options as they were given."""

    around: tuple[str, ...]
    hops: int | None
    since: dt.date | None
    until: dt.date | None
    undated: bool
    relations: tuple[str, ...]
    source: str

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.around or self.since or self.until or self.relations or self.source)

    def title(self, whole: str) -> str:
        """What a page of this part is called, unless told otherwise."""
        return f"{', '.join(self.around)}: {whole[:1].lower()}{whole[1:]}" if self.around else whole


_OPTIONS = (
    click.option(
        "--around", multiple=True, metavar="WHO", help="Only what lies around this party: a name, another name, or a part."
    ),
    click.option("--hops", type=click.IntRange(0, 20), metavar="N", help="How many relations away from WHO.  [default: 1]"),
    _options.since("Only what happened on or after this day, month or year; claims without a date are left out."),
    _options.until("Only what happened on or before this day, month or year; claims without a date are left out."),
    click.option("--undated", is_flag=True, help="With --since or --until: claims without a date stay."),
    click.option("--relation", "relations", multiple=True, metavar="R", help="Only this relation, such as met_with."),
    click.option("--source", default="", metavar="X", help="Only what a source with X in its title, publisher or address says."),
)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options; it gets them as one `choice`. Raises UsageError for those that contradict each other."""

    @wraps(command)
    def chosen(**given: Any) -> Any:
        choice = Choice(**{name: given.pop(name) for name in Choice.__slots__})
        _options.in_order(choice.since, choice.until)
        if choice.hops is not None and not choice.around:
            raise click.UsageError("--hops needs --around WHO to count from", click.get_current_context())
        if choice.undated and not (choice.since or choice.until):
            raise click.UsageError("--undated goes with --since or --until", click.get_current_context())
        return command(choice=choice, **given)

    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen


def part(store: Store, choice: Choice, query: IO[str] | None = None) -> Part:
    """The part of the whole network, of every modality, that the options and the CONSTRUCT of a file choose.

    Says on standard error what a reader would otherwise miss: several parties of one name, claims left out, nothing left.
    """
    from kg.graph import EVERY, network
    from kg.selection import select

    wanted = selection(store, choice, query)
    found = select(network(store, modalities=EVERY), wanted)
    if found.undated:
        _say(f"{plural(found.undated, 'claim')} without a date left out: --undated keeps them")
    if not found.graph.number_of_edges():
        _say("nothing is left to draw: fewer options leave more" if query is None else f"{query.name}: names nothing to draw")
    return found


def selection(store: Store, choice: Choice, query: IO[str] | None = None) -> Selection:
    """The options as a selection, names looked up. Raises QueryError, one line, for a name that nobody has or a bad query."""
    from kg.selection import Selection, picked

    around = [iri for name in choice.around for iri in _called(store, name)]
    try:
        named = picked(store, query.read()) if query else None
    except (QueryError, UnicodeDecodeError) as error:
        reason = error if isinstance(error, QueryError) else "is not UTF-8: save it so"
        raise QueryError(f"{query.name if query else ''}: {reason}") from None
    return Selection(
        around=tuple(around) if choice.around else None,
        hops=1 if choice.hops is None else choice.hops,
        since=choice.since,
        until=choice.until,
        undated=choice.undated,
        relations=choice.relations,
        source=choice.source,
        picked=named,
    )


def _called(store: Store, name: str) -> list[str]:
    from kg import lookup

    found = lookup.find(store, name)
    if not found:
        near = lookup.nearest(store, name)
        raise QueryError(
            f"nothing is called {name!r}: " + (f"did you mean {near!r}?" if near else "a part of the name is enough")
        )
    if len(found) > 1:
        more = " and others" if len(found) > 6 else ""
        _say(f"{name!r} is {', '.join(one.label for one in found[:6])}{more}: around all of them")
    return [one.iri for one in found]


def _say(text: str) -> None:
    click.echo(clean(f"kg: {text}"), err=True)
