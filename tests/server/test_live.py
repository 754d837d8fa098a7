"""A real server on loopback: slow clients, clients that leave, heavy queries, and the ways to end it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.server.processes import children

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits are those of POSIX")

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def server(live: Callable[..., Any], built: Path) -> Iterator[str]:
    """A server whose queries have two seconds and 200 MB."""
    with live("-g", built, "--timeout", "2", "--memory", "200") as (address, _):
        yield address


def asked(address: str, query: str, **options: Any) -> httpx.Response:
    return httpx.post(
        f"{address}/sparql", content=query, headers={"Content-Type": "application/sparql-query"}, timeout=30, **options
    )


def light(address: str) -> float:
    """How many seconds a light query takes now; it must be answered."""
    start = time.monotonic()
    answer = asked(address, "ASK { ?s ?p ?o }")
    assert answer.status_code == 200
    assert answer.json()["boolean"] is True
    return time.monotonic() - start


@pytest.mark.parametrize("query", [HEAVY, HUNGRY], ids=["time", "memory"])
def test_a_heavy_query_is_stopped_and_a_light_one_answered(server: str, query: str) -> None:
    start = time.monotonic()
    answer = asked(server, query)
    assert answer.status_code == 503
    assert answer.text.count("\n") == 1
    assert int(answer.headers["retry-after"]) > 0
    assert time.monotonic() - start < 4 + loaded()
    assert light(server) < 0.5 + loaded()


def test_a_long_answer_is_streamed_and_its_reader_may_leave(server: str) -> None:
    with httpx.stream("GET", f"{server}/sparql", params={"query": LONG}, headers={"Accept": "text/csv"}, timeout=30) as answer:
        assert answer.status_code == 200
        assert "content-length" not in answer.headers
        first = next(answer.iter_bytes(1000))
    assert first.startswith(b"a,b,c,")
    assert light(server) < 0.5 + loaded()


def test_a_crowd_is_told_to_come_back(server: str) -> None:
    with ThreadPoolExecutor(40) as crowd:
        codes = [answer.status_code for answer in crowd.map(lambda _: asked(server, HEAVY), range(40))]
    assert set(codes) == {503}
    assert light(server) < 0.5 + loaded()


def loaded() -> float:
    """Seconds to allow for what else this machine is doing: none where it has a processor for each task."""
    return max(0.0, os.getloadavg()[0] / (os.cpu_count() or 1) - 1) / 2


def _slow(address: str, head: bytes) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=10)
    made.sendall(head)
    return made


def test_three_hundred_slow_connections_do_not_slow_the_rest(server: str) -> None:
    heads = (
        b"",
        b"GET /sparql?qu",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\nASK",
    )
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(_slow(server, heads[number % len(heads)])) for number in range(300)]
        times = []
        for _ in range(10):
            for one in slow[1::4][:20]:
                with contextlib.suppress(OSError):
                    one.sendall(b"a")
            times.append(light(server))
        assert sorted(times)[5] < 0.5 + loaded()


def test_a_head_that_does_not_come_ends_the_connection(server: str) -> None:
    with _slow(server, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n") as one, _slow(server, b"") as silent:
        one.settimeout(20)
        silent.settimeout(20)
        assert one.recv(1000).startswith(b"HTTP/1.1 408 ")
        assert silent.recv(1000) == b""


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"a" * 400_000, b"431"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: b\r\n" * 60_000, b"431"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GET /id/%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        (b"GET /id/%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        (b"GET /id/person/%c3%28 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        (b"GET /sparql?query=%4 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"404"),
        (b"GET /assets/..%2f..%2fpages.py HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"404"),
        (b"GET /assets/vendor/%2e%2e/packages.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"404"),
        (
            b"POST /sparql HTTP/1.1\r\nHost: [::1]\r\nContent-Type: application/sparql-query\r\nContent-Length: 9999999\r\n\r\n",
            b"413",
        ),
        (b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"405"),
    ],
)
def test_bad_heads(server: str, head: bytes, status: bytes) -> None:
    with _slow(server, b"") as one:
        with contextlib.suppress(OSError):  # it may hang up before all is sent
            one.sendall(head)
        got = b""
        with contextlib.suppress(OSError):
            got = one.recv(4000)
        assert got[:13] == b"HTTP/1.1 " + status + b" ", got
        assert got.lower().count(b"server:") == 0


def test_a_worker_may_die(live: Callable[..., Any], built: Path) -> None:
    with live("-g", built) as (address, process):
        light(address)
        workers = children(process.pid)
        assert workers
        for child in workers:
            os.kill(child, signal.SIGKILL)
        codes = [asked(address, "ASK { ?s ?p ?o }").status_code for _ in range(8)]
        assert codes[-1] == 200
        assert set(codes) <= {200, 503}
        assert process.poll() is None


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told(live: Callable[..., Any], built: Path, how: signal.Signals) -> None:
    with live("-g", built) as (address, process):
        light(address)
        workers = children(process.pid)
        assert workers
        process.send_signal(how)
        assert process.wait(15) in (0, 130, 143)
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
        time.sleep(0.2)
        assert not [child for child in workers if Path(f"/proc/{child}").exists()]


def test_a_graph_that_is_written_to_while_others_read(live: Callable[..., Any], tmp_path: Path) -> None:
    token = "open-sesame-open-sesame"
    with live("-g", tmp_path / "new", "--write", KG_TOKEN=token) as (address, _):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/sparql-update"}
        with ThreadPoolExecutor(6) as crowd:
            reads = [crowd.submit(asked, address, "ASK { ?s ?p ?o }") for _ in range(10)]
            for number in range(3):
                sent = httpx.post(
                    f"{address}/sparql", content=f"INSERT DATA {{ <urn:{number}> <urn:p> 1 }}", headers=headers, timeout=60
                )
                assert sent.status_code == 204
            assert {read.result().status_code for read in reads} == {200}
        counted = httpx.get(
            f"{address}/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), headers={"Accept": "text/csv"}
        )
        assert counted.text.split() == ["n", "3"]
