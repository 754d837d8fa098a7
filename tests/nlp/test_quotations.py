"""Where quotation marks open and close; the Docs are made by the tokenizer alone, no model."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp import lines
from kg.nlp.quotations import quoted
from tests.nlp.tables import missed

BLANK = spacy.blank("en")

ROWS = [
    ("“We agree,” she said.", ["We agree,"]),
    ('"We agree," she said.', ["We agree,"]),
    missed("''We agree,'' she said.", ["We agree,"], reason="doubled single marks that open with the closing pair"),
    missed("``We agree,'' she said.", ["We agree,"], reason="the tokenizer parts the doubled backquote"),
    ("«We agree», she said.", ["We agree"]),
    ("« We agree », she said.", ["We agree"]),
    ("„We agree“, she said.", ["We agree"]),
    ("„We agree”, she said.", ["We agree"]),
    ("「We agree」 she said.", ["We agree"]),
    ("『We agree』 she said.", ["We agree"]),
    missed('“We agree," she said.', ["We agree,"], reason="a curly mark closed by a straight one"),
    ("“We agree,” she said, “and we sign.”", ["We agree,", "and we sign."]),
    ('"We agree," she said, "and we sign."', ["We agree,", "and we sign."]),
    ("She called it “a mistake” and “a crime”.", ["a mistake", "a crime"]),
    ("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,"]),
    ("Norway's plan isn't the ministers' plan.", []),
    ("It's the 'best' plan.", []),
    ("No marks at all.", []),
    ("", []),
    ("“”", []),
    ('""', []),
    ("He is 6'2\" tall and left.", []),
    ('A 19" screen fell on a 21" screen.', []),
    missed('"We bought a 19" screen," she said.', ['We bought a 19" screen,'], reason="inches inside a quotation"),
    ("“We agree.\n\nShe left the room.", ["We agree."]),
    ('"We agree.\n\nShe left the room. "We sign."', ["We agree.", "We sign."]),
    ("“We agree.\n\n“We sign,” she said.", ["We agree.", "We sign,"]),
    ("“We agree.\n“We sign,” she said.", ["We agree.", "We sign,"]),
    ("“We agree on this plan and\non that one,” she said.", ["We agree on this plan and\non that one,"]),
    ("She left.” He stayed.", []),
    ("“We agree", ["We agree"]),
    ("(“We agree”)", ["We agree"]),
    missed("“We agree”—she said—“and sign”", ["We agree", "and sign"], reason="the tokenizer does not part a mark from a dash"),
    ("“日本語” and “עברית” 🙂 “ok 🙂”", ["日本語", "עברית", "ok 🙂"]),
]


def stretches(text: str) -> list[str]:
    doc = lines.mark(BLANK(text))
    return [doc[q.start : q.end].text for q in quoted(doc)]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@given(st.text(alphabet="ab. \n\"'“”„«»「」`,5", max_size=60))
def test_stretches_never_overlap_and_are_never_empty(text: str) -> None:
    doc = lines.mark(BLANK(text))
    found = quoted(doc)
    assert all(q.start < q.end for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(alphabet='ab "“”«», .', max_size=40))
def test_a_bad_mark_spoils_only_its_paragraph(text: str) -> None:
    assert stretches(f"{text}\n\n“We agree,” she said.")[-1] == "We agree,"
