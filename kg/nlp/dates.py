"""Time expressions, resolved against the day of publication, with their precision kept as a first and a last day.

News English only: dates, weekdays, months, years, spans, seasons, "last month", "two weeks ago", "earlier this year". A
weekday without more is
the nearest one on or before publication, unless the sentence looks ahead ("will … on Friday").
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Period
from kg.nlp.annotations import Time, notes_on
from kg.vocabulary import Vocabulary

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
_NUMBER = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBER) + r")"
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_NEAR = r"[Ll]ast|[Nn]ext|[Tt]his|[Tt]his past|[Tt]his coming"
_SPAN = r"(?P<unit>day|week|weekend|month|year|decade|spring|summer|autumn|winter)"
_BEFORE_YEAR = r"[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Oo]f|[Bb]efore|[Aa]fter|[Ff]rom|[Tt]hroughout"
_COUNTED = r"(?:people|dollars|troops|men|women|members|soldiers|civilians|refugees)"

#: In order: the first that matches at a place wins, so the more exact come first.
_PATTERNS = [
    re.compile(p)
    for p in (
        r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b",
        rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY},? {_YEAR}\b",
        rf"\b(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b",
        rf"\b(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[- ](?:{_MONTH} )?{_YEAR}\b",
        rf"\b{_MONTH}(?: of)?,? {_YEAR}\b",
        rf"\b{_YEAR} ?(?:–|-|to|until) ?(?P<year2>1[5-9]\d\d|20\d\d|21\d\d)\b",
        rf"\b(?:[Bb]etween|[Ff]rom) {_YEAR} (?:and|to|until) (?P<year2>1[5-9]\d\d|20\d\d|21\d\d)\b",
        rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY}\b(?! ?(?:million|billion|per))",
        rf"\b(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?: of)? {_MONTH}\b(?! [a-z]+ing)",
        rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter) (?:of )?{_YEAR}\b",
        r"\b(?P<decade>1[5-9]\d0|20\d0)s\b",
        rf"\b(?P<rel>{_NEAR}|[Ee]arlier this|[Ll]ater this|[Tt]he (?:previous|following|past|coming)) {_SPAN}\b",
        rf"\b(?P<rel>{_NEAR}) (?:{_WEEKDAY}|{_MONTH})(?= |,|\.|;|\)|$)",
        rf"\b{_COUNT} {_UNIT}s? (?P<ago>ago|earlier|later|from now)\b",
        r"\b(?P<word>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)\b",
        rf"\b{_WEEKDAY}(?! (?:Times|Mail|Telegraph|Herald|Post))\b",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|of|for|[Ll]ate|[Ee]arly|[Mm]id|last|next|this)[ -]{_MONTH}\b(?! \d)",
        rf"\b(?P<inyear>(?:{_BEFORE_YEAR})(?: the year)? ){_YEAR}\b(?! {_COUNTED})",
        rf"\(\s?{_YEAR}\s?\)",
        rf"(?<=[a-z] ){_YEAR}(?=[,.;)]? |[,.;)]?$)(?! {_COUNTED})",
    )
]
_STARTS = re.compile(
    r"\b(?:\d|[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec|[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un|[Yy]ester|[Tt]o(?:day|night|morrow)|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arl|[Ll]ate|[Mm]id|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]ur|[Oo]f|[Bb]ef|[Aa]f|[Ff]r|[Tt]h|[Bb]et|[Ss]pr|[Ss]um|[Aa]ut|[Ww]in|[Ff]or|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|\("
)
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_DAYS = {name[:3].lower(): i for i, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year(first: int, last: int | None = None) -> tuple[dt.date, dt.date]:
    return dt.date(first, 1, 1), dt.date(last or first, 12, 31)


def _season(year: int, name: str) -> tuple[dt.date, dt.date]:
    first, last = _SEASONS[name]
    return _month(year, first)[0], _month(year + (last < first), last)[1]


def _shift(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def _part(span: tuple[dt.date, dt.date], part: str) -> tuple[dt.date, dt.date]:
    """The early, middle or late third of a span."""
    first, last = span
    third = (last - first) / 3
    cuts = {"early": (first, first + third), "mid": (first + third, last - third), "late": (last - third, last)}
    return cuts[part]


def resolve(found: re.Match[str], published: dt.date | None, ahead: bool = False) -> tuple[dt.date, dt.date] | None:
    """The first and last day of one match; None where a relative date has nothing to rest on, or the day does not exist."""
    parts = {k: v for k, v in found.groupdict().items() if v is not None}
    try:
        return _absolute(parts, published) or (_relative(parts, published, ahead) if published else None)
    except (ValueError, OverflowError):
        return None


def _absolute(parts: dict[str, str], published: dt.date | None) -> tuple[dt.date, dt.date] | None:
    if "iso" in parts:
        day = dt.date.fromisoformat(parts["iso"])
        return day, day
    if "decade" in parts:
        return _year(int(parts["decade"]), int(parts["decade"]) + 9)
    if "year" not in parts:
        return None
    year = int(parts["year"])
    if "year2" in parts:
        return _year(year, int(parts["year2"])) if int(parts["year2"]) >= year else None
    if "season" in parts:
        return _season(year, parts["season"].lower())
    if "month" in parts:
        month = _MONTHS[parts["month"][:3].lower()]
        if "day" in parts:
            day = dt.date(year, month, int(parts["day"]))
            return day, day
        span = _month(year, month)
    else:
        span = _year(year)
    return _part(span, parts["part"].lower()) if "part" in parts else span


def _relative(parts: dict[str, str], published: dt.date, ahead: bool) -> tuple[dt.date, dt.date] | None:
    rel = parts.get("rel", "").lower()
    if "word" in parts:
        day = published + dt.timedelta({"yesterday": -1, "tomorrow": 1}.get(parts["word"].lower(), 0))
        return day, day
    if "ago" in parts:
        return _ago(parts, published)
    if "month" in parts:
        return _month_near(parts, published, rel, ahead)
    if "weekday" in parts:
        return _weekday(parts["weekday"], published, rel, ahead)
    if "unit" in parts:
        return _unit(parts["unit"], rel, published)
    return None


def _ago(parts: dict[str, str], published: dt.date) -> tuple[dt.date, dt.date] | None:
    count = int(parts["count"]) if parts["count"].isdigit() else _NUMBER[parts["count"]]
    count = count if parts["ago"] in ("later", "from now") else -count
    if parts["ago"] in ("earlier", "later"):
        return None  # counted from another event, not from publication
    if parts["unit"] == "day":
        day = published + dt.timedelta(count)
        return day, day
    if parts["unit"] == "week":
        day = published + dt.timedelta(7 * count)
        return day - dt.timedelta(3), day + dt.timedelta(3)
    if parts["unit"] == "month":
        first = _shift(published, count)
        return _month(first.year, first.month)
    return _year(published.year + count * (10 if parts["unit"] == "decade" else 1))


def _month_near(parts: dict[str, str], published: dt.date, rel: str, ahead: bool) -> tuple[dt.date, dt.date]:
    month = _MONTHS[parts["month"][:3].lower()]
    day = int(parts.get("day", 1))
    year = published.year
    later = (month, day) > (published.month, published.day) if "day" in parts else month > published.month
    if rel.endswith(("next", "coming")):
        year += month <= published.month
    elif rel == "last" and not later and month == published.month:
        year -= 1
    elif later and not ahead and rel != "this":
        # a month not yet reached is last year's, unless it is so near that it must be ahead
        year -= 1
    elif ahead and not later and (published.month - month) > 6:
        year += 1
    if "day" in parts:
        return dt.date(year, month, day), dt.date(year, month, day)
    return _month(year, month)


def _weekday(name: str, published: dt.date, rel: str, ahead: bool) -> tuple[dt.date, dt.date]:
    wanted = _DAYS[name[:3].lower()]
    back = (published.weekday() - wanted) % 7
    if rel == "last" and back == 0:
        back = 7
    if (ahead and not rel) or rel.endswith("coming") or rel == "next":
        day = published + dt.timedelta((wanted - published.weekday()) % 7 or (7 if rel else 0))
    else:
        day = published - dt.timedelta(back)
    return day, day


def _unit(unit: str, rel: str, published: dt.date) -> tuple[dt.date, dt.date] | None:
    step = (
        -1
        if (rel.split()[-1] in ("last", "previous", "past") and rel != "this past") or rel == "this past"
        else 1
        if rel.split()[-1] in ("next", "following", "coming")
        else 0
    )
    if rel in ("the previous", "the following"):
        return None  # counted from another event
    if unit == "day":
        return None
    if unit == "week":
        monday = published - dt.timedelta(published.weekday()) + dt.timedelta(7 * step)
        return monday, monday + dt.timedelta(6)
    if unit == "weekend":
        saturday = published - dt.timedelta((published.weekday() - 5) % 7) + dt.timedelta(7 if step > 0 else 0)
        return saturday, saturday + dt.timedelta(1)
    if unit == "month":
        first = _shift(published, step)
        return _month(first.year, first.month)
    if unit == "year":
        span = _year(published.year + step)
        return (span[0], published) if rel.startswith("earlier") else (published, span[1]) if rel.startswith("later") else span
    if unit == "decade":
        return (dt.date(published.year - 10, 1, 1), published) if step < 0 else None
    year = published.year + (step if step else 0)
    if step < 0 and published.month > _SEASONS[unit][1] >= _SEASONS[unit][0]:
        year = published.year
    return _season(year, unit)


def find(
    text: str, published: dt.date | None, ahead: Callable[[int], bool] = lambda at: False
) -> Iterator[tuple[int, int, Period]]:
    """All time expressions of a text, left to right, without overlap: (start, end, period) in characters.

    `ahead` tells whether the words at an offset speak of the future.
    """
    at = 0
    while (start := _STARTS.search(text, at)) is not None:
        place = start.start()
        at = place + 1
        for pattern in _PATTERNS:
            found = pattern.match(text, place)
            if found is None:
                continue
            span = resolve(found, published, ahead(place))
            if span is not None:
                first, last = found.span()
                if "inyear" in found.groupdict() and found["inyear"]:
                    first += len(found["inyear"])
                words = text[first:last].strip("() ")
                yield first, last, Period(span[0], span[1], words)
            at = found.end()
            break


class Dates:
    """The component: every time expression as a token span with its days."""

    def __call__(self, doc: Doc) -> Doc:
        notes = notes_on(doc)
        published = notes.published.earliest if notes.published else None
        starts = {t.idx: t.i for t in doc}
        for first, last, period in find(doc.text, published, lambda at: _looks_ahead(doc, starts.get(at))):
            span = doc.char_span(first, last, alignment_mode="expand")
            if span is not None:
                notes.times.append(Time(span.start, span.end, period))
        return doc


def _looks_ahead(doc: Doc, i: int | None) -> bool:
    """Whether the verb that a word hangs on is in the future."""
    if i is None:
        return False
    token = doc[i]
    for _ in range(6):
        if token.tag_.startswith("VB") or token.head == token:
            break
        token = token.head
    return any(c.tag_ == "MD" and c.lower_ not in ("ca", "could") for c in token.children)


def make(nlp: Language, vocabulary: Vocabulary) -> Dates:
    """The component."""
    return Dates()
