"""The graph that is served: many may read it, or one may write to it; never both, because Oxigraph's readers see no writer.

Queries run in worker processes, those of the pages too, and changes in a writer process. On a server that writes, the readers
are closed when a change comes and opened again when the next question does.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from kg.errors import QueryError, StoreError
from kg.rdf import guard
from kg.rdf.asking import question
from kg.rdf.places import signs
from kg.rdf.process import Data, Process, TimedOut
from kg.rdf.store import Store
from kg.rdf.terms import BASE, SHARED, prefixes
from kg.rdf.writing import Change, Stopped, Writer
from kg.server.crew import Crew
from kg.server.gate import Gate
from kg.server.problem import Problem
from kg.server.questions import Distant
from kg.server.reply import Reply
from kg.server.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from kg.server.asked import Query

_T = TypeVar("_T")
_STARTING = 600.0  # seconds that a file of RDF may take to be read
_QUESTIONS = 4  # of pages, asked at a time


class Served:
    """A graph and the processes that ask it. Made once; `start` before use and `close` after."""

    def __init__(self, settings: Settings) -> None:
        """Raises StoreError when there is no graph, or when it is to be written to and is not a store."""
        self.settings = settings
        self.changes = 0  # since the start; what was made of the graph before is stale
        self._gate = Gate()
        self._threads = ThreadPoolExecutor(_QUESTIONS, "question")
        self._switch = asyncio.Lock()
        self._writer: Writer | None = None
        self._crew: Crew | None = None
        self._signs = signs(settings.graph)
        if settings.token is not None:
            _prepare(settings.graph)
        self._age = self.age()
        first = Process(Data(settings.graph), settings.memory * MEGABYTE, self._age)
        try:
            first.wait(time.monotonic() + _STARTING)
        finally:
            first.kill()
        self.base = first.base or BASE
        self.prefixes = prefixes(self.base)

    async def start(self) -> None:
        """Starts the workers, so that the first query need not wait for them."""
        await self._readers()

    async def close(self) -> None:
        async with self._gate.alone():
            if self._crew:
                await self._crew.close()
            await asyncio.to_thread(self._close)

    async def ask(self, asking: Callable[[Store], _T], *, patient: bool = False) -> _T:
        """What a question of our own answers, asked in a thread; its queries in workers. Raises QueryError.

        It has the time of a query. A thread cannot be stopped, but gets no answer after that, and only the `patient` wait for it.
        """
        async with self._gate.shared():
            crew = await self._readers()
            loop = asyncio.get_running_loop()
            seconds = self.settings.timeout
            seen = cast("Store", Distant(crew, loop, self.base, time.monotonic() + seconds))
            try:
                done = loop.run_in_executor(self._threads, asking, seen)
                return await asyncio.wait_for(done, None if patient else seconds + 1)
            except TimeoutError:
                raise TimedOut from None

    @asynccontextmanager
    async def answer(self, query: Query, accept: str, base: str, begun: Reply | None = None) -> AsyncIterator[Reply]:
        """The answer of somebody's query, whose worker is busy until the context is left. `begun` was asked by `at_once`.

        Raises QueryError.
        """
        async with self._gate.shared():
            reply = begun or await self._begun(await self._readers(), query, accept, base)
            try:
                if reply.error:
                    raise reply.error
                yield reply
            finally:
                reply.close()

    async def _begun(self, crew: Crew, query: Query, accept: str, base: str) -> Reply:
        if chosen := _checked(crew, query, base):
            # a graph that every built store may have is known even while it is empty
            shared = {f"{crew.base}graph/{name}" for name in SHARED} if crew.base else set()
            there = shared | await crew.known(chosen, self.settings.timeout)
            guard.check(query.text, graphs=there.__contains__, prefixes=crew.prefixes, base=base)
        return await crew.answer(b"Q", self._question(crew, query, accept, base), self.settings.timeout)

    def at_once(self, query: Query, accept: str, base: str, begun: Callable[[Reply], None]) -> Reply | None:
        """Asks as `answer` does, but calls `begun` with the beginning. None, with nothing asked, where it is not so simple."""
        if self._crew is None or self.settings.token is not None:
            return None
        try:
            if _checked(self._crew, query, base):
                return None
            return self._crew.ask(b"Q", self._question(self._crew, query, accept, base), begun, self.settings.timeout)
        except QueryError:
            return None

    def _question(self, crew: Crew, query: Query, accept: str, base: str) -> dict[str, object]:
        return question(
            query.text,
            accept=accept,
            seconds=self.settings.timeout,
            union=crew.base is not None if self.settings.union is None else self.settings.union,
            base=base,
            default_graphs=query.default_graphs,
            named_graphs=query.named_graphs,
        )

    async def state(self) -> int:
        """`changes` as they are now, another build that has taken the graph's place included."""
        async with self._gate.shared():
            await self._readers()
        return self.changes

    async def change(self, change: Change) -> bool:
        """Does it; whether the graph was there before. Raises QueryError, or Problem (503) when it took too long."""
        async with self._gate.alone():
            if self._crew:
                await self._crew.close()
                self._crew = None
            try:
                return await asyncio.shield(asyncio.to_thread(self._change, change))
            except Stopped as error:
                raise Problem(503, str(error), {"Retry-After": "10"}) from None
            except StoreError as error:
                raise Problem(503, str(error), {"Retry-After": "1"}) from None

    def _change(self, change: Change) -> bool:
        if self._writer is None or not self._writer.alive:
            self._writer = Writer(_folder(self.settings.graph), self.prefixes, memory=self.settings.memory)
        self.changes += 1
        return self._writer.do(change, self.settings.timeout)

    def unites(self, store: Store) -> bool:
        """Whether a query that names no graphs sees all of them together."""
        if self.settings.union is not None:
            return self.settings.union
        return bool(store.query("ASK { GRAPH ?g { } FILTER(STRENDS(STR(?g), 'graph/ontology')) }"))

    def age(self) -> object:
        """Another value when another build has taken the place of the graph."""
        for sign in self._signs:
            with suppress(OSError):
                stat = os.stat(sign)
                return stat.st_ino, stat.st_mtime_ns, stat.st_size
        return None

    async def _readers(self) -> Crew:
        if self.settings.token is None and (age := self.age()) != self._age:
            self._age = age
            self.changes += 1
        if self._crew is not None:
            return self._crew
        async with self._switch:
            if self._crew is None:
                if self._writer:
                    await asyncio.to_thread(self._writer.close)
                    self._writer = None
                crew = Crew(
                    Data(self.settings.graph),
                    self.age if self.settings.token is None else lambda: None,
                    count=self.settings.workers,
                    queue=self.settings.queue,
                    memory=self.settings.memory * MEGABYTE,
                )
                await crew.start()
                self._crew = crew
        return self._crew

    def _close(self) -> None:
        with suppress(QueryError, StoreError):
            if self._writer:
                self._writer.close()
        self._crew = self._writer = None
        self._threads.shutdown(wait=False, cancel_futures=True)


def _checked(crew: Crew, query: Query, base: str) -> list[str]:
    """The graphs that a query chooses, which it may ask if they are there. Raises Refused and Malformed."""
    chosen: list[str] = []

    def note(iri: str) -> bool:
        chosen.append(iri)
        return True

    guard.check(query.text, graphs=note, prefixes=crew.prefixes, base=base)
    return chosen


def _folder(graph: Path) -> Path:
    return graph / "store" if (graph / "store" / "CURRENT").is_file() else graph


def _prepare(graph: Path) -> None:
    """A new store where there is nothing yet. Raises StoreError for a file, which has no place for changes."""
    if graph.is_file():
        raise StoreError(f"{graph}: a file cannot be written to through a server: build or import it into a store first")
    if not graph.exists() or not any(graph.iterdir()):
        Store.create(graph)
    elif not (_folder(graph) / "CURRENT").is_file():
        raise StoreError(f"{graph}: holds no store to write to: name a built folder, or a new one")
