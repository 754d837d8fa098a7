"""`kg export`: the format by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from kg import exports

Run = Callable[..., Result]


def test_every_format_can_be_written(kg: Run, graph: Path, tmp_path: Path) -> None:
    assert exports.formats()
    for suffix in exports.formats():
        name = f"out.{suffix.removeprefix('.')}"
        result = kg("export", name, "-g", graph)
        assert (result.exit_code, result.stdout) == (0, f"{name}\n"), result.stderr
        assert (tmp_path / name).stat().st_size > 0


def test_the_ending_may_be_in_capitals(kg: Run, graph: Path, tmp_path: Path) -> None:
    assert kg("export", "OUT.CSV", "-g", graph).exit_code == 0
    assert (tmp_path / "OUT.CSV").is_file()


def test_formats_are_listed(kg: Run) -> None:
    assert len(kg("export", "--list").stdout.splitlines()) == 1 + len(exports.formats())


def test_a_place_that_cannot_be_written(kg: Run, graph: Path) -> None:
    result = kg("export", "nowhere/out.csv", "-g", graph)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
