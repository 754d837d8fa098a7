"""Where quotation marks open and close; the Docs are made by the tokenizer alone, no model."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.nlp import lines
from kg.nlp.quotations import quoted
from kg.nlp.tokens import part_marks

BLANK = spacy.blank("en")
part_marks(BLANK)

ROWS = [
    ("“We agree,” she said.", ["We agree,"]),
    ('"We agree," she said.', ["We agree,"]),
    ("''We agree,'' she said.", ["We agree,"]),
    ("``We agree,'' she said.", ["We agree,"]),
    ("«We agree», she said.", ["We agree"]),
    ("« We agree », she said.", ["We agree"]),
    ("„We agree“, she said.", ["We agree"]),
    ("„We agree”, she said.", ["We agree"]),
    ("「We agree」 she said.", ["We agree"]),
    ("『We agree』 she said.", ["We agree"]),
    ('“We agree," she said.', ["We agree,"]),
    ("“We agree,” she said, “and we sign.”", ["We agree,", "and we sign."]),
    ('"We agree," she said, "and we sign."', ["We agree,", "and we sign."]),
    ("She called it “a mistake” and “a crime”.", ["a mistake", "a crime"]),
    ("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,"]),
    ("Norway's plan isn't the ministers' plan.", []),
    ("It's the 'best' plan.", ["best"]),
    ("'We agree,' she said.", ["We agree,"]),
    ("‘We agree,’ she said, ‘and we sign.’", ["We agree,", "and we sign."]),
    ("‘The ministers’ plan isn’t bad,’ she said.", ["The ministers’ plan isn’t bad,"]),
    ("‘He said “no” to us,’ she said.", ["He said “no” to us,"]),
    ("\"He said 'no' to us,\" she said.", ["He said 'no' to us,"]),
    ("In the '90s it was 'Tis time.", []),
    ("Rock ’n’ roll won’t die.", []),
    ("»We agree«, she said.", ["We agree"]),
    ("”We agree,” she said.", ["We agree,"]),
    ("‘‘We agree,’’ she said.", ["We agree,"]),
    ('``We agree," she said.', ["We agree,"]),
    ('"We agree,” she said.', ["We agree,"]),
    ("“We agree“ she said.", ["We agree"]),
    ("“He said “no” to us,” she said.", ["He said “no” to us,"]),
    ("\"The 'so-called' plan,\" she said.", ["The 'so-called' plan,"]),
    ('"The "so-called" plan is dead," she said.', ['The "so-called" plan is dead,']),
    ('“The "so-called" plan is dead,” she said.', ['The "so-called" plan is dead,']),
    ('"The “so-called” plan is dead," she said.', ["The “so-called” plan is dead,"]),
    ('The "so-called" plan.', ["so-called"]),
    ('("We agree") ["We sign"]', ["We agree", "We sign"]),
    ('" We agree " she said.', ["We agree"]),
    ('"We won in 2019" and "in 2020", she said.', ["We won in 2019", "in 2020"]),
    ('She left." He stayed. "We sign," he said.', ["We sign,"]),
    ("No marks at all.", []),
    ("", []),
    ("“”", []),
    ('""', []),
    ("He is 6'2\" tall and left.", []),
    ('A 19" screen fell on a 21" screen.', []),
    ('"We bought a 19" screen," she said.', ['We bought a 19" screen,']),
    ("“We agree.\n\nShe left the room.", ["We agree."]),
    ('"We agree.\n\nShe left the room. "We sign."', ["We agree.", "We sign."]),
    ("“We agree.\n\n“We sign,” she said.", ["We agree.", "We sign,"]),
    ("“We agree.\n“We sign,” she said.", ["We agree.", "We sign,"]),
    ("“We agree on this plan and\non that one,” she said.", ["We agree on this plan and\non that one,"]),
    ("She left.” He stayed.", []),
    ("“We agree", ["We agree"]),
    ("(“We agree”)", ["We agree"]),
    ("“We agree”—she said—“and sign”", ["We agree", "and sign"]),
    ('"We agree"--she said--"and sign"', ["We agree", "and sign"]),
    ("“日本語” and “עברית” 🙂 “ok 🙂”", ["日本語", "עברית", "ok 🙂"]),
]


def stretches(text: str) -> list[str]:
    doc = lines.mark(BLANK(text))
    return [doc[q.start : q.end].text for q in quoted(doc)]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


MARKS = "ab. \n\"'“”„«»「」『』‘’`,—5"


@given(st.text(alphabet=MARKS, max_size=80) | st.text(max_size=40))
def test_stretches_are_in_order_apart_and_inside_their_paragraphs(text: str) -> None:
    doc = lines.mark(BLANK(text))
    found = quoted(doc)
    assert all(0 <= q.start < q.end <= len(doc) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not any("\n\n" in doc[q.start : q.end].text for q in found)


@given(st.text(alphabet=MARKS, max_size=40))
def test_a_bad_mark_spoils_only_its_paragraph(text: str) -> None:
    assert stretches(f"{text}\n\n“We agree,” she said.")[-1] == "We agree,"


@pytest.mark.parametrize("mark", ["“", '"', "'", "‘", "''", '5"', "”"])
@pytest.mark.parametrize("space", [True, False])
def test_the_time_is_linear_in_the_marks(mark: str, space: bool) -> None:
    doc = Doc(BLANK.vocab, words=["we", *[mark, "we"] * 20_000], spaces=[True, *[False, space] * 20_000])
    start = time.perf_counter()
    quoted(doc)
    assert time.perf_counter() - start < 5  # a square of so many takes minutes
