"""The model as quads: which graph holds what, and in which terms."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest

from kg.errors import VocabularyError
from kg.model import Modality
from kg.rdf import quads
from kg.rdf.terms import BASE, KG, RDF, SCHEMA, SKOS, iri, term
from kg.vocabulary import Vocabulary
from tests.rdf.sample import ANNA, BERT, ENTITIES, FIRST, SECOND, VOCABULARY, claim, reading, readings

ONTOLOGY = list(quads.quads_of_ontology(VOCABULARY))


def _objects(found: list[ox.Quad], subject: ox.NamedNode, predicate: ox.NamedNode) -> set[str]:
    return {q.object.value for q in found if q.subject == subject and q.predicate == predicate}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_document_and_all_it_says_is_in_one_graph(number: int) -> None:
    one = readings()[number]
    assert {q.graph_name for q in quads.quads_of_reading(one)} == {iri(one.document.id)}


def test_nothing_is_blank() -> None:
    found = [q for r in readings() for q in quads.quads_of_reading(r)] + list(quads.quads_of_entities(ENTITIES)) + ONTOLOGY
    assert not [q for q in found if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_a_claim_is_asserted_by_its_document_unless_somebody_else_does() -> None:
    found = list(quads.quads_of_reading(readings()[1]))
    by = {q.object for q in found if q.predicate == term(KG, "asserted_by")}
    assert by == {iri(SECOND.id), iri(ANNA)}


def test_of_two_claims_with_one_id_the_first_is_written() -> None:
    first = claim(FIRST, "Anna Arendt", ANNA, "met_with", BERT, topic="one")
    second = dataclasses.replace(first, topic="two", confidence=0.9)
    assert first.id == second.id
    found = list(quads.quads_of_reading(reading(FIRST, first, second)))
    assert _objects(found, iri(first.id), term(KG, "topic")) == {"one"}
    assert len(_objects(found, iri(first.id), term(KG, "confidence"))) == 1


def test_an_address_that_is_not_of_the_web_is_left_out() -> None:
    document = dataclasses.replace(FIRST, url="javascript:alert(1)")
    assert not [q for q in quads.quads_of_reading(reading(document)) if q.predicate == term(SCHEMA, "url")]


def test_a_document_mentions_the_described_entities_of_its_claims() -> None:
    found = list(quads.quads_of_reading(readings()[1]))
    mentioned = _objects(found, iri(SECOND.id), term(KG, "mentions"))
    assert iri(BERT).value in mentioned
    assert not [m for m in mentioned if "/statement/" in m]


def test_the_base_moves_resources_but_not_the_ontology() -> None:
    other = "https://example.org/kg/"
    moved = [q for r in readings() for q in quads.quads_of_reading(r, other)]
    assert not [q for q in moved if q.subject.value.startswith(BASE)]
    assert {q.predicate.value for q in moved} == {q.predicate.value for r in readings() for q in quads.quads_of_reading(r)}


@pytest.mark.parametrize(
    ("relation", "predicate", "values"),
    [
        ("met_with", RDF + "type", {RDF + "Property", KG + "Relation", "http://www.w3.org/2002/07/owl#SymmetricProperty"}),
        ("met_with", "http://www.w3.org/2000/01/rdf-schema#subPropertyOf", {KG + "consulted"}),
        ("met_with", SKOS + "exactMatch", {"https://w3id.org/kg-diplomacy/plover#CONSULT"}),
        ("met_with", "http://www.w3.org/2000/01/rdf-schema#domain", {KG + "Person"}),
        ("consulted", "http://www.w3.org/2000/01/rdf-schema#domain", set()),
        ("consulted", SCHEMA + "domainIncludes", {KG + "Person", KG + "State"}),
        ("child_of", "http://www.w3.org/2002/07/owl#inverseOf", {KG + "parent_of"}),
        ("child_of", SKOS + "exactMatch", {SCHEMA + "parent"}),
        ("child_of", RDF + "type", {RDF + "Property", KG + "Relation"}),
    ],
)
def test_relations_are_described_from_the_vocabulary(relation: str, predicate: str, values: set[str]) -> None:
    assert _objects(ONTOLOGY, term(KG, relation), ox.NamedNode(predicate)) == values


@pytest.mark.parametrize("match", ["nowhere:parent", "schema:", "schema:a b", "parent"])
def test_a_match_that_cannot_be_written_names_file_and_key(match: str) -> None:
    wrong = dataclasses.replace(VOCABULARY.relations["child_of"], matches=(match,))
    with pytest.raises(VocabularyError, match=r"ontology/relations/child_of\.toml: matches: "):
        list(quads.quads_of_ontology(Vocabulary({"child_of": wrong}, {})))


@pytest.mark.parametrize("modality", list(Modality))
def test_each_modality_is_an_individual_of_the_ontology(modality: Modality) -> None:
    assert _objects(ONTOLOGY, term(KG, modality.value), term(RDF, "type")) == {KG + "Modality"}
