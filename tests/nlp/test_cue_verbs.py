"""Verbs that report: what syntax and typography give together, and what neither the parser nor the marks show alone."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, missed, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("The plan, Anna Berg said, was dead.", ["Anna Berg say: The plan / was dead"]),
    ("The treaty, officials said, would hold for years.", ["officials say: The treaty / would hold for years"]),
    ("The plan was dead, you know, and the treaty was signed.", []),
    ("Anna Berg said, “We agree on the plan,” and left.", ["Anna Berg say: We agree on the plan"]),
    ("Anna Berg called the inquiry into the attack “a farce”.", ["Anna Berg call: the inquiry into the attack “a farce"]),
    ("Anna Berg said the plan was “a farce. It is dead.”", ["Anna Berg say: the plan was “a farce. It is dead."]),
    ("Anna Berg read “War and Peace” in Oslo.", []),
    ("The sign read “No Entry”.", ["sign read: No Entry"]),
    ("Anna Berg wrote: “We agree on the plan.”", ["Anna Berg write: We agree on the plan."]),
    ("The storm suggests that the plan is dead.", []),
    missed("The weather suggests that the plan is dead.", [], reason="a thing whose name ends like a person's"),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_cue_verbs(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
