"""Tables of sentences: how their rows are written, and what was read in the words that they use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from kg.model import Claim, Entity, Reading

#: A Tuesday.
PUBLISHED = dt.date(2025, 8, 26)
#: Relations that come with every name, office and statement; the tables of relations leave them out.
ATTENDANT = frozenset({"holds_position", "represents", "said", "participated_in", "located_in", "part_of", "member_of"})


def missed(*values: Any, reason: str) -> Any:
    """A row that says what is right where the reader is wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def texts(*tables: Iterable[Any]) -> list[str]:
    """The first cell of each row: the text to be read."""
    return [(row.values if hasattr(row, "values") else row)[0] for table in tables for row in table]


def labels(reading: Reading) -> dict[str, str]:
    """What each entity and statement of a reading is called."""
    return {e.id: e.label for e in reading.entities} | {s.id: s.text for s in reading.statements}


def entity(reading: Reading, label: str) -> Entity:
    """The one entity of that label."""
    (found,) = [e for e in reading.entities if e.label == label]
    return found


def edge(claim: Claim, reading: Reading) -> str:
    """ "Norway rejected Chad"."""
    named = labels(reading)
    return f"{named[claim.subject]} {claim.relation} {named[claim.object]}"


def edges(reading: Reading, without: Iterable[str] = ATTENDANT) -> set[str]:
    """Every claim as "Norway rejected Chad", without the attendant ones."""
    return {edge(c, reading) for c in reading.claims if c.relation not in without}


def claims_of(reading: Reading, relation: str) -> list[Claim]:
    """The claims of one relation, in order."""
    return [c for c in reading.claims if c.relation == relation]


def named(reading: Reading, ids: Iterable[str | None]) -> Sequence[str]:
    """The labels of some entities, in order."""
    known = labels(reading)
    return [known[i] if i is not None else "" for i in ids]


def referent(reading: Reading, words: str, occurrence: int = 0) -> str | None:
    """Whom the words at one place of the text refer to, by the shortest mention around them; None where nobody."""
    start = -1
    for _ in range(occurrence + 1):
        start = reading.document.text.index(words, start + 1)
    around = [m for m in reading.mentions if m.start <= start and start + len(words) <= m.end]
    return labels(reading)[min(around, key=lambda m: m.end - m.start).entity] if around else None


def contents(reading: Reading) -> list[str]:
    """Each statement as "Anna Berg say: the plan was dead", its speaker in the words of the text, its stretches parted by "/"."""
    return [f"{s.speaker_text} {s.cue}: {' / '.join(e.quote for e in s.evidence)}".strip() for s in reading.statements]
