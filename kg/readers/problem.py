"""What is wrong with an input, in one line that says where, what, and what was done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import SourceError


def printable(text: str) -> str:
    """The text on one line and without terminal escapes: names and values from files end up in messages."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is `file` or `file:line`; `what` is wrong there; `done` is what the reader did. Printing it gives one line."""

    place: str
    what: str
    done: str

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.what}; {self.done}")


class Unreadable(SourceError):
    """A whole source gives nothing more; the documents before it and the other sources are built. The user mends the file."""

    def __init__(self, place: str, what: str, done: str = "skipped") -> None:
        self.problem = Problem(place, what, done)
        super().__init__(str(self.problem))


Report = Callable[[Problem], None]
