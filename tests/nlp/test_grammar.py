"""Subjects and objects in a parse; every Doc is made by hand, as a table of words, tags, labels and heads."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from kg.nlp.grammar import actor_tokens, is_passive, object_tokens, subject_tokens
from kg.nlp.pipeline import Pipeline

VOCAB = spacy.blank("en").vocab


@pytest.fixture(autouse=True)
def _tables(pipeline: Pipeline) -> None:
    """Lemmas rest on the model's tables."""


def parsed(table: str) -> Doc:
    """A Doc from "word/TAG/label/head" cells; a head is the position of a cell."""
    cells = [cell.split("/") for cell in table.split()]
    words, tags, deps, heads = (list(column) for column in zip(*cells, strict=True))
    return Doc(VOCAB, words=words, tags=tags, deps=deps, heads=[int(h) for h in heads])


def texts(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


ACTIVE = "Norway/NNP/nsubj/1 sanctioned/VBD/ROOT/1 Chad/NNP/dobj/1"
PASSIVE = "Chad/NNP/nsubjpass/2 was/VBD/auxpass/2 sanctioned/VBN/ROOT/2 by/IN/agent/2 Norway/NNP/pobj/3"
PARTICIPLE = "Chad/NNP/nsubj/4 sanctioned/VBN/acl/0 by/IN/agent/1 Norway/NNP/pobj/2 fell/VBD/ROOT/4"
RELATIVE = "Norway/NNP/nsubj/4 that/WDT/dobj/3 Chad/NNP/nsubj/3 sanctioned/VBD/relcl/0 fell/VBD/ROOT/4"
SUBJECT_CONTROL = "Norway/NNP/nsubj/1 refused/VBD/ROOT/1 to/TO/aux/3 meet/VB/xcomp/1 Chad/NNP/dobj/3"
OBJECT_CONTROL = "Norway/NNP/nsubj/1 urged/VBD/ROOT/1 Chad/NNP/dobj/1 to/TO/aux/4 leave/VB/xcomp/1 Mali/NNP/dobj/4"
ACCUSED = "Norway/NNP/nsubj/1 accused/VBD/ROOT/1 Chad/NNP/dobj/1 of/IN/prep/1 arming/VBG/pcomp/3 rebels/NNS/dobj/4"
COORDINATED = "Norway/NNP/nsubj/1 met/VBD/ROOT/1 Chad/NNP/dobj/1 and/CC/cc/1 left/VBD/conj/1 Mali/NNP/dobj/4"
SHARED_OBJECT = "Norway/NNP/nsubj/1 condemned/VBD/ROOT/1 and/CC/cc/1 rejected/VBD/conj/1 it/PRP/dobj/3"
PLAN = "Norway/NNP/poss/2 's/POS/case/0 plan/NN/nsubj/6 to/TO/aux/4 attack/VB/acl/2 Chad/NNP/dobj/4 failed/VBD/ROOT/6"
PARTICLE = "Norway/NNP/nsubj/1 called/VBD/ROOT/1 on/IN/prep/1 Chad/NNP/pobj/2"
IMPERSONAL = "Rain/NN/ROOT/0"

# table, position of the verb, who acts, who is acted upon
ENDS = [
    (ACTIVE, 1, ["Norway"], ["Chad"]),
    (PASSIVE, 2, ["Norway"], ["Chad"]),
    (PARTICIPLE, 1, ["Norway"], ["Chad"]),
    (RELATIVE, 3, ["Chad"], ["that"]),
    (SUBJECT_CONTROL, 3, ["Norway"], ["Chad"]),
    (OBJECT_CONTROL, 4, ["Chad"], ["Mali"]),
    (OBJECT_CONTROL, 1, ["Norway"], ["Chad"]),
    (ACCUSED, 4, ["Chad"], ["rebels"]),
    (COORDINATED, 4, ["Norway"], ["Mali"]),
    (SHARED_OBJECT, 1, ["Norway"], ["it"]),
    (SHARED_OBJECT, 3, ["Norway"], ["it"]),
    (PLAN, 4, ["Norway"], ["Chad"]),
]


@pytest.mark.parametrize(("table", "verb", "actors", "objects"), ENDS)
def test_who_does_what_to_whom(table: str, verb: int, actors: list[str], objects: list[str]) -> None:
    doc = parsed(table)
    assert texts(actor_tokens(doc[verb])) == actors
    assert texts(object_tokens(doc[verb])) == objects


@pytest.mark.parametrize(
    ("table", "verb", "passive"), [(ACTIVE, 1, False), (PASSIVE, 2, True), (PARTICIPLE, 1, True), (RELATIVE, 3, False)]
)
def test_passives(table: str, verb: int, passive: bool) -> None:
    assert is_passive(parsed(table)[verb]) is passive


def test_the_surface_subject_of_a_passive() -> None:
    assert texts(subject_tokens(parsed(PASSIVE)[2])) == ["Chad"]


def test_the_object_of_the_triggers_own_preposition() -> None:
    assert texts(object_tokens(parsed(PARTICLE)[1], ("on",))) == ["Chad"]
    assert object_tokens(parsed(PARTICLE)[1]) == []


def test_a_word_without_verb_has_no_ends() -> None:
    token = parsed(IMPERSONAL)[0]
    assert (subject_tokens(token), actor_tokens(token), object_tokens(token)) == ([], [], [])


def test_a_chain_of_verbs_without_subject_comes_to_an_end() -> None:
    table = " ".join(f"go/VB/{'ROOT' if i == 0 else 'xcomp'}/{max(i - 1, 0)}" for i in range(30))
    assert subject_tokens(parsed(table)[29]) == []
