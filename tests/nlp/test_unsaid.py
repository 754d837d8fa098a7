"""Reporting words that report nothing."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("Anna Berg did not say that the plan was dead.", []),
    ("Anna Berg didn't say whether the plan was dead.", []),
    ("Anna Berg declined to say whether the plan was dead.", []),
    ("Anna Berg is expected to announce that the plan is dead.", []),
    ("Anna Berg will announce that the plan is dead.", []),
    ("Anna Berg did not concede or admit that the plan was dead.", []),
    ("No official said that the plan was dead.", []),
    ("Anna Berg left without saying that the plan was dead.", []),
    ("A programme called Sunrise began in Oslo.", []),
    ("Anna Berg would not say that it was “a mistake”.", []),
    ("Anna Berg went on to say that the plan was dead.", ["Anna Berg say: the plan was dead"]),
    ("Anna Berg said that the plan was not dead.", ["Anna Berg say: the plan was not dead"]),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_unsaid(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
