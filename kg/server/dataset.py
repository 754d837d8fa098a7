"""The graph that is served: many may read it, or one may write to it; never both, because Oxigraph's readers see no writer.

Queries run in worker processes, changes in a writer process, and the pages' own questions in a thread here. On a server that
writes, the readers are closed when a change comes and opened again when the next question does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.errors import QueryError, StoreError
from kg.rdf.store import Store
from kg.rdf.worker import Answer, Workers
from kg.rdf.writing import Change, Stopped, Writer
from kg.server.gate import Gate, Places
from kg.server.problem import Problem
from kg.server.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from kg.server.asked import Query

_T = TypeVar("_T")
PIECE = 64 * 1024  # bytes that are sent at once


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer of which the beginning was read; `whole` where that is all of it. `rest` gives what follows."""

    answer: Answer
    rest: Iterator[bytes]
    first: bytes
    whole: bool


def gathered(pieces: Iterator[bytes]) -> bytes | None:
    """The next pieces together, of `PIECE` bytes or more unless they are the last; None after those."""
    read = bytearray()
    for piece in pieces:
        read += piece
        if len(read) >= PIECE:
            break
    return bytes(read) or None


class Served:
    """A graph and the processes that ask it. Made once; `start` before use and `close` after."""

    def __init__(self, settings: Settings) -> None:
        """Raises StoreError when there is no graph, or when it is to be written to and is not a store."""
        self.settings = settings
        self.changes = 0  # since the start; what was made of the graph before is stale
        self._gate = Gate()
        self._places = Places(settings.workers, settings.queue)
        self._threads = ThreadPoolExecutor(settings.workers, "query")
        self._switch = asyncio.Lock()
        self._writer: Writer | None = None
        self._workers: Workers | None = None
        if settings.token is not None:
            _prepare(settings.graph)
        self._age = self.age()
        self._store: Store | None = Store.open(settings.graph)
        self.base = self._store.base
        self.prefixes = self._store.prefixes

    async def start(self) -> None:
        """Starts the workers, so that the first query need not wait for them."""
        await self._readers()

    async def close(self) -> None:
        async with self._gate.alone():
            await asyncio.to_thread(self._close)

    async def ask(self, question: Callable[[Store], _T]) -> _T:
        """What a question of our own answers, asked in a thread."""
        async with self._gate.shared():
            store, _ = await self._readers()
            return await asyncio.to_thread(question, store)

    @asynccontextmanager
    async def answer(self, query: Query, accept: str, base: str) -> AsyncIterator[Begun]:
        """The answer of somebody's query, whose worker is busy until the context is left. Raises QueryError or Problem (503)."""
        async with self._places.one(self.settings.timeout), self._gate.shared():
            _, workers = await self._readers()
            asking = asyncio.get_running_loop().run_in_executor(self._threads, self._begin, workers, query, accept, base)
            try:
                begun = await asyncio.shield(asking)
            except asyncio.CancelledError:  # the client is gone, the thread is not
                asking.add_done_callback(lambda done: None if done.exception() else done.result().answer.close())
                raise
            try:
                yield begun
            finally:
                if not begun.whole:
                    await asyncio.shield(asyncio.to_thread(begun.answer.close))

    def _begin(self, workers: Workers, query: Query, accept: str, base: str) -> Begun:
        """Asks and waits for the beginning: in one go, because each change of threads costs more than a light query."""
        answer = workers.answer(
            query.text,
            accept=accept,
            timeout=self.settings.timeout,
            default_graphs=query.default_graphs,
            named_graphs=query.named_graphs,
            base=base,
            missing=True,
        )
        pieces = iter(answer)
        first = gathered(pieces)
        return Begun(answer, pieces, first or b"", first is None or len(first) < PIECE)

    async def change(self, change: Change) -> bool:
        """Does it; whether the graph was there before. Raises QueryError, or Problem (503) when it took too long."""
        async with self._gate.alone():
            try:
                return await asyncio.shield(asyncio.to_thread(self._change, change))
            except Stopped as error:
                raise Problem(503, str(error), {"Retry-After": "10"}) from None
            except StoreError as error:
                raise Problem(503, str(error), {"Retry-After": "1"}) from None

    def _change(self, change: Change) -> bool:
        self._store = None
        if self._workers:
            self._workers.close()
            self._workers = None
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
        graph = self.settings.graph
        for sign in (_folder(graph) / "CURRENT", graph):
            with suppress(OSError):
                stat = sign.stat()
                return stat.st_ino, stat.st_mtime_ns, stat.st_size
        return None

    async def _readers(self) -> tuple[Store, Workers]:
        if self._store is not None and self._workers and (self.settings.token or self.age() == self._age):
            return self._store, self._workers
        async with self._switch:
            return await asyncio.to_thread(self._open)

    def _open(self) -> tuple[Store, Workers]:
        if self._writer:
            self._writer.close()
            self._writer = None
        age = self.age()
        if self._store is None or age != self._age:
            if self._store is not None:
                self.changes += 1
            self._store = Store.open(self.settings.graph, self.base)
            self._age = age
        if self._workers is None:
            self._workers = Workers(
                self.settings.graph,
                count=self.settings.workers,
                memory=self.settings.memory * MEGABYTE,
                union=self.settings.union,
            )
        return self._store, self._workers

    def _close(self) -> None:
        with suppress(QueryError, StoreError):
            if self._workers:
                self._workers.close()
            if self._writer:
                self._writer.close()
        self._store = self._workers = self._writer = None


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
