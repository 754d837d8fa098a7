"""`kg validate`: findings are lines, and exit code 1."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_a_graph_that_conforms(kg: Run, graph: Path) -> None:
    result = kg("validate", "-g", graph)
    assert (result.exit_code, result.stdout) == (0, f"{graph}: conforms to the shapes\n")
    assert json.loads(kg("validate", "-g", graph, "--json").stdout) == {"conforms": True, "findings": []}


def test_a_claim_without_evidence_is_found(kg: Run, graph: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.nq"
    assert kg("export", "whole.nq", "-g", graph).exit_code == 0
    lines = (tmp_path / "whole.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not ("/id/claim/" in line.split()[0] and "ontology#evidence>" in line)]
    assert len(kept) < len(lines)
    broken.write_text("".join(kept), encoding="utf-8")
    result = kg("validate", "-g", broken)
    assert result.exit_code == 1
    assert "evidence" in result.stdout
    assert json.loads(kg("validate", "-g", broken, "--json").stdout)["conforms"] is False
