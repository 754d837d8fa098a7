"""Sentence bounds that the layout gives; no model."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kg.nlp import lines

BLANK = spacy.blank("en")

# text, the words that begin a sentence because a line does
ROWS = [
    ("Norway rejects plan\nOslo said no on Monday.", ["Oslo"]),
    ("Norway rejects plan\n\nOslo said no on Monday.", ["Oslo"]),
    ("It ended.\nThen came rain.", ["Then"]),
    ("It ended.”\nThen came rain.", ["Then"]),
    ("- first item\n- second item", ["-"]),
    ("The envoy of the\ncountry left.", []),
    ("A long line of running text that goes on and on until it is wrapped, as it is in mails of Dr.\nBerg.", []),
    ("No line ends here. None at all.", []),
    ("", []),
    ("\n\nOslo said no.", ["Oslo"]),
]


def begun_by_line(text: str) -> list[str]:
    doc = lines.mark(BLANK(text))
    return [t.text for t in doc if t.i and t.is_sent_start and doc[t.i - 1].is_space]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_lines_that_end_a_sentence(text: str, expected: list[str]) -> None:
    assert begun_by_line(text) == expected


@pytest.mark.parametrize("text", ['"It ended." Then came rain.', "“It ended.” Then came rain.", "(It ended.) Then came rain."])
def test_a_closing_mark_begins_nothing(text: str) -> None:
    doc = lines.mark(BLANK(text))
    closing = next(t for t in doc if t.text in ('"', "”", ")") and t.i > 0)
    assert closing.is_sent_start is False


@pytest.mark.parametrize(
    "text", ["Norway rejects plan\n\nOslo said no.", "Norway rejects plan\nOslo said no.", "First.\n\nSecond.\n\nThird."]
)
def test_sentences_never_run_over_a_line_that_ends_one(text: str, nlp: Language) -> None:
    sentences = [s.text.strip() for s in nlp(text).sents if s.text.strip()]
    assert sentences == [line for line in text.split("\n") if line]
