"""What every request passes: Host and Origin are checked, CORS is answered, and every answer carries the same safe headers.

A web page that somebody has open may send requests to a server on their machine, directly or, by changing what its own name
resolves to (DNS rebinding), as if it were of the same origin. So only names that are known are answered to, and no other
page's requests, unless its origin was named at the start.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.kept import Kept
from kg.server.problem import Problem
from kg.server.settings import Settings

_LYING = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_METHODS = "GET, HEAD, POST, OPTIONS"
_WRITING = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
#: For everything but our pages, which name what they load.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Door:
    """Who may come in, and what is said to everybody."""

    def __init__(self, settings: Settings) -> None:
        self._any = "*" in settings.origins
        self._origins = frozenset(origin.rstrip("/").lower() for origin in settings.origins)
        self.methods = _WRITING if settings.token else _METHODS
        self._names = frozenset(name.lower() for name in (settings.host, *settings.names, "localhost", socket.gethostname()))

    def check(self, scope: Scope, headers: Headers) -> None:
        """Raises Problem for a Host, an address or an Origin that is not answered."""
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            raise Problem(400, "a request has one Host header")
        if not self._known(hosts[0]):
            raise Problem(421, "this server does not answer to that Host: kg serve --name says which names it has")
        path = scope.get("raw_path") or scope["path"].encode()
        if _LYING.search(path):
            raise Problem(400, "a % in the address is not followed by two hexadecimal digits: write it as %25")
        try:
            unquote_to_bytes(path).decode("utf-8")
        except UnicodeDecodeError:
            raise Problem(400, "the address is not UTF-8") from None
        origin = headers.get("origin")
        # only the host is compared, since a proxy may speak TLS for us
        own = origin is None or origin.lower().partition("://")[2] == hosts[0].lower()
        if not own and not self._allowed(origin or ""):
            raise Problem(403, "requests from other web pages are not answered: kg serve --cors names those that may ask")
        # an image or script of another page sends no Origin, but every browser says where it comes from
        other = headers.get("sec-fetch-site", "").lower() in ("cross-site", "same-site")
        if origin is None and other and not self._origins and headers.get("sec-fetch-mode", "").lower() != "navigate":
            raise Problem(403, "other web pages cannot load anything from here")

    def _known(self, host: str) -> bool:
        """Whether the server goes by this name. An address cannot be rebound to, so any will do."""
        name = re.sub(r":\d{1,5}\Z", "", host).lower().rstrip(".")
        if name in self._names or name.endswith(".localhost"):
            return True
        try:
            ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
        except ValueError:
            return False
        return True

    def _allowed(self, origin: str) -> bool:
        return self._any or origin.lower() in self._origins

    def dress(self, answer: MutableHeaders, asked: Headers) -> None:
        """Puts the headers on that every answer carries."""
        answer.setdefault("Content-Security-Policy", NOTHING)
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Referrer-Policy"] = "no-referrer"
        if not self._origins:
            answer["Cross-Origin-Resource-Policy"] = "same-origin"
            return
        answer.add_vary_header("Origin")
        origin = asked.get("origin")
        if origin is not None and self._allowed(origin):
            answer["Access-Control-Allow-Origin"] = "*" if self._any else origin
            answer["Access-Control-Expose-Headers"] = "Location, Retry-After"
            if "access-control-request-method" in asked:
                answer["Access-Control-Allow-Methods"] = self.methods
                answer["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type"
                answer["Access-Control-Max-Age"] = "600"


class Doorway:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, door: Door, kept: Kept) -> None:
        self._app, self._door, self._kept = app, door, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        started: Message = {}
        state = self._kept.state

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._door.dress(MutableHeaders(scope=message), headers)
                started.update(message)
            elif scope.get("state", {}).get("keep") and not message.get("more_body") and "kg.asked" in scope:
                self._kept.put(scope["kg.asked"], started["status"], started["headers"], message.get("body", b""), state)
            await send(message)

        try:
            self._door.check(scope, headers)
        except Problem as problem:
            await PlainTextResponse(f"{problem}\n", problem.status, problem.headers)(scope, receive, dressed)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": self._door.methods})(scope, receive, dressed)
        else:
            await self._app(scope, receive, dressed)
