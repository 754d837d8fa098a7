"""The day a text was published, from the ways in which front matter, JSON and news datelines write it."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sep(?:t(?:ember|\.)?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
_WORDED = tuple(
    re.compile(_WEEKDAY + order, re.IGNORECASE)
    for order in (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}")
)
_NUMBERED = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_TIME = re.compile(r"(?:T|\s|,|$)", re.IGNORECASE)  # what may follow a day: a time of day, which is not looked at


def day(value: object) -> dt.date:
    """The day that a value means; of a time with a zone, the day on the publisher's own calendar, as it is written.

    Understands ISO 8601 (2025-08-26, with or without time), 2025/08/26, "August 26, 2025", "26 Aug 2025" and e-mail dates.
    Raises ValueError for anything else; 04/05/2019 is two days in two countries and therefore none.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    numbered = _NUMBERED.match(text)
    if numbered and _TIME.match(text, numbered.end()):
        return dt.date(int(numbered[1]), int(numbered[3]), int(numbered[4]))
    for pattern in _WORDED:
        worded = pattern.match(text)
        if worded and _TIME.match(text, worded.end()):
            return _worded(worded)
    if text.isdigit() and len(text) != len("YYYYMMDD"):
        raise ValueError(f"not a day: {text}")
    return dt.datetime.fromisoformat(text).date()


def dateline(text: str) -> dt.date | None:
    """The day of a line that is nothing but a date ("Friday, January 4, 2019") among the first three lines that are not blank."""
    lines = [line.strip() for line in text[:2000].splitlines() if line.strip()]
    return next((found for found in map(_alone, lines[:3]) if found), None)


def _alone(line: str) -> dt.date | None:
    for pattern in _WORDED:
        whole = pattern.fullmatch(line)
        if whole:
            try:
                return _worded(whole)
            except ValueError:  # "February 30, 2019"
                return None
    return None


def _worded(match: re.Match[str]) -> dt.date:
    return dt.date(int(match["year"]), _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))
