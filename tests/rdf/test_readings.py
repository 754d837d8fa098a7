"""What was written is what is read: every reading and entity comes back from its quads, and through a store."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Reading
from kg.rdf import quads, readings
from kg.rdf.terms import iri
from tests.rdf import strategies
from tests.rdf.sample import ENTITIES
from tests.rdf.sample import readings as samples


def _sorted(reading: Reading) -> Reading:
    """Without what a graph does not keep, in the order in which it gives the rest."""
    spans = lambda found: ([(e.start, e.end) for e in found.evidence], found.id)  # noqa: E731
    return Reading(
        dataclasses.replace(reading.document, origin=""),
        (),
        (),
        tuple(sorted(reading.claims, key=spans)),
        tuple(sorted(reading.statements, key=spans)),
    )


@given(strategies.readings())
def test_any_reading_comes_back_through_a_store(reading: Reading) -> None:
    store = ox.Store()
    store.extend(quads.quads_of_reading(reading))
    home = iri(reading.document.id)
    assert readings.reading_of(store.quads_for_pattern(None, None, None, home)) == _sorted(reading)


@given(st.lists(strategies.entities, unique_by=lambda e: e.id, max_size=5))
def test_any_entities_come_back_through_a_store(entities: list[Entity]) -> None:
    store = ox.Store()
    store.extend(quads.quads_of_entities(entities))
    assert readings.entities_of(store) == tuple(sorted(entities, key=lambda e: e.id))


def test_the_sample_comes_back() -> None:
    assert readings.entities_of(quads.quads_of_entities(ENTITIES)) == tuple(
        sorted((dataclasses.replace(e, participants=tuple(sorted(e.participants))) for e in ENTITIES), key=lambda e: e.id)
    )
    for reading in samples():
        assert readings.reading_of(quads.quads_of_reading(reading)) == _sorted(reading)


def test_a_graph_without_a_document_is_no_reading() -> None:
    with pytest.raises(ValueError, match="one document"):
        readings.reading_of(quads.quads_of_entities(ENTITIES))
