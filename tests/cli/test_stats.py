"""`kg stats`: what the graph holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_counts(kg: Run, graph: Path) -> None:
    lines = kg("stats", "-g", graph).stdout.splitlines()
    assert ["documents", "1"] in [line.split() for line in lines]
    assert ["claims", "Actual", "3"] in [line.split() for line in lines]
    assert any(line.split() == ["Norway", "rejected", "Chad", "1", "1"] for line in lines)


def test_json(kg: Run, graph: Path) -> None:
    found = json.loads(kg("stats", "-g", graph, "--json", "-n", "1").stdout)
    assert found["entities"] == {"Person": 2, "State": 2, "Position": 1}
    assert found["claims"] == {"Actual": 3, "Possible": 1}
    assert [edge["claims"] for edge in found["strongest"]] == [1]


def test_no_edges(kg: Run, graph: Path) -> None:
    assert "subject" not in kg("stats", "-g", graph, "-n", "0").stdout
