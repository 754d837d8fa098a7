"""A connection that cannot be held open by sending nothing, or a byte now and then: uvicorn's, with a clock for the head.

uvicorn itself times only the pause between two requests, and reads a head of any length.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 256 * 1024  # bytes; a query of 64 kB in an address is three times as long when every sign of it is escaped
MOST = 1000  # connections at a time


class Connection(HttpToolsProtocol):
    """One connection. `head_time` is how many seconds a client may take for the head of a request."""

    head_time = 10.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._clock: asyncio.TimerHandle | None = None
        self._head = 0  # bytes that came since the last request was whole
        self._between = True
        if len(self.connections) > MOST:
            self._refuse("503 Service Unavailable", "too many connections: try again later", "retry-after: 1\r\n")
        else:
            self._wind()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._between:
            self._head += len(data)
            if self._head > LONGEST_HEAD + 64 * 1024:  # what comes in one piece may hold a body too
                self._refuse("431 Request Header Fields Too Large", f"a head has at most {LONGEST_HEAD} bytes")
                return
            if self._clock is None and (self.cycle is None or self.cycle.response_complete):
                self._wind()
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._stop()
        self._between = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._between, self._head = True, 0
        super().on_message_complete()

    def _wind(self) -> None:
        self._clock = self.loop.call_later(self.head_time, self._late)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _late(self) -> None:
        if self._head:
            self._refuse("408 Request Timeout", f"the head of the request did not come within {self.head_time:g} seconds")
        else:
            self.transport.close()

    def _refuse(self, status: str, message: str, more: str = "") -> None:
        self._stop()
        if not self.transport.is_closing():
            head = f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\nx-content-type-options: nosniff\r\n{more}"
            self.transport.write(f"{head}content-length: {len(message) + 1}\r\nconnection: close\r\n\r\n{message}\n".encode())
            self.transport.close()
