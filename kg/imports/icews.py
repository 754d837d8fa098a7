"""ICEWS coded event data, and tables like it: events in CAMEO, the columns by their names.

The columns are those of https://doi.org/10.7910/DVN/28075 (Boschee and others 2015).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.imports._columns import Columns, Titled, day
from kg.imports._records import Known, Layout, Left, Record, parties
from kg.model import Entity

SUFFIXES = (".tab", ".tsv", ".csv", ".txt")
HELP = (
    "ICEWS coded events and tables like them: tabs or commas, the columns by their names (Source Name, CAMEO Code, Target Name …)"
)

_NEEDED = ("event date", "source name", "cameo code", "target name")


class _Icews(Titled):
    name = "ICEWS"

    def source(self, fields: Sequence[str]) -> str:
        """An address where there is one; ICEWS itself gives the number of the story."""
        found = self._columns.of(fields, "url", "source url")
        story, publisher = self._columns.of(fields, "story id"), self._columns.of(fields, "publisher")
        return found or " ".join(part for part in (publisher, f"story {story}" if story else "") if part)

    def record(self, fields: Sequence[str], known: Known) -> Record | Left:
        of = self._columns.of
        happened = day(of(fields, "event date"))
        code = of(fields, "cameo code")
        if len(code) == 2 or code[:2] > "20":
            code = f"0{code}"  # a spreadsheet makes 42 of 042, and every code has three digits or four
        meaning = known.codes.cameo(code)
        if not meaning.relation:
            return Left("events that are no relation between two parties")
        source = self.source(fields)
        both = parties(*(self._actor(fields, end, known, source) for end in ("source", "target")))
        if isinstance(both, Left):
            return both
        one, other = both
        where = self.where(fields)
        return Record(
            id=of(fields, "event id"),
            day=happened,
            one=one,
            other=other,
            texts=(of(fields, "source name"), of(fields, "target name")),
            relation=meaning.relation,
            what=f"{code} {of(fields, 'event text')}".strip() if of(fields, "event text") else meaning.words,
            place=known.actors.place(where) if where else None,
            where=where,
            source=source,
            publisher=of(fields, "publisher"),
            published=None,
            confidence=0.5,
            rule=f"ICEWS {code}",
        )

    def _actor(self, fields: Sequence[str], end: str, known: Known, source: str) -> Entity | None:
        of = self._columns.of
        return known.actors.listed(
            of(fields, f"{end} name"), "", of(fields, f"{end} country"), of(fields, f"{end} sectors"), source
        )


def layout(first: str) -> Layout | None:
    """By the names of its columns."""
    columns = Columns(first)
    return _Icews(columns) if columns.have(*_NEEDED) else None
