"""The short way of a plain query: its answers are those of the ordinary way, and nothing gets past the door by it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="workers need POSIX")

LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000"


@pytest.fixture(scope="module")
def server(live: Callable[..., Any], built: Path) -> Iterator[tuple[str, int]]:
    with live("-g", built, "--timeout", "2", "--memory", "200") as (address, _):
        host, port = address.removeprefix("http://").split(":")
        yield host, int(port)


def request(query: str, *headers: str, more: str = "") -> bytes:
    lines = [f"GET /sparql?query={quote(query, safe='')}{more} HTTP/1.1", "Host: localhost", *headers]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


class Client:
    """A connection, and what it was told."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.socket = socket.create_connection(server, timeout=20)
        self._file = self.socket.makefile("rb")

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The status, the headers but for the date, the body."""
        status = int(self._file.readline().split()[1])
        headers = {}
        while (line := self._file.readline().decode().rstrip()) != "":
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        headers.pop("date")
        if headers.get("transfer-encoding") != "chunked":
            return status, headers, self._file.read(int(headers["content-length"]))
        body = b""
        while size := int(self._file.readline(), 16):
            body += self._file.read(size)
            self._file.readline()
        self._file.readline()
        return status, headers, body


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("ASK { ?s ?p ?o }", (), 200),
        ("ASK{}", ("Accept: application/sparql-results+xml", "User-Agent: a b/1"), 200),
        ("SELECT ?s { ?s a kg:Person } ORDER BY ?s", ("Accept: text/csv",), 200),
        ("SELECT ?s { ?s a kg:Person } ORDER BY ?s # é;ü+ %", ("Accept: text/csv, */*;q=0.1",), 200),
        ("CONSTRUCT { ?s a ?o } { ?s a ?o } ORDER BY ?s ?o", ("Accept: text/turtle",), 200),
        ("DESCRIBE <x:y>", (), 200),
        ("ASK FROM graph:facts {}", (), 200),
        (LONG, ("Accept: text/csv",), 200),
        ("SELECT (1 AS ?x) {}", ("Accept: text/html",), 200),
        ("SELECT (<x> AS ?x) {}", (), 200),
        ("SELECT {}", (), 400),
        ("", (), 400),
        ("ASK { ?s ?p 'a }", (), 400),
        ("ASK { SERVICE <http://localhost:1> {} }", (), 403),
        ("ASK FROM <x:nothing> {}", (), 403),
        ("ASK " + "{" * 101 + "}" * 101, (), 403),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }", (), 503),
        ("ASK{}", ("Accept: image/png",), 406),
        ("ASK{}", ("Origin: http://evil.example",), 403),
        ("ASK{}", ("Origin: http://localhost",), 200),
        ("ASK{}", ("Sec-Fetch-Site: cross-site",), 403),
        ("ASK{}", ("Host: evil.example",), 400),
        ("ASK{}", ("If-None-Match: *", "Cookie: a=b; c=d"), 200),
    ],
)
def test_it_is_as_by_the_ordinary_way(server: tuple[str, int], query: str, headers: tuple[str, ...], status: int) -> None:
    """A second field in the address, which says nothing, makes a request an ordinary one."""
    with Client(server) as client:
        client.send(request(query, *headers))
        first = client.answer()
        client.send(request(query, *headers))
        again = client.answer()
    with Client(server) as client:
        client.send(request(query, *headers, more="&other="))
        ordinary = client.answer()
    assert first[0] == status
    assert first == again == ordinary


def test_several_in_one_piece_are_answered_in_their_order(server: tuple[str, int]) -> None:
    texts = [f"SELECT ({n} AS ?x) {{}}" for n in range(20)]
    with Client(server) as client:
        client.send(request(texts[0], "Accept: text/csv"))
        client.send(b"".join(request(text, "Accept: text/csv") for text in texts[1:]))
        assert [client.answer()[2] for _ in texts] == [b"x\r\n%d\r\n" % n for n in range(20)]
        client.send(request("ASK{}")[:-10])
        client.send(request("ASK{}")[-10:])
        assert client.answer()[0] == 200


def test_the_connection_ends_when_it_is_asked_to(server: tuple[str, int]) -> None:
    with Client(server) as client:
        client.send(request("ASK { ?a ?b ?c }", "Connection: close"))
        status, headers, _ = client.answer()
        assert (status, headers.get("connection")) == (200, "close")
        assert client.socket.recv(10) == b""


def test_what_is_smuggled_is_not_taken(server: tuple[str, int]) -> None:
    """Headers of which two readers might think differently go to the real parser."""
    for header in ("Content-Length: 3", "Transfer-Encoding: chunked", "Content-Length : 0", " folded: a", "X: a\tb", "X: \x0b"):
        with Client(server) as client:
            client.send(request("ASK{}", header) + b"ASK")
            with client.socket as plain:
                got = plain.recv(4000)
            assert got[:9] == b"HTTP/1.1 ", (header, got)


def test_an_answer_that_changes_is_not_said_again(server: tuple[str, int]) -> None:
    with Client(server) as client:
        found = set()
        for _ in range(3):
            client.send(request("SELECT (STRUUID() AS ?x) {}", "Accept: text/csv"))
            found.add(client.answer()[2])
    assert len(found) == 3


def test_many_at_once_each_get_their_own(server: tuple[str, int]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def ask(one: int) -> bool:
        with Client(server) as client:
            for n in range(30):
                client.send(request(f"SELECT ({one * 100 + n} AS ?x) {{}}", "Accept: text/csv"))
                if client.answer()[::2] != (200, b"x\r\n%d\r\n" % (one * 100 + n)):
                    return False
        return True

    with ThreadPoolExecutor(12) as crowd:
        assert all(crowd.map(ask, range(12)))
