"""Which words are mentions, and how wide."""

from __future__ import annotations

import pytest

from kg.model import Kind, Reading
from tests.nlp.tables import texts

PARTIES = {Kind.PERSON, Kind.STATE, Kind.ORGANIZATION, Kind.GROUP}
# text, its mentions of people, states, organisations and groups, adjectives left out
ROWS = [
    ("President Erik Dahl of Norway left. The tired president slept.", ["Erik Dahl", "Norway", "The tired president"]),
    ("Anna Berg, the chancellor of Germany, slept.", ["Anna Berg", "Germany"]),
    ("Anna Berg became chancellor.", ["Anna Berg"]),
    ("Anna Berg served as chancellor.", ["Anna Berg"]),
    ("The Norwegian government left the pact. Norway slept.", ["The Norwegian government", "Norway"]),
    ("Norway slept. The government left the pact.", ["Norway", "The government"]),
    ("The Norway-based group met Chad.", ["Chad"]),
    ("Anna Berg wrote on Twitter.", ["Anna Berg"]),
    ("Anna Berg accused Twitter.", ["Anna Berg", "Twitter"]),
    ("Members of the Nordic Trade Commission slept.", ["Nordic Trade Commission"]),
    ("Norway hosted the talks. The country is rich.", ["Norway", "The country"]),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_which_words_are_mentions(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    reading = readings[text]
    kinds = {e.id: e.kind for e in reading.entities}
    assert [m.text for m in reading.mentions if m.form != "adjective" and kinds[m.entity] in PARTIES] == expected
