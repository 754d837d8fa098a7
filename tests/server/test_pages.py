"""The pages, without a browser: what they say, what they escape, and in which forms a thing comes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.server import rendering
from kg.server.app import application
from kg.server.settings import Settings

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BASE = "https://w3id.org/kg-diplomacy/"
EVIL = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(1)>"


def test_start(client: TestClient) -> None:
    text = client.get("/", headers=BROWSER).text
    assert "<b>1</b> documents" in text
    assert 'href="/sparql?example=met"' in text


@pytest.mark.parametrize(
    ("name", "status", "holds"),
    [
        ("norway", 303, ""),
        ("Kingdom of Norway", 303, ""),
        ("of", 200, "Several"),
        ("Norwey", 404, "Did you mean <a"),
        ("zzzz", 404, "Nothing is called so"),
        ("<script>", 404, "&lt;script&gt;"),
        ("", 400, ""),
    ],
)
def test_search(client: TestClient, name: str, status: int, holds: str) -> None:
    answer = client.get("/entity", params={"name": name}, headers=BROWSER)
    assert answer.status_code == status
    assert holds in answer.text
    if status == 303:
        assert client.get(answer.headers["location"], headers=BROWSER).status_code == 200


def test_the_dossier_of_a_person(client: TestClient) -> None:
    text = client.get("/id/person/ada-berg", headers=BROWSER).text
    for part in ("Ada Berg", "also called Berg", 'id="facts"', 'id="said"', "Foreign Minister of Norway", "met with", "<mark>"):
        assert part in text
    assert 'href="/id/person/bo-lind"' in text
    assert "Plan &lt;b&gt;rejected&lt;/b&gt;" in text
    assert "<b>rejected" not in text


def test_the_timeline_of_a_state(client: TestClient) -> None:
    text = client.get("/id/state/NOR", headers=BROWSER).text
    assert "<time>2025-06</time>" in text.partition('id="timeline"')[2]


def test_a_document_shows_its_evidence(client: TestClient) -> None:
    listed = client.get("/sparql", params={"query": "SELECT ?d { ?d a kg:Document }"}, headers={"Accept": "text/csv"}).text
    text = client.get("/" + listed.split()[1].removeprefix(BASE), headers=BROWSER).text
    article = text.partition("<article>")[2].partition("</article>")[0]
    assert "Norway rejected a Chadian plan in June 2025." in article
    assert article.count("<mark>") == 4
    dossier = client.get("/id/person/ada-berg", headers=BROWSER).text
    anchors = [part.partition('"')[0] for part in dossier.split("#e")[1:]]
    assert anchors
    assert all(f'id="e{anchor}"' in text for anchor in anchors)


@pytest.mark.parametrize(
    ("suffix", "accept", "kind"),
    [
        ("", "text/turtle", "text/turtle"),
        ("", "application/ld+json", "application/ld+json"),
        ("", "text/html;q=0.1, application/n-triples", "application/n-triples"),
        (".ttl", "text/html", "text/turtle"),
        (".jsonld", "*/*", "application/ld+json"),
        ("", "*/*", "text/html"),
    ],
)
def test_forms_of_a_thing(client: TestClient, suffix: str, accept: str, kind: str) -> None:
    answer = client.get(f"/id/person/ada-berg{suffix}", headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == kind
    assert "Accept" in answer.headers["vary"]
    if kind == "application/ld+json":
        assert any(node["@id"] == BASE + "id/person/ada-berg" for node in json.loads(answer.text))
    elif kind != "text/html":
        triples = list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(kind), base_iri=BASE))
        assert any(quad.subject == ox.NamedNode(BASE + "id/person/ada-berg") for quad in triples)


@pytest.mark.parametrize(
    "address", ["/id/person/nobody", "/id/person/nobody.ttl", "/entity?iri=http://nowhere.example/", "/id/", "/nothing"]
)
def test_what_there_is_not(client: TestClient, address: str) -> None:
    page, line = client.get(address, headers=BROWSER), client.get(address, headers={"Accept": "text/turtle"})
    assert (page.status_code, line.status_code) == (404, 404)
    assert page.text.startswith("<!doctype html>")
    assert line.text.count("\n") == 1


def test_an_image_of_a_thing_there_is_not(client: TestClient) -> None:
    assert client.get("/id/person/ada-berg", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("SELECT ?x ?l { ?x rdfs:label ?l } ORDER BY ?l", 'href="/id/person/ada-berg"'),
        ("ASK {}", '<p class="big">yes</p>'),
        ("DESCRIBE person:ada-berg", "<pre>"),
        ("SELECT ('a\\tb\\n<i>\\u00e9\"' AS ?x) {}", "a\tb\n&lt;i&gt;é&#34;"),
        ("SELECT ?x { VALUES ?x { 1.5 'x'@en UNDEF } }", "<td>1.5</td>"),
    ],
)
def test_the_answer_as_a_page(client: TestClient, query: str, holds: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers=BROWSER)
    assert answer.status_code == 200
    assert holds in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_query_with_a_fault_as_a_page(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT <script>"}, headers=BROWSER)
    assert answer.status_code == 400
    assert "<script>" not in answer.text.partition("<main>")[2]


def test_csv_by_a_link(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}", "format": "csv"}, headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/csv")
    assert client.get("/sparql", params={"query": "ASK {}", "format": "exe"}).status_code == 400


def test_the_form_without_the_editor(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "yasgui", lambda: False)
    text = client.get("/sparql?example=met", headers=BROWSER).text
    assert "is not installed here" in text
    assert "kg:met_with" in text.partition("<textarea")[2].partition("</textarea>")[0]
    assert "<script" not in text
    assert client.get("/sparql?example=nothing", headers=BROWSER).status_code == 404


def test_description_and_void(client: TestClient) -> None:
    for address in ("/sparql", "/.well-known/void"):
        for accept, kind in (
            ("*/*", "text/turtle"),
            ("application/rdf+xml", "application/rdf+xml"),
            ("application/n-quads", "application/n-quads"),
        ):
            answer = client.get(address, headers={"Accept": accept})
            assert answer.headers["content-type"].split(";")[0] == kind
            said = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.from_media_type(kind))}
            endpoint = ox.NamedNode("http://127.0.0.1:7878/sparql")
            sd = "http://www.w3.org/ns/sparql-service-description#"
            assert ox.Triple(endpoint, ox.NamedNode(sd + "endpoint"), endpoint) in said
            assert ox.Triple(endpoint, ox.NamedNode(sd + "supportedLanguage"), ox.NamedNode(sd + "SPARQL11Update")) not in said
            assert any(triple.predicate.value == "http://rdfs.org/ns/void#triples" for triple in said)
    assert client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406


def test_health_and_version(client: TestClient) -> None:
    assert client.get("/health").text == "ok\n"
    assert set(client.get("/version").json()) == {"kg-diplomacy", "pyoxigraph"}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server over somebody else's file, whose every text is an attack."""
    file = tmp_path_factory.mktemp("foreign") / "evil.nt"
    text = str(ox.Literal(EVIL))
    person = f"{BASE}id/person/evil%22%3E"
    kg = f"{BASE}ontology#"
    triples = [
        (person, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"<{kg}Person>"),
        (person, "http://www.w3.org/2000/01/rdf-schema#label", text),
        (person, "http://www.w3.org/2004/02/skos/core#altLabel", text),
        (person, kg + "iso3", text),
        (person, "javascript:alert(1)", "<javascript:alert(2)>"),
        ("urn:d", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"<{kg}Document>"),
        ("urn:d", kg + "text", text),
        ("urn:d", "http://schema.org/url", '"javascript:alert(3)"'),
    ]
    file.write_text("".join(f"<{s}> <{p}> {o} .\n" for s, p, o in triples), encoding="utf-8")
    with TestClient(application(Settings(file)), base_url="http://127.0.0.1:7878", follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/id/person/evil%22%3E",
        "/entity?name=alert",
        "/entity?iri=urn:d",
        "/network",
        "/sparql",
        "/sparql?query=SELECT+*+{?s+?p+?o}",
        "/sparql?query=%3Cscript%3E",
    ],
)
def test_no_text_becomes_code(foreign: TestClient, address: str) -> None:
    text = foreign.get(address, headers=BROWSER).text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text


def test_an_iri_from_elsewhere_has_a_page(foreign: TestClient) -> None:
    assert foreign.get("/entity", params={"iri": "urn:d"}, headers=BROWSER).status_code == 200
    assert foreign.get("/entity", params={"iri": "urn:d> ?p ?o } #"}, headers=BROWSER).status_code == 400
