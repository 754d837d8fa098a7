"""Which edges follow from which claims: a table, one line a case."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest

from kg.model import Document, Entity, Kind, Modality
from kg.rdf.store import Rows, Store
from tests.rdf.sample import (
    ANNA,
    ARLAND,
    BELAND,
    BERT,
    CARA,
    CITY,
    ENTITIES,
    OFFICE,
    PLAN,
    SECOND,
    STATEMENT,
    SUMMIT,
    VOCABULARY,
    claim,
    reading,
)

TEXT = Document(title="T", text="They met.")
MINISTRY, MINISTER = "organization/ministry", "position/minister"
MORE = (
    *ENTITIES,
    Entity(MINISTRY, Kind.ORGANIZATION, "Ministry", org_kind="government", of=BELAND),
    Entity(MINISTER, Kind.POSITION, "Minister", of=MINISTRY),
    Entity("organization/firm", Kind.ORGANIZATION, "Firm", org_kind="company", of=BELAND),
    Entity("position/mayor", Kind.POSITION, "Mayor of Portville", of=CITY),
    Entity("position/head", Kind.POSITION, "Head of Firm", of="organization/firm"),
)

Said = tuple[str, str, str] | tuple[str, str, str, Modality]
WILL = Modality.INTENDED


def _edges(*said: Said, entities: Sequence[Entity] = MORE) -> set[tuple[str, str, str]]:
    store = Store.create()
    claims = [claim(TEXT, "They met.", s[0], s[1], s[2], s[3] if len(s) > 3 else Modality.ACTUAL) for s in said]
    store.add([reading(TEXT, *claims)], entities, VOCABULARY)
    count = store.derive()
    rows = store.query("SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }")
    assert isinstance(rows, Rows)
    ontology, ids = store.prefixes["kg"], store.prefixes["id"]
    found = {(s.value.removeprefix(ids), p.value.removeprefix(ontology), o.value.removeprefix(ids)) for s, p, o in rows}  # type: ignore[union-attr]
    assert len(found) == count
    return found


@pytest.mark.parametrize(
    ("said", "edges"),
    [
        pytest.param([(ANNA, "rejected", BERT)], {(ANNA, "rejected", BERT)}, id="claimed"),
        *(
            pytest.param([(ANNA, "rejected", BERT, modality)], set(), id=f"not {modality}")
            for modality in Modality
            if modality is not Modality.ACTUAL
        ),
        pytest.param([(ANNA, "rejected", BERT, WILL), (ANNA, "rejected", BERT)], {(ANNA, "rejected", BERT)}, id="actual once"),
        pytest.param([(ANNA, "rejected", ANNA)], set(), id="never with itself"),
        pytest.param([(ANNA, "unheard_of", BERT)], set(), id="only relations of the ontology"),
        pytest.param([(ANNA, "consulted", BERT)], {(ANNA, "consulted", BERT), (BERT, "consulted", ANNA)}, id="symmetric"),
        pytest.param(
            [(ANNA, "met_with", BERT)],
            {(a, r, b) for a, b in [(ANNA, BERT), (BERT, ANNA)] for r in ("met_with", "consulted")},
            id="broader, both ways",
        ),
        pytest.param([(CARA, "child_of", BERT)], {(CARA, "child_of", BERT), (BERT, "parent_of", CARA)}, id="inverse"),
        pytest.param([(BERT, "parent_of", CARA)], {(CARA, "child_of", BERT), (BERT, "parent_of", CARA)}, id="inverse of inverse"),
        pytest.param(
            [(ANNA, "holds_position", OFFICE)], {(ANNA, "holds_position", OFFICE), (ANNA, "represents", ARLAND)}, id="represents"
        ),
        pytest.param(
            [(BERT, "holds_position", MINISTER)],
            {(BERT, "holds_position", MINISTER), (BERT, "represents", MINISTRY), (BERT, "represents", BELAND)},
            id="a government's office is its state's",
        ),
        pytest.param(
            [(BERT, "holds_position", "position/head")],
            {(BERT, "holds_position", "position/head"), (BERT, "represents", "organization/firm")},
            id="a company's office is not",
        ),
        pytest.param(
            [(BERT, "holds_position", "position/mayor")], {(BERT, "holds_position", "position/mayor")}, id="a city's office"
        ),
        pytest.param([(ANNA, "participated_in", PLAN, WILL)], set(), id="a planned meeting brings nobody together"),
    ],
)
def test_edges(said: list[Said], edges: set[tuple[str, str, str]]) -> None:
    assert _edges(*said) == edges


def test_those_who_took_part_in_a_meeting_met_their_like() -> None:
    edges = _edges((ANNA, "participated_in", SUMMIT))
    assert {(s, o) for s, r, o in edges if r == "participated_in"} == {(p, SUMMIT) for p in (ANNA, BERT, ARLAND, BELAND)}
    assert {(s, o) for s, r, o in edges if r == "met_with"} == {(ANNA, BERT), (BERT, ANNA), (ARLAND, BELAND), (BELAND, ARLAND)}


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ACTUAL])
def test_who_did_not_come_for_sure_did_not_meet(modality: Modality) -> None:
    edges = _edges((ANNA, "participated_in", SUMMIT), (BERT, "participated_in", SUMMIT, modality))
    assert (BERT, "participated_in", SUMMIT) not in edges
    assert (ANNA, "met_with", BERT) not in edges


def test_taking_part_in_a_war_is_not_meeting() -> None:
    war = Entity("war/x", Kind.WAR, "War of X", participants=(ARLAND, BELAND))
    edges = _edges((ARLAND, "participated_in", "war/x"), entities=(*MORE, war))
    assert edges == {(ARLAND, "participated_in", "war/x"), (BELAND, "participated_in", "war/x")}


@pytest.mark.parametrize(("modality", "drawn"), [(None, True), (Modality.ACTUAL, True), (Modality.DENIED, False)])
def test_the_speaker_said_the_statement_unless_a_claim_speaks_otherwise(modality: Modality | None, drawn: bool) -> None:
    claims = [claim(SECOND, "she said", ANNA, "said", STATEMENT.id, modality)] if modality else []
    store = Store.create()
    store.add([reading(SECOND, *claims, STATEMENT)], ENTITIES, VOCABULARY)
    store.derive()
    assert store.query("ASK { person:anna-arendt kg:said ?statement }") is drawn


def test_deriving_twice_gives_the_same() -> None:
    store = Store.create()
    store.add([reading(TEXT, claim(TEXT, "They met.", ANNA, "met_with", BERT))], ENTITIES, VOCABULARY)
    assert store.derive() == store.derive() == 4


def test_edges_that_no_claim_carries_any_more_go() -> None:
    store = Store.create()
    said = claim(TEXT, "They met.", ANNA, "met_with", BERT)
    store.add([reading(TEXT, said)], ENTITIES, VOCABULARY)
    store.derive()
    store.add([reading(TEXT, dataclasses.replace(said, modality=Modality.DENIED))], ENTITIES, VOCABULARY)
    assert store.derive() == 0
