"""`kg build` and `kg explain`, with the language model."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]
ARTICLE = """---
title: Plan rejected
date: 2025-07-02
---
Norway rejected a Chadian plan in June 2025. “We will never agree,” said Ada Berg, the foreign minister of Norway.
Chad and Norway held talks in Geneva on Tuesday.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_build_and_what_it_says(kg: Run, article: Path, tmp_path: Path) -> None:
    result = kg("build", article)
    assert (result.exit_code, result.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "output").iterdir()} == {"graph.trig", "graph.ttl", "graph.html", "store"}
    lines = result.stdout.splitlines()
    assert 8 <= len(lines) <= 14
    assert lines[0].startswith("Read        1 document, 3 sentences, ")
    assert any("rejected" in line for line in lines)
    assert kg("why", "norway", "rejected", "chad").exit_code == 0
    assert kg("validate").stdout == "output: conforms to the shapes\n"


def test_json_and_standard_input(kg: Run, tmp_path: Path) -> None:
    result = kg("build", "-", "--json", "-o", "elsewhere", stdin=ARTICLE.encode())
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["documents"], found["sentences"], found["output"], found["problems"]) == (1, 3, "elsewhere", [])
    assert found["claims"]["Actual"] >= 1
    assert (tmp_path / "elsewhere" / "graph.html").is_file()


def test_quiet(kg: Run, article: Path) -> None:
    result = kg("build", article, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_a_bad_source_is_told_and_the_rest_is_built(kg: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = kg("build", article, "empty.txt", "missing.txt")
    assert result.exit_code == 1
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == ["empty.txt", "missing.txt"]
    assert "2 sources left out" in result.stdout
    assert kg("query", "ASK { ?x a kg:Document }").exit_code == 0


def test_nothing_to_build_keeps_the_last_output(kg: Run, article: Path, tmp_path: Path) -> None:
    kg("build", article)
    before = (tmp_path / "output" / "graph.trig").read_bytes()
    (tmp_path / "empty.txt").touch()
    result = kg("build", "empty.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert (tmp_path / "output" / "graph.trig").read_bytes() == before


@pytest.mark.parametrize("base", ["not an iri", "http://example.org/no-slash", "x:y"])
def test_a_bad_base(kg: Run, article: Path, tmp_path: Path, base: str) -> None:
    result = kg("build", article, "--base", base)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "output").exists()


def test_another_base(kg: Run, article: Path) -> None:
    assert kg("build", article, "--base", "https://example.org/kg/").exit_code == 0
    rows = kg("query", "SELECT ?x { ?x a kg:State }", "--format", "csv").stdout.splitlines()[1:]
    assert rows
    assert all(row.startswith("https://example.org/kg/id/state/") for row in rows)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_build_leaves_the_last_output(
    process: Process, article: Path, tmp_path: Path, number: int, code: int
) -> None:
    assert process("build", article).returncode == 0
    before = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()}
    running = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    while not list(tmp_path.glob("output/.kg-building-*/new")):
        assert running.poll() is None
        time.sleep(0.02)
    time.sleep(1)  # until it has imported what it needs and waits for its input
    running.send_signal(number)
    errors = running.communicate(timeout=60)[1]
    assert running.returncode == code, errors
    assert b"Traceback" not in errors
    assert {path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()} == before


def test_two_builds_are_the_same_to_the_byte(process: Process, article: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert (
            process("build", article, "-o", seed, PYTHONHASHSEED=seed, LC_ALL="C" if seed == "2" else "C.UTF-8").returncode == 0
        )
    for name in ("graph.trig", "graph.ttl"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_explain(kg: Run, article: Path) -> None:
    result = kg("explain", article)
    assert result.exit_code == 0
    assert "Norway rejected" in result.stdout
    assert "confidence" in result.stdout
    assert re.search(r"\n     said      Ada Berg \[\w+\]: .?We will never agree", result.stdout)


def test_explain_shows_sentences_that_gave_nothing(kg: Run) -> None:
    (document,) = json.loads(kg("explain", "-", "--json", stdin=b"It was raining.").stdout)
    (sentence,) = document["sentences"]
    assert (sentence["text"], sentence["claims"], sentence["statements"]) == ("It was raining.", [], [])
    assert "nothing" in kg("explain", "-", stdin=b"It was raining.").stdout
