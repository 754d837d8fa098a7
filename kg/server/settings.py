"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """`graph` is a built folder, a store or a file of RDF; `token` is None where nothing may be written.

    `origins` are those of web pages that may read answers ("*" for any), `names` are host names that the server answers to
    beside addresses and those of this machine. `union` says whether queries see all graphs together; None: if kg built
    them. Times are seconds, `memory` is megabytes for one query, `body` bytes of a query
    or update, `upload` bytes of a graph that is put. `queue` requests may wait for one of `workers` processes.
    """

    graph: Path
    host: str = "127.0.0.1"
    port: int = 7878
    token: str | None = None
    origins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    union: bool | None = None
    timeout: float = 30.0
    memory: int = 1024
    workers: int = 2
    queue: int = 16
    body: int = MEGABYTE
    upload: int = 256 * MEGABYTE
    header_time: float = 10.0
    body_time: float = 30.0
