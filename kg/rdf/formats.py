"""A store as a file, sorted throughout: the same content gives the same bytes, in whatever order it was put in.

Written as a stream. Oxigraph orders by hashes, so each graph is sorted here, in memory where it is small and on disk where not;
whatever the size of the store, some tens of megabytes of it are held.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import ExportError
from kg.rdf import sorting, turtle
from kg.rdf.terms import VOCABULARIES

DATASETS = ("trig", "nq", "jsonld")
GRAPHS = ("ttl", "nt", "rdf")
_XML = {prefix: VOCABULARIES[prefix] for prefix in ("kg", "owl", "prov", "rdf", "rdfs", "schema", "skos")}
_END = b" .\n"  # of a line of N-Triples; a text cannot hold it, since line feeds are escaped

_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


def write(store: ox.Store, fmt: str, out: IO[bytes], prefixes: dict[str, str], base: str, folder: Path | None = None) -> None:
    """Writes the dataset (trig, nq, jsonld) or the union of its graphs (ttl, nt, rdf); temporary files go into `folder`.

    Raises ExportError for another format.
    """
    if fmt not in DATASETS + GRAPHS:
        raise ExportError(f"{fmt}: no such format: take one of {', '.join(GRAPHS + DATASETS)}")
    if fmt == "nq":
        out.writelines(_nquads(store, folder))
    elif fmt == "nt":
        out.writelines(_ntriples(store, folder))
    elif fmt in ("ttl", "trig"):
        writer = turtle.Writer(prefixes, base)
        body = _turtle(store, writer, folder) if fmt == "ttl" else _trig(store, writer, folder)
        with tempfile.TemporaryFile(dir=folder) as kept:  # since only the end of it tells which prefixes go before it
            kept.writelines(part.encode() for part in body)
            kept.seek(0)
            out.write(writer.header().encode() + b"\n")
            shutil.copyfileobj(kept, out, 1 << 20)
    else:
        with tempfile.TemporaryFile(dir=folder) as kept:
            kept.writelines(_nquads(store, folder) if fmt == "jsonld" else _ntriples(store, folder))
            kept.seek(0)
            if fmt == "jsonld":
                ox.serialize(ox.parse(kept, format=ox.RdfFormat.N_QUADS), out, ox.RdfFormat.JSON_LD)
            else:
                triples = (quad.triple for quad in ox.parse(kept, format=ox.RdfFormat.N_TRIPLES))
                ox.serialize(triples, out, ox.RdfFormat.RDF_XML, prefixes=_XML)


def _nquads(store: ox.Store, folder: Path | None) -> Iterator[bytes]:
    for name, graph in sorted(_graphs(store).items()):
        end = f" {_node(name)} .\n".encode() if name else _END
        for lines in sorting.merged(_lines(store, graph, folder), folder=folder):
            if lines:
                yield end.join(lines) + end


def _ntriples(store: ox.Store, folder: Path | None) -> Iterator[bytes]:
    last = b""
    for lines in sorting.merged(_union(store, folder), folder=folder):
        once = [line for line, before in zip(lines, [last, *lines], strict=False) if line != before]
        last = lines[-1] if lines else last
        if once:
            yield _END.join(once) + _END


def _turtle(store: ox.Store, writer: turtle.Writer, folder: Path | None) -> Iterator[str]:
    records = (turtle.records(lines) for lines in _union(store, folder))
    yield from _spaced(writer.blocks(_each(sorting.merged(records, turtle.order(), folder)), ""), "\n")


def _trig(store: ox.Store, writer: turtle.Writer, folder: Path | None) -> Iterator[str]:
    between = ""
    for name, graph in sorted(_graphs(store).items(), key=lambda item: turtle.natural(item[0])):
        records = (turtle.records(lines) for lines in _lines(store, graph, folder))
        node = _node(name)
        blocks = writer.blocks(_each(sorting.merged(records, turtle.order(node), folder)), "    " if name else "")
        first = next(blocks, None)
        if first is not None:
            yield f"{between}{writer.short(node)} {{\n{first}" if name else f"{between}{first}"
            for block in blocks:
                yield f"\n\n{block}"
            yield "\n}" if name else ""
            between = "\n\n"
    yield "\n" if between else ""


def _spaced(blocks: Iterable[str], end: str) -> Iterator[str]:
    between = ""
    for block in blocks:
        yield between + block
        between = "\n\n"
    yield end if between else ""


def _graphs(store: ox.Store) -> dict[str, _Graph]:
    """The graphs by their IRIs; the default graph is "", blank nodes are as N-Quads writes them."""
    named = {graph.value if isinstance(graph, ox.NamedNode) else str(graph): graph for graph in store.named_graphs()}
    return {"": ox.DefaultGraph(), **named}


def _node(name: str) -> str:
    return name if not name or name.startswith("_:") else f"<{name}>"


def _lines(store: ox.Store, graph: _Graph, folder: Path | None) -> Iterator[list[bytes]]:
    """The triples of a graph as lines of N-Triples without their ends."""
    with tempfile.SpooledTemporaryFile(sorting.RUN, dir=str(folder) if folder else None) as kept:
        store.dump(kept, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        kept.seek(0)
        yield from sorting.chunks(kept, _END)


def _union(store: ox.Store, folder: Path | None) -> Iterator[list[bytes]]:
    """The triples of all graphs, those of many small graphs together. What two graphs say comes twice."""
    with tempfile.SpooledTemporaryFile(sorting.RUN, dir=str(folder) if folder else None) as kept:
        for graph in _graphs(store).values():
            store.dump(kept, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        kept.seek(0)
        yield from sorting.chunks(kept, _END)


def _each(lists: Iterable[list[bytes]]) -> Iterator[bytes]:
    for lines in lists:
        yield from lines
