"""What reaches eyes: safe texts, tables that fit, and the bar of a build."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kg.cli import _terminal
from kg.cli._progress import Bar
from kg.readers import Problem


@given(st.text())
def test_a_cleaned_text_is_one_line_without_commands(text: str) -> None:
    cleaned = _terminal.clean(text)
    assert len(cleaned.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066" for c in cleaned)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("김정은 é ’", "김정은 é ’"),
        ("a\u202eb", "a\ufffdb"),
        ("[bold]x", "[bold]x"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert _terminal.clean(text) == shown


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_on_a_terminal_keeps_every_word_and_the_width(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    written = io.StringIO()
    monkeypatch.setattr(_terminal, "console", lambda: Console(file=written, width=width, markup=False, highlight=False))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    rows = [("2025-08-26", "a [b] sentence of some length that goes on and on until it is long", f"name{n}", 7) for n in range(2)]
    _terminal.table(("when", "sentence", "who", "number"), rows, numbers=("number",))
    lines = written.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert sum("2025-08-26" in line for line in lines) == 2
    assert {"[b]", "name0", "name1", "long"} <= set(written.getvalue().split())


def test_piped_columns_are_neither_cut_nor_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    _terminal.table(("a", "n"), [("x" * 300, 1), ("y", 22)], numbers=("n",))
    assert capsys.readouterr().out == f"a{' ' * 299}   n\n{'x' * 300}   1\ny{' ' * 299}  22\n"


def test_the_bar_prints_problems_and_is_gone_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as bar:
        bar.start(2)
        bar.document("One", 300)
        bar.problem(Problem("two.txt", "empty\x1b[2J", "skipped"))
        bar.stage("writing graph.trig")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "kg: two.txt: empty" in captured.err
    assert "\x1b[2J" not in captured.err
