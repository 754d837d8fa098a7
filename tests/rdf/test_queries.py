"""Named queries: found, bound, run. What each answers is in tests/ontology/test_queries.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, VocabularyError
from kg.rdf import queries
from kg.rdf.store import Rows, Store
from tests.rdf.test_formats import store

INJECTIONS = ['"', "\\", '" } #', "' OR 1", '"} UNION { ?s ?p ?o } VALUES ?who { "', "\n", "{ \x00 }", "김", "\ud800"]


@pytest.fixture(scope="module")
def graph() -> Store:
    return store()


def _rows(answer: object) -> list[tuple[str | None, ...]]:
    assert isinstance(answer, Rows)
    return [tuple(term.value if term else None for term in row) for row in answer]


def test_a_parameter_narrows_the_answer(graph: Store) -> None:
    assert len(_rows(queries.run(graph, "statements"))) == 1
    assert len(_rows(queries.run(graph, "statements", who="ARENDT"))) == 1
    assert _rows(queries.run(graph, "statements", who="Brandt")) == []


@pytest.mark.parametrize("who", INJECTIONS)
def test_a_hostile_value_is_only_a_value(graph: Store, who: str) -> None:
    assert _rows(queries.run(graph, "met", who=who)) == []


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_any_value_gives_a_query_of_the_same_shape(who: str) -> None:
    made = Store.create()
    assert _rows(made.query(queries.query("met").bound(who=who))) == []


def test_an_unknown_name_or_parameter_is_named(graph: Store) -> None:
    with pytest.raises(QueryError, match="there is no query 'summit': did you mean summits?"):
        queries.run(graph, "summit")
    with pytest.raises(QueryError, match="there is no query 'xyzzy': `kg queries` lists them"):
        queries.run(graph, "xyzzy")
    with pytest.raises(QueryError, match="query met: no parameter 'whom': it has who"):
        queries.run(graph, "met", whom="x")
    with pytest.raises(QueryError, match="query relations: no parameter 'who': it has none"):
        queries.run(graph, "relations", who="x")


def test_a_file_without_help_is_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "queries").mkdir()
    (folder / "queries" / "bare.rq").write_text("SELECT * { ?s ?p ?o }")
    monkeypatch.setattr("kg.resources.ontology", lambda: folder)
    queries.named.cache_clear()
    try:
        with pytest.raises(VocabularyError, match=r"ontology/queries/bare\.rq: line 1 must be a comment"):
            queries.named()
    finally:
        queries.named.cache_clear()
