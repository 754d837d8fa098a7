"""rdflib's face: the same answers, over the same store."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kg.errors import QueryError
from kg.rdf.store import Store
from tests.rdf.test_formats import store


def test_prefixes_are_bound_and_the_default_graph_is_the_union() -> None:
    dataset = store().dataset()
    assert isinstance(dataset, rdflib.Dataset)
    rows = list(dataset.query("SELECT ?label { person:anna-arendt kg:met_with/rdfs:label ?label }"))
    assert [str(row.label) for row in rows] == ["Bert Brandt"]  # type: ignore[union-attr]
    assert dict(dataset.namespaces())["summit"] == rdflib.URIRef("https://w3id.org/kg-diplomacy/id/summit/")


def test_triples_and_graphs_can_be_walked() -> None:
    made = store()
    dataset = made.dataset()
    anna = rdflib.URIRef("https://w3id.org/kg-diplomacy/id/person/anna-arendt")
    assert str(dataset.value(anna, rdflib.RDFS.label)) == "Anna Arendt"
    facts = dataset.graph(rdflib.URIRef("https://w3id.org/kg-diplomacy/graph/facts"))
    assert len(facts) == made.derive()


def test_a_store_that_is_read_only_has_a_face_too(tmp_path: Path) -> None:
    store().copy(tmp_path / "store")
    opened = Store.open(tmp_path)
    assert len(list(opened.dataset().query("SELECT * { ?a kg:met_with ?b }"))) == 4


def test_the_face_refuses_what_the_store_refuses() -> None:
    dataset = store().dataset()
    for query in ("SELECT * { SERVICE <http://localhost/> { ?a ?b ?c } }", "SELECT * FROM <http://localhost/> { ?a ?b ?c }"):
        with pytest.raises(QueryError):
            list(dataset.query(query))


def test_from_chooses_a_graph() -> None:
    dataset = store().dataset()
    assert not dataset.query("ASK FROM graph:facts { ?x a kg:Person }").askAnswer
    assert dataset.query("ASK FROM graph:entities { ?x a kg:Person }").askAnswer


def test_the_copy_in_memory_is_the_union() -> None:
    made = store()
    assert {str(p) for p in made.memory().predicates()} >= {"https://w3id.org/kg-diplomacy/ontology#met_with"}
    assert len(made.memory()) == len(made.dataset())
