"""Quotations that no cue reports."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("Anna Berg rejected the plan. “It is what we never wanted.”", ["Anna Berg “”: It is what we never wanted."]),
    (
        "“We agree on the plan,” Anna Berg said.\n\n“We will sign the treaty on Monday.”",
        ["Anna Berg say: We agree on the plan", "Anna Berg say: We will sign the treaty on Monday."],
    ),
    (
        "“We agree on the plan.\n\n“We will sign the treaty,” Anna Berg said.",
        ["Anna Berg say: We agree on the plan.", "Anna Berg say: We will sign the treaty"],
    ),
    ("Anna Berg spoke in Oslo. “We will never sign this treaty.”", ["Anna Berg “”: We will never sign this treaty."]),
    (
        "The palace issued this statement: “We will never sign this treaty.”",
        ["palace statement: We will never sign this treaty."],
    ),
    ("Erik Dahl used the term “best”.", []),
    ("It rained in Oslo. “We will never sign this treaty.”", []),
    ("Anna Berg published “War and Peace” in Oslo.", []),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_uncued(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
