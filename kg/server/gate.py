"""Who may come in: many readers or one writer, and only so many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kg.server.problem import Problem


class Gate:
    """Many may share it, or one has it alone. Whoever wants it alone goes before those who come after."""

    def __init__(self) -> None:
        self._inside = 0
        self._wanted = 0
        self._alone = False
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        if self._alone or self._wanted:
            async with self._changed:
                await self._changed.wait_for(lambda: not (self._alone or self._wanted))
        self._inside += 1  # nothing else ran since the look
        try:
            yield
        finally:
            self._inside -= 1
            if self._wanted and not self._inside:
                await self._tell()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        self._wanted += 1
        try:
            async with self._changed:
                await self._changed.wait_for(lambda: not (self._alone or self._inside))
                self._alone = True
        except BaseException:
            self._wanted -= 1
            await self._tell()
            raise
        self._wanted -= 1
        try:
            yield
        finally:
            self._alone = False
            await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


class Places:
    """A number of places, and a queue of limited length before them."""

    def __init__(self, places: int, queue: int) -> None:
        self._free = asyncio.Semaphore(places)
        self._queue = queue
        self._waiting = 0

    @asynccontextmanager
    async def one(self, seconds: float) -> AsyncIterator[None]:
        """A place, waited for. Raises Problem (503) when the queue is full, or when none was free for so many seconds."""
        if self._free.locked():
            if self._waiting >= self._queue:
                raise _busy()
            self._waiting += 1
            try:
                await asyncio.wait_for(self._free.acquire(), seconds)
            except TimeoutError:
                raise _busy() from None
            finally:
                self._waiting -= 1
        else:
            await self._free.acquire()
        try:
            yield
        finally:
            self._free.release()


def _busy() -> Problem:
    return Problem(503, "too many queries at once: try again in a moment", {"Retry-After": "1"})
