"""The invented events that the benchmarks run on have the shape of a built graph, and are the same every time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.rdf import queries, shapes
from kg.rdf.store import Rows, Store

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import events as made  # type: ignore[import-not-found, unused-ignore]
    finally:
        sys.path.remove(str(BENCHMARKS))
    path = tmp_path_factory.mktemp("events") / "events.nq"
    count = made.write(8000, str(path))
    assert count >= 8000
    assert list(made.Events().lines(8000)) == path.read_text(encoding="utf-8").splitlines(keepends=True)
    return path


def test_they_have_the_shape_of_a_built_graph(events: Path, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    store.load(events)
    assert store.derive() > 100
    assert shapes.validate(store).conforms
    for reading in store.readings():
        for claim in reading.claims:
            assert all(reading.document.text[e.start : e.end] == e.quote for e in claim.evidence)
    for name in ("most-connected", "relations", "timeline"):
        answer = queries.run(store, name)
        assert isinstance(answer, Rows)
        assert list(answer)
