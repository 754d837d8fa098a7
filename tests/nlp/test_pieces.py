"""Long texts in pieces: nothing lost, offsets whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.pieces import LIMIT, Piece, cut

# text, limit, the pieces
ROWS = [
    ("", 10, [""]),
    ("short", 10, ["short"]),
    ("exactly 10", 10, ["exactly 10"]),
    ("para one\n\npara two", 12, ["para one\n\n", "para two"]),
    ("line one\nline two", 12, ["line one\n", "line two"]),
    ("It ended. Then rain.", 12, ["It ended. ", "Then rain."]),
    ("one two three", 8, ["one two ", "three"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("a\n\nbcdefgh", 6, ["a\n\nbcd", "efgh"]),  # a paragraph's end in the first half would leave too small a piece
    ("🙂🙂🙂🙂", 2, ["🙂🙂", "🙂🙂"]),
]


@pytest.mark.parametrize(("text", "limit", "expected"), ROWS)
def test_where_a_text_is_cut(text: str, limit: int, expected: list[str]) -> None:
    assert [p.text for p in cut(text, limit)] == expected


@given(st.text(alphabet=st.sampled_from("ab.é🙂ש \n"), max_size=200), st.integers(2, 40))
def test_joined_pieces_give_the_text(text: str, limit: int) -> None:
    pieces = list(cut(text, limit))
    assert "".join(p.text for p in pieces) == text
    assert all(p.text == text[p.offset : p.offset + len(p.text)] for p in pieces)
    assert all(len(p.text) <= limit for p in pieces)
    assert all(p.text for p in pieces) or text == ""
    assert [p.last for p in pieces] == [False] * (len(pieces) - 1) + [True]


def test_two_million_characters_are_cut_between_paragraphs() -> None:
    paragraph = "Norway rejected a Chadian plan. " * 20 + "\n\n"
    text = paragraph * (2_000_000 // len(paragraph) + 1)
    pieces = list(cut(text))
    assert len(pieces) >= len(text) // LIMIT
    assert "".join(p.text for p in pieces) == text
    assert all(p.text.endswith("\n\n") for p in pieces if not p.last)


def test_a_text_that_fits_is_one_piece() -> None:
    assert list(cut("x" * LIMIT)) == [Piece("x" * LIMIT, 0, True)]
