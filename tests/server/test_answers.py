"""What Oxigraph answers when it is called directly is what the command line prints and what the server sends, in each format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from kg.cli import cli
from kg.server.app import application
from kg.server.settings import Settings

DATA = """
@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:oslo a :Talks ; :host :norway ; :day "2025-06-03"^^xsd:date ; :began "2025-06-03T09:30:00+02:00"^^xsd:dateTime ; :seats 12 ;
  :title "Talks in Oslo"@en , "Samtaler i Oslo"@nb , "Samtaler"@nn-NO ; :cost 10.50 ; :share 1.25e1 ; :open true .
:lima a :Talks ; :host :peru ; :day "2024-02-29"^^xsd:date ; :seats 7 ; :title "Lima, \\"second\\" round\\tof\\ntalks" ; :cost 3 ;
  :follows :oslo ; :room [ :floor 2 ; :seats 40 ] ; :open false .
:bern a :Talks ; :follows :lima ; :seats "many" ; :title "" , "É & <ü> 'x'; a,b"@fr ; :room [ :floor 1 ] .
:norway :borders :sweden , :finland . :sweden :borders :finland . :finland :borders :norway . :peru :borders :chile .
:list :items ( 1 :two "three"@en ) . <rel> :p <#frag> , "01"^^xsd:integer , "1.0"^^xsd:double , "x"^^:own .
:norway :said <<( :oslo :host :norway )>> .
:g1 { :oslo :host :norway . :g1 :p 1 } :g2 { :oslo :host :sweden . _:b :p "in two" }
"""
HEAD = "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
#: A query a line, put below the prefixes. Those with ORDER BY are compared in order, all others as sets with repetitions.
QUESTIONS = Path(__file__).with_name("questions.txt").read_text(encoding="utf-8").splitlines()
TRIPLES = [query for query in QUESTIONS if query.startswith(("CONSTRUCT", "DESCRIBE"))]
ROWS = [query for query in QUESTIONS if query not in TRIPLES]
RESULTS = {"json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "tsv": "text/tab-separated-values",
           "csv": "text/csv"}  # fmt: skip
GRAPHS = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json", "xml": "application/rdf+xml"}
BLANK = re.compile(rb"_:[0-9a-f]+")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "talks.trig"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(file: Path) -> ox.Store:
    loaded = ox.Store()
    loaded.load(path=str(file), format=ox.RdfFormat.TRIG, base_iri=file.as_uri())
    return loaded


@pytest.fixture(scope="module")
def served(file: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(file)), base_url="http://127.0.0.1:7878") as asking:
        yield asking


def _printed(file: Path, query: str, form: str) -> bytes:
    result = CliRunner().invoke(cli, ["query", query, "-g", str(file), "--format", form])
    assert result.exit_code in (0, 1), result.stderr
    return result.stdout_bytes


def _sent(served: TestClient, file: Path, query: str, accept: str) -> bytes:
    answer = served.post("/sparql", data={"query": f"BASE <{file.as_uri()}>\n{query}"}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == accept
    return answer.content


def _rows(content: bytes, form: ox.QueryResultsFormat, ordered: bool) -> object:
    """Something equal for equal answers: the variables, and the rows without the names of blank nodes; for CSV the lines."""
    content = content.strip(b"\r\n")
    if form == ox.QueryResultsFormat.CSV:
        lines = re.split(rb"\r\n", BLANK.sub(b"blank", content))
        return lines if ordered else [lines[0], sorted(lines[1:])]
    found = ox.parse_query_results(content, format=form)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    rows = ox.Dataset()
    for number, row in enumerate(found):
        one = ox.BlankNode()
        rows.add(ox.Quad(one, ox.NamedNode("x:row"), ox.Literal(str(number * ordered))))
        for variable, value in zip(found.variables, row, strict=True):
            if value is not None:
                rows.add(ox.Quad(one, ox.NamedNode(f"x:{variable.value}"), value))
    rows.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return [v.value for v in found.variables], rows


def _graph(content: bytes, form: ox.RdfFormat | None) -> ox.Dataset:
    assert form
    found = ox.Dataset(ox.parse(content, format=form))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def _direct(store: ox.Store, file: Path, query: str, form: ox.QueryResultsFormat | ox.RdfFormat) -> bytes:
    found = store.query(query, base_iri=file.as_uri())
    if isinstance(form, ox.RdfFormat):
        assert isinstance(found, ox.QueryTriples)
        return ox.serialize(found, format=form) or b""
    assert not isinstance(found, ox.QueryTriples)
    return found.serialize(format=form) or b""


@pytest.mark.parametrize("query", ROWS)
def test_rows_and_truths(file: Path, store: ox.Store, served: TestClient, query: str) -> None:
    asked, ordered = HEAD + query, "ORDER BY" in query
    for name, media in RESULTS.items():
        form = ox.QueryResultsFormat.from_media_type(media)
        assert form
        expected = _rows(_direct(store, file, asked, form), form, ordered)
        assert _rows(_printed(file, asked, name), form, ordered) == expected, name
        assert _rows(_sent(served, file, asked, media), form, ordered) == expected, media


@pytest.mark.parametrize("query", TRIPLES)
def test_triples(file: Path, store: ox.Store, served: TestClient, query: str) -> None:
    asked = HEAD + query
    expected = _graph(_direct(store, file, asked, ox.RdfFormat.N_TRIPLES), ox.RdfFormat.N_TRIPLES)
    for name, media in GRAPHS.items():
        form = ox.RdfFormat.from_media_type(media)
        assert _graph(_printed(file, asked, name), form) == expected, name
        assert _graph(_sent(served, file, asked, media), form) == expected, media
    for media in ("application/trig", "application/n-quads"):
        assert _graph(_sent(served, file, asked, media), ox.RdfFormat.from_media_type(media)) == expected, media
