"""`kg ask`, `kg timeline` and `kg path`: names, times, exit codes, sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("args", "code", "first"),
    [
        (("met", "--who", "Berg", "--with", "Bo Lind"), 0, "yes"),
        (("met with", "--who", "Bo Lind", "--with", "Berg"), 0, "yes"),
        (("kg:met_with", "--who", "Berg"), 0, "yes"),
        (("met", "--with", "Berg"), 0, "yes"),
        (("consulted", "--who", "Berg", "--with", "Lind"), 0, "yes"),  # which no sentence says itself
        (("rejected", "--who", "norway", "--whom", "republic of chad"), 0, "yes"),
        (("rejected", "--who", "Chad", "--whom", "Norway"), 1, "no"),
        (("rejected", "--who", "Norway", "--since", "2025-06-30", "--until", "2026"), 0, "yes"),
        (("rejected", "--who", "Norway", "--since", "2025-07"), 1, "no"),
        (("rejected", "--who", "Norway", "--until", "2025-05"), 1, "no"),
        (("met", "--who", "Berg", "--since", "2020"), 1, "no"),  # nothing says when
        (("sanctioned", "--who", "Norway", "--whom", "Chad"), 1, "no"),  # merely possible
    ],
)
def test_yes_or_no(kg: Run, graph: Path, args: tuple[str, ...], code: int, first: str) -> None:
    result = kg("ask", *args, "-g", graph)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (code, first), result.stderr
    record = json.loads(kg("ask", *args, "--json", "-g", graph).stdout)
    assert record["answer"] == (code == 0) == bool(record["claims"])


def test_the_sentences_are_shown(kg: Run, graph: Path) -> None:
    yes = kg("ask", "rejected", "--who", "Norway", "-g", graph).stdout
    assert "[Norway] rejected a [Chadian] plan in June 2025." in yes
    assert "https://example.org/plan" in yes
    no = kg("ask", "sanctioned", "--who", "Norway", "-g", graph).stdout
    assert "(Possible; " in no
    assert "1 without a date" in kg("ask", "met", "--who", "Berg", "--since", "2020", "-g", graph).stderr


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("ask", "met", "--who", "Ada Borg"), 1, "nothing is called 'Ada Borg': did you mean 'Ada Berg'?"),
        (("ask", "mett", "--who", "Berg"), 2, "no relation 'mett': did you mean met_with?"),
        (("ask", "met"), 2, "say --who or --whom"),
        (
            ("ask", "met", "--who", "Berg", "--since", "2021", "--until", "2020"),
            2,
            "--since 2021-01-01 is after --until 2020-12-31",
        ),
        (("ask", "met", "--who", "Berg", "--since", "soon"), 2, "'soon' is no date"),
        (("ask", "met", "--who", 'x" } UNION { ?s ?p ?o } #'), 1, "nothing is called"),
        (("timeline", "Norwey"), 1, "did you mean 'Norway'?"),
        (("timeline", "Bo Lind", "Chad"), 1, "nothing is claimed between 'Bo Lind' and 'Chad'"),
        (("timeline", "Norway", "--since", "2030"), 1, "nothing is claimed of 'Norway' in this time"),
        (("path", "Norway", "Norwey"), 1, "did you mean 'Norway'?"),
        (("path", "Norway", "Oslo"), 1, "may be the same"),
        (("path", "Bo Lind", "Chad", "--max-hops", "1"), 1, "no chain of 1 edges or fewer joins 'Bo Lind' and 'Chad'"),
        (("path", "Bo Lind", "Chad", "--max-hops", "0"), 2, "--max-hops"),
    ],
)
def test_what_cannot_be_answered_is_one_line(kg: Run, graph: Path, args: tuple[str, ...], code: int, says: str) -> None:
    result = kg(*args, "-g", graph)
    assert (result.exit_code, len(result.stderr.splitlines())) == (code, 1), result.stderr
    assert says in result.stderr


def test_a_timeline_is_in_order(kg: Run, graph: Path) -> None:
    found = json.loads(kg("timeline", "Norway", "--json", "-g", graph).stdout)
    days = [claim["earliest"] or claim["citations"][0]["published"] for claim in found]
    assert days == sorted(days)
    assert {claim["relation"] for claim in found} == {"rejected", "sanctioned"}
    shown = kg("timeline", "Norway", "Chad", "-g", graph).stdout.splitlines()
    assert shown[0].startswith("1. Norway rejected Chad  (Actual; 2025-06;")
    assert any(line.startswith("2. Norway sanctioned Chad  (Possible; reported 2025-07-02") for line in shown)
    one = kg("timeline", "Chad", "Norway", "--until", "2025-06", "-g", graph)
    assert "sanctioned" not in one.stdout
    limited = kg("timeline", "Norway", "--limit", "1", "-g", graph)
    assert "1 more, which --limit leaves out" in limited.stderr


def test_a_chain_has_its_sentences(kg: Run, graph: Path) -> None:
    result = kg("path", "Bo Lind", "Chad", "-g", graph)
    lines = result.stdout.splitlines()
    assert [line for line in lines if " – " in line] == ["Bo Lind – Ada Berg", "Ada Berg – Norway", "Norway – Chad"]
    assert "   [Norway] rejected a [Chadian] plan in June 2025." in lines
    hops = json.loads(kg("path", "Chad", "Bo Lind", "--json", "-g", graph).stdout)
    assert [hop["to"] for hop in hops] == ["Norway", "Ada Berg", "Bo Lind"]
    assert all(claims for hop in hops for claims in hop["claims"].values())
    assert {edge["relation"] for edge in hops[-1]["edges"]} == {"consulted", "met_with"}
