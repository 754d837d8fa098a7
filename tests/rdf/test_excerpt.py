"""An excerpt holds the claims that were chosen with all that they need, conforms to the shapes, and holds nothing else."""

from __future__ import annotations

import pytest

from kg.rdf.excerpt import excerpt
from kg.rdf.store import Rows, Store
from tests.rdf.sample import ANNA, ARLAND, BELAND, BERT
from tests.rdf.test_formats import store


def ask(graph: Store, query: str) -> set[tuple[str, ...]]:
    answer = graph.query(query)
    assert isinstance(answer, Rows)
    return {tuple(term.value if term else "" for term in row) for row in answer}


def named(graph: Store, relation: str) -> set[str]:
    return {row[0] for row in ask(graph, f"SELECT ?c {{ ?c a kg:Claim ; rdf:predicate kg:{relation} }}")}


def iri(identifier: str) -> str:
    return f"https://w3id.org/kg-diplomacy/id/{identifier}"


def edge(subject: str, relation: str, target: str) -> tuple[str, str, str]:
    return iri(subject), f"https://w3id.org/kg-diplomacy/ontology#{relation}", iri(target)


def test_the_chosen_claims_and_no_others() -> None:
    whole = store()
    chosen = named(whole, "rejected")
    part = excerpt(whole, chosen, [edge(ANNA, "rejected", BERT)])
    assert ask(part, "SELECT ?c { ?c a kg:Claim }") == {(claim,) for claim in chosen}
    assert len(ask(part, "SELECT ?e { ?e a kg:Evidence }")) == 1
    assert ask(part, "SELECT ?t { ?d a kg:Document ; schema:headline ?t }") == {("Arendt rejects plan",)}
    assert ask(part, "SELECT ?x { GRAPH graph:entities { ?x a ?k } }") == {(iri(ANNA),), (iri(BERT),)}
    assert ask(part, "SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }") == {edge(ANNA, "rejected", BERT)}


def test_symmetric_and_broader_edges_come_along() -> None:
    whole = store()
    part = excerpt(whole, named(whole, "met_with"), [edge(ANNA, "met_with", BERT)])
    facts = ask(part, "SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }")
    both = {edge(a, r, b) for r in ("met_with", "consulted") for a, b in ((ANNA, BERT), (BERT, ANNA))}
    assert facts == both


def test_the_inverse_comes_along() -> None:
    whole = store()
    part = excerpt(whole, named(whole, "child_of"), [edge("person/cara-cole", "child_of", BERT)])
    facts = ask(part, "SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }")
    assert facts == {edge("person/cara-cole", "child_of", BERT), edge(BERT, "parent_of", "person/cara-cole")}


@pytest.mark.parametrize("relation", ["met_with", "participated_in", "holds_position", "allied_with", "rejected", "child_of"])
def test_whatever_is_spoken_of_is_described(relation: str) -> None:
    whole = store()
    edges = [
        (s, p, o) for s, p, o in ask(whole, "SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }") if p.endswith(f"#{relation}")
    ]
    part = excerpt(whole, named(whole, relation), edges)
    undescribed = ask(
        part,
        "SELECT ?x { VALUES ?p { rdf:subject rdf:object kg:asserted_by kg:mentions kg:place kg:of kg:participant } ?c ?p ?x "
        "FILTER NOT EXISTS { ?x a ?class } }",
    )
    assert undescribed == set()


def test_a_document_mentions_only_who_is_there() -> None:
    whole = store()
    part = excerpt(whole, named(whole, "allied_with"), [edge(ARLAND, "allied_with", BELAND)])
    present = ask(part, "SELECT ?x { GRAPH graph:entities { ?x a ?k } }")
    assert ask(part, "SELECT ?x { ?d a kg:Document ; kg:mentions ?x }") <= present


def test_the_statement_that_a_claim_is_told_in_comes_along() -> None:
    whole = store()
    statement = ask(whole, "SELECT ?s { ?s a kg:Statement }")
    part = excerpt(whole, {row[0] for row in statement}, [])
    assert ask(part, "SELECT ?s { ?s a kg:Statement }") == statement
    assert ask(part, "SELECT ?l { ?s a kg:Statement ; kg:speaker/rdfs:label ?l }") == {("Anna Arendt",)}
    assert ask(part, "SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }") == set()
