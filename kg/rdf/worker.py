"""Queries in processes of their own: whatever a query does to the process that runs it, this one lives on.

A worker is `kg/rdf/child.py` with the store open, read only. It is killed when it runs past its time, and it ends by itself
at its limit of memory; another takes its place. One worker more than may run at a time is kept ready, so that the next query
need not wait for that. Needs a POSIX system.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from kg.errors import QueryError, StoreError
from kg.rdf import guard
from kg.rdf.asking import complaint, question
from kg.rdf.places import signs
from kg.rdf.process import Busy, Data, Failed, Process, TimedOut, TooLarge, Unwritable
from kg.rdf.tokens import Malformed

__all__ = ["Answer", "Busy", "Data", "Failed", "Malformed", "Refused", "TimedOut", "TooLarge", "Unwritable", "Workers"]

Refused = guard.Refused
MEMORY = 2 * 1024**3  # bytes that a query may take beyond what the open store has
MOST = 1024**3  # bytes of an answer
_STARTING = 600.0  # seconds after which a worker has failed that has not opened its store, or loaded its file


class Answer:
    """The answer to one query, read once and piece by piece: iterate over its bytes.

    `kind` is "rows", "triples" or "boolean", `media_type` what was chosen of those that were accepted. After the last piece
    `seconds` is what the query took in its process. Leave it early by `close`, or by the end of a `with`. Iterating raises
    TimedOut, TooLarge and Failed as `Workers.answer` does.
    """

    def __init__(self, pool: Workers, process: Process, head: bytes, deadline: float, most: int) -> None:
        self._process: Process | None = process
        self._pool = pool
        self.kind, _, self.media_type = head.decode().partition(" ")
        self.seconds = 0.0
        self._deadline = deadline
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        while self._process is not None:
            try:
                letter, content = self._process.receive(self._deadline)
                size += len(content)
                if letter == b"X":
                    raise complaint(content, "", {})[0]
                if size > self._most:
                    raise TooLarge(f"the answer is larger than {self._most // 1024**2:,} MB: ask for less, with LIMIT say")
            except QueryError:
                self.close()
                raise
            if letter == b"E":
                self.seconds = float(content)
                process, self._process = self._process, None
                self._pool._give_back(process)
                return
            yield content

    def read(self) -> bytes:
        """All that is left, at once."""
        return b"".join(self)

    def close(self) -> None:
        """Stops the query when it is not at its end."""
        process, self._process = self._process, None
        if process is not None:
            self._pool._give_back(process, spoilt=True)

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


class Workers:
    """A pool of processes that answer queries over one store, each with its limits. A context manager; safe among threads.

    `count` queries run at a time. `memory` is what one may take, in bytes, `most` how large an answer may grow. `allow` names
    what the guard lets pass (`kg.rdf.guard.ALLOWABLE`). `union` says whether queries see all graphs together; None leaves it to
    the store, and those that kg built are seen so. Where there is no such store, the first call that needs it raises StoreError.
    """

    def __init__(
        self,
        data: Data | Path | str,
        *,
        count: int = 2,
        spare: int = 1,
        memory: int = MEMORY,
        most: int = MOST,
        allow: Iterable[str] = (),
        union: bool | None = None,
    ) -> None:
        self._data = data if isinstance(data, Data) else Data(Path(data))
        self._memory, self._most, self._allow = memory, most, frozenset(allow)
        self._union = union
        self._free = threading.Condition()
        self._running, self._count, self._spare = 0, count, spare
        self._version = 0
        self._closed = False
        self._busy: set[Process] = set()
        self._idle = [self._start() for _ in range(count + spare)]
        self._base: tuple[str | None] | None = None
        atexit.register(self.close)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends all processes, those that are at work too."""
        with self._free:
            self._closed = True
            every, self._idle, self._busy = [*self._idle, *self._busy], [], set()
        for process in every:
            process.kill()
        atexit.unregister(self.close)

    def refresh(self) -> None:
        """Lets the next query see the store as it is now. What is being answered ends as it began."""
        with self._free:
            self._version += 1

    @property
    def base(self) -> str | None:
        """The base IRI that the store was built with; None for what kg did not build."""
        if self._base is None:
            process = self._take(time.monotonic() + _STARTING)
            self._give_back(process)
            self._base = (process.base,)
        return self._base[0]

    def prefixes(self) -> dict[str, str]:
        """The prefixes that need not be typed."""
        from kg.rdf.terms import BASE, prefixes

        return prefixes(self.base or BASE)

    def known(self, iris: Iterable[str], timeout: float = _STARTING) -> tuple[frozenset[str], frozenset[str]]:
        """Which of the IRIs name a graph of the store, and which occur in any of its triples. Raises Busy and TimedOut."""
        deadline = time.monotonic() + timeout
        process = self._take(deadline)
        try:
            process.send(b"K", {"iris": list(iris)})
            _, content = process.receive(deadline)
        except QueryError:
            self._give_back(process, spoilt=True)
            raise
        self._give_back(process)
        told = json.loads(content)
        return frozenset(told["graphs"]), frozenset(told["terms"])

    def has_graph(self, iri: str, timeout: float = _STARTING) -> bool:
        """Whether the store has this graph; those that every built store may have, and those given, count even while empty."""
        from kg.rdf.terms import SHARED

        shared = {f"{self.base}graph/{name}" for name in SHARED} if self.base else set()
        given = {graph for _, graph, _ in self._data.files}
        return iri in shared | given or bool(self.known([iri], timeout)[0])

    def answer(
        self,
        query: str,
        *,
        accept: str,
        timeout: float,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
        base: str | None = None,
        trusted: bool = False,
        missing: bool = False,
    ) -> Answer:
        """Asks, and returns as soon as the answer begins.

        `accept` is one media type or several with commas, the dearest first; the first that fits the kind of the answer is taken.
        `timeout` counts from here to the last byte read, in seconds. The graphs given take the place of the query's own FROM;
        where none are given, a built store is asked as the union of its graphs. The IRI "" stands for the store's own default
        graph. With `missing`, graphs that the store does not have may be given, and are empty, as in the SPARQL protocol. `base`
        resolves relative IRIs. `trusted` queries, our own, are not put before the guard. Raises Refused, Malformed, TimedOut,
        TooLarge, Busy, Failed, all of them QueryError.
        """
        deadline = time.monotonic() + timeout
        default, named = list(default_graphs), list(named_graphs)
        own = self.base
        if not trusted:

            def has(iri: str) -> bool:
                return self.has_graph(iri, deadline - time.monotonic())

            guard.check(query, allow=self._allow, graphs=has, prefixes=self.prefixes(), base=base)
            for iri in (*default, *named):
                if not missing and "from" not in self._allow and not has(iri):
                    raise Refused(f"there is no graph <{iri}> here, and none is fetched")
        asked = question(
            query,
            accept=accept,
            seconds=timeout,
            union=own is not None if self._union is None else self._union,
            base=base,
            default_graphs=default,
            named_graphs=named,
        )
        process = self._take(deadline)
        try:
            process.send(b"Q", asked)
            letter, content = process.receive(deadline)
        except QueryError:
            self._give_back(process, spoilt=True)
            raise
        if letter == b"X":
            error, spoilt = complaint(content, query, self.prefixes())
            self._give_back(process, spoilt=spoilt)
            raise error
        return Answer(self, process, content, deadline, self._most)

    def _start(self) -> Process:
        return Process(self._data, self._memory, self._age())

    def _age(self) -> object:
        """Changes when another build has taken the place of the store, or when `refresh` was asked for."""
        if self._data.path is None:
            return self._version
        for sign in signs(self._data.path):
            with suppress(OSError):
                stat = os.stat(sign)
                return self._version, stat.st_ino, stat.st_mtime_ns
        return self._version

    def _take(self, deadline: float) -> Process:
        """A worker that is ready, for this thread alone."""
        with self._free:
            while self._running >= self._count and not self._closed:
                if not self._free.wait(deadline - time.monotonic()):
                    raise Busy
            if self._closed:
                raise Failed("the workers have been closed")
            self._running += 1
            age = self._age()
            stale = [process for process in self._idle if process.age != age]
            self._idle = [process for process in self._idle if process.age == age]
            process = self._idle.pop(0) if self._idle else self._start()
            self._busy.add(process)
        for old in stale:
            old.kill()
        try:
            process.wait(max(deadline, time.monotonic() + _STARTING))  # loading is not the query's time
        except (QueryError, StoreError):
            self._give_back(process, spoilt=True, replace=False)
            raise
        return process

    def _give_back(self, process: Process, *, spoilt: bool = False, replace: bool = True) -> None:
        with self._free:
            if process not in self._busy:
                return  # closed meanwhile
            self._busy.discard(process)
            self._running -= 1
            if not spoilt:
                self._idle.insert(0, process)
            self._free.notify()
        if spoilt:
            process.kill()  # its memory is given back before its successor takes any
        with self._free:
            if replace and not self._closed:
                self._idle += [self._start() for _ in range(self._count + self._spare - len(self._idle) - len(self._busy))]
