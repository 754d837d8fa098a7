"""How the command line starts, fails and helps: one line, the right exit code, never a traceback, nothing heavy imported."""

from __future__ import annotations

import os
import pkgutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

import kg.cli
from kg.cli import cli

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]

BAD = [  # arguments, exit code, what the one line must say
    (("biuld",), 2, "no command 'biuld': did you mean \"kg build\"?"),
    (("zzzz",), 2, '"kg --help" lists them'),
    (("--verison",), 2, "--version"),
    (("build",), 2, "SOURCE"),
    (("build", "x.txt", "--outptu", "y"), 2, "--output"),
    (("build", "nowhere.txt"), 1, "nowhere.txt"),
    (("query",), 2, "NAME"),
    (("query", "ASK {}", "-f", "x.rq"), 2, "x.rq"),
    (("query", "-f", "nowhere.rq"), 2, "nowhere.rq"),
    (("query", "ASK {}", "-g", "nowhere"), 2, "kg build"),
    (("query", "ASK {}", "--format", "pdf"), 2, "table"),
    (("query", "timelin"), 2, "did you mean timeline?"),
    (("query", "timeline", "-p", "three=x"), 2, "it has one, other"),
    (("query", "timeline", "-p", "one"), 2, "name=value"),
    (("query", "ASK {}", "-p", "one=x"), 2, "no variable ?one: it has none"),
    (("stats", "-g", "nowhere"), 2, "kg build"),
    (("stats", "extra"), 2, "extra"),
    (("stats", "-n", "many"), 2, "many"),
    (("show",), 2, "ENTITY"),
    (("why", "Norway", "rejected"), 2, "OBJECT"),
    (("export",), 2, "FILE"),
    (("export", "graph.tttl"), 2, "did you mean .ttl?"),
    (("export", "graph"), 2, ".csv"),
    (("view", "-g", "nowhere"), 2, "kg build"),
    (("validate", "-g", "nowhere"), 2, "kg build"),
    (("explain",), 2, "FILE"),
    (("ontology", "chek"), 2, "check"),
    (("ontology", "test", "rejectd"), 2, "did you mean 'rejected'?"),
]


@pytest.mark.parametrize(("args", "code", "says"), BAD, ids=lambda value: " ".join(value) if isinstance(value, tuple) else None)
def test_bad_usage_is_one_line(kg: Run, args: tuple[str, ...], code: int, says: str) -> None:
    result = kg(*args)
    assert result.exit_code == code
    lines = result.stderr.splitlines()
    assert says in lines[-1]
    assert lines[-1].startswith("kg")
    assert len(lines) == (2 if args[:2] == ("build", "nowhere.txt") else 1)  # there, the problem and that nothing is left
    assert result.stdout == ""


@pytest.mark.parametrize("args", [("biuld",), ("query", "ASK {}", "-g", "nowhere"), ("query", "-f", "nowhere.rq")])
def test_no_traceback_from_a_process(process: Process, args: tuple[str, ...]) -> None:
    done = process(*args)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


def _commands() -> list[tuple[str, ...]]:
    names = [m.name for m in pkgutil.iter_modules(kg.cli.__path__) if not m.name.startswith("_")]
    return [(name,) for name in sorted(names)] + [("ontology", "check"), ("ontology", "test")]


@pytest.mark.parametrize("name", _commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(kg: Run, name: tuple[str, ...]) -> None:
    result = kg(*name, "--help")
    assert result.exit_code == 0
    assert f"Usage: kg {' '.join(name)}" in result.stdout
    assert f"  kg {' '.join(name)}" in result.stdout.split("Usage:")[1].split("\n", 1)[1]


def test_help_lists_every_command(kg: Run) -> None:
    for args in ((), ("--help",), ("-h",)):
        result = kg(*args)
        assert result.exit_code == 0
        listed = {line.split()[0] for line in result.stdout.split("Commands:")[1].splitlines() if line.strip()}
        assert listed == {name[0] for name in _commands() if len(name) == 1} - {"reference"}


def test_version(kg: Run) -> None:
    assert kg("--version").stdout == kg("version").stdout
    assert "pyoxigraph 0." in kg("version").stdout


@pytest.mark.parametrize(
    ("args", "never"),
    [
        (("--help",), {"spacy", "rdflib", "pyoxigraph", "pyvis", "networkx", "trafilatura", "rich", "pyshacl", "numpy"}),
        (("query", "SELECT * { ?s ?p ?o } LIMIT 1"), {"spacy", "rdflib", "pyvis", "networkx", "trafilatura", "pyshacl", "numpy"}),
        (("stats",), {"spacy", "rdflib", "pyvis", "networkx", "trafilatura", "pyshacl", "numpy"}),
    ],
)
def test_nothing_heavy_is_imported(graph: Path, args: tuple[str, ...], never: set[str]) -> None:
    where = [] if args == ("--help",) else ["-g", str(graph)]
    code = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from kg.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *args, *where], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "kg.cli" in done.stderr.split()
    assert never.isdisjoint(done.stderr.split())


def test_a_closed_pipe_ends_quietly(graph: Path, tmp_path: Path) -> None:
    command = (
        f"{sys.executable} -m kg query 'SELECT * {{ ?s ?p ?o }}' -g {graph} 2>{tmp_path / 'err'}; echo $? >{tmp_path / 'code'}"
    )
    reader, writer = os.pipe()
    os.close(reader)
    subprocess.run(["sh", "-c", command], stdout=writer, check=False)
    os.close(writer)
    assert (tmp_path / "err").read_text() == ""
    assert (tmp_path / "code").read_text().strip() == "141"


@pytest.mark.parametrize(
    ("error", "code", "says"), [(KeyboardInterrupt(), 130, "kg: interrupted"), (OSError(28, "No space left"), 2, "No space")]
)
def test_interruptions_and_full_disks(
    kg: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, says: str
) -> None:
    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli, "get_command", lambda ctx, name: failing)
    result = kg("version")
    assert result.exit_code == code
    assert says in result.stderr


def test_ctrl_c_of_a_process(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert running.stdin
    assert running.stderr
    while not list(tmp_path.glob("output/.kg-building-*")):
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    errors = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert b"Traceback" not in errors
    assert not (tmp_path / "output").exists()


def test_texts_cannot_command_the_terminal(kg: Run, graph: Path) -> None:
    for args in (("show", "Ada"), ("why", "Ada", "met_with", "Bo"), ("query", "SELECT ?t { ?x kg:text ?t }")):
        result = kg(*args, "-g", graph)
        assert result.exit_code == 0
        assert "\x1b" not in result.output
