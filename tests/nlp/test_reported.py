"""Sayings to statements: what is known of each is kept, and the chain from a claim to all who passed it on."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.model import Claim, Document, Kind, Modality, Reading, SpeechAct, Statement, StatementKind
from kg.nlp.annotations import Annotations, Referent, Saying, notes_on
from kg.nlp.claims import reading
from kg.nlp.pieces import Piece
from kg.nlp.pipeline import Pipeline

CHAIN = "The Guardian reported that Anna Berg claimed that Norway sanctioned Mali."
GUARDIAN = Referent(Kind.ORGANIZATION, "The Guardian", {"The Guardian": None})
BERG = Referent(Kind.PERSON, "Anna Berg", {"Anna Berg": None})


def _read(text: str, nlp: Language, pipeline: Pipeline, *sayings: Saying) -> Reading:
    """The reading of a text whose sayings are these, all else as the reader has it."""
    doc = nlp(text)
    notes: Annotations = notes_on(doc)
    notes.sayings = list(sayings)
    return reading(Document("t", text), [(Piece(text, 0, True), doc)], pipeline.vocabulary)


def _chain() -> tuple[Saying, Saying]:
    outer = Saying([(4, 11)], StatementKind.INDIRECT, "report", 2, GUARDIAN, 1, "The Guardian")
    inner = Saying(
        [(8, 11)], StatementKind.INDIRECT, "claim", 6, BERG, 5, "Anna Berg", claiming=True, act="claiming", outer=outer
    )
    return outer, inner


def _by_cue(found: Reading, cue: str) -> Statement:
    (one,) = [s for s in found.statements if s.cue == cue]
    return one


def _claims(found: Reading, relation: str) -> list[Claim]:
    return [c for c in found.claims if c.relation == relation]


def test_a_claim_leads_to_everybody_who_passed_it_on(nlp: Language, pipeline: Pipeline) -> None:
    found = _read(CHAIN, nlp, pipeline, *_chain())
    inner, outer = _by_cue(found, "claim"), _by_cue(found, "report")
    (claim,) = _claims(found, "sanctioned")
    assert claim.stated_in == inner.id
    assert (inner.nested_in, inner.speaker, inner.act) == (outer.id, "person/anna-berg", SpeechAct.CLAIMING)
    assert (outer.nested_in, outer.speaker, outer.act) == (None, "organization/guardian", SpeechAct.NEUTRAL)


def test_that_it_was_said_is_asserted_by_whoever_tells_so(nlp: Language, pipeline: Pipeline) -> None:
    found = _read(CHAIN, nlp, pipeline, *_chain())
    said = {c.object: c for c in _claims(found, "said")}
    inner, outer = _by_cue(found, "claim"), _by_cue(found, "report")
    assert (said[inner.id].asserted_by, said[inner.id].stated_in) == (outer.speaker, outer.id)
    assert (said[outer.id].asserted_by, said[outer.id].stated_in) == (None, None)
    assert said[inner.id].modality is Modality.ACTUAL


def test_that_it_was_said_may_itself_be_only_claimed(nlp: Language, pipeline: Pipeline) -> None:
    outer, inner = _chain()
    outer.claiming = True
    found = _read(CHAIN, nlp, pipeline, outer, inner)
    said = {c.object: c for c in _claims(found, "said")}
    assert said[_by_cue(found, "claim").id].modality is Modality.ALLEGED


def test_what_is_known_of_a_saying_is_kept(nlp: Language, pipeline: Pipeline) -> None:
    outer, inner = _chain()
    inner.medium, inner.place, inner.responds_to = "a\n statement", Referent(Kind.PLACE, "Geneva"), outer
    outer.responds_to = BERG
    found = _read(CHAIN, nlp, pipeline, outer, inner)
    told = _by_cue(found, "claim")
    assert (told.medium, told.place, told.responds_to) == ("a statement", "place/geneva", _by_cue(found, "report").id)
    assert _by_cue(found, "report").responds_to == "person/anna-berg"
    assert {"place/geneva", "person/anna-berg"} <= {e.id for e in found.entities}


def test_the_same_words_of_two_speakers_stay_two(nlp: Language, pipeline: Pipeline) -> None:
    one = Saying([(8, 11)], StatementKind.INDIRECT, "claim", 6, BERG, 5, "Anna Berg")
    other = Saying([(8, 11)], StatementKind.INDIRECT, "claim", 6, GUARDIAN, 1, "The Guardian")
    found = _read(CHAIN, nlp, pipeline, one, other)
    assert {s.speaker for s in found.statements} == {"person/anna-berg", "organization/guardian"}
    assert len({c.object for c in _claims(found, "said")}) == 2


@pytest.mark.parametrize("loop", ["itself", "each other", "missing"])
def test_what_cannot_be_nested_is_not(loop: str, nlp: Language, pipeline: Pipeline) -> None:
    outer, inner = _chain()
    if loop == "itself":
        inner.outer = inner.responds_to = inner
    elif loop == "each other":
        outer.outer = Saying([(4, 11)], StatementKind.INDIRECT, "report", 2, GUARDIAN, 1, "The Guardian", outer=outer)
    else:
        inner.outer = inner.responds_to = Saying([], StatementKind.DIRECT, "say", 0, outer=inner)
    found = _read(CHAIN, nlp, pipeline, outer, inner)
    assert [s.id for s in found.statements if s.nested_in == s.id or s.responds_to == s.id] == []
    assert _by_cue(found, "report").nested_in is None
