"""The statements of a store: their chains, their stretches, and graphs that come from elsewhere."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox

from kg.model import Statement
from kg.rdf.store import Store
from kg.statements import Asked, Told, statements
from tests.rdf.sample import ANNA, BERT, CARA, SECOND, STATEMENT, VOCABULARY, evidence, reading
from tests.rdf.sample import ENTITIES as PEOPLE


def _store(*told: Statement) -> Store:
    made = Store.create()
    made.add([reading(SECOND, *told)], PEOPLE, VOCABULARY)
    return made


def _by_cue(found: list[Told]) -> dict[str, Told]:
    return {told.cue: told for told in found}


OUTER = dataclasses.replace(STATEMENT, cue="report", speaker=None, speaker_text="a newspaper", mentions=())
MIDDLE = dataclasses.replace(STATEMENT, cue="tell", speaker=BERT, nested_in=OUTER.id)
INNER = dataclasses.replace(STATEMENT, cue="hear", speaker=CARA, nested_in=MIDDLE.id, responds_to=ANNA)


def test_everybody_who_passed_it_on_is_named_from_the_nearest_out() -> None:
    found = _by_cue(statements(_store(INNER, MIDDLE, OUTER)))
    assert found["hear"].told_by == ("Bert Brandt", "a newspaper")
    assert (found["tell"].told_by, found["report"].told_by) == (("a newspaper",), ())
    assert (found["hear"].responds_to, found["hear"].nested_in) == ("Anna Arendt", found["tell"].statement)


def test_those_around_need_not_be_asked_for() -> None:
    speaker = "https://w3id.org/kg-diplomacy/id/person/cara-cole"
    (one,) = statements(_store(INNER, MIDDLE, OUTER), Asked(speakers=(speaker,)))
    assert one.told_by == ("Bert Brandt", "a newspaper")


def test_a_statement_in_two_stretches_has_both() -> None:
    parts = (evidence(SECOND, "We will meet"), evidence(SECOND, "at Quayside"))
    (one,) = statements(_store(dataclasses.replace(STATEMENT, evidence=parts)))
    assert [SECOND.text[a:b] for a, b in one.spans] == ["We will meet", "at Quayside"]
    assert (one.title, one.published, one.when) == (SECOND.title, "2020-01-02", "2020-01-02")


def test_a_circle_in_a_foreign_graph_ends() -> None:
    made = _store(OUTER, dataclasses.replace(OUTER, cue="tell", speaker_text="", nested_in=OUTER.id))
    one, two = sorted(told.statement for told in statements(made))
    made._store.update(f"INSERT DATA {{ <{one}> <urn:x> 1 . <{one}> {KG_NESTED} <{two}> . <{two}> {KG_NESTED} <{one}> }}")
    assert len(statements(made)) == 2


KG_NESTED = "<https://w3id.org/kg-diplomacy/ontology#nested_in>"


def test_blank_nodes_of_a_foreign_graph_are_passed_over() -> None:
    store = ox.Store()
    store.load(
        b"@prefix kg: <https://w3id.org/kg-diplomacy/ontology#> . _:s a kg:Statement ; kg:text 'x' ."
        b"<urn:s> a kg:Statement ; kg:text 'y' ; kg:speaker _:somebody ; kg:mentions _:it .",
        format=ox.RdfFormat.TURTLE,
    )
    assert [told.text for told in statements(Store(store, "https://example.org/"))] == ["y"]


def test_nothing_is_said_in_an_empty_graph() -> None:
    assert statements(Store.create()) == []
