"""Where quotation marks open and close. One bad mark must not spoil the rest: every paragraph begins anew.

Curly and straight double marks, doubled single marks, guillemets, German and Japanese marks. Single marks count where they stand
around words like double ones, outside of these; otherwise they are apostrophes, feet and marks inside marks.
"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nlp.annotations import Quoted

_OPEN = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "``": "''"}
_SINGLE = ("'", "‘")
_CLOSE = frozenset("”»」』") | {"''"}


def quoted(doc: Doc) -> list[Quoted]:
    """The stretches between marks, without the marks, in order. A mark that is not closed runs to its paragraph's end."""
    out: list[Quoted] = []
    start: int | None = None
    closing, nested, until = "", False, 0
    for token in doc:
        text = token.text
        if token.is_space and "\n" in text:
            if start is not None and (text.count("\n") > 1 or _ends_paragraph(doc, token.i)):
                _close(doc, out, start, token.i, closed=False)
                start, nested = None, False
            continue
        if start is None:
            if text in _SINGLE:
                end = _single(doc, token.i)
                if end is not None:
                    start, closing, until = token.i + 1, text, end
            elif text in _OPEN:
                start, closing = token.i + 1, _OPEN[text]
            elif text == '"' and not _inches(doc, token.i):
                start, closing = token.i + 1, '"'
            continue
        if closing in _SINGLE:
            if token.i == until:
                _close(doc, out, start, token.i)
                start = None
            continue
        if text == '"' and closing == '"' and (nested or _opens(doc, token.i)):
            nested = not nested  # marks of the same kind inside: the "so-called" plan
            continue
        if text in closing or (text == '"' and closing == '"') or (text in _CLOSE and closing == '"'):
            _close(doc, out, start, token.i)
            start = None
        elif text in _OPEN and _OPEN[text] == closing:
            _close(doc, out, start, token.i)
            start = token.i + 1
    if start is not None:
        _close(doc, out, start, len(doc), closed=False)
    return out


def _close(doc: Doc, out: list[Quoted], start: int, end: int, closed: bool = True) -> None:
    while end > start and doc[end - 1].is_space:
        end -= 1
    while start < end and doc[start].is_space:
        start += 1
    if end > start:
        out.append(Quoted(start, end, closed))


def _single(doc: Doc, i: int) -> int | None:
    """Where a single mark that opens a quotation is closed, in its paragraph; None for an apostrophe or feet."""
    if i and not (doc[i - 1].whitespace_ or doc[i - 1].is_space or doc[i - 1].text in "(["):
        return None
    if doc[i].whitespace_ or i + 1 >= len(doc) or not doc[i + 1].text[:1].isalpha():
        return None
    for token in doc[i + 1 : i + 300]:
        if token.is_space and "\n" in token.text:
            return None
        if token.text in ("'", "’") and not doc[token.i - 1].whitespace_ and _ends_word(doc, token.i):
            owner = doc[token.i - 1].text[-1:] == "s" and token.i + 1 < len(doc) and doc[token.i + 1].text[:1].isalpha()
            if not owner:  # "the ministers' aides"
                return token.i
    return None


def _ends_word(doc: Doc, i: int) -> bool:
    return bool(doc[i].whitespace_) or i + 1 >= len(doc) or doc[i + 1].is_punct or doc[i + 1].is_space


def _ends_paragraph(doc: Doc, i: int) -> bool:
    """A line's end inside a quotation ends it when the next line opens a new one or the line before was finished."""
    return i + 1 < len(doc) and (bool(doc[i + 1].is_sent_start) or doc[i + 1].text in _OPEN)


def _opens(doc: Doc, i: int) -> bool:
    """Whether a straight mark inside a quotation opens another: space before it, a word behind it, and a mark to close it in the
    same paragraph."""
    if i == 0 or not doc[i - 1].whitespace_ or doc[i].whitespace_ or i + 1 >= len(doc) or not doc[i + 1].text[:1].isalnum():
        return False
    marks = 0
    for token in doc[i + 1 : i + 400]:
        if token.is_space and "\n" in token.text:
            break
        marks += token.text == '"'
    return marks >= 2


def _inches(doc: Doc, i: int) -> bool:
    """A straight mark right behind a digit is a measure: 6'2"."""
    return (
        i > 0
        and doc[i - 1].text[-1:].isdigit()
        and not doc[i - 1].whitespace_
        and not (i + 1 < len(doc) and doc[i + 1].text[:1].isalpha() and not doc[i].whitespace_)
    )
