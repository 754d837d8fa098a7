"""Queries in processes of their own: whatever a query does to the process that runs it, this one lives on.

A worker is `kg/rdf/child.py` with the store open, read only. It is killed when it runs past its time, and it ends by itself
at its limit of memory; another takes its place. One worker more than may run at a time is kept ready, so that the next query
need not wait for that. Needs a POSIX system.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import QueryError, StoreError
from kg.rdf import guard
from kg.rdf.tokens import Malformed

__all__ = ["Answer", "Busy", "Data", "Failed", "Malformed", "Refused", "TimedOut", "TooLarge", "Unwritable", "Workers"]

Refused = guard.Refused
MEMORY = 2 * 1024**3  # bytes that a query may take beyond what the open store has
MOST = 1024**3  # bytes of an answer
_HEAD = struct.Struct(">cI")
_STARTING = 600.0  # seconds after which a worker has failed that has not opened its store, or loaded its file


class TimedOut(QueryError):
    """The query took longer than it may, and was stopped. Whoever asked narrows it, or gives it more time."""


class TooLarge(QueryError):
    """The query took more memory than it may, or its answer grew too large; it was stopped. Whoever asked narrows it."""


class Unwritable(Refused):
    """None of the media types that were accepted fits the answer, whose `kind` this names."""

    def __init__(self, kind: str) -> None:
        takes = "RDF, such as text/turtle" if kind == "triples" else "SPARQL results, such as application/sparql-results+json"
        super().__init__(f"the answer is {kind}, which cannot be written so: ask for {takes}")
        self.kind = kind


class Busy(QueryError):
    """All workers were busy until the time was over; nothing ran. Asking again later helps."""


class Failed(QueryError):
    """The query is SPARQL and cannot be answered: another server gave none, say. The message says what happened."""


@dataclass(frozen=True, slots=True)
class Data:
    """What is asked: a built folder or one file of RDF (`path`), or files for the default graph and for named graphs.

    `files` are (file, IRI of its graph or None for what the file itself says, base IRI).
    """

    path: Path | None = None
    files: tuple[tuple[str, str | None, str], ...] = ()


class Answer:
    """The answer to one query, read once and piece by piece: iterate over its bytes.

    `kind` is "rows", "triples" or "boolean", `media_type` what was chosen of those that were accepted. After the last piece
    `seconds` is what the query took in its process. Leave it early by `close`, or by the end of a `with`. Iterating raises
    TimedOut, TooLarge and Failed as `Workers.answer` does.
    """

    def __init__(self, pool: Workers, process: _Process, head: Mapping[str, str], deadline: float, most: int) -> None:
        self._process: _Process | None = process
        self._pool = pool
        self.kind = head["kind"]
        self.media_type = head["media_type"]
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
                    raise _error(json.loads(content), None)
                if size > self._most:
                    raise TooLarge(f"the answer is larger than {self._most // 1024**2:,} MB: ask for less, with LIMIT say")
            except QueryError:
                self.close()
                raise
            if letter == b"E":
                self.seconds = json.loads(content)["seconds"]
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


class _Process:
    """One child: started at once, ready when its first frame has come."""

    def __init__(self, data: Data, memory: int, age: object) -> None:
        self.age = age
        self.base: str | None = None
        self._ready = False
        place = find_spec("pyoxigraph")
        assert place and place.origin  # noqa: S101 - a requirement of the package
        given = {"path": str(data.path) if data.path else None, "files": data.files, "memory": memory}
        command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py"))]
        self._child = subprocess.Popen(  # noqa: S603 - this interpreter and our own file
            [*command, str(Path(place.origin).parents[1]), json.dumps(given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._child.stdin and self._child.stdout  # noqa: S101 - both are pipes
        self._to, self._from = self._child.stdin.fileno(), self._child.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._from, select.POLLIN)

    def wait(self, deadline: float) -> None:
        """Until it can be asked. Raises StoreError when it cannot open what it was given, TimedOut."""
        if self._ready:
            return
        letter, content = self.receive(deadline)
        told = json.loads(content)
        if letter == b"X":
            raise StoreError(told["message"])
        self.base, self._ready = told["base"], True

    def send(self, letter: bytes, content: object) -> None:
        """Raises TooLarge when the process is gone."""
        written = json.dumps(content).encode()
        view = memoryview(_HEAD.pack(letter, len(written)) + written)
        try:
            while view:
                view = view[os.write(self._to, view) :]  # an idle child reads at once
        except OSError:
            raise _gone() from None

    def receive(self, deadline: float) -> tuple[bytes, bytes]:
        """The next frame. Raises TimedOut at the deadline (of the monotonic clock), TooLarge when the process has died."""
        letter, size = _HEAD.unpack(self._exactly(_HEAD.size, deadline))
        return letter, self._exactly(size, deadline)

    def _exactly(self, size: int, deadline: float) -> bytes:
        read = bytearray()
        while len(read) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not self._poll.poll(left * 1000):
                raise TimedOut("the query took longer than it may and was stopped: narrow it, or give it more time")
            try:
                piece = os.read(self._from, size - len(read))
            except OSError:  # the pool was closed meanwhile
                piece = b""
            if not piece:
                raise _gone()
            read += piece
        return bytes(read)

    def kill(self) -> None:
        """Ends the process at once, and waits for that."""
        with suppress(OSError):
            self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._child.wait()


class Workers:
    """A pool of processes that answer queries over one store, each with its limits. A context manager; safe among threads.

    `count` queries run at a time. `memory` is what one may take, in bytes, `most` how large an answer may grow. `allow` names
    what the guard lets pass (`kg.rdf.guard.ALLOWABLE`). Where there is no such store, the first call that needs it raises
    StoreError.
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
    ) -> None:
        self._data = data if isinstance(data, Data) else Data(Path(data))
        self._memory, self._most, self._allow = memory, most, frozenset(allow)
        self._free = threading.Condition()
        self._running, self._count, self._spare = 0, count, spare
        self._version = 0
        self._closed = False
        self._busy: set[_Process] = set()
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

    def known(self, iris: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Which of the IRIs name a graph of the store, and which occur in any of its triples."""
        deadline = time.monotonic() + _STARTING
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

    def has_graph(self, iri: str) -> bool:
        """Whether the store has this graph; those that every built store may have count even while they are empty."""
        from kg.rdf.terms import SHARED

        shared = {f"{self.base}graph/{name}" for name in SHARED} if self.base else set()
        return iri in shared or bool(self.known([iri])[0])

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
    ) -> Answer:
        """Asks, and returns as soon as the answer begins.

        `accept` is one media type or several with commas, the dearest first; the first that fits the kind of the answer is taken.
        `timeout` counts from here to the last byte read, in seconds. The graphs given take the place of the query's own FROM;
        where none are given, a built store is asked as the union of its graphs. `base` resolves relative IRIs. `trusted`
        queries, our own, are not put before the guard. Raises Refused, Malformed, TimedOut, TooLarge, Busy, Failed, all of them
        QueryError.
        """
        deadline = time.monotonic() + timeout
        default, named = list(default_graphs), list(named_graphs)
        own, prefixes = self.base, self.prefixes()
        if not trusted:
            guard.check(query, allow=self._allow, graphs=self.has_graph, prefixes=prefixes, base=base)
            self._must_have([*default, *named])
        asked = {
            "query": query,
            "accept": [media.split(";")[0].strip().lower() for media in accept.split(",")],
            "prefixes": prefixes,
            "base": base,
            "union": own is not None and (trusted or not guard.chooses(query)),
            "default": default if default or named else None,
            "named": named if default or named else None,
            "seconds": timeout,
        }
        process = self._take(deadline)
        try:
            process.send(b"Q", asked)
            letter, content = process.receive(deadline)
        except QueryError:
            self._give_back(process, spoilt=True)
            raise
        told = json.loads(content)
        if letter == b"X":
            self._give_back(process, spoilt=told["what"] == "memory")
            raise _error(told, (query, prefixes))
        return Answer(self, process, told, deadline, self._most)

    def _must_have(self, graphs: list[str]) -> None:
        for iri in graphs:
            if "from" not in self._allow and not self.has_graph(iri):
                raise Refused(f"there is no graph <{iri}> here, and none is fetched")

    def _start(self) -> _Process:
        return _Process(self._data, self._memory, self._age())

    def _age(self) -> object:
        """Changes when another build has taken the place of the store, or when `refresh` was asked for."""
        if self._data.path is None:
            return self._version
        for sign in (self._data.path / "store" / "CURRENT", self._data.path / "CURRENT", self._data.path):
            with suppress(OSError):
                stat = sign.stat()
                return self._version, stat.st_ino, stat.st_mtime_ns
        return self._version

    def _take(self, deadline: float) -> _Process:
        """A worker that is ready, for this thread alone."""
        with self._free:
            while self._running >= self._count and not self._closed:
                if not self._free.wait(deadline - time.monotonic()):
                    raise Busy("all workers are busy: ask again later")
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

    def _give_back(self, process: _Process, *, spoilt: bool = False, replace: bool = True) -> None:
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


def _gone() -> TooLarge:
    return TooLarge("the query took more memory than it may, or went too deep, and was stopped: narrow it")


def _error(told: Mapping[str, Any], asked: tuple[str, dict[str, str]] | None) -> QueryError:
    message = told["message"]
    if told["what"] == "syntax" and asked:
        from kg.rdf.sparql import explain

        return Malformed(explain(message, *asked))
    if told["what"] == "form":
        return Unwritable(message)
    if told["what"] == "memory":
        return _gone()
    return Failed(f"the query cannot be answered: {message}")
