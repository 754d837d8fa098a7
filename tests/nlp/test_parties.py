"""From a noun phrase to the party it stands for."""

from __future__ import annotations

import pytest

from kg.model import Kind, Reading
from tests.nlp.tables import claims_of, entity, named, texts

# text, who is attacked: labels
STANDS_FOR = [
    ("Rebels attacked Norway.", ["Norway"]),
    ("Rebels attacked Norwegian troops.", ["Norway"]),
    ("Rebels attacked Norway's army.", ["Norway"]),
    ("Rebels attacked the Norwegian government.", ["Norway"]),
    ("Rebels attacked Norway and Mali.", ["Norway", "Mali"]),
    ("Rebels attacked Norwegian and Malian troops.", ["Norway", "Mali"]),
    ("Rebels attacked a group of Norwegian soldiers.", ["Norway"]),
    ("Rebels attacked dozens of Norwegian soldiers.", ["Norway"]),
    ("Rebels attacked UN peacekeepers.", ["United Nations"]),
    ("Rebels attacked Norwegian students.", ["Norwegian students"]),
    ("Rebels attacked Malian police.", ["Malian police"]),
    ("Rebels attacked a Norwegian journalist.", ["Norwegian journalist"]),
    ("Rebels attacked the Norwegian who lived there.", ["Norway"]),
    ("Rebels attacked dozens of activists.", ["activists"]),
]
# the described party, its kind, its state
DESCRIBED = [
    ("Rebels attacked Norwegian students.", "Norwegian students", Kind.GROUP, "Norway"),
    ("Rebels attacked Malian police.", "Malian police", Kind.ORGANIZATION, "Mali"),
    ("Rebels attacked a Norwegian journalist.", "Norwegian journalist", Kind.PERSON, "Norway"),
]
TEXTS = texts(STANDS_FOR)


@pytest.mark.parametrize(("text", "expected"), STANDS_FOR)
def test_whom_a_phrase_stands_for(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    reading = readings[text]
    assert sorted(named(reading, [c.object for c in claims_of(reading, "attacked")])) == sorted(expected)


@pytest.mark.parametrize(("text", "label", "kind", "state"), DESCRIBED)
def test_described_parties_belong_to_a_state(text: str, label: str, kind: Kind, state: str, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    found = entity(reading, label)
    assert found.kind is kind
    assert named(reading, [found.of]) == [state]


def test_described_parties_of_two_documents_are_two(readings: dict[str, Reading]) -> None:
    rebels = [e.id for r in readings.values() for e in r.entities if e.kind is Kind.GROUP and e.label == "Rebels"]
    assert len(rebels) == len(set(rebels)) > 5
