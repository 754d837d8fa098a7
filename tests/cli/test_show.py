"""`kg show`: one party, or the list of those called so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize("name", ["Norway", "norway", "the Kingdom of Norway", "OSLO", "kingdom"])
def test_a_party_is_found_by_any_name_of_it(kg: Run, graph: Path, name: str) -> None:
    result = kg("show", name, "-g", graph)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "Norway  (State, NOR)",
        "also called Kingdom of Norway, Oslo",
        "mentioned in 1 document",
    ]
    assert "rejected" in result.stdout
    assert "2025-06" in result.stdout
    assert 'kg why "Norway"' in result.stdout


def test_office_and_statement(kg: Run, graph: Path) -> None:
    text = kg("show", "ada", "-g", graph).stdout
    assert "Foreign Minister of Norway" in text
    assert "We will never" in text


def test_an_exact_name_wins_over_parts_and_several_are_listed(kg: Run, graph: Path) -> None:
    assert kg("show", "Norway", "-g", graph).stdout.startswith("Norway  (State")  # though an office holds the word too
    several = kg("show", "of", "-g", graph)
    assert several.exit_code == 0
    assert [line.split("  ")[0] for line in several.stdout.splitlines()[1:]] == ["Chad", "Foreign Minister of Norway", "Norway"]


@pytest.mark.parametrize("name", ["Atlantis", "", "''", 'x" } #', "<b>"])
def test_nobody(kg: Run, graph: Path, name: str) -> None:
    result = kg("show", name, "-g", graph)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_json(kg: Run, graph: Path) -> None:
    record = json.loads(kg("show", "ada berg", "-g", graph, "--json").stdout)
    assert record["kind"] == "Person"
    assert [claim["object"] for claim in record["offices"]] == ["Foreign Minister of Norway"]
    assert record["claims"][0]["citations"][0]["start"] > 0
    assert json.loads(kg("show", "of", "-g", graph, "--json").stdout)[0]["label"] == "Chad"
