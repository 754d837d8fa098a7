"""What a format found, still unchecked, and the checks that make a Document of it: the same for every format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.model import Document
from kg.readers.cleaning import clean, one_line
from kg.readers.dates import dateline, day
from kg.readers.language import foreign
from kg.readers.problem import Problem, printable

FIELDS = ("title", "date", "url", "publisher", "author")
_TITLE = 120  # characters; a longer first line is a paragraph
_UNDATED = "relative dates stay unresolved"


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its fields as the file gives them.

    `name` is the title of last resort, `flaw` what was found wrong on the way here.
    """

    place: str
    name: str
    text: str
    fields: Mapping[str, object]
    flaw: str = ""


def document(article: Article) -> tuple[Document | None, Problem | None]:
    """The Document, or None if there is nothing to read; and the one Problem that tells all that is wrong with it, or None."""
    text = clean(article.text)
    if not any(c.isalpha() for c in text):
        what = " and ".join(filter(None, [article.flaw, "no text"]))
        return None, Problem(article.place, what, "skipped")
    language = foreign(text)
    if language:
        return None, Problem(article.place, f"written in {language}, not in English", "skipped")
    flaws = [(article.flaw, "read as it is")] if article.flaw else []
    title, url, publisher, author = (_words(name, article.fields, flaws) for name in ("title", "url", "publisher", "author"))
    if url and not _address(url):
        flaws.append((f"url {_shown(url)} is not a web address", "left out"))
        url = None
    made = Document(
        title=title or _first_line(text) or one_line(article.name) or "untitled",
        text=text,
        date=_date(article.fields.get("date"), text, flaws),
        url=url,
        publisher=publisher,
        author=author,
        origin=article.place,
    )
    return made, _problem(article.place, flaws)


def _problem(place: str, flaws: list[tuple[str, str]]) -> Problem | None:
    if not flaws:
        return None
    # dict.fromkeys: each remark once, in the order of the flaws
    whats, dones = (dict.fromkeys(column) for column in zip(*flaws, strict=True))
    return Problem(place, " and ".join(whats), ", ".join(dones))


def _words(name: str, fields: Mapping[str, object], flaws: list[tuple[str, str]]) -> str | None:
    """A field as one line; several authors in a list are joined by commas."""
    value = fields.get(name)
    parts = value if isinstance(value, list) else [value]
    if all(isinstance(part, str | int | float | None) and not isinstance(part, bool) for part in parts):
        try:
            return one_line(", ".join(str(part) for part in parts if part is not None)) or None
        except ValueError:  # an integer of more digits than Python prints
            pass
    flaws.append((f"{name} is not text", "left out"))
    return None


def _date(value: object, text: str, flaws: list[tuple[str, str]]) -> dt.date | None:
    """The field if there is one that can be read, else the dateline of the text."""
    given = str(value).strip() if isinstance(value, str | int | dt.date) and not isinstance(value, bool) else value
    if given not in (None, ""):
        try:
            return day(given)
        except ValueError:
            flaw = f"date {_shown(given)} is not a day that can be read"
    else:
        flaw = ""
    found = dateline(text)
    if found and flaw:
        flaws.append((flaw, f"{found} taken from the text's dateline"))
    elif not found:
        flaws.append((flaw or "no date", _UNDATED))
    return found


def _address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url


def _first_line(text: str) -> str | None:
    """The first line, if it looks like a headline above a text."""
    line, _, rest = text.partition("\n")
    line = one_line(line)
    headline = len(line) <= _TITLE and not line.endswith((".", ",", ";", ":", "…")) and dateline(line) is None
    return line if headline and rest.strip() and any(c.isalpha() for c in line) else None


def _shown(value: object) -> str:
    text = printable(value if isinstance(value, str) else type(value).__name__)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
