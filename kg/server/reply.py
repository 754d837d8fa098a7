"""What comes back from a worker for one question, as it comes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.rdf.asking import complaint
from kg.rdf.process import Busy, TimedOut, TooLarge, frame

if TYPE_CHECKING:
    from kg.server.crew import Crew
    from kg.server.hand import Hand

_AHEAD = 16  # pieces of 64 kB of an answer that are taken from the worker before its reader has asked for them


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
        self._hand: Hand | None = None
        self._pieces: deque[bytes] = deque()
        self._size = 0
        self._awaited: asyncio.Future[None] | None = None
        self._clock: asyncio.TimerHandle | None = None

    def wait(self) -> None:
        """All workers are busy: waits for one, as long as it may run after that."""
        if self._clock:
            self._clock.cancel()
        self._clock = asyncio.get_running_loop().call_later(self._seconds, self._late)

    def run(self, hand: Hand) -> None:
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
            self._end()
        else:
            self.error, spoilt = complaint(content, self.query, self._crew.prefixes)
            self._end(spoilt=spoilt)

    @property
    def ended(self) -> bool:
        return self._ended

    def again(self) -> None:
        """The worker that was to take it up next cannot: it waits as if it had just come."""
        self._hand = None
        self.wait()

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
        """Nobody wants the rest of it: a query that is not at its end very soon is stopped."""
        if not self._ended:
            self._has_begun = True
            self._pieces.clear()
            self._end(left=True)

    async def piece(self) -> bytes | None:
        """What follows `first`, as much of it as has come, about 1 MB at most; None at the end. Raises TimedOut and TooLarge."""
        while not self._pieces and not self._ended:
            self._awaited = asyncio.get_running_loop().create_future()
            await self._awaited
        if self._pieces:
            found = b"".join(self._pieces)
            self._pieces.clear()
            if self._hand:
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

    def _end(self, *, spoilt: bool = False, left: bool = False) -> None:
        if self._ended:
            return
        self._ended = True
        if self._clock:
            self._clock.cancel()
        hand, self._hand = self._hand, None
        self._crew.give_back(self, hand, spoilt=spoilt, left=left)
        self._begin()
        self._wake()

    def _wake(self) -> None:
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(None)
