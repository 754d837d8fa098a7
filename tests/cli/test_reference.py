"""The committed reference pages say what the program says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from kg import exports, readers, vocabulary
from kg.cli._pages import pages
from kg.rdf import queries

Run = Callable[..., Result]
COMMITTED = Path(__file__).parents[2] / "docs" / "reference"


def test_the_committed_pages_are_not_stale() -> None:
    stale = [name for name, text in pages().items() if (COMMITTED / name).read_text(encoding="utf-8") != text]
    assert not stale, 'run "kg reference"'


def test_everything_has_its_line() -> None:
    made = pages()
    assert all(f"`{name}`" in made["queries.md"] for name in queries.named())
    assert all(f"## {name}" in made["relations.md"] for name in vocabulary.load().relations)
    assert all(f"`{suffix}`" in made["readers.md"] for suffix in readers.formats())
    assert all(f"`{suffix}`" in made["exports.md"] for suffix in exports.formats())
    assert "## `kg ontology test`" in made["commands.md"]


def test_check_tells_what_is_stale_and_writes_nothing(kg: Run, tmp_path: Path) -> None:
    result = kg("reference", "--check")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == len(pages())
    assert not (tmp_path / "docs").exists()
    assert kg("reference").exit_code == 0
    assert kg("reference", "--check").exit_code == 0
    assert kg("reference").stdout == ""
