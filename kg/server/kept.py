"""Small answers, kept under the very bytes of the request that they answered: whoever sends the same again is not made to wait.

Pages and programs ask the same few questions again and again, and a graph that is only read gives the same answers. Nothing is
kept on a server that writes, and all is forgotten when another build takes the graph's place.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST = 32 * 1024 * 1024  # bytes in all
LARGEST = 64 * 1024  # bytes of one answer with its headers, and of one request
_LOOK = 0.5  # seconds after which to look whether the graph is still the same


@dataclass(frozen=True, slots=True)
class Answered:
    """What goes before the Date header, and what goes after it."""

    before: bytes
    after: bytes


class Kept:
    """The answers that were asked for last. `age` tells when the graph has changed."""

    def __init__(self, age: Callable[[], object]) -> None:
        self._age = age
        self._known = age()
        self.state = 0  # another number after each change of the graph
        self._looked = time.monotonic()
        self._answers: OrderedDict[bytes, Answered] = OrderedDict()
        self._size = 0

    def get(self, request: bytes) -> Answered | None:
        """The answer to a request of these bytes, head and all."""
        found = self._answers.get(request)
        if found is None or self._changed():
            return None
        self._answers.move_to_end(request)
        return found

    def put(self, request: bytes, status: int, headers: list[tuple[bytes, bytes]], body: bytes, state: int) -> None:
        """Keeps an answer, as `keep` does, unless the request asks for the end of the connection."""
        head, lines = request[: request.find(b"\r\n")], request.lower().replace(b"\r\nconnection: keep-alive\r\n", b"\r\n")
        if status != 200 or not head.endswith(b" HTTP/1.1") or b"\r\nconnection:" in lines or b"\r\nexpect:" in lines:
            return
        written = b"".join(b"%b: %b\r\n" % pair for pair in headers)
        self.keep(request, Answered(b"HTTP/1.1 200 OK\r\n", written + b"\r\n" + body), state)

    def keep(self, request: bytes, answer: Answered, state: int) -> None:
        """Keeps what may be said again to the same request, unless it is large or was asked in another `state`."""
        if len(answer.after) > LARGEST or len(request) > LARGEST or self._changed() or state != self.state:
            return
        self._drop(request)
        self._answers[request] = answer
        self._size += len(request) + len(answer.after)
        while self._size > MOST:
            self._drop(next(iter(self._answers)))

    def _drop(self, request: bytes) -> None:
        old = self._answers.pop(request, None)
        if old is not None:
            self._size -= len(request) + len(old.after)

    def _changed(self) -> bool:
        """Whether all had to be forgotten."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return False
        self._looked, before, self._known = now, self._known, self._age()
        if before == self._known:
            return False
        self.state += 1
        self._answers.clear()
        self._size = 0
        return True
