"""Each role of a pattern, filled in a sentence that has it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg import vocabulary
from kg.model import Kind
from kg.nlp.annotations import Referent
from kg.nlp.grammar import object_tokens
from kg.nlp.parties import Parties
from kg.nlp.roles import Roles, as_party
from kg.vocabulary import PREPOSITIONS, ROLES

# sentence, trigger, role, the labels of those who fill it
ROWS = [
    ("Norway sanctioned Mali.", "sanctioned", "subject", ["Norway"]),
    ("Mali was sanctioned by Norway.", "sanctioned", "subject", ["Norway"]),
    ("Mali was sanctioned by Norway.", "sanctioned", "surface subject", ["Mali"]),
    ("Mali was sanctioned by Norway.", "sanctioned", "object", ["Mali"]),
    ("Norway sanctioned Mali and Niger.", "sanctioned", "object", ["Mali", "Niger"]),
    ("Norway rejected the Malian plan.", "rejected", "object", ["Mali"]),
    ("Norway rejected Mali.", "rejected", "owner of object", []),
    ("Norway rejected Mali's plan.", "rejected", "owner of object", ["Mali"]),
    ("Norway gave Mali a loan.", "gave", "recipient", ["Mali"]),
    ("Norway refused to meet Mali.", "refused", "complement", ["Mali"]),
    ("Norway demanded that Israel ease the blockade.", "demanded", "clause subject", ["Israel"]),
    ("Norway's rejection of the plan came late.", "rejection", "possessor", ["Norway"]),
    ("The Norwegian attack failed.", "attack", "modifier", ["Norway"]),
    ("Anna Berg, the sister of Erik Dahl, left.", "sister", "bearer", ["Anna Berg"]),
    ("Norway is an ally of Mali.", "ally", "bearer", ["Norway"]),
    ("Norway is not an ally of Mali.", "ally", "bearer", ["Norway"]),  # the denial is the modality's
    ("Malian students rioted.", "rioted", "own state", ["Mali"]),
    ("Students rioted in Mali.", "rioted", "place", ["Mali"]),
    ("Norway met with Mali.", "met", "with", ["Mali"]),
    ("Norway signed a treaty with Mali.", "signed", "with", []),
    ("Norway fought against Mali.", "fought", "against", ["Mali"]),
    ("Norway rejected the plan.", "rejected", "object", []),
    ("Norway declared a truce around lakes near Mali.", "declared", "nearest", ["Mali"]),
]


@pytest.fixture(scope="module")
def docs(nlp: Language) -> dict[str, object]:
    sentences = list(dict.fromkeys(row[0] for row in ROWS))
    return dict(zip(sentences, nlp.pipe(sentences), strict=True))


@pytest.mark.parametrize(("text", "trigger", "role", "expected"), ROWS)
def test_who_fills_a_role(text: str, trigger: str, role: str, expected: list[str], docs: dict) -> None:  # type: ignore[type-arg]
    doc = docs[text]
    token = next(t for t in doc if t.text == trigger)
    fill = Roles(Parties(doc, vocabulary.load())).fill(role, token, object_tokens(token) if role != "with" else [], True)
    assert [p.referent.label for p in fill.parties] == expected
    assert 0 < fill.weight <= 1


def test_the_table_has_every_role() -> None:
    assert set(ROLES) <= {row[2] for row in ROWS}
    assert {row[2] for row in ROWS} <= set(ROLES) | PREPOSITIONS


def test_a_place_that_acts_is_its_state() -> None:
    norway = Referent(Kind.STATE, "Norway")
    assert as_party(Referent(Kind.PLACE, "Bergen", of=norway)) is norway
    nowhere = Referent(Kind.PLACE, "Nowhere")
    assert as_party(nowhere) is nowhere
