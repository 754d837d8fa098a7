"""What the pages ask: the graph as they see it, each query of which is answered by a worker and has its time."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from kg.rdf import results
from kg.rdf.asking import question
from kg.rdf.process import TimedOut, TooLarge

if TYPE_CHECKING:
    from kg.rdf.store import Rows, Triples
    from kg.server.crew import Crew

_ACCEPT = "application/sparql-results+json, application/n-triples"
_MOST = 64 * 1024 * 1024  # bytes of one answer, which this process has to hold


class Distant:
    """Asks like a `Store`, from any thread but that of the loop, until `deadline` (of the monotonic clock)."""

    def __init__(self, crew: Crew, loop: asyncio.AbstractEventLoop, base: str, deadline: float) -> None:
        self.base = base
        self.prefixes = crew.prefixes
        self._crew, self._loop, self._deadline = crew, loop, deadline

    def __bool__(self) -> bool:
        """As any object: not whether it holds something, which would be counted."""
        return True

    def __len__(self) -> int:
        """The number of quads. Raises QueryError."""
        left = self._left()
        told = asyncio.run_coroutine_threadsafe(self._crew.answer(b"N", {}, left), self._loop).result().told
        return int(json.loads(told)["quads"])

    def query(self, query: str) -> Rows | Triples | bool:
        """As `Store.query`, over the union of all graphs. Raises QueryError, TimedOut and TooLarge among them."""
        left = self._left()
        asked = question(query, accept=_ACCEPT, seconds=left, union=True)
        media_type, content = asyncio.run_coroutine_threadsafe(self._whole(asked, left), self._loop).result()
        return results.answer(content, media_type, self.prefixes, self.base, "the graph")

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimedOut
        return left

    async def _whole(self, asked: dict[str, object], seconds: float) -> tuple[str, bytes]:
        reply = await self._crew.answer(b"Q", asked, seconds)
        read = bytearray(reply.first)
        try:
            while (piece := None if reply.whole else await reply.piece()) is not None:
                read += piece
                if len(read) > _MOST:
                    raise TooLarge(f"this is larger than the {_MOST // 1024**2} MB that a page may be made from")
        finally:
            reply.close()
        return reply.media_type, bytes(read)
