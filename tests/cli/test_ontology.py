"""`kg ontology`: the files are right, and the examples prove them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from kg import resources, vocabulary

Run = Callable[..., Result]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ontology that a test may spoil, in place of the shipped one."""
    folder = tmp_path / "ontology"
    shutil.copytree(resources.ontology(), folder)
    monkeypatch.setattr(resources, "ontology", lambda: folder)
    vocabulary.load.cache_clear()
    yield folder
    vocabulary.load.cache_clear()


def test_the_shipped_ontology_is_right(kg: Run) -> None:
    result = kg("ontology", "check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "nothing wrong" in result.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("relations/rejected.toml", "label =", "lable =", "relations/rejected.toml"),
        ("relations/rejected.toml", "label =", "label = =", "relations/rejected.toml"),
        ("kg.ttl", "@prefix kg:", "@prefix", "kg.ttl"),
    ],
)
def test_what_is_wrong_is_named(kg: Run, copied: Path, file: str, old: str, new: str, says: str) -> None:
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = kg("ontology", "check")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert says in result.stderr


def test_the_examples_of_a_relation(kg: Run) -> None:
    result = kg("ontology", "test", "rejected")
    assert result.exit_code == 0, result.stdout
    examples = vocabulary.load().relations["rejected"].examples
    assert result.stdout.splitlines()[-1] == f"{len(examples)} of {len(examples)} examples hold"
    assert len(json.loads(kg("ontology", "test", "rejected", "--json").stdout)) == len(examples)
