"""`kg import`: RDF and event data from the command line, and what is said of bad files."""

from __future__ import annotations

import gzip
import importlib.util
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def gdelt() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gdelt", ROOT / "benchmarks" / "gdelt.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_graph_goes_out_and_comes_back(kg: Run, graph: Path, tmp_path: Path) -> None:
    assert kg("export", "g.trig", "-g", graph).exit_code == 0
    result = kg("import", "g.trig", "-o", "copy")
    assert result.exit_code == 0, result.stderr
    assert "Written     copy/: graph.trig, graph.ttl, graph.html, store" in result.stdout
    assert (tmp_path / "copy" / "graph.trig").read_bytes() == (tmp_path / "g.trig").read_bytes()


def test_event_data_answers_a_timeline(kg: Run, gdelt: ModuleType, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "20240105.export.CSV.zip", "w") as packed:
        packed.writestr("20240105.export.CSV", "".join(gdelt.rows(300)))
    result = kg("import", "20240105.export.CSV.zip", "-o", "events")
    assert result.exit_code == 0, result.stderr
    assert "Read        300 rows" in result.stdout
    assert "Left out " in result.stdout
    assert kg("validate", "-g", "events").exit_code == 0
    found = kg("query", "timeline", "-p", "one=China", "-g", "events", "--format", "csv")
    assert found.exit_code == 0, found.stderr
    assert len(found.stdout.splitlines()) > 5
    assert all("China" in line for line in found.stdout.splitlines()[1:])


def test_a_hundred_thousand_rows(gdelt: ModuleType, process: Callable[..., object], tmp_path: Path) -> None:
    with gzip.open(tmp_path / "year.tsv.gz", "wt", encoding="utf-8", newline="\n") as file:
        file.writelines(gdelt.rows(100_000))
    result = process("import", "year.tsv.gz", "-o", "events", "-q")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")  # type: ignore[attr-defined]
    assert [path.name for path in (tmp_path / "events").iterdir()] == ["store"]
    found = process("timeline", "Iran", "Norway", "-g", "events", "--json")
    assert found.returncode == 0, found.stderr  # type: ignore[attr-defined]
    assert found.stdout.count(b"\n") > 50  # type: ignore[attr-defined]


def test_a_wrong_row_is_a_line_on_standard_error(kg: Run, gdelt: ModuleType, tmp_path: Path) -> None:
    lines = list(gdelt.rows(30))
    lines[4] = "\t".join(lines[4].split("\t")[:40]) + "\n"
    (tmp_path / "day.csv").write_text("".join(lines), encoding="utf-8")
    result = kg("import", "day.csv", "-o", "events")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "kg: day.csv:5: 40 columns where GDELT 2.0 has 61; this row is left out: fetch the file again or mend the row"
    ]
    assert "Read        29 rows" in result.stdout


@pytest.mark.parametrize("name", ["graph.xlsx", "nothing.trig", "broken.nq", "table.csv"])
def test_a_wrong_file_is_one_line(kg: Run, name: str, tmp_path: Path) -> None:
    if name != "nothing.trig":
        (tmp_path / name).write_text("<http://e/a> <http://e/b\n")
    result = kg("import", name, "-o", "events")
    assert result.exit_code == 1  # as for a source that `kg build` cannot read
    assert all(line.startswith("kg: ") for line in result.stderr.splitlines())
    assert name in result.stderr
    assert not (tmp_path / "events").exists()


def test_formats_are_listed(kg: Run) -> None:
    text = kg("import", "--list").stdout
    assert all(word in text for word in ("GDELT", "POLECAT", "ICEWS", "TriG", ".jsonld"))


def test_no_file_is_a_usage_error(kg: Run) -> None:
    assert kg("import").exit_code == 2
