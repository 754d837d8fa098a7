"""The SPARQL 1.1 Protocol, case by case as in the W3C's test suite of it (named as there; thirty-four in all)."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

BEARER = {"Authorization": "Bearer sesame-sesame-sesame"}
ONE, TWO, THREE = (f"http://example.org/data/{n}" for n in (1, 2, 3))
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")
TABLES = (*RESULTS, "text/csv", "text/tab-separated-values")
RDF = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")


@dataclass(frozen=True)
class Step:
    """One request and what must come of it: a status (200 stands for any success), a kind of answer, a truth."""

    method: str
    address: str
    kind: str | None = None
    body: str | bytes = ""
    status: int = 200
    kinds: tuple[str, ...] = ()
    truth: bool | None = None
    has: str = ""
    lacks: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def q(**fields: str | list[str]) -> str:
    """An address of the endpoint with these fields, an underscore standing for a hyphen."""
    pairs = [(name, value) for name, values in fields.items() for value in ([values] if isinstance(values, str) else values)]
    return "/sparql/?" + "&".join(f"{name.replace('_', '-')}={quote(value, safe='')}" for name, value in pairs)


def ask(text: str, **fields: str | list[str]) -> Step:
    return Step("POST", q(**fields) if fields else "/sparql/", QUERY, text, kinds=RESULTS, truth=True)


def update(text: str, **fields: str | list[str]) -> Step:
    return Step("POST", q(**fields) if fields else "/sparql/", UPDATE, text)


BOTH = f"<{ONE}> a ?t . <{TWO}> a ?t ."
NAMED = f"GRAPH ?g {{ <{ONE}> a ?t }} GRAPH ?h {{ <{TWO}> a ?t }}"
NOWHERE = "http://example.org/data/0"
TARGET = "http://example.org/target"
THREE_GRAPHS = (
    "DROP ALL ; INSERT DATA { " + " ".join(f"GRAPH <{g}> {{ <{g}> a <{DOCUMENT}> }}" for g in (ONE, TWO, THREE)) + " } ; "
)
COPY = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <http://purl.org/dc/terms/BibliographicResource> }} }} WHERE "


def copied(*yes: str, no: str = "") -> Step:
    pattern = " ".join(f"<{iri}> a <http://purl.org/dc/terms/BibliographicResource> ." for iri in yes)
    without = f" FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{no}> ?p ?o }} }}" if no else ""
    return ask(f"ASK {{ GRAPH <{TARGET}> {{ {pattern} }}{without} }}")


CASES: dict[str, list[Step]] = {
    "query_post_form": [Step("POST", q(default_graph_uri=NOWHERE), FORM, "query=ASK%20%7B%7D", kinds=RESULTS, truth=True)],
    "query_dataset_default_graphs_get": [
        Step("GET", q(query=f"ASK {{ {BOTH} }}", default_graph_uri=[ONE, TWO]), kinds=RESULTS, truth=True)
    ],
    "query_dataset_default_graphs_post": [ask(f"ASK {{ {BOTH} }}", default_graph_uri=[ONE, TWO])],
    "query_dataset_named_graphs_post": [ask(f"ASK {{ {NAMED} }}", named_graph_uri=[ONE, TWO])],
    "query_dataset_named_graphs_get": [
        Step("GET", q(query=f"ASK {{ {NAMED} }}", named_graph_uri=[ONE, TWO]), kinds=RESULTS, truth=True)
    ],
    "query_dataset_full": [ask(f"ASK {{ <{THREE}> a ?t {NAMED} }}", default_graph_uri=THREE, named_graph_uri=[ONE, TWO])],
    # the & between the two is escaped too in the suite's own request
    "query_multiple_dataset": [ask(f"ASK FROM <{THREE}> {{ {NAMED} }}", named_graph_uri=f"{ONE}&named-graph-uri={TWO}")],
    "query_get": [Step("GET", q(query="ASK {}", default_graph_uri=NOWHERE), kinds=RESULTS, truth=True)],
    "query_content_type_select": [
        Step("POST", q(default_graph_uri=NOWHERE), QUERY, "SELECT (1 AS ?value) {}", kinds=TABLES, has="1")
    ],
    "query_content_type_ask": [ask("ASK {}", default_graph_uri=NOWHERE)],
    "query_content_type_describe": [
        Step("POST", q(default_graph_uri=NOWHERE), QUERY, "DESCRIBE <http://example.org/>", kinds=RDF)
    ],
    "query_content_type_construct": [
        Step("POST", q(default_graph_uri=NOWHERE), QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}", kinds=RDF, has="/sparql/p>")
    ],
    "update_dataset_default_graph": [
        update(
            f"CLEAR ALL ; INSERT DATA {{ GRAPH <{ONE}> {{ <{ONE}> a <{DOCUMENT}> }} }} ; {COPY}{{ ?s a <{DOCUMENT}> }}",
            using_graph_uri=ONE,
        ),
        copied(ONE),
    ],
    "update_dataset_default_graphs": [
        update(f"{THREE_GRAPHS}{COPY}{{ ?s a <{DOCUMENT}> }}", using_graph_uri=[ONE, TWO]),
        copied(ONE, TWO, no=THREE),
    ],
    "update_dataset_named_graphs": [
        update(f"{THREE_GRAPHS}{COPY}{{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} }}", using_named_graph_uri=[ONE, TWO]),
        copied(ONE, TWO, no=THREE),
    ],
    "update_dataset_full": [
        update(
            f"""{THREE_GRAPHS}INSERT {{ GRAPH <{TARGET}> {{ ?s <http://example.org/in> ?in }} }} WHERE {{
            {{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} BIND(?g AS ?in) }} UNION {{ ?s a <{DOCUMENT}> BIND("default" AS ?in) }} }}""",
            using_graph_uri=ONE,
            using_named_graph_uri=TWO,
        ),
        ask(
            f"""ASK {{ GRAPH <{TARGET}> {{ <{ONE}> <http://example.org/in> "default" . <{TWO}> <http://example.org/in> <{TWO}> }}
            FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{THREE}> ?p ?o }} }} }}"""
        ),
    ],
    "update_post_form": [Step("POST", "/sparql/", FORM, "update=CLEAR+ALL")],
    "update_post_direct": [update("CLEAR ALL")],
    "update_base_uri": [
        update(
            f"""CLEAR SILENT GRAPH <{TARGET}> ;
            INSERT DATA {{ GRAPH <{TARGET}> {{ <http://example.org/s> <http://example.org/p> <test> }} }}"""
        ),
        Step(
            "POST",
            "/sparql/",
            QUERY,
            f"SELECT ?o {{ GRAPH <{TARGET}> {{ ?s ?p ?o }} }}",
            kinds=TABLES,
            has="/sparql/test",
            lacks='"test"',
        ),
    ],
    "query_post_direct": [ask("ASK {}")],
    "bad_query_method": [Step("PUT", q(query="ASK {}", default_graph_uri=NOWHERE), FORM, status=405)],
    "bad_multiple_queries": [Step("GET", q(query=["ASK {}", "SELECT * {}"]), status=400)],
    "bad_query_wrong_media_type": [Step("POST", "/sparql/", "text/plain", "ASK {}", status=415)],
    "bad_query_missing_form_type": [Step("POST", "/sparql/", None, "query=ASK%20%7B%7D", status=415)],
    "bad_query_missing_direct_type": [Step("POST", "/sparql/", None, "ASK {}", status=415)],
    "bad_query_non_utf8": [Step("POST", "/sparql/", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), status=415)],
    "bad_query_syntax": [Step("GET", q(query="ASK {"), status=400)],
    "bad_update_get": [Step("GET", q(update="CLEAR ALL"), status=405)],
    "bad_multiple_updates": [Step("POST", "/sparql/", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", status=400)],
    "bad_update_wrong_media_type": [Step("POST", "/sparql/", "text/plain", "CLEAR NAMED", status=415)],
    "bad_update_missing_form_type": [Step("POST", "/sparql/", None, "update=CLEAR%20NAMED", status=415)],
    "bad_update_non_utf8": [Step("POST", "/sparql/", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), status=415)],
    "bad_update_syntax": [Step("POST", "/sparql/", FORM, "update=CLEAR%20XYZ", status=400)],
    "bad_update_dataset_conflict": [
        Step(
            "POST",
            q(using_named_graph_uri="http://example.org/people"),
            UPDATE,
            "WITH <http://example.org/a> DELETE { ?x ?y 'Bill' } INSERT { ?x ?y 'William' } WHERE { ?x ?y 'Bill' }",
            status=400,
        )
    ],
}


def test_there_are_as_many_as_in_the_suite() -> None:
    assert len(CASES) == 34


@pytest.mark.parametrize("name", CASES)
def test_case(writing: TestClient, name: str) -> None:
    for graph in (ONE, TWO, THREE):
        put = writing.put("/store", params={"graph": graph}, content=f"<{graph}> a <{DOCUMENT}> .", headers=BEARER)
        assert put.status_code == 201
    for step in CASES[name]:
        headers = BEARER | ({"Content-Type": step.kind} if step.kind else {})
        answer = writing.request(step.method, step.address, content=step.body or None, headers=headers)
        assert answer.status_code in ((200, 204) if step.status == 200 else (step.status,)), answer.text
        if step.kinds:
            assert answer.headers["content-type"].split(";")[0] in step.kinds
        if step.truth is not None:
            assert answer.json()["boolean"] is step.truth
        assert step.has in answer.text
        assert not step.lacks or step.lacks not in answer.text
        if step.status >= 400:
            assert answer.text.count("\n") == 1, "one line"
    if name.startswith("bad_"):
        counted = writing.get(q(query="SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"), headers={"Accept": "text/csv"})
        assert counted.text.split() == ["n", "3"], "nothing was changed"
