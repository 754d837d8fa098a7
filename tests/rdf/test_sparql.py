"""Queries: what they see, what is refused, and errors that say where."""

from __future__ import annotations

import json

import pytest

from kg.errors import QueryError
from kg.rdf.store import Rows, Store, Term, Triples
from tests.rdf.test_formats import store


@pytest.fixture(scope="module")
def graph() -> Store:
    return store()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC * {}", r"line 1, column \d+: .*begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("", "line 1, column 1: .*begins with SELECT"),
        ("INSERT DATA { kg:a kg:b kg:c }", "begins with SELECT, ASK"),
        ("DROP ALL", "begins with SELECT, ASK"),
        ("SELECT ?x {\n ?x kgg:y ?z }", "line 2, column 5: the prefix of kgg:y is not known: did you mean kg:"),
        ("SELECT ?x { ?x nowhere:y ?z }", "line 1, column 16: the prefix of nowhere:y is not known: add PREFIX nowhere: "),
        ("SELECT ?x { ?x kg:y ?z FILTR(?z > 1) }", "line 1, column 32: .*FILTR: did you mean FILTER"),
        ("SELECT ?x WHERE {\n ?x kg:y ?z\n ORDER BY ?x", r"line 3, column 10: .*1 \{ too many"),
        ("SELECT ?x { ?x kg:y ?z }}", r"line 1, column \d+: .*1 \} too many"),
        ("SELECT ?x (COUNT(?z) AS ?n) { ?x kg:y ?z }", "line 1.*the SELECT contains a variable that is unbound"),
        ("SELECT ?x { ?x <a b> ?c }", "line 1, column"),
        ("SELECT * { SERVICE <http://localhost/x> { ?a ?b ?c } }", "line 1, column 12: SERVICE would ask another server"),
        ("SELECT * {\n service silent ?x { ?a ?b ?c } }", "line 2, column 2: SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://localhost/x> { ?a ?b ?c } }", "SERVICE would ask another server"),
        ("SELECT * FROM <http://localhost/x> { ?s ?p ?o }", "line 1, column 15: there is no graph <http://localhost/x> here"),
        ("SELECT * FROM NAMED graph:other { GRAPH ?g { ?s ?p ?o } }", "there is no graph graph:other here"),
        ("PREFIX e: <http://localhost/> ASK FROM e:x { ?s ?p ?o }", "there is no graph e:x here"),
    ],
)
def test_what_is_wrong_is_one_line(graph: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        graph.query(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "yes"),
    [
        ("ASK { person:anna-arendt a kg:Person ; kg:met_with person:bert-brandt }", True),
        ("ASK { GRAPH graph:facts { ?x a kg:Person } }", False),
        ("ASK FROM graph:facts { ?x a kg:Person }", False),
        ("ASK FROM graph:entities { ?x a kg:Person }", True),
        ("PREFIX g: <https://w3id.org/kg-diplomacy/graph/> ASK FROM g:facts { ?x kg:met_with ?y }", True),
        ("ASK FROM NAMED graph:facts { GRAPH ?g { ?x a kg:Person } }", False),
        ("ASK { ?x rdfs:label ?service # SERVICE <http://x>\n }", True),
        ('ASK { ?x rdfs:label "SERVICE <http://x> FROM <http://y>" }', False),
        ("ASK { ?x rdfs:label '''SERVICE ' <http://x>''' }", False),
        ("ASK { ?x kg:SERVICE ?y }", False),
        ("PREFIX kg: <http://other/> ASK { ?x kg:met_with ?y }", False),
    ],
)
def test_what_a_query_sees(graph: Store, query: str, yes: bool) -> None:
    assert graph.query(query) is yes


def test_rows_can_be_read_again_and_written(graph: Store) -> None:
    rows = graph.query("SELECT ?label ?code { ?x a kg:State ; rdfs:label ?label OPTIONAL { ?x kg:iso3 ?code } } ORDER BY ?label")
    assert isinstance(rows, Rows)
    assert rows.variables == ("label", "code")
    expected = [(Term("literal", "Arland"), Term("literal", "ARL")), (Term("literal", "Beland"), Term("literal", "BEL"))]
    assert list(rows) == expected
    assert list(rows) == expected
    assert rows.serialize("csv").split() == [b"label,code", b"Arland,ARL", b"Beland,BEL"]
    assert [b["label"]["value"] for b in json.loads(rows.serialize("json"))["results"]["bindings"]] == ["Arland", "Beland"]
    assert b"Arland" in rows.serialize("xml")
    assert b"?label" in rows.serialize("tsv")
    with pytest.raises(QueryError, match="rows cannot be written as ttl: take one of csv, json, tsv, xml"):
        rows.serialize("ttl")


def test_what_is_unbound_is_none(graph: Store) -> None:
    rows = graph.query("SELECT ?x ?y { BIND(1 AS ?x) OPTIONAL { ?y kg:iso3 'none' } }")
    assert list(rows) == [(Term("literal", "1", "http://www.w3.org/2001/XMLSchema#integer"), None)]  # type: ignore[arg-type]


def test_triples_are_written_with_prefixes_and_once(graph: Store) -> None:
    triples = graph.query("CONSTRUCT { ?a kg:consulted ?b } { { ?a kg:met_with ?b } UNION { ?a kg:consulted ?b } ?a a kg:State }")
    assert isinstance(triples, Triples)
    assert len(triples) == len(list(triples)) == 3
    assert b"state:ARL kg:consulted state:BEL ." in triples.serialize("ttl")
    assert triples.serialize("nt").count(b"\n") == 3
    assert json.loads(triples.serialize("jsonld"))
    with pytest.raises(QueryError, match="triples cannot be written as csv"):
        triples.serialize("csv")


def test_describe_gives_triples(graph: Store) -> None:
    assert isinstance(graph.query("DESCRIBE person:anna-arendt"), Triples)
