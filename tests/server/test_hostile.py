"""The hostile queries of `tests.rdf.hostile` over HTTP: each has its status, and none of them leaves a mark on the server."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from tests.rdf import hostile
from tests.server.processes import children, memory

pytestmark = pytest.mark.skipif(os.name != "posix", reason="workers need POSIX")

STATUS = {
    hostile.REFUSED: {403, 413},
    hostile.MALFORMED: {400, 503},  # Oxigraph takes a second to say what is wrong with 60,000 brackets
    hostile.STOPPED: {503},
    hostile.ANSWERED: {200},
    hostile.ANY: {200, 400, 403, 413, 500, 503},
}
KIND = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def server(live: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A server over five thousand triples, so that their products are large; a second and 256 MB for each query."""
    file = tmp_path_factory.mktemp("many") / "many.nt"
    file.write_text("".join(f"<http://more/{n}> <http://more/told> <http://more/{n * 7 % 5000}> .\n" for n in range(5000)))
    store = ox.Store(str(file.parent / "store"))
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    del store
    with live("-g", file.parent, "--timeout", "1", "--memory", "256") as (address, process):
        yield address, process.pid


def light(client: httpx.Client, address: str) -> float:
    """How many seconds a light query takes now; it must be answered."""
    begun = time.monotonic()
    assert client.post(f"{address}/sparql", content="ASK { ?s ?p ?o }", headers=KIND).status_code == 200
    return time.monotonic() - begun


def loaded() -> float:
    """Seconds to allow for what else this machine is doing: none where it has a processor for each task."""
    return max(0.0, os.getloadavg()[0] / (os.cpu_count() or 1) - 1) / 2


def test_none_does_harm(server: tuple[str, int]) -> None:
    address, pid = server
    wrong = []
    with httpx.Client(timeout=20) as client:
        client.post(f"{address}/sparql", content="ASK {}", headers=KIND)
        before = memory([pid, *children(pid)])
        for name, text, expected in hostile.QUERIES:
            start = time.monotonic()
            try:
                answer = client.post(f"{address}/sparql", content=text.encode("utf-8", "surrogatepass"), headers=KIND)
                status, fine = answer.status_code, answer.status_code in STATUS[expected]
            except httpx.RemoteProtocolError:  # stopped in the middle of an answer that had begun well
                status, fine = 0, expected in (hostile.STOPPED, hostile.ANY)
            took = time.monotonic() - start
            after = light(client, address)
            if not fine or took > 4 + loaded() or after > 0.5 + loaded():
                wrong.append((name, expected, status, round(took, 1), round(after, 2)))
        assert not wrong, "\n".join(map(str, wrong))
        time.sleep(1)
        assert memory([pid, *children(pid)]) < before + 150 * 1024**2
    assert len(hostile.QUERIES) >= 65
