"""The pages for people: start, search, query form, network, and one for each thing in the graph."""

from __future__ import annotations

import asyncio
import html
import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from kg import lookup
from kg.errors import KgError
from kg.rdf import queries
from kg.server import asked, rendering
from kg.server.dossier import dossier, exists
from kg.server.negotiation import HTML, TRIPLES, best
from kg.server.problem import Problem
from kg.summary import Summary, rows, summary

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.server.dataset import Served

_SUFFIXES = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_WRITTEN = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt", "application/rdf+xml": "rdf"}
_MOST_DRAWN = 20_000  # claims that a browser can lay out
_EXAMPLE = "SELECT ?who ?relation ?whom WHERE {\n  ?relation a kg:Relation .\n  ?who ?relation ?whom\n}\nLIMIT 100\n"


def page(text: str, status: int = 200, policy: str = rendering.POLICY) -> HTMLResponse:
    """A page of ours with its policy. What a browser keeps of it, it asks about again, since a graph may be written to."""
    return HTMLResponse(text, status, {"Content-Security-Policy": policy, "Vary": "Accept", "Cache-Control": "no-cache"})


async def start(request: Request) -> Response:
    served, pages = _of(request)
    kept: tuple[int, Summary] | None = getattr(request.app.state, "summary", None)
    if kept is None or kept[0] != await served.state():
        kept = served.changes, await served.ask(summary)
        request.app.state.summary = kept
    held = kept[1]
    return page(pages.render("start.html", s=held, queries=queries.named().values()))


async def search(request: Request) -> Response:
    """/entity?name=…: the one thing that is called so, or the list of several; /entity?iri=…: the page of that IRI."""
    served, pages = _of(request)
    fields = dict(asked.decoded(request.url.query.encode()))
    if "iri" in fields:
        return await shown(request, asked.iri(fields["iri"]), "/entity?iri=" + quote(fields["iri"], safe=""), None)
    name = " ".join(fields.get("name", "").split())[:200]
    if not name:
        raise Problem(400, "say what to look for: /entity?name=…")
    found = await served.ask(lambda store: lookup.find(store, name))
    if len(found) == 1:
        return RedirectResponse(rendering.href(found[0].iri, served.base), 303)
    near = "" if found else await served.ask(lambda store: lookup.nearest(store, name))
    return page(pages.render("search.html", name=name, found=found, near=near), 200 if found else 404)


async def entity(request: Request) -> Response:
    """/id/…: the thing with this IRI, as HTML, Turtle or JSON-LD, by the Accept header or by the ending of the address."""
    served, _ = _of(request)
    path = "/".join(quote(unquote(part), safe="") for part in _raw_path(request).removeprefix("/").split("/"))
    iri = served.base + path
    for suffix, kind in _SUFFIXES.items():
        if path.endswith(suffix):
            bare = path.removesuffix(suffix)
            if not await served.ask(lambda store: exists(store, iri)):
                return await shown(request, served.base + bare, "/" + bare, kind)
    return await shown(request, iri, "/" + path, None)


async def shown(request: Request, iri: str, address: str, kind: str | None) -> Response:
    """The thing in the wanted form. Raises Problem: 404 when nothing is said of it, 406 when no form of it is wanted."""
    served, pages = _of(request)
    if not await served.ask(lambda store: exists(store, iri)):
        raise Problem(404, f"there is nothing called {unquote(iri)} in this graph")
    kind = kind or best(request.headers.get("accept"), (HTML, *TRIPLES))
    if kind is None:
        raise Problem(406, f"this comes as {', '.join((HTML, *TRIPLES))}")
    if kind == HTML:
        known = await served.ask(lambda store: dossier(store, iri))
        return page(pages.render("entity.html", d=known, address=address))
    written = await served.ask(lambda store: _triples(store, iri, _WRITTEN[kind]))
    return Response(written, media_type=kind, headers={"Vary": "Accept"})


def _triples(store: Store, iri: str, fmt: str) -> bytes:
    """What is said of a thing, and which things point at it."""
    around = f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    found: Any = store.query(around)
    written: bytes = found.serialize(fmt)
    return written


async def network(request: Request) -> Response:
    """The network page, drawn once for each state of the graph. Raises Problem (503) where that lasts long, until it is drawn."""
    served, _ = _of(request)
    kept: tuple[int, asyncio.Task[str]] | None = getattr(request.app.state, "network", None)
    if kept is None or kept[0] != await served.state() or _failed(kept[1]):
        kept = served.changes, asyncio.create_task(served.ask(_drawn, patient=True))
        request.app.state.network = kept
    try:
        drawn = await asyncio.wait_for(asyncio.shield(kept[1]), served.settings.timeout)
    except TimeoutError:
        raise Problem(503, "the picture is still being drawn: try again in a moment", {"Retry-After": "10"}) from None
    own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', drawn)
    if own is None:  # never without one
        raise Problem(500, "the network page has no policy")
    return page(drawn, policy=f"{html.unescape(own[1])}; frame-ancestors 'none'")


def _failed(drawing: asyncio.Task[str]) -> bool:
    return drawing.done() and (drawing.cancelled() or drawing.exception() is not None)


def _drawn(store: Store) -> str:
    from kg import graph
    from kg.page.document import page as drawn

    claims = int(rows(store, "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }")[0][0])
    if claims > _MOST_DRAWN:
        raise Problem(413, f"{claims:,} claims are too many for one picture: look things up by name, or ask a query")
    return drawn(graph.network(store), "Who did what to whom")


async def form(request: Request) -> Response:
    """The query page, with a named query in it when one is asked for (?example=…)."""
    served, pages = _of(request)
    fields = dict(asked.decoded(request.url.query.encode()))
    text = _EXAMPLE
    if "example" in fields:
        try:
            text = queries.query(fields["example"]).text
        except KgError as error:
            raise Problem(404, str(error)) from None
    editor = rendering.yasgui()
    settings = await served.ask(partial(_settings, served, text)) if editor else ""
    values = {"queries": queries.named().values(), "text": text, "prefixes": served.prefixes, "yasgui": editor}
    policy = rendering.EDITOR_POLICY if editor else rendering.POLICY
    return page(pages.render("query.html", settings=settings, **values), policy=policy)


def _settings(served: Served, text: str, store: Store) -> Markup:
    """What the editor knows: prefixes, our classes and properties, the named queries."""
    from kg.page.document import embedded

    classes = [iri for (iri,) in rows(store, "SELECT DISTINCT ?c { { ?c a owl:Class } UNION { ?c a rdfs:Class } } ORDER BY ?c")]
    properties = [
        iri
        for (iri,) in rows(
            store,
            """SELECT DISTINCT ?p { VALUES ?k { rdf:Property owl:ObjectProperty owl:DatatypeProperty kg:Relation } ?p a ?k }
            ORDER BY ?p""",
        )
    ]
    known: Markup = embedded(
        {
            "text": text,
            "prefixes": served.prefixes,
            "classes": classes,
            "properties": [*properties, *_EVERYWHERE],
            "examples": {query.name: query.text for query in queries.named().values()},
            "base": served.base,
        }
    )
    return known


_EVERYWHERE = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#object",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/ns/prov#wasQuotedFrom",
    "http://schema.org/headline",
    "http://schema.org/datePublished",
)


def answer(request: Request, text: str, kind: str, written: bytes, cut: bool) -> Response:
    """Somebody's answer as a page: a table, a yes or no, or Turtle; `cut` where it is only the beginning."""
    _, pages = _of(request)
    values: dict[str, Any] = {"boolean": None, "columns": None, "rows": (), "turtle": "", "text": text, "cut": cut}
    values["download"] = "/sparql?" + urlencode({"query": text, "format": "csv"})
    if kind == "triples":
        values["turtle"] = written.decode("utf-8", "replace")
    elif kind == "boolean":
        values["boolean"] = json.loads(written)["boolean"]
    else:
        values["columns"], values["rows"] = _table(written)
    return page(pages.render("results.html", **values))


def _table(written: bytes) -> tuple[list[str], list[list[dict[str, str]]]]:
    """The columns and the cells of results in TSV, of which the last line may be half a line."""
    head, *lines = written.decode("utf-8", "replace").split("\n")
    columns = [name.lstrip("?") for name in head.split("\t")] if head else []
    return columns, [[_cell(cell) for cell in line.split("\t")] for line in lines[:-1]]


def _cell(cell: str) -> dict[str, str]:
    """An IRI to go to, or the text of a literal, out of its Turtle (TSV results, section 4.2 of the recommendation)."""
    if cell.startswith("<") and cell.endswith(">"):
        return {"iri": cell[1:-1], "label": unquote(cell[1:-1].replace("#", "/").rstrip("/").rsplit("/", 1)[-1])}
    literal = re.fullmatch(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?', cell, re.DOTALL)
    if literal is None:
        return {"iri": "", "label": cell}
    signs = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
    plain = re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", lambda m: _sign(m, signs), literal[1])
    return {"iri": "", "label": plain}


def _sign(escape: re.Match[str], signs: dict[str, str]) -> str:
    if escape[3]:
        return signs.get(escape[3], escape[3])
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


async def asset(request: Request) -> Response:
    """A file of ours or of the editor's, by name from a list; never by path."""
    name = request.path_params["name"]
    if name == "ground.css":
        return _file(rendering.ground(), "text/css")
    if name in rendering.FILES:
        return _file((rendering.ASSETS / name).read_text(encoding="utf-8"), rendering.FILES[name])
    raise Problem(404, "there is no such file")


async def vendored(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in rendering.VENDORED or not rendering.yasgui():
        raise Problem(404, "there is no such file: make assets brings the editor")
    return _file((rendering.VENDOR / name).read_text(encoding="utf-8"), rendering.VENDORED[name])


def _file(text: str, kind: str) -> Response:
    return PlainTextResponse(text, media_type=kind, headers={"Cache-Control": "max-age=3600"})


def _raw_path(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.decode("ascii", "replace")


def _of(request: Request) -> tuple[Served, rendering.Pages]:
    return request.app.state.served, request.app.state.pages
