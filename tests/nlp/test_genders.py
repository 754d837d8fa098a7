"""The gender of people, as far as the text tells it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.model import Kind
from kg.nlp.annotations import notes_on

# text, name → gender
ROWS = [
    ("Kim Doe, widow of Lee Roe, left.", "Kim Doe", "f"),
    ("His brother, Kim Doe, left.", "Kim Doe", "m"),
    ("Kim Doe left. She was tired.", "Kim Doe", "f"),
    ("Kim Doe met Lee Roe. Later they slept. Norway left. It rained. Kim Doe slept. She was tired.", "Kim Doe", "f"),
    ("Lee Roe met Kim Doe and her team.", "Kim Doe", "f"),
    ("Kim Doe left. She slept. Mali voted. Chad voted. Kim Doe left. He slept.", "Kim Doe", None),
    ("Kim Doe left.", "Kim Doe", None),
]


@pytest.mark.parametrize(("text", "name", "gender"), ROWS)
def test_the_gender_that_a_text_tells(text: str, name: str, gender: str | None, nlp: Language) -> None:
    from kg.nlp import genders
    from kg.nlp.salience import Discourse

    with nlp.select_pipes(disable=[p for p in nlp.pipe_names if p in ("kg_coreference", "kg_statements", "kg_relations")]):
        doc = nlp(text)
    genders.learn(Discourse(doc, notes_on(doc)))
    (person,) = [r for r in notes_on(doc).referents if r.kind is Kind.PERSON and r.label == name]
    assert person.gender == gender
