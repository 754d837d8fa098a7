"""One worker process as its parent sees it: started, asked in frames, heard until a deadline, killed."""

from __future__ import annotations

import json
import marshal
import select
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import QueryError, StoreError
from kg.rdf.guard import Refused
from kg.rdf.places import located

_HEAD = struct.Struct(">cI")
_READ = 256 * 1024  # bytes at once


class TimedOut(QueryError):
    """The query took longer than it may, and was stopped. Whoever asked narrows it, or gives it more time."""

    def __init__(self) -> None:
        super().__init__("the query took longer than it may and was stopped: narrow it, or give it more time")


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

    def __init__(self) -> None:
        super().__init__("all workers are busy: ask again later")


class Failed(QueryError):
    """The query is SPARQL and cannot be answered: another server gave none, say. The message says what happened."""


@dataclass(frozen=True, slots=True)
class Data:
    """What is asked: a built folder or one file of RDF (`path`), or files for the default graph and for named graphs.

    `files` are (file, IRI of its graph or None for what the file itself says, base IRI).
    """

    path: Path | None = None
    files: tuple[tuple[str, str | None, str], ...] = ()


class Frames:
    """Bytes as they come, cut into frames: a letter and its content."""

    def __init__(self) -> None:
        self._read = b""

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """The frames that are whole now."""
        read = self._read + data if self._read else data
        found = []
        at, most = 0, len(read) - _HEAD.size
        while at <= most:
            letter, size = _HEAD.unpack_from(read, at)
            end = at + _HEAD.size + size
            if end > len(read):
                break
            found.append((letter, read[at + _HEAD.size : end]))
            at = end
        self._read = read[at:]
        return found


def frame(letter: bytes, content: Mapping[str, Any]) -> bytes:
    """A frame to be sent. Its content is marshalled: the child is of the same interpreter, and trusts its parent."""
    written = marshal.dumps(dict(content))
    return _HEAD.pack(letter, len(written)) + written


class Process:
    """One child: started at once, ready when its first frame has come.

    `socket` is both ways to it; whoever takes that into an event loop uses none of `send` and `receive` afterwards.
    """

    def __init__(self, data: Data, memory: int, age: object) -> None:
        self.age = age
        self._data = data
        self.base: str | None = None
        self._ready = False
        self._coming: deque[tuple[bytes, bytes]] = deque()
        self._frames = Frames()
        self._child: subprocess.Popen[bytes] | None = None
        self._unfound: StoreError | None = None
        self.socket, theirs = socket.socketpair()
        with theirs:
            try:
                given = _given(data) | {"memory": memory}
            except StoreError as error:
                self._unfound = error
                return
            place = find_spec("pyoxigraph")
            assert place and place.origin  # noqa: S101 - a requirement of the package
            command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py"))]
            self._child = subprocess.Popen(  # noqa: S603 - this interpreter and our own file
                [*command, str(Path(place.origin).parents[1]), json.dumps(given)],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
            )
        self._poll = select.poll()
        self._poll.register(self.socket, select.POLLIN)

    @property
    def pid(self) -> int:
        """The number of the process; 0 where there was nothing to start one for."""
        return self._child.pid if self._child else 0

    def wait(self, deadline: float) -> None:
        """Until it can be asked. Raises StoreError when it cannot open what it was given, TimedOut."""
        if self._unfound:
            raise self._unfound
        if self._ready:
            return
        try:
            letter, content = self.receive(deadline)
        except TooLarge:
            what = self._data.path or ", ".join(file for file, _, _ in self._data.files)
            cure = "`kg import FILE -o FOLDER` makes a graph of it on disk, which can be asked"
            raise StoreError(f"{what}: reading it takes more memory than a query may have: {cure}") from None
        told = json.loads(content)
        if letter == b"X":
            raise StoreError(told["message"])
        self.base = told["base"]
        from kg.rdf.terms import BASE, prefixes

        self.send(b"P", prefixes(self.base or BASE))
        self._ready = True

    def send(self, letter: bytes, content: Mapping[str, Any]) -> None:
        """Raises TooLarge when the process is gone."""
        try:
            self.socket.sendall(frame(letter, content))  # an idle child reads at once
        except OSError:
            raise gone() from None

    def receive(self, deadline: float) -> tuple[bytes, bytes]:
        """The next frame. Raises TimedOut at the deadline (of the monotonic clock), TooLarge when the process has died."""
        while not self._coming:
            left = deadline - time.monotonic()
            if left <= 0 or not self._poll.poll(left * 1000):
                raise TimedOut
            try:
                piece = self.socket.recv(_READ)
            except OSError:  # the pool was closed meanwhile
                piece = b""
            if not piece:
                raise gone()
            self._coming += self._frames.feed(piece)
        return self._coming.popleft()

    def kill(self) -> None:
        """Ends the process at once, waits for that, and closes the socket."""
        self.end()
        with suppress(OSError):
            self.socket.close()

    def end(self) -> None:
        """Ends the process at once, and waits for that; the socket is somebody else's to close."""
        if self._child:
            with suppress(OSError):
                self._child.kill()
            self._child.wait()


def _given(data: Data) -> dict[str, object]:
    """What the child is to open. Raises StoreError when nothing is there."""
    if data.path is None:
        return {"folder": None, "files": data.files}
    place = located(data.path)
    if place.folder:
        return {"folder": str(place.folder), "files": ()}
    assert place.file  # noqa: S101 - one of the two is there
    return {"folder": None, "files": [(str(place.file), None, "file://" + str(place.file.resolve()))]}


def gone() -> TooLarge:
    """What to say of a process that died."""
    return TooLarge("the query took more memory than it may, or went too deep, and was stopped: narrow it")
