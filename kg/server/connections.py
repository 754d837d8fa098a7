"""A connection that cannot be held open by sending nothing, or a byte now and then: uvicorn's, with a clock for the head.

uvicorn itself times only the pause between two requests, and reads a head of any length.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.server.kept import Answered, Kept
from kg.server.quick import Quick
from kg.server.reply import Reply

LONGEST_HEAD = 256 * 1024  # bytes; a query of 64 kB in an address is three times as long when every sign of it is escaped
MOST = 1000  # connections at a time


class Connection(HttpToolsProtocol):
    """One connection. `head_time` is how many seconds a client may take for a head, `kept` what need not be asked again.

    A plain query is asked by `quick`; while it is, `_reply` is there, and what comes meanwhile waits.
    """

    head_time = 10.0
    kept: Kept | None = None
    quick: Quick | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._clock: asyncio.TimerHandle | None = None
        self._head = 0  # bytes that came since the last request was whole
        self._between = True
        self._asked: bytes | None = None  # the whole request, when it came in one piece and has no body
        self._reply: Reply | None = None
        self._handed: Reply | None = None  # for the ordinary way to go on with
        self._more = b""
        self._ending = False
        if len(self.connections) > MOST:
            self._refuse("503 Service Unavailable", "too many connections: try again later", "retry-after: 1\r\n")
        else:
            self._wind()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        if self._reply:
            self._reply.close()
            self._reply = None
        super().connection_lost(exc)

    def shutdown(self) -> None:
        if self._reply:
            self._ending = True
        else:
            super().shutdown()

    def data_received(self, data: bytes) -> None:
        if self._reply:
            self._more += data
            self.flow.pause_reading()
            return
        alone = self._between and not self._head and (self.cycle is None or self.cycle.response_complete)
        if self.kept and alone and data.startswith(b"GET ") and data.find(b"\r\n\r\n") == len(data) - 4:
            if not self.flow.write_paused and (answer := self.kept.get(data)):
                self._again(answer)
                return
            if self.quick and not self.flow.write_paused and (reply := self.quick.ask(data, self._told)):
                self._stop()
                self._unset_keepalive_if_required()
                self._reply, self._asked = reply, data
                return
            self._asked = data
        else:
            self._asked = None
        self._ordinary(data)

    def _told(self, reply: Reply, answer: Answered | None) -> None:
        """The beginning of what `quick` asked is there."""
        self._reply = None
        if answer:
            self._again(answer)
        else:
            self._handed = reply
            self._ordinary(self._asked or b"")
            self._handed = None
        if self._ending:
            super().shutdown()
        elif self._more:
            more, self._more = self._more, b""
            self.flow.resume_reading()
            self.data_received(more)

    def _ordinary(self, data: bytes) -> None:
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
        if self._asked is not None:
            self.scope["kg.asked"] = self._asked  # type: ignore[typeddict-unknown-key]
        if self._handed is not None:
            self.scope["kg.begun"] = self._handed  # type: ignore[typeddict-unknown-key]
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._between, self._head = True, 0
        super().on_message_complete()

    def _again(self, answer: Answered) -> None:
        """Says what was said before, with the date of now."""
        self._stop()
        self._unset_keepalive_if_required()
        now = b"".join(b"%b: %b\r\n" % header for header in self.server_state.default_headers)
        self.transport.write(b"".join((answer.before, now, answer.after)))
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

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
