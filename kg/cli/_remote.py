"""What the commands that speak to servers share: the address, who asks, how long to wait, and where it was broken off."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.remote import Server
    from kg.transfer import Progress

url = click.argument("url", metavar="URL")
user = click.option("--user", default="", metavar="NAME", help="Who asks; the password is KG_PASSWORD. A token is KG_TOKEN.")
timeout = click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long a server may be silent.",
)
batch = click.option(
    "--batch", type=click.IntRange(1), metavar="N", help="Triples in a request.  [default: 20000; in updates 2000]"
)
state = click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where it is kept how far a transfer came."
)


def server(address: str, user: str, timeout: float) -> Server:
    """The server, with the token or password of the environment. Raises RemoteError for what is no address."""
    from kg.remote import Access, Server

    return Server(address, access=Access.of_environment(user), timeout=timeout)


def state_file(given: Path | None, beside: Path, what: str, address: str) -> Path:
    """The file that is asked for, or one beside the graph, of its own for each server."""
    own = hashlib.sha256(address.encode()).hexdigest()[:8]
    return given or beside.with_name(f".{beside.name}.{what}-{own}.json")


def progress(quiet: bool) -> contextlib.AbstractContextManager[Progress]:
    """A bar where somebody watches."""
    from kg.transfer import Silence

    if quiet or not sys.stderr.isatty():
        return contextlib.nullcontext(Silence())
    from kg.cli._transfer import Bytes

    return Bytes()
