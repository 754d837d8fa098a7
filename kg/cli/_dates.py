"""Days, months and years as options."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

import click


def days(value: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year, a month or a day. Raises BadParameter for what is none."""
    parts = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value.strip())
    try:
        year, month, day = (int(part or 0) for part in parts.groups()) if parts else (0, 0, 0)
        first = dt.date(year, month or 1, day or 1)
        if day:
            return first, first
        return first, first.replace(month=month or 12, day=calendar.monthrange(year, month or 12)[1])
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date: give a year, a month or a day: 2025, 2025-06, 2025-06-30") from None


def date(last: bool) -> Callable[[click.Context, click.Parameter, str | None], dt.date | None]:
    """The callback of an option that takes the first or the last day of what is given."""
    return lambda ctx, parameter, value: None if value is None else days(value)[last]


def in_order(since: dt.date | None, until: dt.date | None) -> None:
    """Raises UsageError when the first day comes after the last."""
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}", click.get_current_context())
