"""`kg why`: the sentences behind an edge, the parties marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.cli._parties import marked

Run = Callable[..., Result]


def test_the_sentence_with_its_source(kg: Run, graph: Path) -> None:
    result = kg("why", "norway", "rejected", "chad", "-g", graph)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1. Norway rejected Chad  (Actual; 2025-06; about plan)",
        "   [Norway] rejected a [Chadian] plan in June 2025.",
        "   Plan <b>rejected</b>, Example News, 2025-07-02, https://example.org/plan, characters 0 to 44",
    ]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("norway", "sanctioned", "chad"), "says Ada Berg"),
        (("norway", "sanctioned", "chad"), "Possible; no date"),
        (("ada", "met_with", "bo"), "1. Ada Berg met with Bo Lind"),
        (("bo", "met with", "ada"), "1. Ada Berg met with Bo Lind"),  # symmetric, and as it is spoken
        (("bo", "kg:met_with", "ada"), "1. Ada Berg met with Bo Lind"),
    ],
)
def test_edges(kg: Run, graph: Path, args: tuple[str, ...], says: str) -> None:
    result = kg("why", *args, "-g", graph)
    assert result.exit_code == 0
    assert says in result.stdout


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("chad", "rejected", "norway"), 1, "no sentence says that chad rejected norway"),  # not symmetric
        (("Atlantis", "rejected", "norway"), 1, "nothing is called 'Atlantis'"),
        (("chad", "rejectde", "norway"), 2, "did you mean rejected?"),
        (("chad", "x }", "norway"), 2, "no relation"),
    ],
)
def test_nothing_found(kg: Run, graph: Path, args: tuple[str, ...], code: int, says: str) -> None:
    result = kg("why", *args, "-g", graph)
    assert (result.exit_code, len(result.stderr.splitlines())) == (code, 1)
    assert says in result.stderr


def test_json(kg: Run, graph: Path) -> None:
    (claim,) = json.loads(kg("why", "norway", "rejected", "chad", "-g", graph, "--json").stdout)
    assert (claim["modality"], claim["earliest"], claim["citations"][0]["published"]) == ("Actual", "2025-06-01", "2025-07-02")


@pytest.mark.parametrize(
    ("sentence", "parties", "expected"),
    [
        ("US and USSR", ("US", "USSR"), "[US] and [USSR]"),
        ("He met him.", ("He", "him"), "[He] met [him]."),
        ("A.B. (US)", ("A.B.", "(US)"), "[A.B.] [(US)]"),
        ("nothing", ("", ""), "nothing"),
    ],
)
def test_marked(sentence: str, parties: tuple[str, str], expected: str) -> None:
    assert marked(sentence, parties) == expected
