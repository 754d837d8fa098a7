"""The workers on the event loop: light queries share one, long ones share with nobody, and what nobody waits for is stopped."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.rdf.asking import question
from kg.rdf.process import Busy, Data, Failed, TimedOut, TooLarge
from kg.server.crew import Crew
from kg.server.reply import Reply
from tests.server.processes import awaited

LIGHT = "SELECT ?x { ?x <http://more/told> ?y } LIMIT 1"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crew")
    store = ox.Store(str(path / "store"))
    told = ox.NamedNode("http://more/told")
    store.bulk_extend(
        ox.Quad(ox.NamedNode(f"http://more/{n}"), told, ox.NamedNode(f"http://more/{n * 7 % 5000}")) for n in range(5000)
    )
    store.flush()
    return path


@asynccontextmanager
async def crew(folder: Path, *, count: int = 1, queue: int = 40, most: int = 1024**3) -> AsyncIterator[Crew]:
    made = Crew(Data(folder), lambda: None, count=count, queue=queue, memory=256 * 1024**2, most=most)
    await made.start()
    try:
        yield made
    finally:
        await made.close()


async def begun(crew: Crew, query: str, seconds: float = 20) -> Reply:
    asked = question(query, accept="application/sparql-results+json", seconds=seconds, union=True)
    return await crew.answer(b"Q", asked, seconds)


async def whole(crew: Crew, query: str, seconds: float = 20) -> bytes:
    reply = await begun(crew, query, seconds)
    read = [reply.first]
    while (piece := None if reply.whole else await reply.piece()) is not None:
        read.append(piece)
    return b"".join(read)


def slack() -> float:
    """Seconds to allow for what else this machine is doing."""
    return 3 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_each_gets_its_own_answer(folder: Path) -> None:
    async def run() -> None:
        async with crew(folder, count=2) as workers:
            texts = [f"SELECT (COUNT(*) AS ?n{n}) {{ <http://more/{n}> ?p ?o }}" for n in range(40)]
            for n, answer in enumerate(await asyncio.gather(*(whole(workers, text) for text in texts))):
                assert json.loads(answer)["results"]["bindings"][0][f"n{n}"]["value"] == "1"

    awaited(run())


def test_nobody_waits_behind_a_long_query(folder: Path) -> None:
    """With one worker that is at a long query and was sent more, these are taken up as soon as it is stopped, or by another."""

    async def run(count: int) -> float:
        async with crew(folder, count=count) as workers:
            await whole(workers, LIGHT)
            heavy = asyncio.create_task(whole(workers, HEAVY, 1.5))
            await asyncio.sleep(0)
            start = time.monotonic()
            await asyncio.gather(*(whole(workers, LIGHT) for _ in range(12)))
            took = time.monotonic() - start
            with pytest.raises(TimedOut):
                await heavy
            return took

    assert awaited(run(2)) < 0.5 * slack()
    assert awaited(run(1)) < 2 * slack()


@pytest.mark.parametrize("query", [HEAVY, HUNGRY])
def test_what_fails_takes_no_other_with_it(folder: Path, query: str) -> None:
    async def run() -> None:
        async with crew(folder) as workers:
            asked = [whole(workers, text, seconds) for text, seconds in [(query, 2.0), *[(LIGHT, 120.0)] * 7]]
            first, *others = await asyncio.gather(*asked, return_exceptions=True)
            assert isinstance(first, TimedOut | TooLarge)
            assert [other for other in others if not isinstance(other, bytes)] == []

    awaited(run())


def test_whoever_leaves_stops_the_query(folder: Path) -> None:
    async def run() -> None:
        async with crew(folder) as workers:
            leaving = [asyncio.create_task(whole(workers, HEAVY, 60)) for _ in range(3)]
            await asyncio.sleep(0.01)
            for task in leaving:
                task.cancel()
            start = time.monotonic()
            assert await whole(workers, LIGHT)
            assert time.monotonic() - start < slack()

    awaited(run())


def test_a_long_answer_waits_for_its_reader(folder: Path) -> None:
    async def run() -> None:
        async with crew(folder, most=8 * 1024**2) as workers:
            reply = await begun(workers, LONG)
            assert not reply.whole
            assert len(reply.first) == 64 * 1024
            await asyncio.sleep(0.3)
            assert len(reply._pieces) < 40
            with pytest.raises(TooLarge, match="larger than 8 MB"):
                while await reply.piece() is not None:
                    pass
            assert await whole(workers, LIGHT)

    awaited(run())


def test_a_crowd_is_told_to_come_back(folder: Path) -> None:
    async def run() -> None:
        async with crew(folder, queue=3) as workers:
            asked = [whole(workers, HEAVY, 1.0) for _ in range(30)]
            ends = [type(end) for end in await asyncio.gather(*asked, return_exceptions=True)]
            assert set(ends) == {TimedOut, Busy}
            assert await whole(workers, LIGHT)

    awaited(run())


def test_closing_ends_everything(folder: Path) -> None:
    async def run() -> list[int]:
        async with crew(folder, count=2) as workers:
            asked = [asyncio.create_task(whole(workers, HEAVY, 60)) for _ in range(20)]
            await asyncio.sleep(0.2)
            pids = [hand.process.pid for hand in [*workers._idle, *workers._busy]]
            await workers.close()
            assert all(isinstance(end, Failed) for end in await asyncio.gather(*asked, return_exceptions=True))
            with pytest.raises(Failed):
                await whole(workers, LIGHT)
            return pids

    assert not [pid for pid in awaited(run()) if Path(f"/proc/{pid}").exists()]
