"""The SPARQL endpoint: queries by GET and POST, updates by POST and with the token, and its own description."""

from __future__ import annotations

import asyncio
import hmac
import re
from contextlib import AsyncExitStack

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import QueryError
from kg.rdf import guard
from kg.rdf.guard import Refused
from kg.rdf.process import Busy, Failed, TimedOut, TooLarge
from kg.rdf.tokens import form
from kg.rdf.updates import with_dataset
from kg.rdf.writing import Change
from kg.server import asked, body, description, pages
from kg.server.dataset import Served
from kg.server.negotiation import HTML, QUADS, RESULTS, TRIPLES, best
from kg.server.problem import Problem
from kg.server.reply import Reply

#: Functions that answer differently each time.
_CHANGING = re.compile(r"\b(?:NOW|RAND|(?:STR)?UUID|BNODE)\b")
_SLOWEST_READER = 60.0  # seconds that a client may take for one piece of an answer


_SHOWN = 400_000  # bytes of an answer that a page shows


class Streamed(Response):
    """An answer that is sent piece by piece as the worker gives it; the worker is let go when the client is gone.

    The beginning was read before, so that an error in it still had a status of its own, and a short answer has a length.
    """

    def __init__(self, reply: Reply, holding: AsyncExitStack) -> None:
        super().__init__(reply.first if reply.whole else b"", media_type=reply.media_type, headers={"Vary": "Accept"})
        if not reply.whole:
            del self.headers["content-length"]
        self._reply, self._holding = reply, holding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._holding:
            if self._reply.whole:
                await super().__call__(scope, receive, send)
                return
            leaving = asyncio.create_task(self._leaving(receive))
            try:
                await self._sent(send)
            finally:
                leaving.cancel()

    async def _leaving(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._reply.close()

    async def _sent(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        piece: bytes | None = self._reply.first
        while piece is not None:
            message = {"type": "http.response.body", "body": piece, "more_body": True}
            await asyncio.wait_for(send(message), _SLOWEST_READER)
            piece = await self._reply.piece()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def sparql(request: Request) -> Response:
    """GET and POST of the SPARQL 1.1 Protocol. Without a query, a browser gets the query page and a program the description."""
    if request.method in ("GET", "HEAD"):
        query = asked.in_address(request.scope["query_string"])
        if query is not None:
            return await _query(request, query)
        if best(request.headers.get("accept"), (*TRIPLES, *QUADS, HTML)) == HTML:
            return await pages.form(request)
        return await description.described(request)
    served: Served = request.app.state.served
    kind, _ = asked.media_type(request.headers.get("content-type"))
    if kind == asked.UPDATE:
        authorize(request)
    if kind in (asked.FORM, asked.QUERY, asked.UPDATE):
        sent = await body.read(request, served.settings.body, served.settings.body_time)
    else:
        sent = b""  # `in_body` says what is wrong
    wanted = asked.in_body(request.scope["query_string"], request.headers.get("content-type"), sent)
    if isinstance(wanted, asked.Query):
        return await _query(request, wanted)
    authorize(request)
    return await _update(request, wanted)


def authorize(request: Request) -> None:
    """Raises Problem unless the request may write: 403 where nobody may, 401 where the token is missing or another."""
    token = request.app.state.served.settings.token
    if token is None:
        raise Problem(403, "this server only reads: kg serve --write starts one that writes")
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Problem(401, "writing needs the header Authorization: Bearer TOKEN", {"WWW-Authenticate": 'Bearer realm="kg"'})


async def _update(request: Request, update: asked.Update) -> Response:
    served: Served = request.app.state.served
    _fits(update.text)
    try:
        guard.check(update.text)
        text = with_dataset(update.text, update.using, update.using_named)
        await served.change(Change("update", text, base=base_of(request)))
    except QueryError as error:
        raise problem(error) from None
    return Response(status_code=204)


async def _query(request: Request, query: asked.Query) -> Response:
    """The answer as it comes; for somebody who asked in a browser's form, as a page."""
    served: Served = request.app.state.served
    _fits(query.text)
    accept = wanted_form(request, query.text)
    shown = accept == HTML
    if shown:
        accept = {"triples": "text/turtle", "boolean": RESULTS[0], "rows": "text/tab-separated-values"}[kind_of(query.text)]
    async with AsyncExitStack() as stack:
        try:
            begun: Reply | None = request.scope.get("kg.begun")
            reply = await stack.enter_async_context(served.answer(query, accept, base_of(request), begun))
            if shown:
                written, cut = await _beginning(reply)
                return pages.answer(request, query.text, reply.kind, written, cut)
        except QueryError as error:
            raise problem(error) from None
        # a server that writes would have to forget too often
        request.state.keep = reply.whole and served.settings.token is None and not changes(query.text)
        return Streamed(reply, stack.pop_all())
    raise AssertionError("a context that swallows nothing")


def _fits(text: str) -> None:
    size = len(text.encode("utf-8", "replace"))
    if size > guard.SIZE:
        raise Problem(413, f"a query has at most {guard.SIZE:,} bytes, this one has {size:,}")


def wanted_form(request: Request, query: str) -> str:
    """The media type to answer in. Raises Problem (406) when the client takes none that there is."""
    kind = kind_of(query)
    offers = RESULTS if kind != "triples" else (*TRIPLES, *QUADS)
    named = [value for name, value in asked.decoded(request.scope["query_string"]) if name == "format"]
    if named:  # for links, which have no Accept header
        if named[0] not in _NAMED:
            raise Problem(400, f"format is one of {', '.join(_NAMED)}")
        return _NAMED[named[0]]
    accept = best(request.headers.get("accept"), (*offers, HTML))
    if accept is None:
        raise Problem(406, f"the answer comes as {', '.join(offers)}")
    return accept


_NAMED = {"json": RESULTS[0], "xml": RESULTS[1], "csv": RESULTS[2], "tsv": RESULTS[3]}


def changes(query: str) -> bool:
    """Whether the answer may be another each time, the graph being the same."""
    said = query.upper()
    return any(name in said for name in ("NOW", "RAND", "UUID", "BNODE")) and _CHANGING.search(said) is not None


def headed(content: bytes, media_type: str) -> Response:
    """An answer with the headers that it has of itself."""
    return Response(content, media_type=media_type, headers={"Vary": "Accept"})


def kind_of(query: str) -> str:
    """Which kind of answer a query has: "rows", "boolean" or "triples"; "rows" too where the parser will say what is wrong."""
    try:
        return form(query) or "rows"
    except QueryError:
        return "rows"


def base_of(request: Request) -> str:
    """What relative IRIs are relative to: the address that was asked."""
    return str(request.url.replace(query=None, fragment=None))


def problem(error: QueryError) -> Problem:
    """What a query that failed means to its client."""
    if isinstance(error, Busy):
        return Problem(503, str(error), {"Retry-After": "1"})
    if isinstance(error, TimedOut | TooLarge):
        return Problem(503, str(error), {"Retry-After": "10"})
    if isinstance(error, Failed):
        return Problem(500, str(error))
    return Problem(403 if isinstance(error, Refused) else 400, str(error))


async def _beginning(reply: Reply) -> tuple[bytes, bool]:
    """As much of an answer as a page shows, and whether there is more."""
    written = bytearray(reply.first)
    while not reply.whole and len(written) <= _SHOWN and (piece := await reply.piece()) is not None:
        written += piece
    return bytes(written[:_SHOWN]), len(written) > _SHOWN


async def whole_graph(request: Request, graph: str, kind: str) -> Response:
    """All triples of one graph (IRI, "" for the default graph), as they come."""
    served: Served = request.app.state.served
    every = asked.Query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", (graph,))
    async with AsyncExitStack() as stack:
        try:
            reply = await stack.enter_async_context(served.answer(every, kind, base_of(request)))
        except QueryError as error:
            raise problem(error) from None
        return Streamed(reply, stack.pop_all())
    raise AssertionError("a context that swallows nothing")
