"""The short way of a small query: from the bytes of a GET to a worker and back, past HTTP parser, ASGI and router.

Only what is plain is taken: `GET /sparql?query=…` in one piece, with headers that hold nothing unusual. Host, Origin and the rest
are checked by the same `Door` as everything, once for each set of headers, which clients send again and again without a change.
Whatever else comes of it (an error, a page, a long answer) is told by the ordinary way, which is handed the reply.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from kg.server import asked, endpoint
from kg.server.dataset import Served
from kg.server.doorway import Door
from kg.server.kept import Answered, Kept
from kg.server.negotiation import HTML
from kg.server.problem import Problem
from kg.server.reply import Reply

_LINE = re.compile(rb"GET /sparql\?query=([!$%'-~]++) HTTP/1\.1")  # none of " # & and nothing that is not ASCII
_HEADER = re.compile(rb"([A-Za-z0-9-]++): ?((?:[\x21-\x7e]++(?: [\x21-\x7e]++)*+)?+)")
#: Headers that change how a request is read or what becomes of its connection.
_UNUSUAL = frozenset((b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"te", b"trailer"))
_LONGEST = 4096  # bytes of headers that are remembered
_MOST = 256  # sets of them


class Manner:
    """What one set of headers (bytes, without the request line) asks for: the base, media types by kind, heads of answers."""

    def __init__(self, headers: list[tuple[bytes, bytes]], door: Door) -> None:
        """Raises Problem when the door stays shut."""
        place = {"scheme": "http", "path": "/sparql", "raw_path": b"/sparql", "query_string": b"", "server": None}
        self._request = Request({"type": "http", "method": "GET", "headers": headers, **place})
        self._door = door
        self._media: dict[str, str | None] = {}
        self._heads: dict[str, bytes] = {}
        door.check(self._request.scope, self._request.headers)
        self.base = endpoint.base_of(self._request)

    def media_type(self, query: str) -> str | None:
        """What the answer is to come as; None where that is a page, or nothing that there is."""
        kind = endpoint.kind_of(query)
        if kind not in self._media:
            try:
                wanted = endpoint.wanted_form(self._request, query)
            except Problem:
                wanted = HTML
            self._media[kind] = None if wanted == HTML else wanted
        return self._media[kind]

    def head(self, media_type: str) -> bytes:
        """The header lines of an answer, but for its length and the date."""
        if media_type not in self._heads:
            headers = MutableHeaders(raw=list(endpoint.headed(b"", media_type).raw_headers))
            del headers["content-length"]
            self._door.dress(headers, self._request.headers)
            self._heads[media_type] = b"".join(b"%b: %b\r\n" % pair for pair in headers.raw)
        return self._heads[media_type]


class Quick:
    """Answers small queries of a server that only reads."""

    def __init__(self, served: Served, door: Door, kept: Kept) -> None:
        self._served, self._door, self._kept = served, door, kept
        self._manners: OrderedDict[bytes, Manner | None] = OrderedDict()

    def ask(self, request: bytes, told: Callable[[Reply, Answered | None], None]) -> Reply | None:
        """Asks the query of a whole request. `told` is called once, later: with the answer, or with none if it is not so simple.

        None, with nothing asked, where the request has to go the ordinary way.
        """
        line, _, rest = request.partition(b"\r\n")
        found = _LINE.fullmatch(line)
        manner = self._manner(rest) if found else None
        if found is None or manner is None:
            return None
        try:
            text = asked.text(found[1])
        except Problem:
            return None
        wanted = manner.media_type(text)
        if wanted is None:
            return None

        state = self._kept.state

        def begun(reply: Reply) -> None:
            answer = self._answered(manner, reply)
            if answer and not endpoint.changes(text):
                self._kept.keep(request, answer, state)
            told(reply, answer)

        return self._served.at_once(asked.Query(text), wanted, manner.base, begun)

    def _answered(self, manner: Manner, reply: Reply) -> Answered | None:
        if reply.error or not reply.whole:
            return None
        head = manner.head(reply.media_type)
        return Answered(b"HTTP/1.1 200 OK\r\n", b"%bcontent-length: %d\r\n\r\n%b" % (head, len(reply.first), reply.first))

    def _manner(self, rest: bytes) -> Manner | None:
        if rest in self._manners:
            return self._manners[rest]
        if len(rest) > _LONGEST:
            return None
        made = self._made(rest)
        self._manners[rest] = made
        if len(self._manners) > _MOST:
            self._manners.popitem(last=False)
        return made

    def _made(self, rest: bytes) -> Manner | None:
        headers = []
        for line in rest.removesuffix(b"\r\n\r\n").split(b"\r\n"):
            found = _HEADER.fullmatch(line)
            if found is None:
                return None
            name, value = found[1].lower(), found[2]
            if name in _UNUSUAL or (name == b"connection" and value.lower() != b"keep-alive"):
                return None
            headers.append((name, value))
        try:
            return Manner(headers, self._door)
        except Problem:
            return None
