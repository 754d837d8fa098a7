"""Starting the server: uvicorn with our connections, on a socket that is bound before anything else is done."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from kg.errors import KgError
from kg.server.app import application
from kg.server.connections import Connection
from kg.server.settings import Settings

_BACKLOG = 1024


class AddressError(KgError):
    """The server cannot listen where it was told to; the user names another host or port."""


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serves until it is stopped by a signal; `ready` is told the address as soon as there is one.

    Raises StoreError when there is no graph, AddressError when the port is taken or the host is not of this machine.
    """
    listening = _bound(settings.host, settings.port)
    with listening:
        app = application(settings)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host

        class Timed(Connection):
            head_time = settings.header_time
            kept = app.state.kept
            quick = app.state.quick

        config = uvicorn.Config(
            app,
            http=Timed,
            ws="none",
            lifespan="on",
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=3,
        )
        ready(f"http://{host}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AddressError(f"{host}:{port}: cannot listen here ({reason}): name another --port or --host") from None
    made.setblocking(False)
    return made
