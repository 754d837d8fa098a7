from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--write",), "--write needs a token"),
        (("--token", "sesame-sesame-sesame"), "--token goes with --write"),
        (("--write", "--token", "short"), "16 signs or more"),
        (("--port", "70000"), "--port"),
        (("--host", "192.0.2.1", "--port", "0"), "name another --port or --host"),
        (("-g", "nowhere"), "there is no graph here"),
    ],
)
def test_what_cannot_be_served_is_one_line(kg: Callable[..., Result], graph: Path, args: tuple[str, ...], says: str) -> None:
    where = () if "-g" in args else ("-g", str(graph))
    result = kg("serve", *where, *args, *(() if "--port" in args else ("--port", "0")))
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_port_that_is_taken(kg: Callable[..., Result], graph: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = kg("serve", "-g", graph, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "cannot listen here" in result.stderr


def test_a_file_cannot_be_written_to(kg: Callable[..., Result], graph: Path) -> None:
    result = kg("serve", "-g", graph / "graph.trig", "--write", "--token", "sesame-sesame-sesame", "--port", "0")
    assert result.exit_code == 2
    assert "a file cannot be written to" in result.stderr
