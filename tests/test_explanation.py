"""What was read, put back into its sentences: with everybody who passed a claim on."""

from __future__ import annotations

import dataclasses

from kg.explanation import _sentences
from kg.model import SpeechAct
from tests.rdf.sample import ANNA, BERT, CARA, SECOND, STATEMENT, claim, reading

OUTER = dataclasses.replace(STATEMENT, cue="report", speaker=BERT, addressee=CARA, medium="a letter")
INNER = dataclasses.replace(STATEMENT, nested_in=OUTER.id, act=SpeechAct.PROMISING, responds_to=OUTER.id)
CLAIM = claim(SECOND, "Cara Cole", ANNA, "met_with", CARA, asserted_by=ANNA, stated_in=INNER.id)


def test_who_passed_on_a_claim_and_a_statement_is_named() -> None:
    read = dataclasses.replace(reading(SECOND, INNER, OUTER, CLAIM), sentences=((0, len(SECOND.text)),))
    (sentence,) = _sentences(read)
    assert [(c.asserted_by, c.told_by) for c in sentence.claims] == [("Anna Arendt", ("Bert Brandt",))]
    inner, outer = sentence.statements
    assert (inner.act, inner.told_by, inner.responds_to) == ("Promising", ("Bert Brandt",), STATEMENT.text)
    assert (outer.act, outer.told_by, outer.addressee, outer.medium) == ("Neutral", (), "Cara Cole", "a letter")


def test_a_circle_ends() -> None:
    circle = dataclasses.replace(OUTER, nested_in=INNER.id)
    read = dataclasses.replace(reading(SECOND, INNER, circle), sentences=((0, len(SECOND.text)),))
    (sentence,) = _sentences(read)
    assert all(len(said.told_by) <= 2 for said in sentence.statements)
