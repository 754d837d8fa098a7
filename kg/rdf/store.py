"""The graph in its store: put readings in, take a document out, derive, ask, write files. Oxigraph does the work."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model import Entity, Reading
from kg.rdf import bulk, formats, quads, readings, rules, sparql, withdrawal
from kg.rdf.files import replacing
from kg.rdf.places import located
from kg.rdf.sparql import Rows, Triples
from kg.rdf.terms import BASE, KG, RDF, Term, graph, iri, prefixes, term
from kg.vocabulary import Vocabulary

if TYPE_CHECKING:
    import rdflib

__all__ = ["BASE", "Rows", "Store", "Term", "Triples"]

_DOCUMENTS = 500  # that are put in at a time


class Store:
    """A dataset of named graphs. Made by `create` or `open`; closed when the last reference to it goes."""

    def __init__(self, store: ox.Store, base: str, corner: object = None) -> None:
        self.base = base
        self.prefixes = prefixes(base)
        self._store = store
        self._corner = corner  # a temporary folder goes with the last reference to it

    @classmethod
    def create(cls, path: Path | None = None, base: str = BASE) -> Store:
        """A new store in the folder `path`, which must be empty or absent, or in memory (None).

        Raises StoreError when the folder cannot be used or the base is not an address that ends in a slash.
        """
        _check_base(base)
        if path is None:
            return cls(ox.Store(), base)
        try:
            path.mkdir(parents=True, exist_ok=True)
            if any(path.iterdir()):
                raise StoreError(f"{path}: is not empty: name another folder")
            return cls(ox.Store(str(path)), base)
        except OSError as error:
            raise StoreError(f"{path}: no store can be made here: {bulk.one_line(error)}") from None

    @classmethod
    def temporary(cls, base: str = BASE) -> Store:
        """A new store in a folder of its own, which goes with the last reference to it. Raises StoreError as `create` does."""
        corner = tempfile.TemporaryDirectory(prefix="kg-store-", ignore_cleanup_errors=True)
        made = cls.create(Path(corner.name), base)
        made._corner = corner
        return made

    @classmethod
    def open(cls, path: Path, base: str | None = None) -> Store:
        """The store of an output folder, or a store's own folder, to be read only; or a file of RDF, loaded into memory, or,
        where it is large, into a temporary folder.

        The base is taken from the graph's ontology unless it is given. Raises StoreError when nothing can be opened.
        """
        store, corner = _opened(Path(path))
        return cls(store, base or _base_of(store), corner)

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

    def add(self, readings: Iterable[Reading], entities: Iterable[Entity], vocabulary: Vocabulary) -> None:
        """Adds documents, replacing those that were there, and writes the descriptions of the entities given anew."""
        self._store.remove_graph(graph("ontology", self.base))
        bulk.extend(self._store, quads.quads_of_ontology(vocabulary, self.base))
        known = self._store.contains_named_graph(graph("entities", self.base))
        entities = list(entities)
        for entity in entities if known else ():
            withdrawal.forget(self._store, iri(entity.id, self.base), graph("entities", self.base))
        bulk.extend(self._store, quads.quads_of_entities(entities, self.base))
        coming = iter(readings)
        while some := {reading.document.id: reading for reading in islice(coming, _DOCUMENTS)}:
            for document in some:
                self._store.remove_graph(iri(document, self.base))
            bulk.extend(self._store, (quad for reading in some.values() for quad in quads.quads_of_reading(reading, self.base)))
        self._store.flush()

    def remove(self, document: str) -> None:
        """Takes out the document with this id: its graph, the entities and parts in events that no other document speaks of.

        Names and codes of an entity that other documents speak of stay. Derives the edges anew. Raises StoreError when there is
        no such document.
        """
        home = iri(document, self.base)
        if not self._store.contains_named_graph(home):
            raise StoreError(f"there is no document {document} in this graph: `kg query documents` lists them")
        self._store.remove_graph(home)
        withdrawal.drop_unspoken(self._store, graph("entities", self.base))
        self.derive()

    def derive(self) -> int:
        """Draws the edges from the claims anew, by `ontology/rules`; the number of edges. Raises VocabularyError."""
        edges = rules.derive(self._store, graph("facts", self.base), self.base)
        self._store.flush()
        return edges

    def query(self, query: str) -> Rows | Triples | bool:
        """The answer to SELECT (rows), CONSTRUCT and DESCRIBE (triples) or ASK, over the union of all graphs.

        The prefixes of `prefixes` need not be typed. Raises QueryError, one line with line and column.
        """
        return sparql.run(self._store, query, self.prefixes, self.base)

    def documents(self) -> tuple[str, ...]:
        """The IRIs of the documents, in order."""
        found = self._store.quads_for_pattern(None, term(RDF, "type"), term(KG, "Document"))
        return tuple(sorted(quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)))

    def readings(self) -> Iterator[Reading]:
        """What was read from each document, by id, without its mentions and entities."""
        for document in self.documents():
            yield readings.reading_of(self._quads_of(ox.NamedNode(document)), self.base)

    def entities(self) -> tuple[Entity, ...]:
        """All entities, by id."""
        return readings.entities_of(self._quads_of(graph("entities", self.base)), self.base)

    def _quads_of(self, name: ox.NamedNode) -> Iterable[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, name)

    def copy(self, path: Path | None = None) -> Store:
        """The same quads in a new store, as for `create`."""
        fresh = Store.create(path, self.base)
        bulk.extend(fresh._store, self._store)
        fresh._store.flush()
        return fresh

    def load(self, path: Path) -> None:
        """Adds the quads of an RDF file, whose ending tells its format. What was read before an error stays.

        Raises StoreError when it cannot be read.
        """
        bulk.load(self._store, path)
        self._store.flush()

    def dataset(self) -> rdflib.Dataset:
        """An rdflib dataset over this very store, its default graph the union of all, its queries answered by Oxigraph."""
        from kg.rdf.face import dataset

        return dataset(self._store, self.prefixes, self.base)

    def memory(self) -> rdflib.Graph:
        """A copy of all triples, without their graphs, in rdflib's own memory: for what asks often and in small steps."""
        from kg.rdf.face import memory

        return memory(self._store)

    def dump(self, path: Path, fmt: str) -> None:
        """Writes the dataset (trig, nq, jsonld) or the union of its graphs (ttl, nt, rdf): the same content, the same bytes.

        Written beside and moved into place. Raises ExportError when that is not possible.
        """
        with replacing(path) as out:
            formats.write(self._store, fmt, out, self.prefixes, self.base, path.parent)

    def serialize(self, fmt: str) -> bytes:
        """The bytes that `dump` writes. Raises ExportError for a format that there is not."""
        out = io.BytesIO()
        formats.write(self._store, fmt, out, self.prefixes, self.base)
        return out.getvalue()


def _opened(path: Path) -> tuple[ox.Store, object]:
    place = located(path)
    if place.folder is None:
        assert place.file is not None  # noqa: S101 - one of the two is there
        return bulk.opened(place.file)
    try:
        return ox.Store.read_only(str(place.folder)), None
    except OSError as error:
        raise StoreError(f"{place.folder}: cannot be opened: {bulk.one_line(error)}: `kg build` makes it anew") from None


def _base_of(store: ox.Store) -> str:
    """The base that a dataset was built with: what stands before its graph of the ontology."""
    ends = "graph/ontology"
    found = sorted(g.value for g in store.named_graphs() if g.value.endswith(ends))
    return found[0].removesuffix(ends) if found else BASE


def _check_base(base: str) -> None:
    try:
        ox.NamedNode(base)
    except ValueError as error:
        raise StoreError(f"{base}: not an IRI: {error}") from None
    if not base.startswith(("http://", "https://")) or not base.endswith("/"):
        raise StoreError(f"{base}: a base is an address that ends in a slash, such as https://example.org/kg/")
