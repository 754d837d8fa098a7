"""A store graph by graph, as lines of N-Triples: what goes to other servers."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf.store import Store


def names(store: Store) -> list[str | None]:
    """The IRIs of its named graphs, in order, and last None, if there are triples in the default graph."""
    found = sorted(graph.value for graph in store._store.named_graphs() if isinstance(graph, ox.NamedNode))
    rest = any(store._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return [*found, None] if rest else list(found)


def lines(store: Store, name: str | None) -> list[str]:
    """The triples of a graph, a line each, sorted. Split at line feeds alone: texts may hold other characters that end a line."""
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    written = store._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    return sorted(written.decode().split("\n")[:-1])
