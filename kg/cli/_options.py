"""Options and arguments that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.rdf.store import Store

graph = click.option(
    "-g", "--graph", default="output", show_default=True, metavar="PATH", help="A folder that `kg build` wrote, or any RDF file."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def opened(path: str) -> Store:
    """The store of a built graph. Raises StoreError when there is none."""
    from kg.rdf.store import Store

    return Store.open(Path(path))


def since(text: str) -> Callable[[Any], Any]:
    """--since, as the first day of what is given."""
    return click.option("--since", callback=_day(last=False), metavar="DATE", help=text)


def until(text: str) -> Callable[[Any], Any]:
    """--until, as the last day of what is given."""
    return click.option("--until", callback=_day(last=True), metavar="DATE", help=text)


def _day(last: bool) -> Callable[[click.Context, click.Parameter, str | None], dt.date | None]:
    def day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
        from kg.selection import days

        try:
            return None if value is None else days(value)[last]
        except QueryError as error:
            raise click.BadParameter(str(error)) from None

    return day


def in_order(first: dt.date | None, last: dt.date | None) -> None:
    """Raises UsageError when --since is after --until."""
    if first and last and first > last:
        raise click.UsageError(f"--since {first} is after --until {last}", click.get_current_context())
