"""One worker on the event loop, with all that it was asked."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, cast

from kg.rdf.process import Frames, Process, frame, gone

if TYPE_CHECKING:
    from kg.server.crew import Crew
    from kg.server.reply import Reply

_LIGHT = 0.05  # seconds after which others do not wait for the query of a worker any longer
_LEFT = 4  # times that, after which a query that nobody waits for is stopped


class Hand(asyncio.Protocol):
    """One worker on the loop, with the replies that it works for, the first of which it is at."""

    def __init__(self, process: Process, crew: Crew) -> None:
        self.process = process
        self.replies: deque[Reply] = deque()
        self.alone = False  # with a query that takes long, until it has said that it forgot the others
        self._crew = crew
        self._frames = Frames()
        self._paused = False
        self._watch: asyncio.TimerHandle | None = None
        self._looked = 0  # times that it was found at a query that nobody waits for
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def take(self, reply: Reply) -> None:
        assert self.transport  # noqa: S101 - connected before it is given work
        self.replies.append(reply)
        self.transport.write(reply.message)
        if len(self.replies) > 1:
            self.look()

    def finished(self, reply: Reply, *, spoilt: bool = False, left: bool = False) -> None:
        """The reply has ended. One that still has to be worked for stays in its place, and what comes for it is passed over.

        A light query that was left is sooner done than another worker started, so it has a moment to come to its end.
        """
        if left or self.replies[0] is not reply:
            self.resume()
            self.look()
            return
        if spoilt:
            self._crew.retire(self)
            return
        self.replies.popleft()
        self.resume()
        self._crew.free(self)

    def data_received(self, data: bytes) -> None:
        for letter, content in self._frames.feed(data):
            if letter == b"C":
                self.alone = False
                self._crew.free(self)
            elif self.replies:
                if not self.replies[0].ended:
                    self.replies[0].heard(letter, content)
                elif letter in (b"E", b"X"):
                    self.finished(self.replies[0])
        if self.replies:
            self.replies[0].fed()

    def connection_lost(self, error: Exception | None) -> None:
        if self.replies and not self.replies[0].ended:
            self.replies[0].fail(gone())
        else:
            self._crew.retire(self)

    def pause(self) -> None:
        if not self._paused and self.transport:
            self._paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        if self._paused and self.transport and not self.transport.is_closing():
            self._paused = False
            self.transport.resume_reading()

    def stop(self) -> list[Reply]:
        """No more is to be had from it: the replies that it had not begun."""
        left = [reply for reply in list(self.replies)[1:] if not reply.ended]
        self.replies.clear()
        if self._watch:
            self._watch.cancel()
        if self.transport:
            self.transport.abort()
        return left

    def look(self) -> None:
        """Has an eye on it from now on."""
        if self._watch is None:
            self._look_after(self.replies[0] if self.replies else None)

    def _look_after(self, first: Reply | None) -> None:
        self._watch = asyncio.get_running_loop().call_later(_LIGHT, self._look, first)

    def _look(self, first: Reply | None) -> None:
        """Whether it is still at the same query as `_LIGHT` ago, and so the others should not wait for it."""
        self._watch = None
        now = self.replies[0] if self.replies else None
        idle = now is first and (now is None or now.ended)  # at what nobody waits for
        self._looked = self._looked + 1 if idle else 0
        if self._looked >= _LEFT and (self.alone or now):
            self._crew.retire(self)
            return
        if now is first and len(self.replies) > 1:
            self._leave_alone()
        if len(self.replies) > 1 or self.alone or (now and now.ended):
            self._look_after(now)

    def _leave_alone(self) -> None:
        """With the query that it is at; the others go elsewhere."""
        if self.transport and not self.alone:
            left = [reply for reply in list(self.replies)[1:] if not reply.ended]
            self.replies = deque([self.replies[0]])
            self.alone = True
            self.transport.write(frame(b"C", {}))
            self._crew.again(left)
