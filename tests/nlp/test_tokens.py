"""Quotation marks are tokens of their own wherever they stand; no model."""

from __future__ import annotations

import pytest
import spacy

from kg.nlp.tokens import part_marks

BLANK = spacy.blank("en")
part_marks(BLANK)

ROWS = [
    ("“We agree”—she said—“and sign”", "“ We agree ” — she said — “ and sign ”"),
    ('"We agree"--she said', '" We agree " -- she said'),
    ("``We agree,'' she said.", "`` We agree , '' she said ."),
    ("«We agree», she said.", "« We agree » , she said ."),
    ("the “so-called”plan", "the “ so - called ” plan"),
    ('She said:"We agree"', 'She said: " We agree "'),
    ("Norway's plan isn't well-known.", "Norway 's plan is n't well - known ."),
    ("O'Brien", "O'Brien"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(t.text for t in BLANK(text)) == expected


@pytest.mark.parametrize("text", [row[0] for row in ROWS])
def test_no_character_is_lost(text: str) -> None:
    assert BLANK(text).text == text
