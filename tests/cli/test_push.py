"""`kg push` and `kg pull` against a server of Oxigraph's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from kg.rdf.terms import BASE
from tests.server.conftest import serving
from tests.servers import Flaky, free_port, oxigraph

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def ox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


def test_there_and_back(kg: Run, graph: Path, ox: str, tmp_path: Path) -> None:
    pushed = kg("push", f"{ox}/store", "-g", graph)
    assert pushed.exit_code == 0, pushed.stderr
    assert pushed.stdout.startswith("4 graphs with ")
    assert pushed.stdout.endswith(" put by gsp\n")
    pulled = kg("pull", f"{ox}/query", "-o", "copy")
    assert pulled.exit_code == 0, pulled.stderr
    assert (tmp_path / "copy" / "graph.trig").read_bytes() == (graph / "graph.trig").read_bytes()
    assert kg("pull", f"{ox}/query", "-o", "all.nq", "-q").output == ""
    assert (tmp_path / "all.nq").stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_server_that_stops_is_one_line_and_the_same_command_goes_on(
    kg: Run, graph: Path, ox: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg import remote

    monkeypatch.setattr(remote, "_WAIT", 0.01)
    flaky = Flaky(ox)
    flaky.how, flaky.breaks = "drop", 4
    command = ("push", f"{flaky.address}/store", "-g", graph, "--state", "state.json", "--batch", 50)
    broken = kg(*command)
    assert broken.exit_code == 1
    assert len(broken.stderr.splitlines()) == 1
    assert broken.stderr.endswith("the same command goes on where it stopped\n")
    flaky.how = None
    again = kg(*command)
    assert again.exit_code == 0
    assert "were there" in again.stdout
    flaky.close()


@pytest.mark.parametrize("command", ["push", "pull"])
def test_nobody_there_is_one_line(command: str, kg: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import remote

    monkeypatch.setattr(remote, "_WAIT", 0.01)
    result = kg(command, f"http://127.0.0.1:{free_port()}/x", *(("-g", graph) if command == "push" else ("-o", "copy")))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "cannot be reached" in result.stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("met",),
        ("rejections", "--format", "csv"),
        ("ASK { ?a kg:rejected ?b }",),
        *(("ASK { ?a kg:rejected ?b }", "--format", form) for form in ("json", "xml", "tsv", "csv")),
        ("ASK { ?a kg:nothing ?b }", "--format", "xml"),
        ("SELECT * FROM graph:facts { ?s ?p ?o } ORDER BY ?s ?p ?o", "--format", "tsv"),
        ("SELECT ?x { ?x a <ontology#State> } ORDER BY ?x", "--base", BASE, "--format", "tsv"),
        ("# PREFIX rdfs: is known\nSELECT ?l { ?x rdfs:label ?l } ORDER BY ?l",),
        ("SELECT (1 AS ?x) { FILTER(false) }", "--format", "csv"),
        ("SELECT ?x { ?x a kg:State } ORDER BY ?x", "--labels"),
        ("SELECT ?x { ?x rdfs:label ?name } ORDER BY ?x", "-p", "name=Nobody"),
        ("CONSTRUCT { ?a kg:rejected ?b } WHERE { ?a kg:rejected ?b }", "--format", "nt"),
    ],
)
def test_a_query_of_a_server_prints_what_a_query_of_the_graph_does(kg: Run, graph: Path, ox: str, asked: tuple[str, ...]) -> None:
    assert kg("push", f"{ox}/store", "-g", graph, "-q").exit_code == 0
    here, there = kg("query", *asked, "-g", graph), kg("query", *asked, "--endpoint", f"{ox}/query")
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout), there.stderr
    assert there.exit_code == int("nothing" in asked[0] or "false" in asked[0] or "name=Nobody" in asked), there.stdout


def test_the_time_that_a_server_takes_and_what_it_refuses_are_told(kg: Run, graph: Path, ox: str) -> None:
    assert "answered and fetched in" in kg("query", "ASK {}", "--endpoint", f"{ox}/query", "--time").stderr
    with serving("-g", graph) as (address, _):
        refused = kg("query", "ASK FROM <http://example.org/none> {}", "--endpoint", f"{address}/sparql")
    assert refused.exit_code == 2
    assert "there is no graph <http://example.org/none> here" in refused.stderr


def test_a_query_of_a_server_that_is_not_there_is_one_line(kg: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import remote

    monkeypatch.setattr(remote, "_WAIT", 0.01)
    result = kg("query", "met", "--endpoint", f"http://127.0.0.1:{free_port()}/query")
    assert result.exit_code == 2
    assert "cannot be reached" in result.stderr
    assert kg("query", "met", "--endpoint", "http://127.0.0.1:1/", "-g", graph).exit_code == 2
