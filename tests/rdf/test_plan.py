"""What is shown of a query: its patterns, where they stand, and counts that were asked for."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.rdf.plan import Step, plan
from kg.rdf.terms import prefixes


def _plan(query: str) -> tuple[list[Step], list[str]]:
    asked: list[str] = []

    def count(pattern: str) -> int:
        asked.append(pattern)
        return len(asked)

    return plan(query, prefixes(), count), asked


def test_patterns_stand_where_they_are_used() -> None:
    steps, asked = _plan(
        "SELECT ?x { ?x kg:rejected/rdfs:label ?y . GRAPH graph:facts { ?x a ?z } MINUS { ?x kg:iso3 'X' }"
        " FILTER NOT EXISTS { [] kg:met_with ?x } } ORDER BY ?x LIMIT 3"
    )
    assert [(step.depth, step.words, step.count) for step in steps] == [
        (0, "LIMIT", None),
        (1, "ORDER BY", None),
        (2, "FILTER", None),
        (3, "NOT EXISTS", None),
        (4, steps[4].words, 1),
        (3, "MINUS", None),
        (4, "?x kg:rejected/rdfs:label ?y", 2),
        (4, "GRAPH graph:facts", None),
        (5, "?x rdf:type ?z", 3),
        (4, '?x kg:iso3 "X"', 4),
    ]
    assert steps[4].words.endswith(" kg:met_with ?x")
    assert asked[2] == (
        "GRAPH <https://w3id.org/kg-diplomacy/graph/facts> { ?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?z }"
    )


@pytest.mark.parametrize("query", ["SELECT", "SELECT * " + "{" * 98 + "?s ?p ?o" + "}" * 98, "INSERT DATA { kg:a kg:b kg:c }"])
def test_what_rdflib_cannot_read_is_one_line(query: str) -> None:
    with pytest.raises(QueryError, match="rdflib cannot read this query") as caught:
        _plan(query)
    assert "\n" not in str(caught.value)
