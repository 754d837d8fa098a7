"""The engines of `benchmarks/query.py`: each loads the union of a graph as N-Triples and answers SPARQL with a number of rows."""

from __future__ import annotations

import importlib.util
import json
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

Ask = Callable[[str, float], int]
_PARAMETERS = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


class TimedOut(Exception):
    """A query that ran past its limit."""


def installed(name: str) -> bool:
    if name == "Virtuoso 7":
        return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))
    return importlib.util.find_spec(name) is not None


@contextmanager
def rdflib(file: Path, prefixes: dict[str, str]) -> Iterator[Ask]:
    """rdflib's own memory. Pure Python, so that an alarm stops it."""
    import rdflib as library

    graph = library.Graph()
    graph.parse(file, format="nt")

    def alarm(number: int, frame: FrameType | None) -> None:
        raise TimedOut

    def ask(query: str, limit: float) -> int:
        before = signal.signal(signal.SIGALRM, alarm)
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return len(list(graph.query(query, initNs=prefixes)))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    yield ask


@contextmanager
def maplib(file: Path, prefixes: dict[str, str]) -> Iterator[Ask]:
    """maplib, in memory. It cannot be stopped: a query past the limit ends the process (see `query.others`)."""
    import maplib as library

    model = library.Model()
    model.read(file, format="ntriples")
    declared = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())
    yield lambda query, limit: model.query(declared + query).height  # type: ignore[union-attr]


@contextmanager
def virtuoso(file: Path, prefixes: dict[str, str]) -> Iterator[Ask]:
    """A Virtuoso server of our own, on loopback, asked over HTTP for JSON."""
    with tempfile.TemporaryDirectory(dir=file.parent) as name:
        folder, sql, http = Path(name), _port(), _port()
        (folder / "v.ini").write_text(_PARAMETERS.format(folder=folder, sql=sql, http=http))
        shutil.copy(file, folder / "all.nt")
        server = subprocess.Popen(
            ["virtuoso-t", "-f", "-c", str(folder / "v.ini")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _until(lambda: _sql(sql, "status();"), 120)
            # several readers at once, as its manual advises, and no log
            load = f"log_enable(2); ttlp_mt(file_to_string_output('{folder}/all.nt'), '', 'urn:all', 255, 2); checkpoint;"
            _sql(sql, load)
            yield lambda query, limit: _http(http, _declared(query, prefixes), limit)
        finally:
            server.kill()
            server.wait()


def _declared(query: str, prefixes: dict[str, str]) -> str:
    return "".join(f"PREFIX {p}: <{n}>\n" for p, n in prefixes.items() if f"{p}:" in query) + query


def _http(port: int, query: str, limit: float) -> int:
    asked = urllib.parse.urlencode({"query": query, "default-graph-uri": "urn:all", "format": "application/sparql-results+json"})
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{asked}", timeout=limit) as answer:
            return len(json.load(answer)["results"]["bindings"])
    except TimeoutError:
        raise TimedOut from None
    except urllib.error.HTTPError as error:
        raise ValueError(error.read().decode(errors="replace").partition("\n")[0]) from None


def _sql(port: int, statement: str) -> None:
    command = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statement}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until(works: Callable[[], None], seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            return works()
        except subprocess.CalledProcessError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


ENGINES = {"rdflib": rdflib, "maplib": maplib, "Virtuoso 7": virtuoso}
