"""POLECAT: events in PLOVER.

The columns are those of the files at https://doi.org/10.7910/DVN/AJGVIT (Halterman and others 2023), found by their names.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.imports._columns import Columns, Titled, day
from kg.imports._records import Known, Layout, Left, Record, parties
from kg.model import Entity

SUFFIXES = (".txt", ".tsv", ".csv", ".tab")
HELP = "POLECAT events, as published: tabs or commas, the columns by their names (Event Type, Actor Name, Recipient Name …)"

_NEEDED = ("event id", "event date", "event type", "actor name", "recipient name")


class _Polecat(Titled):
    name = "POLECAT"

    def source(self, fields: Sequence[str]) -> str:
        """An address where a later release gives one; POLECAT itself names the paper and the day."""
        found = self._columns.of(fields, "url", "source url")
        if found:
            return found
        words = (self._columns.of(fields, "source"), self._columns.of(fields, "publication date"))
        return " ".join(word for word in words if word)

    def record(self, fields: Sequence[str], known: Known) -> Record | Left:
        of = self._columns.of
        happened = day(of(fields, "event date"))
        kind = of(fields, "event type").upper()
        relation = known.codes.plover(kind)
        if not relation:
            return Left("events that are no relation between two parties")
        source = self.source(fields)
        both = parties(*(self._actor(fields, end, known, source) for end in ("actor", "recipient")))
        if isinstance(both, Left):
            return both
        one, other = both
        mode = of(fields, "event mode")
        where = self.where(fields) or of(fields, "placename")
        published = of(fields, "publication date")
        return Record(
            id=of(fields, "event id"),
            day=happened,
            one=one,
            other=other,
            texts=(of(fields, "actor name raw") or one.label, of(fields, "recipient name raw") or other.label),
            relation=relation,
            what=f"{kind} {mode}".strip(),
            place=known.actors.place(where) if where else None,
            where=where,
            source=source,
            publisher=of(fields, "source"),
            published=day(published) if published else None,
            confidence=0.5,
            rule=f"POLECAT {kind}",
        )

    def _actor(self, fields: Sequence[str], end: str, known: Known, source: str) -> Entity | None:
        of = self._columns.of
        sectors = of(fields, f"{end} sectors") or of(fields, f"primary {end} sector")
        name, title = of(fields, f"{end} name", f"{end} name raw"), of(fields, f"{end} title")
        return known.actors.listed(name, title, of(fields, f"{end} country"), sectors, source)


def layout(first: str) -> Layout | None:
    """By the names of its columns."""
    columns = Columns(first)
    return _Polecat(columns) if columns.have(*_NEEDED) else None
