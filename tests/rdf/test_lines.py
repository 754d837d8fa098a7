"""Lines of N-Quads: the same quads as those made of terms, whatever the texts."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest
from hypothesis import given

from kg.model import Reading
from kg.rdf.lines import Lines, chunks
from kg.rdf.quads import quads_of_entities, quads_of_reading
from kg.rdf.terms import BASE
from tests.rdf import sample
from tests.rdf.strategies import readings


def parsed(text: str) -> set[ox.Quad]:
    return set(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))


@given(readings())
def test_a_reading_has_the_same_quads(found: Reading) -> None:
    plain = dataclasses.replace(found, statements=())
    assert parsed(Lines(BASE).reading(plain)) == set(quads_of_reading(plain))


def test_entities_have_the_same_quads() -> None:
    some = [dataclasses.replace(e, participants=(), period=None, partial=False) for e in sample.ENTITIES]
    assert parsed(Lines(BASE).entities(some)) == set(quads_of_entities(some))


def test_statements_are_refused() -> None:
    with pytest.raises(ValueError, match="statements"):
        Lines(BASE).reading(sample.readings()[1])


def test_chunks_hold_whole_lines_and_lose_none() -> None:
    texts = [f"line {n}\n" for n in range(100)]
    found = list(chunks(texts, 50))
    assert len(found) > 5
    assert b"".join(found).decode() == "".join(texts)
    assert all(chunk.endswith(b"\n") for chunk in found)
