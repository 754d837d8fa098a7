"""Cuts a text that is longer than the model takes into pieces, between paragraphs where it can, so that offsets stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LIMIT = 200_000  # characters; spaCy refuses above 1,000,000, and the memory of one piece grows with its length


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document: `text == document.text[offset : offset + len(text)]`; `last` closes the document."""

    text: str
    offset: int
    last: bool


def cut(text: str, limit: int = LIMIT) -> Iterator[Piece]:
    """The pieces of a text, in order; joined they give it back. The last good place before the limit is a blank line, a line's
    end, a sentence's end, a space, or, in a text without any, the limit itself."""
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        end = limit
        for mark in ("\n\n", "\n", ". ", " "):
            found = window.rfind(mark, limit // 2)
            if found >= 0:
                end = found + len(mark)
                break
        yield Piece(text[start : start + end], start, False)
        start += end
    yield Piece(text[start:], start, True)
