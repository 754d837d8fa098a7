"""The time and the place of an event, not of another in the same sentence."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import edge, named, texts

SUMMITS = (
    "Anna Berg and Erik Dahl developed a notable rapport, "
    "marked by three summits in Geneva (2011), Vienna (2012) and Oslo (2013)."
)
# text, claim, first day, last day (None: no time is said of it)
TIMES = [
    ("Norway rejected the Malian plan in June.", "Norway rejected Mali", "2025-06-01", "2025-06-30"),
    ("In June 2018, Norway rejected the Malian plan.", "Norway rejected Mali", "2018-06-01", "2018-06-30"),
    ("On Monday Norway sanctioned Mali.", "Norway sanctioned Mali", "2025-08-25", "2025-08-25"),
    ("Last month Norway sanctioned Mali.", "Norway sanctioned Mali", "2025-07-01", "2025-07-31"),
    ("Officials said on Monday that Norway sanctioned Mali in June.", "Norway sanctioned Mali", "2025-06-01", "2025-06-30"),
    ("Officials said on Monday that Norway had sanctioned Mali.", "Norway sanctioned Mali", None, None),
    ("Norway sanctioned Mali in 2017 and attacked Niger in 2019.", "Norway sanctioned Mali", "2017-01-01", "2017-12-31"),
    ("Norway sanctioned Mali in 2017 and attacked Niger in 2019.", "Norway attacked Niger", "2019-01-01", "2019-12-31"),
    ("Norway sanctioned Mali after Niger attacked Peru in 2019.", "Niger attacked Peru", "2019-01-01", "2019-12-31"),
    ("Norway sanctioned Mali after Niger attacked Peru in 2019.", "Norway sanctioned Mali", None, None),
    ("Norway sanctioned Mali, which attacked Niger in 2019.", "Norway sanctioned Mali", None, None),
    ("Norway sanctioned Mali.", "Norway sanctioned Mali", None, None),
    # what tells of each of several events tells nothing of the rest
    (SUMMITS, "Anna Berg supported Erik Dahl", None, None),
    ("Norway's attack on Mali in 2019 was brief.", "Norway attacked Mali", "2019-01-01", "2019-12-31"),
]
# text, claim, place
PLACES = [
    ("Chancellor Anna Berg met Erik Dahl in Geneva.", "Anna Berg met_with Erik Dahl", "Geneva"),
    ("In Geneva, Chancellor Anna Berg met Erik Dahl.", "Anna Berg met_with Erik Dahl", "Geneva"),
    ("Chancellor Anna Berg met Erik Dahl in Paris.", "Anna Berg met_with Erik Dahl", "Paris"),
    ("Norway met Mali in Switzerland.", "Norway met_with Mali", "Switzerland"),
    ("Chancellor Anna Berg met Erik Dahl.", "Anna Berg met_with Erik Dahl", ""),
    ("Anna Berg said in Paris that Norway sanctioned Mali.", "Norway sanctioned Mali", ""),
    (
        "Chancellor Anna Berg met Erik Dahl in Geneva and Bo Lind criticised Mali in Vienna.",
        "Anna Berg met_with Erik Dahl",
        "Geneva",
    ),
    (SUMMITS, "Anna Berg supported Erik Dahl", ""),
    ("Norway attacked rebels in Mali.", "Norway attacked rebels", "Mali"),
]
TEXTS = texts(TIMES, PLACES)


@pytest.mark.parametrize(("text", "claim", "first", "last"), TIMES)
def test_when_it_happened(text: str, claim: str, first: str | None, last: str | None, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    (period,) = {c.period for c in reading.claims if edge(c, reading) == claim}
    assert (period and (str(period.earliest), str(period.latest))) == ((first, last) if first else None)


@pytest.mark.parametrize(("text", "claim", "place"), PLACES)
def test_where_it_happened(text: str, claim: str, place: str, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    (found,) = {named(reading, [c.place])[0] for c in reading.claims if edge(c, reading) == claim}
    assert found == place
