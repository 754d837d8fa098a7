"""What the formats of event data have in common: a row that says who did what to whom, and the reading of a source's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from kg.imports._actors import Actors
from kg.imports._codes import Codes
from kg.model import Claim, Document, Entity, Evidence, Modality, Period, Reading


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are understood with."""

    actors: Actors
    codes: Codes


@dataclass(frozen=True, slots=True)
class Record:
    """One event: `one` did `code` to `other`. `what` are the words of the code; `source` an address, or else a name.

    `texts` are the actors as the row names them, `confidence` is above 0 and up to 1, `rule` is the data set and the code.
    """

    id: str
    day: dt.date
    one: Entity
    other: Entity
    texts: tuple[str, str]
    relation: str
    what: str
    place: Entity | None
    where: str
    source: str
    publisher: str
    published: dt.date | None
    confidence: float
    rule: str

    @property
    def line(self) -> str:
        """The row in words, which is what its claim is quoted from: the text of the source is not in event data."""
        where = f", {self.where}" if self.where else ""
        return f"{self.day}: {self.texts[0]}: {self.what}: {self.texts[1]}{where} [{self.id}]"


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is right, yet says nothing of two parties, and why."""

    why: str


def parties(one: Entity | None, other: Entity | None) -> tuple[Entity, Entity] | Left:
    """The two of an event, or why it has not two."""
    if one is None or other is None:
        return Left("events without two actors")
    return Left("events of one party with itself") if one.id == other.id else (one, other)


class Layout(Protocol):
    """How the rows of a file are read. `width` is the number of columns; `header` says that the first line names them."""

    name: str
    width: int
    header: bool
    delimiter: str
    quoted: bool

    def source(self, fields: Sequence[str]) -> str:
        """The address, or else the name, of the text that a row comes from."""

    def record(self, fields: Sequence[str], known: Known) -> Record | Left:
        """What a row says. Raises ValueError, with a text for the user, for a row that is wrong."""


def reading(records: Sequence[Record]) -> Reading:
    """What the rows of one source say: a document whose text are the rows in words, and a claim quoted from each."""
    records = sorted(records, key=lambda r: (r.day, r.id))
    first = records[0]
    lines = [record.line for record in records]
    days = [record.published for record in records if record.published]
    url = first.source if first.source.lower().startswith(("http://", "https://")) else None
    document = Document(
        title=_title(first.source, url),
        text="\n".join(lines),
        date=min(days, default=None),
        url=url,
        publisher=first.publisher or (_host(url) if url else None) or None,
    )
    claims: list[Claim] = []
    entities: dict[str, Entity] = {}
    at = 0
    for record, line in zip(records, lines, strict=True):
        claims.append(_claim(record, Evidence(document.id, at, at + len(line), line)))
        at += len(line) + 1
        entities.update((e.id, e) for e in (record.one, record.other, record.place) if e)
    return Reading(document, tuple(entities.values()), (), tuple(claims), ())


def _claim(record: Record, evidence: Evidence) -> Claim:
    return Claim(
        subject=record.one.id,
        relation=record.relation,
        object=record.other.id,
        modality=Modality.ACTUAL,
        evidence=(evidence,),
        subject_text=record.texts[0],
        object_text=record.texts[1],
        period=Period(record.day, record.day),
        place=record.place.id if record.place else None,
        confidence=record.confidence,
        rule=record.rule,
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # a bracket that is never closed
        return ""


def _title(source: str, url: str | None) -> str:
    """The address without its scheme and query: event data gives no headline."""
    if not url:
        return source or "no source given"
    return url.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/").removeprefix("www.")[:200] or source
