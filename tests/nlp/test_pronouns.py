"""First and second person inside quotations: whom a pronoun refers to, and where that makes it a mention."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.model import Reading
from kg.nlp.annotations import notes_on
from tests.nlp.tables import referent, texts

# text, the pronoun, whom it means
ROWS = [
    ("“I met Erik Dahl,” Anna Berg said.", "I", "Anna Berg"),
    ("“Erik Dahl wrote to me,” Anna Berg said.", "me", "Anna Berg"),
    ("“My plan is good,” Anna Berg said.", "My", "Anna Berg"),
    ("“We rejected the plan,” said Anna Berg, the chancellor of Germany.", "We", "Germany"),
    ("“We think our plan is good,” said Norwegian President Erik Dahl.", "our", "Norway"),
    ("“Our planet is small,” said Norwegian President Erik Dahl.", "Our", "Norway"),
    ("“We rejected the plan,” said Norwegian Foreign Minister Anna Berg.", "We", "Norway"),
    ("“We rejected the plan,” said Anna Berg, the president of the Nordic Football League.", "We", "Nordic Football League"),
    ("“We rejected the plan,” the European Union said.", "We", "European Union"),
    ("“We walked home,” Anna Berg said.", "We", "Anna Berg"),
    ("“You are welcome here,” Anna Berg told Erik Dahl.", "You", "Erik Dahl"),
    ("“I trust you,” Anna Berg wrote to Erik Dahl.", "you", "Erik Dahl"),
    ("“Thank you, Mr. President,” Anna Berg told Erik Dahl.", "you", "Erik Dahl"),
    ("In an email to Erik Dahl, Anna Berg wrote: “I trust you.”", "you", "Erik Dahl"),
    ("Erik Dahl met Anna Berg. “I look forward to meeting with him,” Anna Berg said.", "him", "Erik Dahl"),
    ("Erik Dahl met Anna Berg. “I look forward to meeting with him,” Anna Berg said.", "I", "Anna Berg"),
    ("“You are welcome here,” Anna Berg said.", "You", None),
    ("I met Erik Dahl.", "I", None),
    ("We rejected the plan, Anna Berg said.", "We", None),
]
# text, the pronoun, whom it mentions: who else belongs to "us" is not said, and "our planet" is everybody's
MENTIONED = [
    ("“I met Erik Dahl,” Anna Berg said.", "I", "Anna Berg"),
    ("“We rejected the plan,” the European Union said.", "We", "European Union"),
    ("“We walked home,” Anna Berg said.", "We", None),
    ("“Our plan is good,” said Norwegian President Erik Dahl.", "Our", None),
]
TEXTS = texts(MENTIONED)


@pytest.mark.parametrize(("text", "words", "expected"), ROWS)
def test_whom_the_pronoun_means(text: str, words: str, expected: str | None, nlp: Language) -> None:
    doc = nlp(text)
    (token,) = [t for t in doc if t.text == words]
    found = notes_on(doc).by_root.get(token.i)
    assert (found.referent.label if found is not None else None) == expected


@pytest.mark.parametrize(("text", "words", "expected"), MENTIONED)
def test_whom_the_pronoun_mentions(text: str, words: str, expected: str | None, readings: dict[str, Reading]) -> None:
    assert referent(readings[text], words) == expected
