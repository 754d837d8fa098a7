"""`kg.transfer` and `kg.remote` against real servers: everything arrives, comes back, and goes on where it was broken off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import remote
from kg.errors import ExportError, RemoteError
from kg.rdf import queries
from kg.rdf.store import Rows, Store, Triples
from kg.rdf.terms import BASE
from kg.remote import Access, Server, declared
from kg.transfer import pull, push
from tests.rdf.test_formats import store
from tests.servers import Flaky, free_port, oxigraph, virtuoso

DBA = Access(user="dba", password="dba")


@pytest.fixture(scope="module")
def ox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="module")
def virt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture
def flaky(ox: str) -> Iterator[Flaky]:
    made = Flaky(ox)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_WAIT", 0.01)


def everything(address: str, path: Path, access: Access | None = None) -> set[str]:
    """What a server's queries see of our graph, as lines."""
    path.unlink(missing_ok=True)
    with Server(address, access=access) as server:
        pull(server, path, state=path.with_suffix(".json"))
    path.with_suffix(".json").unlink()
    return set(path.read_text(encoding="utf-8").splitlines())


def ours(graph: Store) -> set[str]:
    return set(graph.serialize("nq").decode().splitlines())


@pytest.mark.parametrize(("path", "method"), [("/store", "gsp"), ("/update", "update")])
@pytest.mark.parametrize("batch", [0, 7])
def test_oxigraph(path: str, method: str, batch: int, ox: str, tmp_path: Path) -> None:
    with Server(ox + path) as server:
        moved = push(store(), server, batch=batch, state=tmp_path / "state")
    assert (moved.method, moved.graphs, moved.triples, moved.kept) == (method, 6, len(store()), 0)
    assert everything(ox + "/query", tmp_path / "all.nq") == ours(store())


@pytest.mark.parametrize(("path", "method"), [("/sparql-graph-crud-auth", "gsp"), ("/sparql-auth", "update")])
@pytest.mark.parametrize("batch", [0, 50])
def test_virtuoso(path: str, method: str, batch: int, virt: str, tmp_path: Path) -> None:
    with Server(virt + path, access=DBA) as server:
        moved = push(store(), server, batch=batch, state=tmp_path / "state")
    assert (moved.method, moved.triples) == (method, len(store()))
    assert everything(virt + "/sparql", tmp_path / "all.nq") == ours(store())


def test_pushing_again_replaces_and_leaves_others_alone(ox: str, tmp_path: Path) -> None:
    with Server(ox + "/update") as server:
        server.update('INSERT DATA { GRAPH <http://e/other> { <http://e/a> <http://e/b> "c" } }')
        push(store(), server, state=tmp_path / "one")
        first = f"<{store().documents()[0]}>"
        server.update(f"INSERT DATA {{ GRAPH {first} {{ {first} <http://e/added> 1 }} }}")
        push(store(), server, state=tmp_path / "two")
    assert everything(ox + "/query", tmp_path / "all.nq") == ours(store())
    with Server(ox + "/query") as server:
        assert server.query("ASK { GRAPH <http://e/other> { ?s ?p ?o } }", prefixes={}, base=BASE) is True


@pytest.mark.parametrize("how", [400, 503, "drop"])
@pytest.mark.parametrize("path", ["/store", "/update"])
def test_a_push_that_breaks_off_goes_on(how: int | str, path: str, flaky: Flaky, tmp_path: Path) -> None:
    state = tmp_path / "state"
    flaky.how, flaky.breaks = how, 4
    with Server(flaky.address + path) as server, pytest.raises(RemoteError) as caught:
        push(store(), server, batch=100, state=state)
    assert "\n" not in str(caught.value)
    assert flaky.address in str(caught.value)
    flaky.how = None
    with Server(flaky.address + path) as server:
        moved = push(store(), server, batch=100, state=state)
    assert moved.kept > 0
    assert moved.kept + moved.graphs == 6
    assert everything(flaky.behind + "/query", tmp_path / "all.nq") == ours(store())


def test_a_server_that_stumbles_is_asked_again(flaky: Flaky, tmp_path: Path) -> None:
    flaky.how, flaky.breaks, flaky.ends = 503, 3, 5
    with Server(flaky.address + "/store") as server:
        assert push(store(), server, state=tmp_path / "state").graphs == 6


def test_a_pull_that_breaks_off_goes_on(flaky: Flaky, tmp_path: Path) -> None:
    with Server(flaky.behind + "/store") as server:
        push(store(), server, state=tmp_path / "pushed")
    flaky.how, flaky.breaks, flaky.seen = "drop", 4, 0
    path, state = tmp_path / "all.nq", tmp_path / "state"
    with Server(flaky.address + "/query") as server, pytest.raises(RemoteError, match="connection broke"):
        pull(server, path, batch=100, state=state)
    assert 0 < len(path.read_text(encoding="utf-8").splitlines()) < len(store())
    flaky.how = None
    with Server(flaky.address + "/query") as server:
        moved = pull(server, path, batch=100, state=state)
    assert moved.kept > 0
    assert set(path.read_text(encoding="utf-8").splitlines()) == ours(store())


def test_named_queries_give_the_same_answers_there(ox: str, tmp_path: Path) -> None:
    graph = store()
    with Server(ox + "/store") as server:
        push(graph, server, state=tmp_path / "state")
    with Server(ox + "/query") as server:
        for name, query in queries.named().items():
            here, there = graph.query(query.text), server.query(query.text, prefixes=graph.prefixes, base=graph.base)
            assert isinstance(here, Rows), name
            assert isinstance(there, Rows), name
            assert there.variables == here.variables
            assert list(there) == list(here), name
        triples = server.query("CONSTRUCT WHERE { ?a kg:rejected ?b }", prefixes=graph.prefixes, base=graph.base)
        assert isinstance(triples, Triples)
        assert triples.serialize("nt") == graph.query("CONSTRUCT WHERE { ?a kg:rejected ?b }").serialize("nt")  # type: ignore


def test_a_query_that_is_wrong_there_is_one_line(ox: str) -> None:
    with Server(ox + "/query") as server, pytest.raises(RemoteError, match="answers 400") as caught:
        server.query("SELECT ?x { ?x", prefixes={}, base=BASE)
    assert "\n" not in str(caught.value)


def test_nobody_there_is_one_line() -> None:
    with Server(f"http://127.0.0.1:{free_port()}/query") as server, pytest.raises(RemoteError, match="cannot be reached"):
        server.query("ASK {}", prefixes={}, base=BASE)


def test_a_page_is_no_answer(virt: str, tmp_path: Path) -> None:
    with Server(virt + "/") as server, pytest.raises(RemoteError):
        pull(server, tmp_path / "all.nq", state=tmp_path / "state")
    with (
        Server(virt + "/sparql-graph-crud-auth", access=DBA) as server,
        pytest.raises(RemoteError, match="no address for updates"),
    ):
        server.update("INSERT DATA {}")


def test_a_wrong_password_says_how_to_give_one(virt: str, tmp_path: Path) -> None:
    wrong = Access(user="dba", password="secret-word")
    with Server(virt + "/sparql-auth", access=wrong) as server, pytest.raises(RemoteError, match="KG_PASSWORD") as caught:
        push(store(), server, state=tmp_path / "state")
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "localhost:7878", "file:///etc/passwd", "ftp://example.org/", "http://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(RemoteError, match="is no address"):
        Server(url)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(RemoteError, match="KG_PASSWORD") as caught:
        Server("http://ann:secret-word@example.org/")
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("SELECT ?x { ?x a kg:Claim }", "PREFIX kg: <https://w3id.org/kg-diplomacy/ontology#> SELECT"),
        ("PREFIX kg: <http://e/> SELECT ?x { ?x a kg:Claim }", "PREFIX kg: <http://e/> SELECT"),
        ("SELECT ?x { ?x a <kg:Claim> }", "SELECT"),  # an IRI, not a name with a prefix
        ("SELECT ?x { ?x ?p ?o }", "SELECT"),
    ],
)
def test_prefixes_are_declared_where_they_are_used(query: str, first: str) -> None:
    found = declared(query, store().prefixes)
    assert found.startswith(first)
    assert found.endswith(query)
    assert found.count("\n") == query.count("\n")


def test_a_file_that_is_no_state_is_left_alone(ox: str, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("my notes")
    with Server(ox + "/store") as server, pytest.raises(ExportError, match="no state of a transfer"):
        push(store(), server, state=tmp_path / "state")
    assert (tmp_path / "state").read_text() == "my notes"
