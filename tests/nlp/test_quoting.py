"""To which cue a quotation belongs: by its marks, and by what stands between."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("“We agree on the plan,” Anna Berg said.", ["Anna Berg say: We agree on the plan"]),
    ("Anna Berg said: “We agree on the plan.”", ["Anna Berg say: We agree on the plan."]),
    (
        "Anna Berg said, “We agree on the plan.” Erik Dahl said, “We do not.”",
        ["Anna Berg say: We agree on the plan.", "Erik Dahl say: We do not."],
    ),
    ("“We agree on the plan,” Anna Berg said, “and we will sign.”", ["Anna Berg say: We agree on the plan / and we will sign."]),
    (
        "“We agree on the plan,” Anna Berg said. “We will sign the treaty.”",
        ["Anna Berg say: We agree on the plan / We will sign the treaty."],
    ),
    ("Anna Berg said she was “humbled” and “proud of the plan”.", ["Anna Berg say: she was “humbled” and “proud of the plan"]),
    (
        "“We agree on the plan,” Anna Berg said, and Erik Dahl replied, “We do not agree.”",
        ["Anna Berg say: We agree on the plan", "Erik Dahl reply: We do not agree."],
    ),
    ("“Do we agree on it?” Anna Berg asked.", ["Anna Berg ask: Do we agree on it?"]),
    ("Anna Berg called the plan “a disgrace”.", ["Anna Berg call: the plan “a disgrace"]),
    ("Anna Berg left. “We agree on the plan,” Erik Dahl said.", ["Erik Dahl say: We agree on the plan"]),
    ("Erik Dahl signed the “best” treaty; Anna Berg said it was dead.", ["Anna Berg say: it was dead"]),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_quoting(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
