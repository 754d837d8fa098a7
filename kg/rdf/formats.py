"""A store as the bytes of a file, sorted throughout: the same content gives the same bytes, in whatever order it was put in."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import ExportError
from kg.rdf import turtle
from kg.rdf.terms import VOCABULARIES

DATASETS = ("trig", "nq", "jsonld")
GRAPHS = ("ttl", "nt", "rdf")
_XML = {prefix: VOCABULARIES[prefix] for prefix in ("kg", "owl", "prov", "rdf", "rdfs", "schema", "skos")}

_Lines = dict[str | None, list[str]]


def serialize(store: ox.Store, fmt: str, prefixes: dict[str, str], base: str) -> bytes:
    """The dataset (trig, nq, jsonld) or the union of its graphs (ttl, nt, rdf). Raises ExportError for another format."""
    if fmt not in DATASETS + GRAPHS:
        raise ExportError(f"{fmt}: no such format: take one of {', '.join(GRAPHS + DATASETS)}")
    graphs = _lines(store)
    if fmt in DATASETS:
        return turtle.trig(graphs, prefixes, base).encode() if fmt == "trig" else _dataset(graphs, fmt)
    union = {line for lines in graphs.values() for line in lines}
    return turtle.turtle(union, prefixes, base).encode() if fmt == "ttl" else _graph(sorted(union), fmt)


def _lines(store: ox.Store) -> _Lines:
    """Each graph as lines of N-Triples. Split at line feeds alone: texts may hold other characters that end a line."""
    names: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [*store.named_graphs(), ox.DefaultGraph()]
    graphs: _Lines = {}
    for name in names:
        written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        if written:
            graphs[name.value if isinstance(name, ox.NamedNode) else None] = written.decode().split("\n")[:-1]
    return graphs


def _dataset(graphs: _Lines, fmt: str) -> bytes:
    quads = sorted((name or "", line) for name, lines in graphs.items() for line in lines)
    joined = "".join(f"{line[:-1]}<{name}> .\n" if name else f"{line}\n" for name, line in quads).encode()
    if fmt == "nq":
        return joined
    return ox.serialize(ox.parse(joined, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.JSON_LD) or b""


def _graph(union: list[str], fmt: str) -> bytes:
    joined = "".join(f"{line}\n" for line in union).encode()
    if fmt == "nt":
        return joined
    triples = (quad.triple for quad in ox.parse(joined, format=ox.RdfFormat.N_TRIPLES))
    return ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=_XML) or b""
