"""A document taken out: what goes with it, and what stays."""

from __future__ import annotations

import dataclasses

import pytest

from kg.errors import StoreError
from kg.model import Entity, Kind, Reading
from kg.rdf.store import Rows, Store
from tests.rdf.sample import ANNA, BERT, CARA, ENTITIES, FIRST, SECOND, STATEMENT, THIRD, evidence, readings
from tests.rdf.test_formats import store


def _labels(made: Store) -> set[str]:
    rows = made.query("SELECT ?l { GRAPH graph:entities { ?x rdfs:label ?l } }")
    assert isinstance(rows, Rows)
    return {label.value for (label,) in rows if label}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_document_taken_out_leaves_what_the_others_would_have_given(number: int) -> None:
    made = store()
    taken = readings()[number]
    made.remove(taken.document.id)
    rest = [r for i, r in enumerate(readings()) if i != number]
    alone = store(rest)
    for graph in ("facts", "ontology"):
        query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH graph:{graph} {{ ?s ?p ?o }} }}"
        assert list(made.query(query)) == list(alone.query(query))  # type: ignore[arg-type]
    assert made.documents() == alone.documents()
    assert list(made.readings()) == list(alone.readings())


def test_entities_that_nobody_speaks_of_any_more_go() -> None:
    made = store()
    made.remove(FIRST.id)
    # the office and its summit go, the state with them, which no other document names
    assert _labels(made) == {"Anna Arendt", "Bert Brandt", "Cara Cole", "Beland", "Quayside summit (2020)"}
    made.remove(SECOND.id)
    assert _labels(made) == {"Bert Brandt", "Cara Cole", "Beland"}
    made.remove(THIRD.id)
    assert _labels(made) == set()
    assert made.derive() == 0


def test_a_participant_goes_with_the_only_document_that_has_him_there() -> None:
    made = store()
    made.remove(FIRST.id)
    people = {e.id: e.participants for e in made.entities()}
    assert people["summit/quayside-2020"] == (ANNA, CARA)
    assert BERT in people


def test_where_a_statement_was_made_stays_and_goes_with_it() -> None:
    place = Entity("place/capeton", Kind.PLACE, "Capeton")
    told = dataclasses.replace(STATEMENT, evidence=(evidence(FIRST, "Arland"),), place=place.id, responds_to=CARA)
    apart = Reading(FIRST, (*ENTITIES, place), (), (), (told,))
    made = store([apart, readings()[2]], (*ENTITIES, place))
    made.remove(THIRD.id)
    assert {"Capeton", "Cara Cole"} <= _labels(made)
    made.remove(FIRST.id)
    assert _labels(made) == set()


def test_taking_out_an_unknown_document_is_refused() -> None:
    with pytest.raises(StoreError, match="there is no document document/x in this graph"):
        store().remove("document/x")
