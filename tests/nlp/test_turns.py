"""Speakers' names at the start of a line."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    (
        "Reporter: Will Norway sign the treaty?\nAnna Berg: We will sign the treaty on Monday.",
        ["Reporter :: Will Norway sign the treaty?", "Anna Berg :: We will sign the treaty on Monday."],
    ),
    (
        "((WN)) Will Norway sign the treaty?\n\nAnna Berg: We will sign it on Monday.\n\n((WN)) And why will Norway sign it?",
        ["WN :: Will Norway sign the treaty?", "Anna Berg :: We will sign it on Monday.", "WN :: And why will Norway sign it?"],
    ),
    ("Envoy: talks may fail\n\nThe talks began in Oslo on Monday.", ["Envoy :: talks may fail"]),
    ("Note: the talks began in Oslo.\nThe envoys met on Monday.", []),
    ("Agenda: the treaty with Chad.\nPlace: the palace in Oslo.", []),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_turns(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
