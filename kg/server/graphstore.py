"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs read, put, added to and deleted at /store."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.rdf.writing import Act, Change
from kg.server import asked, body, endpoint
from kg.server.dataset import Served
from kg.server.negotiation import QUADS, TRIPLES, best
from kg.server.problem import Problem

_TAKEN = (*TRIPLES, *QUADS)


async def store(request: Request) -> Response:
    """One graph, by ?default, by ?graph=IRI, or by its own address below /store/; or (POST, DELETE) the whole dataset."""
    graph = _graph(request)
    if request.method in ("GET", "HEAD"):
        return await _read(request, graph)
    endpoint.authorize(request)
    served: Served = request.app.state.served
    try:
        if request.method == "DELETE":
            there = await served.change(Change("delete", graph=graph))
            if not there:
                raise Problem(404, f"there is no graph {graph}")
            return Response(status_code=204)
        return await _write(request, graph)
    except QueryError as error:
        raise endpoint.problem(error) from None


def _graph(request: Request) -> str | None:
    """The IRI of the graph, "" for the default graph, None for the dataset. Raises Problem (400)."""
    fields = asked.decoded(request.scope["query_string"])
    names = [value for name, value in fields if name == "graph"]
    default = [value for name, value in fields if name == "default"]
    below = request.path_params.get("path", "")
    if len(names) + len(default) + bool(below) > 1:
        raise Problem(400, "name one graph: ?default, ?graph=IRI or an address below /store/")
    if names:
        return asked.iri(names[0])
    if below:
        return asked.iri(endpoint.base_of(request))
    return "" if default else None


async def _read(request: Request, graph: str | None) -> Response:
    served: Served = request.app.state.served
    if graph is None:
        raise Problem(400, "say which graph: ?default, ?graph=IRI or an address below /store/")
    kind = best(request.headers.get("accept"), _TAKEN)
    if kind is None:
        raise Problem(406, f"a graph comes as {', '.join(_TAKEN)}")
    if graph and not await served.ask(lambda store: store.query(f"ASK {{ GRAPH <{graph}> {{ }} }}")):
        raise Problem(404, f"there is no graph {graph}")
    return await endpoint.whole_graph(request, graph, kind)


async def _write(request: Request, graph: str | None) -> Response:
    """Reads the body into a file, so that a large graph is never held in memory here, and has it put or added."""
    served: Served = request.app.state.served
    kind, _ = asked.media_type(request.headers.get("content-type"))
    kind = kind or "text/turtle"
    if kind not in _TAKEN:
        raise Problem(415, f"a graph is sent as {', '.join(_TAKEN)}, not as {kind}")
    if graph is None and (request.method == "PUT" or kind not in QUADS):
        raise Problem(400, "say which graph: ?default or ?graph=IRI; the whole dataset takes a POST of TriG or N-Quads")
    if graph is not None and kind in QUADS:
        raise Problem(415, f"one graph is sent as {', '.join(TRIPLES)}; {kind} goes to /store itself, by POST")
    settings = served.settings
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        file = Path(folder) / "body"
        with file.open("wb") as out:
            async for chunk in body.chunks(request, settings.upload, settings.body_time):
                out.write(chunk)
        base = graph or endpoint.base_of(request)
        act: Act = "put" if request.method == "PUT" else "post"
        there = await served.change(Change(act, graph=graph, file=str(file), media_type=kind, base=base))
    return Response(status_code=204 if there else 201)
