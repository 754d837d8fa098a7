"""SPARQL servers of others: the one room that speaks HTTP as a client.

SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) and Graph Store HTTP Protocol
(https://www.w3.org/TR/sparql11-http-rdf-update/), which Oxigraph, Virtuoso, Fuseki, GraphDB, QLever and Neptune take.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from kg.errors import RemoteError
from kg.rdf import guard, results
from kg.rdf.tokens import prefixes_of, tokens

if TYPE_CHECKING:
    from kg.rdf.store import Rows, Triples

TRIES = 4  # of a request, when the server is there but cannot answer now
_LATER = {429, 500, 502, 503, 504}
_RESULTS = "application/sparql-results+json, application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.1"
_WAIT = 0.5  # seconds before the second try, doubled each time


@dataclass(frozen=True, slots=True)
class Access:
    """How a server knows us: a token, or a name with its password; all "" for nobody. Never shown in messages."""

    token: str = ""
    user: str = ""
    password: str = ""

    @classmethod
    def of_environment(cls, user: str = "") -> Access:
        """KG_TOKEN, or KG_USER and KG_PASSWORD."""
        return cls(os.environ.get("KG_TOKEN", ""), user or os.environ.get("KG_USER", ""), os.environ.get("KG_PASSWORD", ""))


class Server:
    """An address that takes requests. A context manager: leaving it closes the connections.

    Every method raises RemoteError, one line, when the server cannot be reached, says nothing for `timeout` seconds, refuses, or
    still fails after `TRIES` tries.
    """

    def __init__(self, url: str, *, access: Access | None = None, timeout: float = 60) -> None:
        if not re.match(r"https?://[^/\s]+", url, re.IGNORECASE):
            raise RemoteError(f"{url}: is no address of a server: it begins with http:// or https://")
        parsed = httpx.URL(url)
        if parsed.userinfo:
            raise RemoteError(f"{parsed.host}: a password does not belong into an address: set KG_USER and KG_PASSWORD")
        self.url = url
        self._access = access or Access.of_environment()
        headers = (
            {"User-Agent": "kg", "Authorization": f"Bearer {self._access.token}"} if self._access.token else {"User-Agent": "kg"}
        )
        self._client = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10)), headers=headers, follow_redirects=True
        )
        self._auth: httpx.Auth | None = None  # until the server asks for it, and says in which way

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def query(self, sparql: str, *, prefixes: Mapping[str, str], base: str) -> Rows | Triples | bool:
        """The answer to a query, as `Store.query` gives it; the prefixes that it uses are declared for it.

        Asks for the union of all graphs where the server has to be told (Oxigraph) and the query names none itself; others take
        it for granted or are set up so. Raises QueryError for a quotation that does not end.
        """
        response = self.request(
            "POST",
            params={} if guard.chooses(sparql) else {"union-default-graph": "true"},
            data={"query": declared(sparql, prefixes)},
            headers={"Accept": _RESULTS},
        )
        return results.answer(response.content, response.headers.get("content-type", ""), dict(prefixes), base, self.url)

    def quads(self, sparql: str) -> list[str]:
        """The rows ?s ?p ?o ?g of a SELECT as lines of N-Quads."""
        response = self.request("POST", data={"query": sparql}, headers={"Accept": _RESULTS})
        return results.quads(response.content, response.headers.get("content-type", ""), self.url)

    def update(self, sparql: str) -> None:
        """Runs a SPARQL update."""
        response = self.request("POST", content=sparql.encode(), headers={"Content-Type": "application/sparql-update"})
        if _is_page(response):
            raise RemoteError(f"{self.url}: answers with a page for people: this is no address for updates")

    def put(self, graph: str | None, triples: bytes, *, add: bool = False) -> None:
        """Replaces a graph (None: the default graph) by these triples, in Turtle, or adds them to it."""
        named = {"graph": graph} if graph else {"default": ""}
        self.request("POST" if add else "PUT", params=named, content=triples, headers={"Content-Type": "text/turtle"})

    def takes(self) -> str:
        """What the address is for: "update", where one that changes nothing is taken, else "gsp" (Graph Store Protocol)."""
        tried = {"content": b"INSERT DATA {}", "headers": {"Content-Type": "application/sparql-update"}}
        response = self.request("POST", known={*range(400, 501)} - {401, 403}, **tried)
        return "update" if response.is_success and not _is_page(response) else "gsp"

    def request(self, method: str, *, known: frozenset[int] | set[int] = frozenset(), **parts: Any) -> httpx.Response:
        """One request, tried again while the server cannot answer. Statuses in `known` are no errors."""
        waits = [_WAIT * 2**n for n in range(TRIES - 1)]
        while True:
            try:
                response = self._send(method, **parts)
            except httpx.HTTPError as error:
                response, reason = None, _reason(error)
            if response is not None and (response.is_success or response.status_code in known):
                return response
            if response is not None and response.status_code not in _LATER:
                raise RemoteError(self._refused(response))
            if not waits:
                raise RemoteError(f"{self.url}: {reason if response is None else self._said(response)}: try again later")
            time.sleep(_after(response, waits.pop(0)))

    def _send(self, method: str, **parts: Any) -> httpx.Response:
        response = self._client.request(method, self.url, auth=self._auth, **parts)
        if response.status_code in (401, 403) and self._access.user and not self._access.token and self._auth is None:
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            self._auth = (httpx.DigestAuth if digest else httpx.BasicAuth)(self._access.user, self._access.password)
            response = self._client.request(method, self.url, auth=self._auth, **parts)
        return response

    def _refused(self, response: httpx.Response) -> str:
        cures = {
            401: "set KG_TOKEN, or KG_USER and KG_PASSWORD",
            403: "this user may not do that",
            404: "is the address right?",
            405: "this address does not take it: name that of the graph store or of updates",
            413: "take a smaller --batch",
        }
        return f"{self.url}: {self._said(response)}: {cures.get(response.status_code, 'see what it says')}"

    def _said(self, response: httpx.Response) -> str:
        """The status and the beginning of the text, on one line; of a page, without tags."""
        text = response.text[:2000] if response.content else ""
        if "html" in response.headers.get("content-type", "text/html"):
            text = re.sub(r"<[^>]*>", " ", text)
        said = " ".join(text.split())[:160]
        return f"answers {response.status_code} {response.reason_phrase}".rstrip() + (f" ({said})" if said else "")


def _is_page(response: httpx.Response) -> bool:
    """Virtuoso answers what it does not understand with a form and the status 200."""
    return bool(response.headers.get("content-type", "").startswith("text/html"))


def declared(sparql: str, prefixes: Mapping[str, str]) -> str:
    """The query with the known prefixes that it uses declared on its first line, so that lines keep their numbers."""
    own = prefixes_of(sparql)
    named = {token.text.partition(":")[0] for token in tokens(sparql) if token.kind == "name"}
    used = [name for name in prefixes if name in named and name not in own]
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in used) + sparql


def _reason(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "cannot be reached"
    return f"the connection broke ({' '.join(str(error).split())[:100] or type(error).__name__})"


def _after(response: httpx.Response | None, wait: float) -> float:
    """What the server asks for, or else a little more each time, and never the same for two who came together."""
    asked = response.headers.get("retry-after", "") if response is not None else ""
    return min(float(asked), 30.0) if asked.isdecimal() else wait * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
