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


def test_a_part_holds_what_was_selected_and_nothing_else(kg: Run, graph: Path, tmp_path: Path) -> None:
    result = kg("export", "part.trig", "--relation", "rejected", "-g", graph)
    assert (result.exit_code, result.stdout) == (0, "part.trig\n"), result.stderr
    found = kg(
        "query", "SELECT DISTINCT ?r { GRAPH ?g { ?c a kg:Claim ; rdf:predicate ?r } }", "-g", "part.trig", "--format", "csv"
    )
    assert found.stdout.splitlines()[1:] == ["https://w3id.org/kg-diplomacy/ontology#rejected"]
    assert (tmp_path / "part.trig").stat().st_size < (graph / "graph.trig").stat().st_size


def test_around_somebody_and_in_a_time(kg: Run, graph: Path) -> None:
    assert kg("export", "a.csv", "--around", "Chad", "--hops", "1", "-g", graph).exit_code == 0
    assert kg("export", "b.csv", "--since", "2025-06", "--until", "2025", "-g", graph).exit_code == 0
    nothing = kg("export", "c.csv", "--since", "1900", "--until", "1901", "-g", graph)
    assert nothing.exit_code == 1
    assert "nothing is left" in nothing.stderr


def test_variants_by_option_or_by_name(kg: Run, graph: Path, tmp_path: Path) -> None:
    for option, one, other in (("--rdf12", "a.ttl", "rdf12.ttl"), ("--neo4j", "a.csv", "neo4j.csv")):
        assert kg("export", one, option, "-g", graph).exit_code == 0
        assert kg("export", other, "-g", graph).exit_code == 0
        assert (tmp_path / one).read_bytes() == (tmp_path / other).read_bytes()
    wrong = kg("export", "a.gexf", "--rdf12", "-g", graph)
    assert wrong.exit_code == 2
    assert "--rdf12 goes with .nq .trig .ttl" in wrong.stderr
