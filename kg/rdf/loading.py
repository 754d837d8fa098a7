"""Filling a store that lies on disk: lines of N-Quads by the hundred thousand, and other graphs put into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError, StoreError
from kg.model import merge
from kg.rdf import bulk, quads, readings, rules, withdrawal
from kg.rdf.terms import BASE, KG, PROV, RDF, graph, iri, term
from kg.vocabulary import Vocabulary

_TYPE = term(RDF, "type")


class Filling:
    """A store in the folder `path`, made if need be, to be written by this process alone. `fresh` says that nothing was in it."""

    def __init__(self, path: Path, vocabulary: Vocabulary, base: str = BASE) -> None:
        """Raises StoreError when the store there has another base, or cannot be opened."""
        try:
            self._store = ox.Store(str(path))
        except OSError as error:
            raise StoreError(f"{path}: no store can be opened here: {error}") from None
        self.fresh = not len(self._store)
        self.base = base if self.fresh else base_of(self._store)
        self._vocabulary = vocabulary
        self._entities = graph("entities", self.base)

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

    def knows(self, entity: str) -> bool:
        """Whether an entity (id) is described."""
        return any(self._store.quads_for_pattern(iri(entity, self.base), None, None, self._entities))

    def lines(self, chunks: Iterable[bytes]) -> None:
        """Adds N-Quads, one chunk being loaded while the next is made, and the ontology where there is none."""
        if not self._store.contains_named_graph(graph("ontology", self.base)):
            self._store.bulk_extend(quads.quads_of_ontology(self._vocabulary, self.base))
        with ThreadPoolExecutor(max_workers=1) as loader:
            running: Future[None] | None = None
            for chunk in chunks:
                if running:
                    running.result()
                running = loader.submit(self._store.bulk_load, chunk, ox.RdfFormat.N_QUADS, lenient=True)
            if running:
                running.result()
        self._store.flush()

    def put(self, other: Incoming) -> None:
        """Adds a graph: its documents replace those of the same name, its entities are merged with those that are known.

        Raises SourceError when it has another base than this store. The edges are derived anew, unless they came with the graph.
        """
        if self.fresh:
            self.base = other.base
            self._entities = graph("entities", self.base)
        elif other.base != self.base:
            raise SourceError(
                f"{other.name}: its ids are below {other.base}, those of the graph below {self.base}: name another -o"
            )
        incoming = other.by_graph()
        replaced = [name for name in other.documents() if self._store.contains_named_graph(name)] if not self.fresh else []
        for name in replaced:
            self._store.remove_graph(name)
        known = self._merged(other) if not self.fresh else []
        facts = graph("facts", self.base)
        if not self.fresh:
            incoming = (q for q in incoming if q.graph_name not in (self._entities, facts))
        bulk.extend(self._store, incoming)
        self._store.bulk_extend(known)
        if not self._store.contains_named_graph(graph("ontology", self.base)):
            self._store.bulk_extend(quads.quads_of_ontology(self._vocabulary, self.base))
        if replaced:
            withdrawal.drop_unspoken(self._store, self._entities)
        if not self.fresh or not self._store.contains_named_graph(facts):
            rules.derive(self._store, facts, self.base)
        self.fresh = False
        self._store.flush()

    def _merged(self, other: Incoming) -> list[ox.Quad]:
        """The descriptions of the entities that come, each with what is known of it already, which is taken out."""
        old = {e.id: e for e in readings.entities_of(self._store.quads_for_pattern(None, None, None, self._entities), self.base)}
        new = readings.entities_of((q for q in other.by_graph() if q.graph_name == self._entities), self.base)
        both = [merge(old[entity.id], entity) if entity.id in old else entity for entity in new]
        for entity in new:
            if entity.id in old:
                withdrawal.forget(self._store, iri(entity.id, self.base), self._entities)
        return list(quads.quads_of_entities(both, self.base))


class Incoming:
    """A file of RDF that holds a graph of ours, opened in a folder of its own."""

    def __init__(self, path: Path, corner: Path) -> None:
        """Raises SourceError when it cannot be read to its end or holds no document of ours."""
        self.name = str(path)
        form = ox.RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
        self._store = ox.Store(str(corner))
        try:
            bulk.extend(self._store, ox.parse(path=str(path), format=form, base_iri=BASE))
        except bulk.UNREADABLE as error:
            raise SourceError(f"{path}: cannot be read as RDF: {bulk.one_line(error)}: mend it, or export it again") from None
        found = self.documents()
        if not found:
            raise SourceError(f"{path}: holds no kg:Document, so it is no graph that kg wrote: load it into a store of its own")
        self.base = base_of(self._store)

    def documents(self) -> list[ox.NamedNode]:
        """The IRIs of its documents, which are the names of their graphs."""
        found = self._store.quads_for_pattern(None, _TYPE, term(KG, "Document"))
        return sorted((q.subject for q in found if isinstance(q.subject, ox.NamedNode)), key=str)

    def by_graph(self) -> Iterator[ox.Quad]:
        """Its quads, those that a format without graphs has lost theirs put back where they belong."""
        relations = {q.subject for q in self._store.quads_for_pattern(None, _TYPE, term(KG, "Relation"))}
        homes: dict[object, ox.NamedNode | None] = {}
        for quad in self._store.quads_for_pattern(None, None, None, None):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                yield quad
                continue
            if quad.subject not in homes:
                homes = {quad.subject: self._document_of(quad.subject)}  # those of one subject come one after the other
            home = homes[quad.subject] or self._shared(quad, relations)
            yield ox.Quad(quad.subject, quad.predicate, quad.object, home)

    def _document_of(self, subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode | None:
        """The document whose graph tells of a subject: itself, what it was quoted from, what its evidence was quoted from."""
        quoted, evidence = term(PROV, "wasQuotedFrom"), term(KG, "evidence")
        if any(self._store.quads_for_pattern(subject, _TYPE, term(KG, "Document"), None)):
            return subject if isinstance(subject, ox.NamedNode) else None
        nodes = [q.object for q in self._store.quads_for_pattern(subject, evidence, None, None)]
        for node in (subject, *nodes):
            told = () if isinstance(node, ox.Literal) else self._store.quads_for_pattern(node, quoted, None, None)
            for quad in told:
                return quad.object if isinstance(quad.object, ox.NamedNode) else None
        return None

    def _shared(self, quad: ox.Quad, relations: Collection[object]) -> ox.NamedNode:
        if not isinstance(quad.subject, ox.NamedNode) or not quad.subject.value.startswith(f"{self.base}id/"):
            return graph("ontology", self.base)
        return graph("facts" if quad.predicate in relations else "entities", self.base)


def base_of(store: ox.Store) -> str:
    """What the ids of a graph stand below, by the first of its documents; the usual base where there is none."""
    for quad in store.quads_for_pattern(None, _TYPE, term(KG, "Document")):
        start, middle, _ = str(getattr(quad.subject, "value", "")).partition("id/document/")
        if middle:
            return start
    ends = "graph/ontology"
    found = sorted(g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode) and g.value.endswith(ends))
    return found[0].removesuffix(ends) if found else BASE
