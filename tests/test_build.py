"""`kg.build` and `kg.build.build`: what Python gets, with the language model."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import kg
from kg.build import Result, Silence, build
from kg.errors import SourceError, StoreError
from kg.readers import Problem

TEXT = "---\ntitle: <b>Plan</b>\ndate: 2025-07-02\n---\nNorway rejected a Chadian plan. Ada Berg met Bo <Lind>.\n"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("texts") / "plan.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graph(source: Path) -> kg.Graph:
    return kg.build(source)


class Told(Silence):
    """Remembers what was told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def start(self, documents: int | None) -> None:
        self.lines.append(f"start {documents}")

    def document(self, title: str, words: int) -> None:
        self.lines.append(f"{title} {words > 0}")

    def stage(self, name: str) -> None:
        self.lines.append(name)

    def problem(self, problem: Problem) -> None:
        self.lines.append(str(problem))


def test_a_graph_in_memory(graph: kg.Graph) -> None:
    assert graph.result
    assert graph.result.output is None
    assert graph.result.documents == 1
    assert graph.query("ASK { ?x kg:rejected ?y }") is True
    assert graph.to_networkx().number_of_edges() >= 1
    assert graph.validate().conforms
    assert len(graph.graph) == len(graph)


def test_saved_and_opened_it_is_the_same(graph: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    graph.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitkeep", "graph.html", "graph.trig", "graph.ttl", "store"]
    again = kg.open(tmp_path)
    assert again.summary == graph.summary
    assert len(again) == len(graph)


def test_notebooks_see_escaped_text(graph: kg.Graph) -> None:
    page = graph._repr_html_()
    assert "<b>1</b> documents" in page
    assert "<td>Norway</td>" in page
    assert "<Lind>" not in page
    assert repr(graph).startswith("<kg.Graph: 1 documents")


def test_files_progress_and_problems(source: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    told = Told()
    result = build([source, empty], tmp_path / "output", progress=told)
    assert isinstance(result, Result)
    assert result.words > 5
    assert result.sentences == 2
    assert result.seconds > 0
    assert [str(problem) for problem in result.problems] == [line for line in told.lines if line.startswith(str(empty))]
    assert told.lines[0] == "start 2"
    assert "<b>Plan</b> True" in told.lines
    assert told.lines[-1] == "writing store"
    assert kg.build(source, tmp_path / "output").summary.documents == 1  # over the last one


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        build([tmp_path / "nowhere.txt"], tmp_path / "output")
    assert not (tmp_path / "output").exists()
    with pytest.raises(StoreError):
        kg.open(tmp_path / "output")


def test_many_documents_are_built_on_disk_and_give_the_same(
    source: Path, graph: kg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("kg.build"), "_MANY", 0)  # `kg.build` by name is the function
    on_disk = kg.build(source)
    assert on_disk.store.serialize("trig") == graph.store.serialize("trig")
    assert on_disk.summary == graph.summary
