"""The program of one worker process: opens a store, then answers one query after another until its input ends.

Run by its path (`python -I -S child.py`), so that it starts in the time that pyoxigraph takes to load: it may import nothing of
kg, and little else. What it is sent, and what it sends, are frames: a letter, the length as four bytes, the bytes.

    in   Q  JSON: query, accept (media types, the dearest first), prefixes, base, union, default, named, seconds
         K  JSON: IRIs, to be told which of them name a graph, and which occur at all
    out  R  JSON: base, built, memory limit set: ready         H  JSON: kind and media type of the answer that follows
         D  bytes of the answer                                E  JSON: the answer is whole; seconds it took
         X  JSON: what went wrong: "syntax", "form" or "failed", and the message
"""

from __future__ import annotations

import json
import os
import struct
import sys
import time

if __name__ == "__main__":
    sys.path.append(sys.argv[1])  # where pyoxigraph is; -S leaves it out

import pyoxigraph as ox

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


def opened(path: str) -> ox.Store:
    """The store of an output folder, or a store's own folder, to be read only; or a file of RDF, in memory.

    Raises ValueError, in one line with its cure.
    """
    for folder in (os.path.join(path, "store"), path):
        if os.path.isfile(os.path.join(folder, "CURRENT")):  # RocksDB's own sign
            try:
                return ox.Store.read_only(folder)
            except OSError as error:
                raise ValueError(f"{folder}: cannot be opened: {_one_line(error)}: `kg build` makes it anew") from None
    file = os.path.join(path, "graph.trig") if os.path.isdir(path) else path
    if not os.path.exists(path):
        cure = "name a folder that `kg build` wrote" if os.path.splitext(path)[1] else f"`kg build SOURCE -o {path}` makes one"
        raise ValueError(f"{path}: there is no graph here: {cure}")
    if not os.path.isfile(file) and os.path.isdir(path):
        raise ValueError(f"{path}: holds no built graph: `kg build SOURCE -o {path}` makes one")
    store = ox.Store()
    load(store, file, None, "file://" + os.path.realpath(file))
    return store


def load(store: ox.Store, file: str, graph: str | None, base: str) -> None:
    """Adds a file of RDF; a graph's triples go into the default graph or into the one named. Raises ValueError in one line."""
    form = ox.RdfFormat.from_extension(os.path.splitext(file)[1].removeprefix(".").lower())
    if form is None:
        raise ValueError(f"{file}: not known as a file of RDF by its ending: take .trig, .ttl, .nt, .nq, .rdf or .jsonld")
    to = None if graph is None else ox.NamedNode(graph)
    try:
        store.bulk_load(path=file, format=form, base_iri=base.replace(" ", "%20"), to_graph=to)
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(f"{file}: cannot be read as RDF: {_one_line(error)}") from None


def base_of(store: ox.Store) -> str | None:
    """The base that a dataset was built with: what stands before its graph of the ontology; None where it was not built."""
    found = sorted(g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode) and g.value.endswith(_ENDING))
    return found[0].removesuffix(_ENDING) if found else None


def _one_line(error: Exception) -> str:
    return getattr(error, "strerror", None) or " ".join(str(error).split())[:200]


class _Unwritable(Exception):
    """None of the media types that are accepted fits the kind of the answer, which this names."""


class _Frames:
    """The output, as a file that a serializer can write an answer to."""

    def __init__(self, number: int) -> None:
        self._number = number

    def send(self, letter: bytes, content: bytes) -> None:
        view = memoryview(_HEAD.pack(letter, len(content)) + content)
        while view:
            view = view[os.write(self._number, view) :]

    def tell(self, letter: bytes, **content: object) -> None:
        self.send(letter, json.dumps(content).encode())

    def write(self, content: bytes) -> int:
        self.send(b"D", bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing is kept back."""


def _answer(store: ox.Store, asked: dict, out: _Frames) -> None:  # type: ignore[type-arg]
    default, named = (None if iris is None else list(map(ox.NamedNode, iris)) for iris in (asked["default"], asked["named"]))
    found = store.query(
        asked["query"],
        base_iri=asked["base"],
        prefixes=asked["prefixes"],
        use_default_graph_as_union=asked["union"] and default is None,
        default_graph=default,  # type: ignore[arg-type]
        named_graphs=named,  # type: ignore[arg-type]
    )
    kind = {ox.QuerySolutions: "rows", ox.QueryTriples: "triples"}.get(type(found), "boolean")
    forms = _TRIPLES if kind == "triples" else _ROWS
    form = next((media for media in asked["accept"] if media in forms), None)
    if form is None:
        raise _Unwritable(kind)
    out.tell(b"H", kind=kind, media_type=form)
    if isinstance(found, ox.QueryTriples):
        prefixes = asked["prefixes"] if form == "text/turtle" else None
        ox.serialize(found, out, _TRIPLES[form], prefixes=prefixes)  # type: ignore[arg-type]
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


def _seconds(most: float) -> None:
    """A last resort, should the parent be killed and so never stop this process: a limit of processor time."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + most) + 5, resource.RLIM_INFINITY))


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


def _asked(number: int) -> tuple[bytes, dict] | None:  # type: ignore[type-arg]
    head = _exactly(number, _HEAD.size)
    if head is None:
        return None
    letter, size = _HEAD.unpack(head)
    content = _exactly(number, size)
    return None if content is None else (letter, json.loads(content))


def _exactly(number: int, size: int) -> bytes | None:
    read = bytearray()
    while len(read) < size:
        piece = os.read(number, size - len(read))
        if not piece:
            return None
        read += piece
    return bytes(read)


def main() -> None:
    """Serves the store that the second argument describes, as JSON: path, or data and named; and memory."""
    given = json.loads(sys.argv[2])
    out = _Frames(1)
    try:
        store = opened(given["path"]) if given["path"] else ox.Store()
        for file, graph, base in given["files"]:
            load(store, file, graph, base)
    except (ValueError, OSError) as error:
        out.tell(b"X", what="store", message=str(error))
        return
    base = base_of(store)
    if given["memory"]:
        _bounded(given["memory"])
    out.tell(b"R", base=base)
    while asked := _asked(0):
        letter, content = asked
        began = time.monotonic()
        try:
            if letter == b"K":
                graphs, terms = _known(store, content["iris"])
                out.tell(b"E", graphs=graphs, terms=terms)
                continue
            _seconds(content["seconds"])
            _answer(store, content, out)
            out.tell(b"E", seconds=time.monotonic() - began)
        except _Unwritable as error:
            out.tell(b"X", what="form", message=str(error))
        except SyntaxError as error:
            out.tell(b"X", what="syntax", message=str(error))
        except (ValueError, RuntimeError, OSError, MemoryError) as error:
            out.tell(b"X", what="memory" if isinstance(error, MemoryError) else "failed", message=_one_line(error))


if __name__ == "__main__":
    main()
