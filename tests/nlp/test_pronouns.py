"""First and second person inside quotations."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import referent, texts

# text, the pronoun, whom it means
ROWS = [
    ("“I met Erik Dahl,” Anna Berg said.", "I", "Anna Berg"),
    ("“Erik Dahl wrote to me,” Anna Berg said.", "me", "Anna Berg"),
    ("“My plan is good,” Anna Berg said.", "My", "Anna Berg"),
    ("“We rejected the plan,” said Anna Berg, the chancellor of Germany.", "We", "Germany"),
    ("“We think our plan is good,” said Norwegian President Erik Dahl.", "our", "Norway"),
    ("“Our planet is small,” said Norwegian President Erik Dahl.", "Our", None),
    ("“We rejected the plan,” said Norwegian Foreign Minister Anna Berg.", "We", "Norway"),
    ("“We rejected the plan,” said Anna Berg, the president of the Nordic Football League.", "We", "Nordic Football League"),
    ("“We rejected the plan,” the European Union said.", "We", "European Union"),
    ("“We walked home,” Anna Berg said.", "We", None),
    ("“You are welcome here,” Anna Berg told Erik Dahl.", "You", "Erik Dahl"),
    ("“You are welcome here,” Anna Berg said.", "You", None),
    ("I met Erik Dahl.", "I", None),
    ("We rejected the plan, Anna Berg said.", "We", None),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "words", "expected"), ROWS)
def test_whom_the_pronoun_means(text: str, words: str, expected: str | None, readings: dict[str, Reading]) -> None:
    assert referent(readings[text], words) == expected
