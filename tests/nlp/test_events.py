"""Summits and meetings as nodes of their own."""

from __future__ import annotations

import pytest

from kg.model import Kind, Modality, Reading
from tests.nlp.tables import claims_of, edge, edges, entity, labels, missed, texts

# text, the events: label, place, first day
THREE = "Anna Berg and Erik Dahl built a rapport, marked by three summits in Geneva (2011), Vienna (2012) and Oslo (2013)."
THREE_EVENTS = [
    ("Geneva summit (2011)", "Geneva", 2011),
    ("Oslo summit (2013)", "Oslo", 2013),
    ("Vienna summit (2012)", "Vienna", 2012),
]
ROWS = [
    (THREE, THREE_EVENTS),
    ("The three summits of Norway and Mali in Geneva (2011), Vienna (2012) and Oslo (2013) failed.", THREE_EVENTS),
    missed(
        "Norway and Mali held three summits in Geneva (2011), Vienna (2012) and Oslo (2013).",
        THREE_EVENTS,
        reason="places that the parser hangs on the verb",
    ),
    missed(
        "Three summits between Norway and Mali in Geneva (2011), Vienna (2012) and the Hague (2013) failed.",
        [*THREE_EVENTS[:1], ("Hague summit (2013)", "Hague", 2013), THREE_EVENTS[2]],
        reason="a place with an article of its own that no list has",
    ),
    (
        "Anna Berg and Erik Dahl held summits in Geneva (2011) and Vienna (2012).",
        [("Geneva summit (2011)", "Geneva", 2011), ("Vienna summit (2012)", "Vienna", 2012)],
    ),
    ("Anna Berg and Erik Dahl held a summit in Geneva in 2011.", [("Geneva summit (2011)", "Geneva", 2011)]),
    ("Norway and Mali met at the Geneva summit in 2011.", [("Geneva summit (2011)", "Geneva", 2011)]),
    ("The Geneva summit between Norway and Mali failed.", [("Geneva summit", "Geneva", None)]),
    ("The Paris summit between Norway and Mali failed.", [("Paris summit", "Paris", None)]),
    (
        "Norway and Mali held a summit in Geneva (2011). The Geneva summit failed. The summit was long.",
        [("Geneva summit (2011)", "Geneva", 2011)],
    ),
    (
        "Norway and Mali held summits in Geneva (2011) and Geneva (2015).",
        [("Geneva summit (2011)", "Geneva", 2011), ("Geneva summit (2015)", "Geneva", 2015)],
    ),
    ("Norway reached the summit of its power.", []),
    ("Climbers reached the summit on Monday.", []),
    ("Norway met Mali.", []),
]
TEXTS = [*texts(ROWS), "Anna Berg and Erik Dahl will hold a summit in Geneva in 2027."]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_each_event_is_a_node(text: str, expected: list[tuple[str, str, int | None]], readings: dict[str, Reading]) -> None:
    reading = readings[text]
    called = labels(reading)
    events = [e for e in reading.entities if e.kind in (Kind.SUMMIT, Kind.MEETING)]
    found = [(e.label, called[e.place or ""], e.period and e.period.earliest.year) for e in events]
    assert sorted(found) == expected


def test_those_who_took_part_are_in_each(readings: dict[str, Reading]) -> None:
    reading = readings[THREE]
    for event in (e for e in reading.entities if e.kind is Kind.SUMMIT):
        assert {labels(reading)[p] for p in event.participants} == {"Anna Berg", "Erik Dahl"}
    assert len(claims_of(reading, "participated_in")) == 6


def test_a_meeting_for_each_summit(readings: dict[str, Reading]) -> None:
    reading = readings[THREE]
    years = sorted(c.period.earliest.year for c in claims_of(reading, "met_with") if c.period)
    assert years == [2011, 2012, 2013]
    assert "Anna Berg met_with Erik Dahl" in edges(reading)


def test_a_summit_to_come_has_not_been_attended(readings: dict[str, Reading]) -> None:
    reading = readings["Anna Berg and Erik Dahl will hold a summit in Geneva in 2027."]
    claims = [c for name in ("participated_in", "met_with") for c in claims_of(reading, name)]
    assert {edge(c, reading) for c in claims} >= {"Anna Berg met_with Erik Dahl"}
    assert {c.modality for c in claims} == {Modality.INTENDED}
    assert entity(reading, "Geneva summit (2027)").participants == ()
