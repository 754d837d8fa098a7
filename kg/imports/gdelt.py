"""GDELT 2.0 events.

The 61 columns are those of the "GDELT Event Codebook V2.0" (2015); there is no header. Events are coded in CAMEO.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kg.imports._records import Known, Layout, Left, Record, parties
from kg.model import Entity

SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
HELP = "GDELT 2.0 events, as published: tab-separated, 61 columns, without header (`.export.CSV`, `.export.CSV.zip`)"

_ID, _DAY, _ONE, _OTHER, _CODE, _SOURCES = 0, 1, 5, 15, 26, 32
_PLACE_TYPE, _PLACE, _ADDED, _URL = 51, 52, 59, 60
_MOST = 4  # sources, beyond which more say nothing new


class _Gdelt:
    name = "GDELT 2.0"
    width = 61
    header = False
    delimiter = "\t"
    quoted = False

    def source(self, fields: Sequence[str]) -> str:
        return fields[_URL].strip()

    def record(self, fields: Sequence[str], known: Known) -> Record | Left:
        day = _day(fields[_DAY])
        meaning = known.codes.cameo(fields[_CODE])
        if not meaning.relation:
            return Left("events that are no relation between two parties")
        source = self.source(fields)
        both = parties(*(_actor(fields[at : at + 10], known, source) for at in (_ONE, _OTHER)))
        if isinstance(both, Left):
            return both
        one, other = both
        place = fields[_PLACE].strip()
        found = known.actors.place(place) if place else None
        return Record(
            id=fields[_ID],
            day=day,
            one=one,
            other=other,
            texts=(_text(fields[_ONE : _ONE + 2], one), _text(fields[_OTHER : _OTHER + 2], other)),
            relation=meaning.relation,
            what=meaning.words,
            place=found,
            where=place,
            source=source,
            publisher="",
            published=_day(fields[_ADDED][:8]) if fields[_ADDED] else None,
            confidence=_confidence(fields[_SOURCES]),
            rule=f"GDELT {fields[_CODE]}",
        )


def layout(first: str) -> Layout | None:
    """By its columns; a line that was cut short is still known by its id and its day."""
    fields = first.rstrip("\r\n").split("\t")
    return _Gdelt() if len(fields) > 5 and fields[0].isdecimal() and len(fields[1]) == 8 and fields[1].isdecimal() else None


def _actor(fields: Sequence[str], known: Known, source: str) -> Entity | None:
    code, name, country, group, ethnic, *more = fields
    kinds = [kind for kind in (ethnic, *more) if kind]
    if not code and not name:
        return None
    return known.actors.coded(name, country, group, kinds, source)


def _text(fields: Sequence[str], entity: Entity) -> str:
    return fields[1] or fields[0] or entity.label


def _day(text: str) -> dt.date:
    try:
        if len(text) != 8:
            raise ValueError
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise ValueError(f"{text!r} is no day of the form YYYYMMDD") from None


def _confidence(sources: str) -> float:
    """That at least one of the sources is coded right, if each is with even chances and independently: an assumption."""
    if not sources.isdecimal():
        raise ValueError(f"{sources!r} is no number of sources")
    return 1 - 0.5 ** min(max(int(sources), 1), _MOST)
