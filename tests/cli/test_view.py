"""`kg view`: the page, and the browser that it opens in."""

from __future__ import annotations

import json
import re
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def data_of(page: str) -> tuple[list[str], set[tuple[str, str, str, str]]]:
    """The labels and the edges in a page."""
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    labels = [node["label"] for node in data["nodes"]]
    relations = [relation["name"] for relation in data["relations"]]
    return labels, {(labels[e["s"]], relations[e["r"]], labels[e["o"]], e.get("m", "Actual")) for e in data["edges"]}


def test_the_page_is_written_and_not_opened(kg: Run, graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    result = kg("view", "--no-open", "-o", "talks.html", "-g", graph)
    assert (result.exit_code, result.stdout, opened) == (0, "talks.html\n", [])
    assert "Ada Berg" in (tmp_path / "talks.html").read_text(encoding="utf-8")


def test_the_page_is_opened(kg: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browser)
    before = (graph / "graph.html").read_bytes()
    assert kg("view", "-g", graph).stdout == f"{graph / 'graph.html'}\n"
    assert opened == [(graph / "graph.html").as_uri()]
    assert (graph / "graph.html").read_bytes() == before


def test_without_a_browser_it_says_so(kg: Run, graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    result = kg("view", "-o", tmp_path / "x.html", "-g", graph)
    assert result.exit_code == 0
    assert "no browser" in result.stderr


def test_a_part_is_written_beside_the_whole_and_leaves_it(kg: Run, graph: Path) -> None:
    whole = (graph / "graph.html").read_bytes()
    result = kg("view", "--no-open", "--around", "ada berg", "-g", graph)
    assert (result.exit_code, result.stdout) == (0, f"{graph / 'part.html'}\n")
    page = (graph / "part.html").read_text(encoding="utf-8")
    labels, _ = data_of(page)
    assert {"Ada Berg", "Bo Lind", "Foreign Minister of Norway"} <= set(labels)
    assert "Chad" not in labels
    assert "<title>ada berg: who did what to whom</title>" in page
    assert (graph / "graph.html").read_bytes() == whole


@pytest.mark.parametrize(
    ("options", "edges"),
    [
        ((), None),
        (("--since", "2025", "--until", "2025-06-15"), {("Norway", "rejected", "Chad", "Actual")}),
        (("--relation", "sanctioned"), {("Norway", "sanctioned", "Chad", "Possible")}),
        (("--relation", "met with", "--source", "EXAMPLE.ORG/plan"), {("Ada Berg", "met_with", "Bo Lind", "Actual")}),
    ],
)
def test_options_choose_what_is_in_it(kg: Run, graph: Path, options: tuple[str, ...], edges: set[object] | None) -> None:
    result = kg("view", "--no-open", *options, "-o", "part.html", "-g", graph)
    assert result.exit_code == 0
    _, found = data_of(Path("part.html").read_text(encoding="utf-8"))
    assert found == edges if edges else len(found) == 6


def test_what_a_date_leaves_out_is_said(kg: Run, graph: Path) -> None:
    result = kg("view", "--no-open", "--since", "2025", "-o", "part.html", "-g", graph)
    assert "claims without a date left out: --undated keeps them" in result.stderr
    assert kg("view", "--no-open", "--since", "2025", "--undated", "-o", "part.html", "-g", graph).stderr == ""


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--around", "Ada Borg"), 2, "kg: nothing is called 'Ada Borg': did you mean 'Ada Berg'?"),
        (("--relation", "rejectd"), 2, "kg: the graph has no relation 'rejectd': did you mean rejected?"),
        (("--since", "soon"), 2, "'soon' is no date: give a year, a month or a day"),
        (("--since", "2026", "--until", "2025"), 2, "--since 2026-01-01 is after --until 2025-12-31"),
        (("--hops", "2"), 2, "--hops needs --around WHO to count from"),
        (("--undated",), 2, "--undated goes with --since or --until"),
        (("--until", "1066"), 1, "kg: nothing is left to draw: fewer options leave more"),
        (("--source", "nowhere"), 1, "kg: nothing is left to draw: fewer options leave more"),
    ],
)
def test_what_cannot_be_chosen_is_one_line(kg: Run, graph: Path, options: tuple[str, ...], code: int, says: str) -> None:
    result = kg("view", "--no-open", *options, "-o", "part.html", "-g", graph)
    assert result.exit_code == code
    assert says in result.stderr
    assert all(line.startswith("kg") for line in result.stderr.splitlines())
