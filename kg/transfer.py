"""`kg push` and `kg pull`: a graph to a server and back, graph by graph, to be gone on with where it was broken off."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.errors import ExportError, RemoteError
from kg.rdf.terms import clean

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.remote import Server

METHODS = ("auto", "gsp", "update")
_EACH = {"gsp": 20_000, "update": 2_000}  # triples in a request
_ONTOLOGY = "graph/ontology"
_NAMED = 200  # graphs that are named in one query


class Progress(Protocol):
    """What a transfer tells while it runs."""

    def start(self, size: int) -> None:
        """So many triples are to go."""

    def read(self, size: int) -> None:
        """So many more went."""

    def stage(self, name: str) -> None:
        """Which graph goes now."""


class Silence:
    """Progress for those who do not look."""

    def start(self, size: int) -> None: ...

    def read(self, size: int) -> None: ...

    def stage(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Moved:
    """What a transfer did; `kept` graphs were there from the run before."""

    method: str
    graphs: int
    triples: int
    kept: int


@dataclass(slots=True)
class State:
    """A file that says which graphs went to which server, each with the hash of what it held; written after each request."""

    path: Path
    url: str
    graphs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, url: str) -> State:
        """What an earlier run left; nothing when it went to another server. Raises ExportError when the file is another's."""
        state = cls(path, url)
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            if held["url"] == url:
                state.graphs = {str(name): str(value) for name, value in held["graphs"].items()}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise ExportError(f"{path}: is no state of a transfer: name another with --state, or delete it") from None
        return state

    def write(self) -> None:
        """Beside and moved into place: a run that is killed leaves the state of the request before."""
        from kg.rdf.files import replace

        replace(self.path, json.dumps({"url": self.url, "graphs": self.graphs}, indent=1, sort_keys=True).encode())

    def done(self) -> None:
        self.path.unlink(missing_ok=True)


def push(
    store: Store, server: Server, *, method: str = "auto", batch: int = 0, state: Path, progress: Progress | None = None
) -> Moved:
    """Puts every graph of a store on a server in place of the one of that name; the others there stay as they are.

    A graph that goes in several requests is replaced by the first and added to by the rest, so that doing it again from its
    beginning does no harm. Raises RemoteError when the server breaks off; calling it again goes on there.
    """
    from kg.rdf import graphs as graphs_of

    told = progress or Silence()
    if method == "auto":
        method = server.takes()
    size = batch or _EACH[method]
    known = State.read(state, server.url)
    told.start(len(store))
    graphs = triples = kept = 0
    waiting = _Waiting(server, known, size)
    try:
        for name in graphs_of.names(store):
            lines = graphs_of.lines(store, name)
            sum_ = hashlib.sha256("\n".join(lines).encode()).hexdigest()
            if known.graphs.get(name or "") == sum_:
                kept += 1
                told.read(len(lines))
                continue
            told.stage(clean((name or "the default graph").rsplit("/", 1)[-1]))
            if method == "gsp":
                _put(server, name, lines, size)
                known.graphs[name or ""] = sum_
                if graphs % 20 == 0:
                    known.write()
            else:
                waiting.add(name, lines, sum_)
            graphs += 1
            triples += len(lines)
            told.read(len(lines))
        waiting.send()
    finally:
        known.write()
    return Moved(method, graphs, triples, kept)


def _put(server: Server, name: str | None, lines: list[str], size: int) -> None:
    if any("_:" in line for line in lines):
        size = len(lines)  # a blank node is one only within a request
    for at in range(0, max(len(lines), 1), size):
        server.put(name, "".join(f"{line}\n" for line in lines[at : at + size]).encode(), add=at > 0)


class _Waiting:
    """Graphs that go together in one update: most are small, and a request each would take longer than what it carries."""

    def __init__(self, server: Server, known: State, size: int) -> None:
        self._server, self._known, self._size = server, known, size
        self._graphs: list[tuple[str | None, list[str], str]] = []

    def add(self, name: str | None, lines: list[str], sum_: str) -> None:
        if self._graphs and len(lines) >= self._size:  # what is whole is written down before a long one begins
            self.send()
        self._graphs.append((name, lines, sum_))
        if sum(len(lines) for _, lines, _ in self._graphs) >= self._size:
            self.send()

    def send(self) -> None:
        """Replaces the graphs; only when all of it went is it written down."""
        if not self._graphs:
            return
        drop = " ; ".join(f"DROP SILENT {_graph(name)}" for name, _, _ in self._graphs)
        parts = [(name, lines[at : at + self._step(lines)]) for name, lines, _ in self._graphs for at in self._starts(lines)]
        some: list[tuple[str | None, list[str]]] = []
        before = f"{drop} ;\n"
        for name, lines in parts:
            if some and sum(len(held) for _, held in some) + len(lines) > self._size:
                self._server.update(before + _insert(some))
                some, before = [], ""
            some.append((name, lines))
        self._server.update(before + _insert(some))
        self._known.graphs.update({name or "": sum_ for name, _, sum_ in self._graphs})
        self._known.write()
        self._graphs = []

    def _step(self, lines: list[str]) -> int:
        return len(lines) if any("_:" in line for line in lines) else self._size

    def _starts(self, lines: list[str]) -> range:
        return range(0, len(lines), max(self._step(lines), 1))


def _graph(name: str | None) -> str:
    return f"GRAPH <{name}>" if name else "DEFAULT"


def _insert(some: list[tuple[str | None, list[str]]]) -> str:
    body = "\n".join(
        (f"GRAPH <{name}> {{\n" if name else "") + "\n".join(lines) + ("\n}" if name else "") for name, lines in some
    )
    return f"INSERT DATA {{\n{body}\n}}"


def pull(
    server: Server, output: Path, *, below: str = "", batch: int = 0, state: Path, progress: Progress | None = None
) -> Moved:
    """Fetches named graphs that a server's queries see into a file of N-Quads, and goes on where it was broken off.

    Those whose names begin with `below`; unless it is given, those of the graph that kg put there, which its ontology tells from
    whatever else is on the server. `server` is the address of its queries. Raises RemoteError when it breaks off, or gives less
    of a graph than it counts.
    """
    told = progress or Silence()
    counts = _counts(server)
    below = below or min((name for name in counts if name.endswith(_ONTOLOGY)), default="").removesuffix(_ONTOLOGY)
    counts = {name: count for name, count in counts.items() if name.startswith(below)}
    if not counts:
        raise RemoteError(
            f"{server.url}: has no named graphs{f' below {below}' if below else ''}: is this the address of its queries?"
        )
    known = State.read(state, server.url)
    if not output.exists():
        known.graphs.clear()
    told.start(sum(counts.values()))
    graphs = triples = kept = 0
    with output.open("ab") as file:
        file.truncate(int(known.graphs.get("", "0")))  # half of something, of the run before
        for some in _together(counts, known.graphs, batch or _EACH["gsp"]):
            told.stage(clean(next(iter(some)).rsplit("/", 1)[-1]))
            for piece in _fetched(server, some, batch or _EACH["gsp"]):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            known.graphs |= {name: str(count) for name, count in some.items()} | {"": str(file.tell())}
            known.write()
            graphs += len(some)
            triples += sum(some.values())
            told.read(sum(some.values()))
    kept = len(counts) - graphs
    return Moved("query", graphs, triples, kept)


def _together(counts: Mapping[str, int], known: Mapping[str, str], size: int) -> Iterator[dict[str, int]]:
    """The graphs that are not there yet, as many small ones as an answer may hold."""
    some: dict[str, int] = {}
    for name, count in sorted(counts.items()):
        if known.get(name) == str(count):
            continue
        if some and (sum(some.values()) + count > size or len(some) >= _NAMED):
            yield some
            some = {}
        some[name] = count
    if some:
        yield some


def _counts(server: Server) -> dict[str, int]:
    from kg.rdf.store import Rows

    answer = server.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", prefixes={}, base="")
    if not isinstance(answer, Rows):
        raise RemoteError(f"{server.url}: gives no rows for a SELECT: is this the address of its queries?")
    return {row[0].value: int(row[1].value) for row in answer if row[0] and row[1] and row[0].kind == "iri"}


def _fetched(server: Server, some: Mapping[str, int], size: int) -> Iterator[bytes]:
    """Graphs as N-Quads: at once, or, where one is larger than an answer may be, in pages."""
    pattern = f"VALUES ?g {{ {' '.join(f'<{name}>' for name in some)} }} GRAPH ?g {{ ?s ?p ?o }}"
    count = sum(some.values())
    pages = [""] if count <= size else [f" ORDER BY ?s ?p ?o LIMIT {size} OFFSET {at}" for at in range(0, count, size)]
    found = 0
    for page in pages:
        lines = server.quads(f"SELECT ?s ?p ?o ?g {{ {pattern} }}{page}")
        found += len(lines)
        yield "".join(f"{line}\n" for line in lines).encode()
    if found < count:
        raise RemoteError(
            f"{server.url}: gives {found:,} of the {count:,} triples of <{next(iter(some))}> …: take a smaller --batch"
        )
