"""Real servers for tests: Oxigraph's of PyPI, Virtuoso 7 of Debian, and one that breaks off when it is told to."""

from __future__ import annotations

import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

VIRTUOSO = """[Database]
DatabaseFile={place}/v.db
ErrorLogFile={place}/v.log
LockFile={place}/v.lck
TransactionFile={place}/v.trx
xa_persistent_file={place}/v.pxa
[TempDatabase]
DatabaseFile={place}/t.db
TransactionFile={place}/t.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
NumberOfBuffers=10000
MaxDirtyBuffers=6000
ServerThreads=5
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerThreads=5
[SPARQL]
ResultSetMaxRows=100000
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], place: Path, address: str, seconds: float) -> Iterator[str]:
    """The server while its block runs; it is up when its address gives any answer."""
    with (place / "log").open("wb") as log, subprocess.Popen(command, cwd=place, stdout=log, stderr=log) as process:
        try:
            deadline = time.monotonic() + seconds
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{command[0]} does not come up: {(place / 'log').read_text(errors='replace')[-500:]}")
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


def _answers(address: str) -> bool:
    try:
        urlopen(address, timeout=2).close()
    except URLError as error:
        return hasattr(error, "code")
    except OSError:
        return False
    return True


@contextmanager
def oxigraph(place: Path) -> Iterator[str]:
    """`oxigraph serve`: its address, without a path. Skips where it is not installed."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("oxigraph is not installed: pip install oxigraph")
    port = free_port()
    command = [program, "serve", "--location", str(place / "db"), "--bind", f"127.0.0.1:{port}"]
    with running(command, place, f"http://127.0.0.1:{port}/", 60) as address:
        yield address.rstrip("/")


@contextmanager
def virtuoso(place: Path) -> Iterator[str]:
    """Virtuoso 7 with an empty database, where dba may do everything. Skips where it is not installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    port = free_port()
    (place / "v.ini").write_text(VIRTUOSO.format(place=place, sql=free_port(), http=port))
    command = [program, "+foreground", "+configfile", str(place / "v.ini")]
    with running(command, place, f"http://127.0.0.1:{port}/sparql", 180) as address:
        yield address.removesuffix("/sparql")


class Flaky:
    """Passes requests on to a server; from the `breaks`-th on it answers as `how` says: a status, or "drop" to hang up."""

    def __init__(self, behind: str) -> None:
        self.behind = behind
        self.how: int | str | None = None
        self.breaks = self.seen = 0
        self.ends = sys.maxsize
        flaky = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                flaky.pass_on(self)

            do_GET = do_POST = do_PUT = handle_any  # noqa: N815

            def log_message(self, *_: object) -> None: ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def pass_on(self, asked: http.server.BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        self.seen += 1
        if self.how is not None and self.breaks <= self.seen < self.ends:
            if self.how == "drop":
                asked.connection.shutdown(socket.SHUT_RDWR)
                return
            asked.send_response(int(self.how))
            asked.send_header("Content-Length", "9")
            asked.end_headers()
            asked.wfile.write(b"not today")
            return
        kept = {
            name: value for name, value in asked.headers.items() if name.lower() in ("content-type", "accept", "authorization")
        }
        request = Request(self.behind + asked.path, data=body or None, headers=kept, method=asked.command)
        try:
            with urlopen(request, timeout=60) as found:
                status, kind, content = found.status, found.headers.get("Content-Type", ""), found.read()
        except URLError as error:
            status, kind, content = getattr(error, "code", 502), "text/plain", b"passed on"
        asked.send_response(status)
        asked.send_header("Content-Type", kind)
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
