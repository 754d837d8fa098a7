"""Words of others without a verb of saying."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("According to Anna Berg, the plan was dead.", ["Anna Berg according to: the plan was dead"]),
    ("The plan was dead, according to Anna Berg.", ["Anna Berg according to: The plan was dead"]),
    ("The plan, according to Anna Berg, was dead.", ["Anna Berg according to: The plan / was dead"]),
    ("The plan was dead; the treaty, according to Anna Berg, was signed.", ["Anna Berg according to: the treaty / was signed"]),
    ("The envoys reportedly fled to Chad.", ["reportedly: The envoys / fled to Chad"]),
    ("The envoys allegedly fled to Chad.", ["allegedly: The envoys / fled to Chad"]),
    ("The envoys apparently fled to Chad.", []),
    ("The plan was dead, per Anna Berg.", ["Anna Berg per: The plan was dead"]),
    ("Oil cost 20 dollars per barrel.", []),
    ("The envoys fled according to plan.", []),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_hearsay(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
