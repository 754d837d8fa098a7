"""What the service says of itself: its SPARQL service description, and VoID for what it holds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.describing import described as written
from kg.server.dataset import Served
from kg.server.negotiation import QUADS, RESULTS, TRIPLES, best
from kg.server.problem import Problem

_FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}


async def described(request: Request) -> Response:
    """Service description and VoID in one graph, in the form that is wanted. Raises Problem (406)."""
    served: Served = request.app.state.served
    kind = best(request.headers.get("accept"), (*TRIPLES, *QUADS))
    if kind is None:
        raise Problem(406, f"the description comes as {', '.join((*TRIPLES, *QUADS))}")
    root = str(request.url.replace(path="/", query=None, fragment=None))
    formats = [_FORMATS[name] for name in (*RESULTS, *TRIPLES, *QUADS)]
    writes = served.settings.token is not None
    content = await served.ask(
        lambda store: written(store, root, kind, formats=formats, writes=writes, union=served.unites(store))
    )
    return Response(content, media_type=kind, headers={"Vary": "Accept"})
