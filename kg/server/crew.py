"""The workers on the event loop: a light query costs one message to a process and one back, and no change of threads.

The processes and their limits are those of `kg.rdf.worker`; what differs is that nobody waits in a thread.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import cast

from kg.errors import QueryError, StoreError
from kg.rdf.asking import complaint
from kg.rdf.process import Busy, Data, Failed, Frames, Process, TimedOut, TooLarge, frame, gone
from kg.rdf.terms import BASE, prefixes

MOST = 1024**3  # bytes of an answer
_STARTING = 600.0  # seconds after which a worker has failed that has not opened its store, or loaded its file
_AHEAD = 4  # pieces of an answer that are taken from the worker before its reader has asked for them


class Reply:
    """What comes back for one question. `begun` of `Crew.ask` is called with it once.

    Then `error` is set, or `first` is the beginning of the answer, all of it where `whole` is true. `piece` gives what follows.
    `kind` is "rows", "triples" or "boolean". `told` is the last frame, as JSON.
    """

    __slots__ = (
        *("_awaited", "_begun", "_clock", "_crew", "_ended", "_hand", "_has_begun", "_pieces", "_seconds", "_size"),
        *("error", "first", "kind", "media_type", "message", "query", "told", "whole"),
    )

    def __init__(
        self, crew: Crew, letter: bytes, content: dict[str, object], begun: Callable[[Reply], None], seconds: float
    ) -> None:
        self.kind = self.media_type = ""
        self.first = b""
        self.whole = False
        self.error: QueryError | None = None
        self.told = b""
        self.message = frame(letter, content)
        self.query = str(content.get("query", ""))
        self._crew, self._begun, self._seconds = crew, begun, seconds
        self._has_begun = self._ended = False
        self._hand: _Hand | None = None
        self._pieces: deque[bytes] = deque()
        self._size = 0
        self._awaited: asyncio.Future[None] | None = None
        self._clock: asyncio.TimerHandle | None = None

    def wait(self) -> None:
        """All workers are busy: waits for one, as long as it may run after that."""
        self._clock = asyncio.get_running_loop().call_later(self._seconds, self._late)

    def run(self, hand: _Hand) -> None:
        """A worker takes it up, and its time begins."""
        if self._clock:
            self._clock.cancel()
        self._clock = asyncio.get_running_loop().call_later(self._seconds, self._late)
        self._hand = hand
        hand.take(self)

    def heard(self, letter: bytes, content: bytes) -> None:
        """A frame has come."""
        if letter == b"D":
            self._size += len(content)
            if self._size > self._crew.most:
                self.fail(TooLarge(f"the answer is larger than {self._crew.most // 1024**2:,} MB: ask for less, with LIMIT say"))
            elif self._has_begun or self.first:
                self._begin()
                self._pieces.append(content)
                self._wake()
            else:
                self.first = content
        elif letter == b"H":
            self.kind, _, self.media_type = content.decode().partition(" ")
        elif letter == b"E":
            self.told = content
            self.whole = not self._has_begun
            self._end(spoilt=False)
        else:
            self.error, spoilt = complaint(content, self.query, self._crew.prefixes)
            self._end(spoilt=spoilt)

    def fed(self) -> None:
        """All frames that came together were heard: a first piece that no end came with is the beginning of a longer answer."""
        if self.first and not self._ended:
            self._begin()
        if self._hand and len(self._pieces) > _AHEAD:
            self._hand.pause()

    def fail(self, error: QueryError) -> None:
        """Ends it, and the worker with it."""
        self.error = error
        self._end(spoilt=True)

    def close(self) -> None:
        """Nobody wants the rest of it: stops the query when it is not at its end."""
        if not self._ended:
            self._has_begun = True
            self._pieces.clear()
            self._end(spoilt=True)

    async def piece(self) -> bytes | None:
        """What follows `first`, 64 kB at a time; None at the end. Raises TimedOut and TooLarge."""
        while not self._pieces and not self._ended:
            self._awaited = asyncio.get_running_loop().create_future()
            await self._awaited
        if self._pieces:
            found = self._pieces.popleft()
            if self._hand and len(self._pieces) <= _AHEAD // 2:
                self._hand.resume()
            return found
        if self.error:
            raise self.error
        return None

    def _late(self) -> None:
        self.fail(TimedOut() if self._hand else Busy())

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._begun(self)

    def _end(self, *, spoilt: bool) -> None:
        if self._ended:
            return
        self._ended = True
        if self._clock:
            self._clock.cancel()
        hand, self._hand = self._hand, None
        self._crew.give_back(self, hand, spoilt=spoilt)
        self._begin()
        self._wake()

    def _wake(self) -> None:
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(None)


class _Hand(asyncio.Protocol):
    """One worker on the loop, with the reply that it works for."""

    def __init__(self, process: Process, crew: Crew) -> None:
        self.process = process
        self._crew = crew
        self._reply: Reply | None = None
        self._frames = Frames()
        self._paused = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def take(self, reply: Reply) -> None:
        assert self.transport  # noqa: S101 - connected before it is given work
        self._reply = reply
        self.transport.write(reply.message)

    def let_go(self) -> None:
        self._reply = None
        self.resume()

    def data_received(self, data: bytes) -> None:
        for letter, content in self._frames.feed(data):
            if self._reply:
                self._reply.heard(letter, content)
        if self._reply:
            self._reply.fed()

    def connection_lost(self, error: Exception | None) -> None:
        if self._reply:
            self._reply.fail(gone())
        else:
            self._crew.lost(self)

    def pause(self) -> None:
        if not self._paused and self.transport:
            self._paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        if self._paused and self.transport and not self.transport.is_closing():
            self._paused = False
            self.transport.resume_reading()


class Crew:
    """The workers of a server. To be used on one event loop, from `start` to `close`.

    `count` questions run at a time and `queue` more may wait; `spare` workers more are kept ready. `memory` is what one may take
    and `most` how large an answer may grow, both in bytes. `age` tells, by another value, that the graph was built anew.
    """

    def __init__(
        self,
        data: Data,
        age: Callable[[], object],
        *,
        count: int,
        queue: int,
        memory: int,
        spare: int = 1,
        most: int = MOST,
    ) -> None:
        self.base: str | None = None
        self.prefixes = prefixes(BASE)
        self.most = most
        self._data, self._age, self._memory = data, age, memory
        self._count, self._spare, self._queue = count, spare, queue
        self._known = age()
        self._idle: list[_Hand] = []
        self._busy: dict[Reply, _Hand] = {}
        self._starting = 0
        self._waiting: deque[Reply] = deque()
        self._closed = False
        self._threads = ThreadPoolExecutor(count + spare, "workers")
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Starts the workers, and comes back when one of them is ready. Raises StoreError when it cannot open the graph."""
        self._starting += 1
        await self._one()

    async def close(self) -> None:
        """Ends all of them, those at work too."""
        self._closed = True
        for reply in [*self._busy, *self._waiting]:
            reply.fail(Failed("the server is being stopped"))
        while self._idle:
            self._retire(self._idle.pop())
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        self._threads.shutdown(wait=False)

    def ask(self, letter: bytes, content: dict[str, object], begun: Callable[[Reply], None], seconds: float) -> Reply:
        """Sends a question, or has it wait. `begun` is called at the beginning of the answer, or at an error; never from in here.

        Raises Busy when too many wait already.
        """
        if self._closed:
            raise Failed("the server is being stopped")
        if (age := self._age()) != self._known:
            self._known = age
            while self._idle:
                self._retire(self._idle.pop())
        at_once = bool(self._idle) and len(self._busy) < self._count
        if not at_once and len(self._waiting) >= self._queue:
            raise Busy
        reply = Reply(self, letter, content, begun, seconds)
        if at_once:
            self._give(reply)
        else:
            reply.wait()
            self._waiting.append(reply)
            self._fill()
        return reply

    async def known(self, iris: Iterable[str], seconds: float) -> frozenset[str]:
        """Which of the IRIs name a graph. Raises QueryError."""
        reply = await self.answer(b"K", {"iris": list(iris)}, seconds)
        return frozenset(json.loads(reply.told)["graphs"])

    async def answer(self, letter: bytes, content: dict[str, object], seconds: float) -> Reply:
        """Asks and waits for the beginning. Raises QueryError."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        reply = self.ask(letter, content, lambda begun: None if future.done() else future.set_result(begun), seconds)
        try:
            await future
        except asyncio.CancelledError:
            reply.close()
            raise
        if reply.error:
            raise reply.error
        return reply

    def give_back(self, reply: Reply, hand: _Hand | None, *, spoilt: bool) -> None:
        """The end of a reply; `hand` is None when it never ran."""
        if hand is None:
            with suppress(ValueError):
                self._waiting.remove(reply)
            return
        del self._busy[reply]
        hand.let_go()
        if spoilt or self._closed or hand.process.age != self._known:
            self._retire(hand)
        else:
            self._idle.append(hand)
        self._next()

    def lost(self, hand: _Hand) -> None:
        """A worker ended that had nothing to do."""
        if hand in self._idle:
            self._idle.remove(hand)
            self._retire(hand)
            self._fill()

    def _next(self) -> None:
        while self._waiting and self._idle and len(self._busy) < self._count:
            self._give(self._waiting.popleft())
        self._fill()

    def _give(self, reply: Reply) -> None:
        hand = self._idle.pop()
        self._busy[reply] = hand
        reply.run(hand)

    def _fill(self) -> None:
        """Starts as many as there should be."""
        while not self._closed and len(self._idle) + len(self._busy) + self._starting < self._count + self._spare:
            self._starting += 1
            self._do(self._replace())

    async def _replace(self) -> None:
        try:
            await self._one()
        except (StoreError, QueryError) as error:
            if not self._closed and not self._idle and not self._busy and not self._starting:
                for reply in [*self._waiting]:  # there is nobody else to ask
                    reply.fail(Failed(f"the graph cannot be read: {error}"))

    async def _one(self) -> None:
        """Starts a worker and has it join the idle ones, when it is not out of date by then. `_starting` counts it already."""
        loop = asyncio.get_running_loop()
        age = self._known
        try:
            process = await loop.run_in_executor(self._threads, self._started, age)
            process.socket.setblocking(False)
            _, hand = await loop.create_unix_connection(lambda: _Hand(process, self), sock=process.socket)
        finally:
            self._starting -= 1
        if self._closed or age != self._known:
            self._retire(hand)
            return
        self.base = process.base
        self.prefixes = prefixes(self.base or BASE)
        self._idle.append(hand)
        self._next()

    def _started(self, age: object) -> Process:
        process = Process(self._data, self._memory, age)
        try:
            process.wait(time.monotonic() + _STARTING)
        except (StoreError, QueryError):
            process.kill()
            raise
        return process

    def _retire(self, hand: _Hand) -> None:
        if hand.transport:
            hand.transport.abort()
        self._do(self._killed(hand.process))

    async def _killed(self, process: Process) -> None:
        """Ended, and its memory given back before its successor takes any."""
        self._starting += 1  # its place is taken until then
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, process.end)
        finally:
            self._starting -= 1
        self._fill()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
