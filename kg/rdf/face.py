"""rdflib's face of a store. Imported only when somebody asks for it, since rdflib takes a quarter of a second to load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.rdf import sparql


class _Store(OxigraphStore):
    """Oxigraph behind rdflib, with the same refusals as `Store.query`."""

    def __init__(self, store: ox.Store, prefixes: dict[str, str], base: str) -> None:
        super().__init__(store=store)
        self._known = prefixes
        self._base = base

    def query(  # the names are rdflib's
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: Any,
    ) -> Any:
        if isinstance(query, str):
            names = {**self._known, **{prefix: str(namespace) for prefix, namespace in initNs.items()}}
            if sparql.check(self._inner, query, names):
                queryGraph = "__CHOSEN__"  # noqa: N806  a FROM is only heard when no union is asked for
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)

    def add_graph(self, graph: rdflib.Graph) -> None:
        with suppress(RuntimeError):  # rdflib announces its default graph even to a store that is read only
            super().add_graph(graph)


def _term(term: Any) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        return rdflib.Literal(term.value, datatype=None if term.language else term.datatype.value, lang=term.language)
    return rdflib.BNode(term.value)


def memory(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples of all graphs in rdflib's own memory, where pyshacl is fastest; nothing is parsed."""
    known: dict[Any, Any] = {}

    def node(term: Any) -> Any:
        if term not in known:
            known[term] = _term(term)
        return known[term]

    graph = rdflib.Graph()
    graph.addN((node(q.subject), node(q.predicate), node(q.object), graph) for q in quads)
    return graph


def dataset(store: ox.Store, prefixes: dict[str, str], base: str) -> rdflib.Dataset:
    """The store as an rdflib dataset with all prefixes bound; its default graph is the union of the named ones."""
    made = rdflib.Dataset(store=_Store(store, prefixes, base), default_union=True)
    for prefix, namespace in prefixes.items():
        made.bind(prefix, namespace, override=True, replace=True)
    return made
