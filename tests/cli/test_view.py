"""`kg view`: the page, and the browser that it opens in."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


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
