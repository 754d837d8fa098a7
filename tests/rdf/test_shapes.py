"""Validation: a sound graph conforms, and each way of breaking it is said in a line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import VocabularyError
from kg.rdf import shapes
from kg.rdf.store import Store
from kg.rdf.terms import iri, prefixes
from tests.rdf.sample import ANNA, BERT, ENTITIES, FIRST, VOCABULARY, claim, reading, readings
from tests.rdf.test_formats import store

DOCUMENT = iri(FIRST.id).value
CLAIM = iri(readings()[0].claims[0].id).value
QUOTED = iri(readings()[0].claims[0].evidence[0].id).value
STATEMENT = iri(readings()[1].statements[0].id).value


def test_a_built_graph_conforms() -> None:
    assert shapes.validate(store()) == shapes.Report(True, ())


def _put(subject: str, name: str, value: str) -> str:
    """Gives a property another value."""
    old = f"GRAPH ?g {{ <{subject}> {name} ?old }}"
    return f"DELETE {{ {old} }} INSERT {{ GRAPH ?g {{ <{subject}> {name} {value} }} }} WHERE {{ {old} }}"


def _drop(subject: str, name: str) -> str:
    return f"DELETE WHERE {{ GRAPH ?g {{ <{subject}> {name} ?old }} }}"


def _add(triple: str, graph: str = "entities") -> str:
    return f"INSERT DATA {{ GRAPH graph:{graph} {{ {triple} }} }}"


@pytest.mark.parametrize(
    ("update", "line"),
    [
        (_drop(CLAIM, "rdf:subject"), "must have exactly one subject"),
        (_drop(CLAIM, "kg:evidence"), "must have evidence"),
        (_drop(CLAIM, "kg:latest"), "has one of kg:earliest and kg:latest without the other"),
        (_drop(STATEMENT, "kg:cue"), "must have exactly one cue"),
        (_put(STATEMENT, "kg:act", "kg:Singing"), "must have exactly one of the seven acts"),
        (_add(f"<{STATEMENT}> kg:nested_in <{STATEMENT}>"), "is nested in itself, be it by way of others"),
        (_add(f"<{STATEMENT}> kg:nested_in person:anna-arendt"), "must be nested in at most one statement"),
        (_add(f"<{STATEMENT}> kg:responds_to person:nobody"), "person:nobody is spoken of, yet nothing describes it"),
        (_add(f"<{CLAIM}> kg:stated_in <{CLAIM}>"), "must be stated in at most one statement"),
        (_add(f"<{CLAIM}> kg:modality kg:Denied"), "exactly one of the five modalities"),
        (_add(f"<{CLAIM}> rdf:object person:cara-cole"), "must have exactly one object"),
        (_put(CLAIM, "kg:modality", "kg:Maybe"), "exactly one of the five modalities"),
        (_put(CLAIM, "kg:confidence", "1.5"), "exactly one confidence, above 0 and up to 1: 1.5"),
        (_put(CLAIM, "kg:earliest", "'2020-01-01'^^xsd:date"), "at most one earliest day, not after its latest"),
        (_put(QUOTED, "kg:start", "1"), "has a quote that is not the text from 1 to 80 of its document"),
        (_put(QUOTED, "kg:start", "80"), "must start at exactly one offset, before its end"),
        (_put(DOCUMENT, "kg:text", "'other'"), "has a text that is not the one of its SHA-256"),
        (_put(DOCUMENT, "schema:url", "'javascript:alert(1)'"), "at most one address, http or https"),
        (_add("person:anna-arendt rdfs:label 'Annie'"), "person:anna-arendt must have exactly one label"),
        (_add("person:anna-arendt a kg:State"), "person:anna-arendt must have exactly one class"),
        (_add("state:ARL kg:iso3 'ar'"), "state:ARL must have at most one code of three capital letters"),
        (_add("position:president-of-arland kg:of state:BEL"), "must belong to at most one state, organisation or place"),
        (_add("summit:portville-2019 kg:place place:nowhere"), "place:nowhere is spoken of, yet nothing describes it"),
        (_add("summit:portville-2019 kg:participant place:portville"), "must have participants that can act"),
        (_add("person:anna-arendt kg:invented person:bert-brandt", "facts"), "kg:invented is no relation"),
        (_add("person:anna-arendt kg:met_with person:nobody", "facts"), "person:nobody is an end of an edge, yet"),
        ("DELETE WHERE { GRAPH graph:facts { ?s kg:rejected ?o } }", "is an Actual claim, yet its edge is missing"),
        ("DELETE WHERE { GRAPH graph:ontology { kg:rejected rdfs:comment ?o } }", "kg:rejected must have one English comment"),
    ],
)
def test_what_is_broken_is_said(update: str, line: str) -> None:
    made = store()
    before = set(made._store)
    made._store.update("".join(f"PREFIX {p}: <{n}> " for p, n in prefixes().items()) + update)
    assert set(made._store) != before
    report = shapes.validate(made)
    assert not report.conforms
    assert [found for found in report.lines if line in found], report.lines
    assert report.lines == tuple(sorted(report.lines))


def test_a_claim_about_something_undescribed_is_said() -> None:
    made = store([reading(FIRST, claim(FIRST, "Anna Arendt", ANNA, "rejected", "person/nobody"))], ENTITIES)
    assert [
        found for found in shapes.validate(made).lines if found.startswith("person:nobody is spoken of, yet nothing describes it")
    ]


def test_quotes_are_counted_in_code_points() -> None:
    document = dataclasses.replace(FIRST, text="\U0001f54a\U0001f54a Anna Arendt met Bert Brandt.")
    made = store([reading(document, claim(document, "Anna Arendt met Bert Brandt", ANNA, "met_with", BERT))])
    assert shapes.validate(made).conforms


def test_shapes_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("no turtle here")
    with pytest.raises(VocabularyError, match=r"ontology/shapes/bad\.ttl: "):
        shapes.validate(store(), tmp_path)


def test_an_empty_graph_conforms() -> None:
    made = Store.create()
    made.add([], [], VOCABULARY)
    assert shapes.validate(made).conforms
    assert isinstance(next(iter(made._store)), ox.Quad)
