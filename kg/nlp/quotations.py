"""Where quotation marks open and close, in the characters of the text, mapped to tokens. One bad mark must not spoil the rest:
every paragraph begins anew.

Curly and straight double marks, doubled single marks, guillemets, German and Japanese marks. Single marks count where they stand
around words like double ones, outside of these; otherwise they are apostrophes, feet and marks inside marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.nlp.annotations import Quoted

#: What closes each mark that opens. A straight or doubled mark closes itself, and closes these where a hand mixed its marks.
_PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "``": "''"}
#: Marks that close, and open where they stand before a word: »so«, ”so”.
_TURNED = {"”": "”", "»": "«"}
_STRAIGHT = ('"', "''")
_MARK = re.compile(r"``|‘‘|''|’’|[\"“”„«»「」『』'‘]")
_DOUBLED = {"‘‘": "``", "’’": "''"}
_LINES = re.compile(r"[ \t\r\f\v]*\n\s*")
_SINGLE_END = re.compile(r"(?<=\S)['’](?!\w)|\n")
_POSSESSIVE = re.compile(r"(?<=s)['’] ?(?=[^\W\d_])")
_LONGEST = 1500  # characters between single marks


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark at characters `start` to `end`. What stands beside it may leave only one reading: it `opens`, or `closes`. One that
    is a `measure` stands behind a digit; `later` counts the straight marks of its sort that follow in its paragraph."""

    text: str
    start: int
    end: int
    opens: bool
    closes: bool
    measure: bool
    later: int


def quoted(doc: Doc) -> list[Quoted]:
    """The stretches between marks, without the marks, in order. A mark that is not closed runs to its paragraph's end."""
    starts = [token.idx for token in doc]
    text, out = doc.text, []  # spaCy builds `doc.text` anew at each call
    for first, last in _paragraphs(doc, text, starts):
        for start, end, closed in _stretches(text, first, last):
            a, b = bisect_left(starts, start), bisect_left(starts, end)
            while a < b and doc[b - 1].is_space:
                b -= 1
            while a < b and doc[a].is_space:
                a += 1
            if a < b:
                out.append(Quoted(a, b, closed))
    return out


def _paragraphs(doc: Doc, text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches of characters that no quotation leaves: an empty line ends one, and so does a line's end where a sentence or
    a quotation begins behind it."""
    first = 0
    for gap in _LINES.finditer(text):
        following = bisect_left(starts, gap.end())
        begins = following < len(doc) and bool(doc[following].is_sent_start)
        if gap[0].count("\n") > 1 or begins or text.startswith(tuple(_PAIRS), gap.end()):
            yield first, gap.start()
            first = gap.end()
    yield first, len(text)


def _stretches(text: str, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """The quotations of one paragraph in characters, and whether each is closed."""
    marks = _marks(text, first, last)
    k = 0
    while k < len(marks):
        mark = marks[k]
        k += 1
        if mark.text in ("'", "‘"):
            end = _single_end(text, mark, last)
            if end is None:
                continue
            while k < len(marks) and marks[k].start <= end:
                k += 1
            yield mark.end, end, True
        elif mark.text in _STRAIGHT and not mark.closes:
            end, k = _straight_end(marks, k, mark)
            yield mark.end, last if end is None else end, end is not None
        elif (mark.text in _PAIRS and not mark.closes) or (mark.text in _TURNED and mark.opens):
            end, k = _paired_end(marks, k, mark)
            yield mark.end, last if end is None else end, end is not None


def _marks(text: str, first: int, last: int) -> list[_Mark]:
    marks: list[_Mark] = []
    later = dict.fromkeys(_STRAIGHT, 0)
    for found in reversed(list(_MARK.finditer(text, first, last))):
        sign = _DOUBLED.get(found[0], found[0])
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        parted = not before or before.isspace()
        opens = (parted or before in "([") and after.isalnum()
        closes = (
            not parted and before not in "([:—–-" and not after.isalnum() and after not in ("“", "‘", "[", "(", "$", "£", "€")
        )
        marks.append(_Mark(sign, found.start(), found.end(), opens, closes, before.isdigit() and closes, later.get(sign, 0)))
        if sign in later:
            later[sign] += 1
    marks.reverse()
    return marks


def _straight_end(marks: list[_Mark], k: int, opening: _Mark) -> tuple[int | None, int]:
    """Where a straight mark is closed, and the first mark behind. Marks of the same sort inside ('the "so-called" plan') need two
    more behind them; one behind a digit is inches where those that follow are odd in number."""
    nested = curly = False
    for n in range(k, len(marks)):
        mark = marks[n]
        if mark.text == opening.text:
            if nested:
                nested = False
            elif mark.opens and mark.later > 1:
                nested = True
            elif not (mark.measure and mark.later % 2):
                return mark.start, n + 1
        elif mark.text == "“":
            curly = True
        elif mark.text in ("”", "''") and not curly:
            return mark.start, n + 1
        elif mark.text == "”":
            curly = False
    return None, len(marks)


def _paired_end(marks: list[_Mark], k: int, opening: _Mark) -> tuple[int | None, int]:
    """Where a mark that has a partner is closed, and the first mark behind. Another that opens ends it, where it is not closed as
    well; a straight mark closes it where no partner is left."""
    closing = _PAIRS.get(opening.text) or _TURNED[opening.text]
    depth = 0
    straight = False
    for n in range(k, len(marks)):
        mark = marks[n]
        if mark.text in closing or (mark.text == opening.text and mark.closes):
            if not depth:
                return mark.start, n + 1
            depth -= 1
        elif mark.text == opening.text:
            if [m.text in closing for m in marks[n + 1 : n + 3]] != [True, True]:
                return mark.start, n
            depth += 1
        elif mark.text in _STRAIGHT:
            if straight or mark.opens:
                straight = not straight
            elif mark.closes and not _closed_later(marks, n + 1, opening.text, closing):
                return mark.start, n + 1
    return None, len(marks)


def _closed_later(marks: list[_Mark], k: int, opening: str, closing: str) -> bool:
    """Whether a partner comes before the next quotation opens."""
    following = next((m.text for m in marks[k : k + 20] if m.text in closing or m.text == opening), "")
    return bool(following) and following in closing


def _single_end(text: str, mark: _Mark, last: int) -> int | None:
    """Where a single mark that opens a quotation is closed, in its line; None for an apostrophe or feet."""
    if not mark.opens or text[mark.end].isdigit():
        return None
    for found in _SINGLE_END.finditer(text, mark.end + 1, min(last, mark.end + _LONGEST)):
        if found[0] == "\n":
            return None
        if not _POSSESSIVE.match(text, found.start()):  # "the ministers' aides"
            return found.start()
    return None
