"""Lemmas on demand."""

from __future__ import annotations

import pytest

from kg.nlp.pipeline import Pipeline
from kg.nlp.words import lemma_of

# form, tag, lemma
ROWS = [
    ("met", "VBD", "meet"),
    ("meets", "VBZ", "meet"),
    ("meeting", "VBG", "meet"),
    ("meeting", "NN", "meeting"),
    ("Meetings", "NNS", "meeting"),
    ("rejected", "VBN", "reject"),
    ("denied", "VBD", "deny"),
    ("denies", "VBZ", "deny"),
    ("said", "VBD", "say"),
    ("told", "VBD", "tell"),
    ("sought", "VBD", "seek"),
    ("withdrew", "VBD", "withdraw"),
    ("signing", "VBG", "sign"),
    ("ceasing", "VBG", "cease"),
    ("vetoed", "VBD", "veto"),
    ("backed", "VBD", "back"),
    ("is", "VBZ", "be"),
    ("'s", "VBZ", "be"),
    ("’s", "VBZ", "be"),
    ("were", "VBD", "be"),
    ("'ve", "VBP", "have"),
    ("had", "VBD", "have"),
    ("countries", "NNS", "country"),
    ("allies", "NNS", "ally"),
    ("coaches", "NNS", "coach"),
    ("men", "NNS", "man"),
    ("women", "NNS", "woman"),
    ("people", "NNS", "people"),
    ("ministers", "NNS", "minister"),
    ("talks", "NNS", "talk"),
    ("closest", "JJS", "close"),
    ("Oslo", "NNP", "oslo"),
    ("with", "IN", "with"),
    ("n't", "RB", "n't"),
    ("🙂", "NN", "🙂"),
    ("", "VBD", ""),
]


@pytest.fixture(autouse=True)
def _tables(pipeline: Pipeline) -> None:
    """The model's tables must be there."""


@pytest.mark.parametrize(("form", "tag", "expected"), ROWS)
def test_lemmas(form: str, tag: str, expected: str) -> None:
    assert lemma_of(form, tag) == expected
