"""One worker process as its parent sees it: started, asked in frames, heard until a deadline, killed."""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kg.errors import QueryError, StoreError
from kg.rdf.guard import Refused

_HEAD = struct.Struct(">cI")


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


class Process:
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
            raise gone() from None

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
                raise gone()
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


def gone() -> TooLarge:
    """What to say of a process that died."""
    return TooLarge("the query took more memory than it may, or went too deep, and was stopped: narrow it")
