"""The program of one worker process: opens a store, then answers one query after another until its input ends.

Run by its path (`python -I -S child.py`), so that it starts in the time that pyoxigraph takes to load: it may import nothing of
kg, and little else. What it is sent, and what it sends, are frames: a letter, the length as four bytes, the bytes. What comes in
is a dictionary, marshalled.

    in   P  the prefixes that need not be declared, by name; sent once, before the first query
         Q  query, accept (media types, the dearest first), base, union, default, named, seconds
         K  IRIs, to be told which of them name a graph, and which occur at all
         N  nothing: how many quads there are
         C  nothing: forget what was asked and not begun
    out  R  JSON: base, built, memory limit set: ready         H  kind of the answer that follows, a space, its media type
         D  bytes of the answer, `PIECE` of them but the last  E  the answer is whole; seconds it took, or JSON for K and N
         X  JSON: what went wrong: "syntax", "form" or "failed", and the message
         C  it is forgotten

Several may be asked at once; they are answered one after the other. Frames of one answer go out together as long as they are
short: each time the parent is woken costs more than a light query.
"""

from __future__ import annotations

import json
import marshal
import os
import select
import struct
import sys
import time
from collections import deque

if __name__ == "__main__":
    sys.path.append(sys.argv[1])  # where pyoxigraph is; -S leaves it out

import pyoxigraph as ox

PIECE = 64 * 1024
_HEAD = struct.Struct(">cI")
_ENDING = "graph/ontology"
_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/n3": ox.RdfFormat.N3,
}


def opened(folder: str | None, files: list[tuple[str, str | None, str]]) -> ox.Store:
    """The store of a folder, to be read only; or files of RDF (file, graph, base), in memory. Raises ValueError in one line."""
    if folder:
        try:
            return ox.Store.read_only(folder)
        except OSError as error:
            raise ValueError(f"{folder}: cannot be opened: {_one_line(error)}: `kg build` makes it anew") from None
    store = ox.Store()
    for file, graph, base in files:
        load(store, file, graph, base)
    return store


def load(store: ox.Store, file: str, graph: str | None, base: str) -> None:
    """Adds a file of RDF; a graph's triples go into the default graph or into the one named. Raises ValueError in one line."""
    form = ox.RdfFormat.from_extension(os.path.splitext(file)[1].removeprefix(".").lower())
    if form is None:
        raise ValueError(f"{file}: not known as a file of RDF by its ending: take .trig, .ttl, .nt, .nq, .rdf or .jsonld")
    to = None if graph is None else ox.NamedNode(graph)
    try:
        store.bulk_load(path=file, format=form, base_iri=base.replace(" ", "%20"), to_graph=to)
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise ValueError(f"{file}: cannot be read as RDF: {_one_line(error)}") from None


def base_of(store: ox.Store) -> str | None:
    """The base that a dataset was built with: what stands before its graph of the ontology; None where it was not built."""
    found = sorted(g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode) and g.value.endswith(_ENDING))
    return found[0].removesuffix(_ENDING) if found else None


def _one_line(error: Exception) -> str:
    if isinstance(error, MemoryError):  # of the parser, which says how many bytes it has room for
        return "it holds a name or a text of more than 16 MB"
    return getattr(error, "strerror", None) or " ".join(str(error).split())[:200]


class _Unwritable(Exception):
    """None of the media types that are accepted fits the kind of the answer, which this names."""


class _Frames:
    """The output, as a file that a serializer can write an answer to."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._frames = bytearray()  # that were not sent yet
        self._body = bytearray()  # of the answer, in no frame yet

    def head(self, kind: str, media_type: str) -> None:
        self._frame(b"H", f"{kind} {media_type}".encode())

    def write(self, content: bytes) -> int:
        self._body += content
        while len(self._body) >= PIECE:
            self._frame(b"D", self._body[:PIECE])
            del self._body[:PIECE]
            self._send()
        return len(content)

    def flush(self) -> None:
        """Nothing is sent before there is a piece of it."""

    def end(self, content: str) -> None:
        """The answer is whole."""
        if self._body:
            self._frame(b"D", self._body)
        self._tell(b"E", content)

    def wrong(self, what: str, message: str) -> None:
        """Something went wrong; what was not sent yet is not sent at all, so that the parent can say so instead."""
        self._frames.clear()
        self._tell(b"X", json.dumps({"what": what, "message": message}))

    def forgotten(self) -> None:
        self._tell(b"C", "")

    def ready(self, base: str | None) -> None:
        self._tell(b"R", json.dumps({"base": base}))

    def _tell(self, letter: bytes, content: str) -> None:
        self._body.clear()
        self._frame(letter, content.encode())
        self._send()

    def _frame(self, letter: bytes, content: bytes | bytearray) -> None:
        self._frames += _HEAD.pack(letter, len(content))
        self._frames += content

    def _send(self) -> None:
        sent, self._frames = self._frames, bytearray()
        done = os.write(self._number, sent)
        while done < len(sent):
            done += os.write(self._number, sent[done:])


class _Input:
    """The frames that come in."""

    def __init__(self, number: int, out: _Frames) -> None:
        self._number, self._out = number, out
        self._read = bytearray()
        self._asked: deque[tuple[bytes, dict]] = deque()  # type: ignore[type-arg]
        self._poll = select.poll()
        self._poll.register(number, select.POLLIN)

    def next(self) -> tuple[bytes, dict] | None:  # type: ignore[type-arg]
        """The letter and the content of the next frame that was not withdrawn meanwhile; None at the end."""
        while not self._asked or self._poll.poll(0):
            piece = os.read(self._number, PIECE)
            if not piece:
                return None
            self._read += piece
            self._cut()
        return self._asked.popleft()

    def _cut(self) -> None:
        at = 0
        while len(self._read) >= at + _HEAD.size:
            letter, size = _HEAD.unpack_from(self._read, at)
            end = at + _HEAD.size + size
            if len(self._read) < end:
                break
            if letter == b"C":
                self._asked.clear()
                self._out.forgotten()
            else:
                self._asked.append((letter, marshal.loads(self._read[at + _HEAD.size : end])))  # noqa: S302 - of our parent
            at = end
        del self._read[:at]


def _graph(iri: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(iri) if iri else ox.DefaultGraph()


class _Prefixes:
    """The prefixes that need not be declared."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known
        self._signs = [(f"{name}:", name, iri) for name, iri in known.items()]

    def used(self, query: str) -> dict[str, str]:
        """Those that may be used in a query: each that is given to the parser takes time, used or not."""
        return {name: iri for sign, name, iri in self._signs if sign in query}


def _answer(store: ox.Store, asked: dict, prefixes: _Prefixes, out: _Frames) -> None:  # type: ignore[type-arg]
    default, named = (None if iris is None else list(map(_graph, iris)) for iris in (asked["default"], asked["named"]))
    query = asked["query"]
    found = store.query(
        query,
        base_iri=asked["base"],
        prefixes=prefixes.used(query),
        use_default_graph_as_union=asked["union"] and default is None,
        default_graph=default,  # type: ignore[arg-type]
        named_graphs=named,  # type: ignore[arg-type]
    )
    kind = {ox.QuerySolutions: "rows", ox.QueryTriples: "triples"}.get(type(found), "boolean")
    forms = _TRIPLES if kind == "triples" else _ROWS
    form = next((media for media in asked["accept"] if media in forms), None)
    if form is None:
        raise _Unwritable(kind)
    out.head(kind, form)
    if isinstance(found, ox.QueryTriples):
        ox.serialize(found, out, _TRIPLES[form], prefixes=prefixes.known if form == "text/turtle" else None)  # type: ignore[arg-type]
    else:
        found.serialize(out, _ROWS[form])  # type: ignore[arg-type]


def _bounded(memory: int) -> None:
    """No more memory than is in use now and this many bytes, where the system tells (Linux does); no core file."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm", encoding="ascii") as statm:
            now = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))


class _Clock:
    """A last resort, should the parent be killed and so never stop this process: a limit of processor time."""

    def __init__(self) -> None:
        self._limit = 0.0

    def allow(self, seconds: float) -> None:
        """At least so many seconds more, and not many more than that."""
        end = time.process_time() + seconds
        if not end + 5 < self._limit < end + 20:
            import resource

            self._limit = int(end) + 15
            resource.setrlimit(resource.RLIMIT_CPU, (self._limit, resource.RLIM_INFINITY))


def _known(store: ox.Store, iris: list[str]) -> tuple[list[str], list[str]]:
    """Which of the IRIs name a graph, and which occur in any triple."""
    graphs, terms = [], []
    for iri in iris:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if store.contains_named_graph(node):
            graphs.append(iri)
        ways = ((node, None, None), (None, node, None), (None, None, node))
        if any(next(store.quads_for_pattern(*way), None) is not None for way in ways):
            terms.append(iri)
    return graphs, terms


def main() -> None:
    """Serves the store that the second argument describes, as JSON: folder or files; and memory."""
    given = json.loads(sys.argv[2])
    out = _Frames(1)
    coming = _Input(0, out)
    try:
        store = opened(given["folder"], given["files"])
    except (ValueError, OSError) as error:
        out.wrong("store", str(error))
        return
    base = base_of(store)
    if given["memory"]:
        _bounded(given["memory"])
    out.ready(base)
    prefixes, clock = _Prefixes({}), _Clock()
    while asked := coming.next():
        letter, content = asked
        began = time.monotonic()
        try:
            if letter == b"P":
                prefixes = _Prefixes(content)
            elif letter == b"K":
                graphs, terms = _known(store, content["iris"])
                out.end(json.dumps({"graphs": graphs, "terms": terms}))
            elif letter == b"N":
                out.end(json.dumps({"quads": len(store)}))
            else:
                clock.allow(content["seconds"])
                _answer(store, content, prefixes, out)
                out.end(f"{time.monotonic() - began:.6f}")
        except _Unwritable as error:
            out.wrong("form", str(error))
        except SyntaxError as error:
            out.wrong("syntax", str(error))
        except (ValueError, RuntimeError, OSError, MemoryError) as error:
            out.wrong("memory" if isinstance(error, MemoryError) else "failed", _one_line(error))


if __name__ == "__main__":
    main()
