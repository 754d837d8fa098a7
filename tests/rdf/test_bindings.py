"""Parameters and limits of somebody's own query: the same answer as with the term written in its place, and never more."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.rdf.bindings import bound, limited, term
from kg.rdf.terms import clean, prefixes
from tests.rdf.test_formats import store

PREFIXES = prefixes()
GRAPH = store()._store
ANNA = "<https://w3id.org/kg-diplomacy/id/person/anna-arendt>"


def rows(sparql: str) -> list[tuple[str, ...]]:
    found = GRAPH.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = sorted(v.value for v in found.variables)
    return sorted(tuple(str(row[name]) for name in names) for row in found)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Kim Jong Un", '"Kim Jong Un"'),
        ("<http://x/y>", "<http://x/y>"),
        ("kg:met_with", "<https://w3id.org/kg-diplomacy/ontology#met_with>"),
        ("note: this", '"note: this"'),
        ("unknown:this", '"unknown:this"'),
        ('"kg:met_with"', '"kg:met_with"'),
        ('"5"^^xsd:integer', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ('"5"^^<http://x/y>', '"5"^^<http://x/y>'),
        ('"hello"@en-GB', '"hello"@en-gb'),
        ('say "hello"', '"say \\"hello\\""'),
        ('" } DROP ALL #', '"\\" } DROP ALL #"'),
        ("5", '"5"'),
        ("", '""'),
        ("<not an iri>", '"<not an iri>"'),
        ("a\nb\\", '"a\\nb\\\\"'),
    ],
)
def test_terms_from_words(value: str, written: str) -> None:
    assert str(term(value, PREFIXES)).lower() == written.lower()


@pytest.mark.parametrize("value", ["<no scheme:x>", '"5"^^nothing', "<x>", '"x"@toolonglanguage-toolonglanguage'])
def test_what_is_no_term_is_text_or_said(value: str) -> None:
    try:
        assert isinstance(term(value, PREFIXES), ox.Literal)
    except QueryError as error:
        assert "\n" not in str(error)


@given(st.text(max_size=30))
def test_no_value_gets_out_of_its_place(value: str) -> None:
    literal = ox.Literal(clean(value))
    query = bound('SELECT (?x AS ?y) { FILTER(?x != "\u0001") }', {"x": literal})
    assert rows(query) == [(str(literal),)]


# query, whose ?x is bound to Anna, and the same with her IRI written by hand
SAME = [
    ("SELECT ?y { ?x kg:met_with ?y }", "SELECT ?y { A kg:met_with ?y }"),
    ("select ?y where { ?y ?p ?o filter(?o = $x) }", "SELECT ?y { ?y ?p ?o FILTER(?o = A) }"),
    (
        "SELECT ?y { { ?x kg:met_with ?y } UNION { ?y kg:met_with ?x } }",
        "SELECT ?y { { A kg:met_with ?y } UNION { ?y kg:met_with A } }",
    ),
    (
        "SELECT ?y ?n { ?y a kg:Person OPTIONAL { ?y rdfs:label ?n FILTER(?y = ?x) } }",
        "SELECT ?y ?n { ?y a kg:Person OPTIONAL { ?y rdfs:label ?n FILTER(?y = A) } }",
    ),
    (
        "SELECT ?y { ?y a kg:Person FILTER NOT EXISTS { ?y kg:met_with ?z FILTER(?z = ?x) } }",
        "SELECT ?y { ?y a kg:Person FILTER NOT EXISTS { ?y kg:met_with ?z FILTER(?z = A) } }",
    ),
    ("SELECT ?y { ?y a kg:Person MINUS { ?y kg:met_with ?x } }", "SELECT ?y { ?y a kg:Person MINUS { ?y kg:met_with A } }"),
    (
        "SELECT ?n { { SELECT (COUNT(?y) AS ?n) { ?x kg:met_with ?y } } }",
        "SELECT ?n { { SELECT (COUNT(?y) AS ?n) { A kg:met_with ?y } } }",
    ),
    ("SELECT (STR(?x) AS ?y) { }", "SELECT (STR(A) AS ?y) { }"),
    (
        "SELECT ?y { { SELECT (STR(?x) AS ?y) { VALUES ?z { 1 2 } } } }",
        "SELECT ?y { { SELECT (STR(A) AS ?y) { VALUES ?z { 1 2 } } } }",
    ),
    ("SELECT ?y { VALUES ?y { 1 2 } FILTER(?x != ?y) }", "SELECT ?y { VALUES ?y { 1 2 } FILTER(A != ?y) }"),
    ("SELECT ?y { GRAPH ?g { ?x rdfs:label ?y } } # ?x {", "SELECT ?y { GRAPH ?g { A rdfs:label ?y } }"),
    ('SELECT ?y { ?x rdfs:label ?y FILTER("{ ?x" != ?y) }', "SELECT ?y { A rdfs:label ?y }"),
    ("SELECT ?y { ?x rdfs:label ?l BIND(?l AS ?y) } ORDER BY ?x", "SELECT ?y { A rdfs:label ?y }"),
]


@pytest.mark.parametrize(("query", "by_hand"), SAME, ids=[query for query, _ in SAME])
def test_as_if_written_by_hand(query: str, by_hand: str) -> None:
    expected = rows(re.sub(r"\bA\b", ANNA, by_hand))
    assert rows(bound(query, {"x": term(ANNA, PREFIXES)})) == expected
    assert expected


def test_describe_and_construct() -> None:
    values = {"x": term(ANNA, PREFIXES)}
    for query in ("DESCRIBE ?x", "CONSTRUCT { ?x kg:met_with ?y } WHERE { ?x kg:met_with ?y }", "ASK { ?x a kg:Person }"):
        found = GRAPH.query(bound(query, values), prefixes=PREFIXES, use_default_graph_as_union=True)
        assert bool(found) if isinstance(found, ox.QueryBoolean) else {str(t.subject) for t in found} == {ANNA}  # type: ignore[union-attr]
    with pytest.raises(QueryError, match="line 1, column 1: CONSTRUCT WHERE takes no parameter"):
        bound("CONSTRUCT WHERE { ?x ?p ?o }", values)


def test_a_variable_that_there_is_not() -> None:
    with pytest.raises(QueryError, match=r"no variable \?hwo: did you mean \?who\?"):
        bound("SELECT ?who { ?who ?p ?o }", {"hwo": ox.Literal("x")})
    with pytest.raises(QueryError, match=r"no variable \?z: it has \?s"):
        bound("SELECT ?s { ?s a 'z' }", {"z": ox.Literal("x")})


@pytest.mark.parametrize(
    ("query", "most", "count"),
    [
        ("SELECT * { ?s ?p ?o }", 3, 3),
        ("SELECT * { ?s ?p ?o } LIMIT 2", 3, 2),
        ("SELECT * { ?s ?p ?o } LIMIT 5 OFFSET 1", 3, 3),
        ("SELECT * { ?s ?p ?o } OFFSET 1 LIMIT 5 # LIMIT 1", 3, 3),
        ("SELECT * { ?s ?p ?o } # the end", 3, 3),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 10 } }", 3, 3),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 2 } } LIMIT 10", 3, 2),
        ("SELECT ?s ?v { ?s ?p ?o } VALUES ?v { 1 2 }", 3, 3),
        ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 0) ORDER BY (?n)", 3, 3),
        ("SELECT * { ?s ?p ?o }", 0, 0),
        ('SELECT * { ?s ?p ?o FILTER(?o != "} LIMIT 1") }', 3, 3),
    ],
)
def test_limits(query: str, most: int, count: int) -> None:
    assert len(rows(limited(query, most))) == count


def test_a_limit_leaves_ask_alone() -> None:
    assert limited("ASK { ?s ?p ?o }", 1) == "ASK { ?s ?p ?o }"
