"""Who may come in: many readers or one writer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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
