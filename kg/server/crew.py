"""The workers on the event loop: a light query costs one message to a process and one back, and no change of threads.

The processes and their limits are those of `kg.rdf.worker`; what differs is that nobody waits in a thread, and that a worker at
a light query is sent the next ones already: on a busy machine waiting for a process to be woken is most of the time. When the
query turns out not to be light, the worker is left alone with it, and the others are taken to another.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from kg.errors import QueryError, StoreError
from kg.rdf.process import Busy, Data, Failed, Process
from kg.rdf.terms import BASE, prefixes
from kg.server.hand import Hand
from kg.server.reply import Reply

MOST = 1024**3  # bytes of an answer
_STARTING = 600.0  # seconds after which a worker has failed that has not opened its store, or loaded its file
_LOOK = 0.02  # seconds after which to look whether the graph is still the same
_DEEP = 8  # questions that one worker is sent at most, before the first is answered


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
        self._looked = 0.0
        self._idle: list[Hand] = []
        self._busy: list[Hand] = []
        self._starting = 0
        self._waiting: deque[Reply] = deque()
        self._closed = False
        self._threads = ThreadPoolExecutor(count + spare, "workers")
        self._tasks: set[asyncio.Task[None]] = set()
        self._young: list[Process] = []  # not ready yet

    async def start(self) -> None:
        """Starts the workers, and comes back when one of them is ready. Raises StoreError when it cannot open the graph."""
        self._starting += 1
        await self._one()

    async def close(self) -> None:
        """Ends all of them, those at work too."""
        self._closed = True
        at_work = [reply for hand in self._busy for reply in hand.replies if not reply.ended]
        for reply in [*reversed(at_work), *self._waiting]:
            reply.fail(Failed("the server is being stopped"))
        for hand in [*self._idle, *self._busy]:
            self.retire(hand)
        for process in [*self._young]:
            process.end()
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        self._threads.shutdown(wait=False)

    def ask(self, letter: bytes, content: dict[str, object], begun: Callable[[Reply], None], seconds: float) -> Reply:
        """Sends a question, or has it wait. `begun` is called at the beginning of the answer, or at an error; never from in here.

        Raises Busy when too many wait already.
        """
        if self._closed:
            raise Failed("the server is being stopped")
        self._look()
        hand = self._free()
        if hand is None and len(self._waiting) >= self._queue:
            raise Busy
        reply = Reply(self, letter, content, begun, seconds)
        if hand:
            reply.run(hand)
        else:
            reply.wait()
            self._waiting.append(reply)
            self._fill()
        return reply

    def _look(self) -> None:
        """Sends those home that have an old graph open, as soon as they are idle."""
        now = time.monotonic()
        if now > self._looked + _LOOK:
            self._looked = now
            if (age := self._age()) != self._known:
                self._known = age
                for stale in [*self._idle]:
                    self.retire(stale)

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

    def give_back(self, reply: Reply, hand: Hand | None, *, spoilt: bool, left: bool) -> None:
        """The end of a reply; `hand` is None when it never ran. `left` says that the worker does not know of that yet."""
        if hand is not None:
            hand.finished(reply, spoilt=spoilt, left=left)
        else:
            with suppress(ValueError):
                self._waiting.remove(reply)

    def free(self, hand: Hand) -> None:
        """A worker can be sent more, if not now then when it has forgotten what it is not to do."""
        if hand.alone or hand.replies:
            hand.look()
        elif self._closed or hand.process.age != self._known:
            self.retire(hand)
        elif hand in self._busy:
            self._busy.remove(hand)
            self._idle.append(hand)
        self._next()

    def again(self, replies: list[Reply]) -> None:
        """Replies that a worker was to begin and did not: they go first."""
        for reply in reversed(replies):
            reply.again()
            self._waiting.appendleft(reply)
        self._next()

    def retire(self, hand: Hand) -> None:
        """Ends a worker, and has another start in its place."""
        for hands in (self._idle, self._busy):
            if hand in hands:
                hands.remove(hand)
                left = hand.stop()
                self._do(self._killed(hand.process))
                self.again(left)

    def _free(self) -> Hand | None:
        """The worker for the next reply: one with nothing to do, else that with the least to do which is not at a long query."""
        if self._idle and len(self._busy) < self._count:
            hand = self._idle.pop()
            self._busy.append(hand)
            return hand
        known = self._known
        able = [hand for hand in self._busy if not hand.alone and len(hand.replies) < _DEEP and hand.process.age == known]
        return min(able, key=lambda hand: len(hand.replies), default=None)

    def _next(self) -> None:
        while self._waiting and (hand := self._free()):
            self._waiting.popleft().run(hand)
        self._fill()

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
            _, hand = await loop.create_unix_connection(lambda: Hand(process, self), sock=process.socket)
        finally:
            self._starting -= 1
        if self._closed or age != self._known:
            hand.stop()
            self._do(self._killed(process))
            return
        self.base = process.base
        self.prefixes = prefixes(self.base or BASE)
        self._idle.append(hand)
        self._next()

    def _started(self, age: object) -> Process:
        process = Process(self._data, self._memory, age)
        self._young.append(process)
        try:
            if self._closed:
                raise Failed("the server is being stopped")
            process.wait(time.monotonic() + _STARTING)
        except (StoreError, QueryError):
            process.kill()
            raise
        finally:
            self._young.remove(process)
        return process

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
