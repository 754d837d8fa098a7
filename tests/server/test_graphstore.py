"""The Graph Store Protocol, and who may write."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

BEARER = {"Authorization": "Bearer sesame-sesame-sesame"}
TURTLE = {"Content-Type": "text/turtle"}
GRAPH = {"graph": "http://example.org/g"}
TRIPLE = "<http://example.org/s> <http://example.org/p> {} ."


@pytest.mark.parametrize("name", [GRAPH, {"default": ""}], ids=["named", "default"])
def test_put_post_get_delete(writing: TestClient, name: dict[str, str]) -> None:
    def put(content: str, method: str = "PUT") -> int:
        return writing.request(method, "/store", params=name, content=content, headers=BEARER | TURTLE).status_code

    new = 201 if name == GRAPH else 204
    assert put(TRIPLE.format(1)) == new
    assert put(TRIPLE.format(2)) == 204
    assert put(TRIPLE.format('"é"'), "POST") == 204
    got = writing.get("/store", params=name, headers={"Accept": "application/n-triples"})
    assert got.headers["content-type"].startswith("application/n-triples")
    assert sorted(got.text.splitlines()) == [
        '<http://example.org/s> <http://example.org/p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<http://example.org/s> <http://example.org/p> "é" .',
    ]
    head = writing.head("/store", params=name)
    assert (head.status_code, head.content) == (200, b"")
    assert writing.delete("/store", params=name, headers=BEARER).status_code == 204
    assert writing.get("/store", params=name).status_code == (404 if name == GRAPH else 200)
    assert writing.delete("/store", params=name, headers=BEARER).status_code == (404 if name == GRAPH else 204)


def test_a_graph_by_its_own_address(writing: TestClient) -> None:
    assert writing.put("/store/people/ada", content="<> <p> 1 .", headers=BEARER | TURTLE).status_code == 201
    got = writing.get("/store/people/ada", headers={"Accept": "application/n-triples"})
    assert got.text.startswith("<http://127.0.0.1:7878/store/people/ada> <http://127.0.0.1:7878/store/people/p>")
    listed = writing.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g { } }"}, headers={"Accept": "text/csv"})
    assert "http://127.0.0.1:7878/store/people/ada" in listed.text


def test_an_empty_graph_is_one(writing: TestClient) -> None:
    assert writing.put("/store", params=GRAPH, content="", headers=BEARER | TURTLE).status_code == 201
    assert writing.get("/store", params=GRAPH).status_code == 200


def test_the_whole_dataset(writing: TestClient) -> None:
    quads = "<urn:s> <urn:p> <urn:o> <urn:g> .\n<urn:s> <urn:p> <urn:o> <urn:h> .\n"
    sent = writing.post("/store", content=quads, headers=BEARER | {"Content-Type": "application/n-quads"})
    assert sent.status_code in (201, 204)
    counted = writing.get(
        "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}, headers={"Accept": "text/csv"}
    )
    assert counted.text.split() == ["n", "2"]


@pytest.mark.parametrize(
    ("method", "params", "kind", "content", "status"),
    [
        ("PUT", GRAPH, "text/turtle", "<a> <b> .", 400),
        ("PUT", GRAPH, "text/turtle", "<a> <b> <c> . <a> <b> \ud800".encode("utf-8", "surrogatepass"), 400),
        ("PUT", GRAPH, "image/png", "", 415),
        ("PUT", GRAPH, "application/n-quads", "<urn:s> <urn:p> <urn:o> <urn:g> .", 415),
        ("PUT", {}, "text/turtle", "", 400),
        ("PUT", {"graph": "relative"}, "text/turtle", "", 400),
        ("PUT", {"graph": "http://a/ b"}, "text/turtle", "", 400),
        ("PUT", GRAPH | {"default": ""}, "text/turtle", "", 400),
        ("PUT", GRAPH, "text/turtle", "# " + "x" * 200_000, 413),
        ("POST", GRAPH, "application/rdf+xml", "<rdf:RDF", 400),
        ("GET", {}, "text/turtle", "", 400),
        ("PATCH", GRAPH, "text/turtle", "", 405),
    ],
)
def test_bad_requests_change_nothing(
    writing: TestClient, method: str, params: dict[str, str], kind: str, content: str | bytes, status: int
) -> None:
    assert writing.put("/store", params=GRAPH, content=TRIPLE.format(1), headers=BEARER | TURTLE).status_code == 201
    answer = writing.request(method, "/store", params=params, content=content, headers=BEARER | {"Content-Type": kind})
    assert answer.status_code == status, answer.text
    assert answer.text.count("\n") == 1
    counted = writing.get(
        "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}, headers={"Accept": "text/csv"}
    )
    assert counted.text.split() == ["n", "1"]


def _writes(client: TestClient, headers: dict[str, str]) -> list[int]:
    update = {"Content-Type": "application/sparql-update"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return [
        client.post("/sparql", content="CLEAR ALL", headers=headers | update).status_code,
        client.post("/sparql", content="update=CLEAR+ALL", headers=headers | form).status_code,
        client.put("/store", params=GRAPH, content="", headers=headers | TURTLE).status_code,
        client.delete("/store", params=GRAPH, headers=headers).status_code,
    ]


def test_a_reading_server_takes_nothing(client: TestClient) -> None:
    assert _writes(client, BEARER) == [403] * 4


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer", "Basic sesame-sesame-sesame", "Bearer sesame-sesame-sesamé"])
def test_a_writing_server_wants_the_token(writing: TestClient, header: str | None) -> None:
    headers = {"Authorization": header.encode()} if header else {}
    assert _writes(writing, headers) == [401] * 4  # type: ignore[arg-type]
    assert "bearer" in writing.put("/store", params=GRAPH, headers=headers).headers["www-authenticate"].lower()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://example.org/x>",
        "LOAD SILENT <file:///etc/passwd>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_an_update_reaches_nothing_outside(writing: TestClient, update: str) -> None:
    answer = writing.post("/sparql", content=update, headers=BEARER | {"Content-Type": "application/sparql-update"})
    assert answer.status_code == 403
    assert answer.text.count("\n") == 1
