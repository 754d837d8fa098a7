from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import folder
from kg.rdf.store import Store
from kg.server import kept
from kg.server.kept import Kept

HEAD = b"GET /sparql?query=%d HTTP/1.1\r\nHost: localhost\r\n\r\n"
KIND = [(b"content-type", b"text/csv")]


def test_what_was_put_is_got_until_the_graph_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_LOOK", 0.0)
    age = ["one"]
    answers = Kept(lambda: age[0])
    answers.put(HEAD % 1, 200, KIND, b"a", 0)
    found = answers.get(HEAD % 1)
    assert found is not None
    assert found.before + found.after == b"HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\n\r\na"
    assert answers.get(HEAD % 2) is None
    age[0] = "two"
    assert answers.get(HEAD % 1) is None
    answers.put(HEAD % 1, 200, KIND, b"of the graph before", 0)
    assert answers.get(HEAD % 1) is None
    answers.put(HEAD % 1, 200, KIND, b"b", answers.state)
    assert answers.get(HEAD % 1) is not None


@pytest.mark.parametrize(
    ("request_", "status", "body", "kept_"),
    [
        (HEAD % 1, 200, b"a", True),
        (HEAD % 1, 400, b"a", False),
        (HEAD % 1, 200, b"a" * (kept.LARGEST + 1), False),
        (b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", 200, b"a", False),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200, b"a", False),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n", 200, b"a", True),
    ],
)
def test_what_is_kept(request_: bytes, status: int, body: bytes, kept_: bool) -> None:
    answers = Kept(lambda: 0)
    answers.put(request_, status, KIND, body, 0)
    assert (answers.get(request_) is not None) is kept_


def test_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 1000)
    answers = Kept(lambda: 0)
    for number in range(50):
        answers.put(HEAD % number, 200, KIND, b"x" * 100, 0)
        answers.put(HEAD % number, 200, KIND, b"x" * 100, 0)
        answers.get(HEAD % 0)
    held = [number for number in range(50) if answers.get(HEAD % number)]
    assert 2 <= len(held) <= 10
    assert 0 in held
    assert 49 in held


def test_a_rebuilt_graph_is_asked_anew(live: Callable[..., Any], tmp_path: Path) -> None:
    """The same bytes over one connection, before and after another build takes the place of the first."""
    output = tmp_path / "output"

    def build(number: int) -> None:
        (tmp_path / "some.nt").write_text("".join(f"<urn:s> <urn:p> <urn:{n}> .\n" for n in range(number)))
        with folder.replacing(output) as fresh:
            Store.open(tmp_path / "some.nt").copy(fresh / "store")

    count = b"GET /sparql?query=SELECT(COUNT(*)AS%20%3Fn)%7B%3Fs%20%3Fp%20%3Fo%7D HTTP/1.1\r\n"
    asking = count + b"Host: localhost\r\nAccept: text/csv\r\n\r\n"
    build(1)
    with live("-g", output) as (address, _):
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as client:

            def ask() -> bytes:
                client.sendall(asking)
                got = b""
                while not got.endswith(b"\r\n") or b"\r\n\r\nn\r\n" not in got:  # head and body may come apart
                    piece = client.recv(4000)
                    assert piece, got
                    got += piece
                return got

            first, again = ask(), ask()
            assert first.endswith(b"n\r\n1\r\n")
            assert sorted(first.split(b"\r\n")) == sorted(again.split(b"\r\n"))
            build(3)
            time.sleep(0.6)
            assert ask().endswith(b"n\r\n3\r\n")
