"""The application: which address is answered by what, and what becomes of a problem."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from http import HTTPStatus
from importlib import metadata

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.server import description, endpoint, graphstore, pages
from kg.server.dataset import Served
from kg.server.doorway import Door, Doorway
from kg.server.kept import Kept
from kg.server.negotiation import HTML, best
from kg.server.problem import Problem
from kg.server.quick import Quick
from kg.server.rendering import Pages
from kg.server.settings import Settings

_READ = ["GET", "HEAD"]


def application(settings: Settings) -> Starlette:
    """The server as an ASGI application. Raises StoreError when there is no graph to serve."""
    served = Served(settings)
    kept = Kept(served.age)
    door = Door(settings)

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        await served.start()
        try:
            yield
        finally:
            await served.close()

    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Doorway, door=door, kept=kept)],
        exception_handlers={Problem: _problem, QueryError: _query, HTTPException: _http, Exception: _fault},
        lifespan=living,
    )
    app.state.served = served
    app.state.kept = kept
    app.state.quick = Quick(served, door, kept)
    app.state.pages = Pages(served.base)
    return app


def _routes() -> list[Route]:
    asking = ["GET", "HEAD", "POST"]
    keeping = ["GET", "HEAD", "PUT", "POST", "DELETE"]
    return [
        Route("/", pages.start, methods=_READ),
        *(Route(path, endpoint.sparql, methods=asking) for path in ("/sparql", "/sparql/", "/query", "/update")),
        *(Route(path, graphstore.store, methods=keeping) for path in ("/store", "/store/{path:path}")),
        Route("/network", pages.network, methods=_READ),
        Route("/entity", pages.search, methods=_READ),
        Route("/id/{path:path}", pages.entity, methods=_READ),
        Route("/.well-known/void", description.described, methods=_READ),
        Route("/health", _health, methods=_READ),
        Route("/version", _version, methods=_READ),
        Route("/assets/{name}", pages.asset, methods=_READ),
        Route("/assets/vendor/{name}", pages.vendored, methods=_READ),
    ]


async def _health(request: Request) -> Response:
    """That queries are answered, not only that something listens."""
    served: Served = request.app.state.served
    await served.ask(lambda store: store.query("ASK { }"))
    return PlainTextResponse("ok\n")


async def _version(request: Request) -> Response:
    return Response(json.dumps(_versions()) + "\n", media_type="application/json")


@cache
def _versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in ("kg-diplomacy", "pyoxigraph")}


async def _problem(request: Request, error: Exception) -> Response:
    status, headers = (error.status, error.headers) if isinstance(error, Problem) else (500, {})
    return _said(request, status, str(error), headers)


async def _query(request: Request, error: Exception) -> Response:
    """A question of our own pages that took too long, or came when too many did."""
    assert isinstance(error, QueryError)  # noqa: S101 - registered for it
    return await _problem(request, endpoint.problem(error))


async def _http(request: Request, error: Exception) -> Response:
    """What Starlette itself refuses: an address or a method that there is not."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    said = {404: "there is nothing at this address", 405: f"{request.method} is not for this address"}
    return _said(request, error.status_code, said.get(error.status_code, error.detail), dict(error.headers or {}))


async def _fault(request: Request, error: Exception) -> Response:
    """A fault of ours: nothing of it is told. This answer does not pass the doorway."""
    return _said(request, 500, "something went wrong here", {"X-Content-Type-Options": "nosniff"})


def _said(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    """One line of text, or a page for whoever asks for one."""
    asked = request.headers.get("accept")
    if asked and best(asked, ("text/plain", HTML), aliases=False) == HTML:
        shown: Pages = request.app.state.pages
        answer = pages.page(shown.render("problem.html", title=HTTPStatus(status).phrase, message=message), status)
        answer.headers.update(headers)
        return answer
    return PlainTextResponse(f"{message}\n", status, headers)
