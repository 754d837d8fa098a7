"""A dataset described in RDF: the W3C's SPARQL 1.1 Service Description, and VoID for counts, vocabularies and named graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.rdf.terms import KG, PLOVER, PROV, RDF, RDFS, SCHEMA, SKOS, term, text, whole

if TYPE_CHECKING:
    from kg.rdf.store import Store

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
DCTERMS = "http://purl.org/dc/terms/"
_PREFIXES = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "kg": KG}
_MOST = 1000  # named graphs that are listed


def described(store: Store, root: str, media_type: str, *, formats: Iterable[str], writes: bool, union: bool) -> bytes:
    """The description of the service at `root` (an IRI that ends in a slash), as RDF of this media type.

    `formats` are local names of the W3C's list of formats. Raises ValueError for a media type that is not RDF.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"{media_type} is not RDF")
    triples = (*_service(root, formats, writes, union), *_dataset(store, root))
    prefixes = _PREFIXES if form not in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else None
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""


def _service(root: str, formats: Iterable[str], writes: bool, union: bool) -> Iterator[ox.Triple]:
    service, dataset = ox.NamedNode(root + "sparql"), ox.NamedNode(root + ".well-known/void#dataset")
    yield ox.Triple(service, term(RDF, "type"), term(SD, "Service"))
    yield ox.Triple(service, term(SD, "endpoint"), service)
    for language in ("SPARQL11Query", *(("SPARQL11Update",) if writes else ())):
        yield ox.Triple(service, term(SD, "supportedLanguage"), term(SD, language))
    for feature in ("UnionDefaultGraph",) if union else ():
        yield ox.Triple(service, term(SD, "feature"), term(SD, feature))
    for name in formats:
        yield ox.Triple(service, term(SD, "resultFormat"), term(FORMATS, name))
    yield ox.Triple(service, term(SD, "defaultDataset"), dataset)
    for kind in (term(SD, "Dataset"), term(VOID, "Dataset")):
        yield ox.Triple(dataset, term(RDF, "type"), kind)
    yield ox.Triple(dataset, term(VOID, "sparqlEndpoint"), service)


def _dataset(store: Store, root: str) -> Iterator[ox.Triple]:
    dataset = ox.NamedNode(root + ".well-known/void#dataset")
    yield ox.Triple(dataset, term(DCTERMS, "title"), text("Knowledge graph of diplomacy, made by kg"))
    yield ox.Triple(dataset, term(VOID, "triples"), whole(len(store)))
    yield ox.Triple(dataset, term(VOID, "uriSpace"), text(store.base))
    for vocabulary in (KG, PLOVER, PROV, RDF, RDFS, SCHEMA, SKOS):
        yield ox.Triple(dataset, term(VOID, "vocabulary"), ox.NamedNode(vocabulary))
    for number, (kind, count) in enumerate(_classes(store), 1):
        part = ox.NamedNode(f"{dataset.value}-class-{number}")
        yield ox.Triple(dataset, term(VOID, "classPartition"), part)
        yield ox.Triple(part, term(VOID, "class"), ox.NamedNode(kind))
        yield ox.Triple(part, term(VOID, "entities"), whole(count))
    graph = ox.NamedNode(f"{dataset.value}-default")
    yield ox.Triple(dataset, term(SD, "defaultGraph"), graph)
    yield ox.Triple(graph, term(RDF, "type"), term(SD, "Graph"))
    for number, name in enumerate(_graphs(store), 1):
        named = ox.NamedNode(f"{dataset.value}-graph-{number}")
        yield ox.Triple(dataset, term(SD, "namedGraph"), named)
        yield ox.Triple(named, term(RDF, "type"), term(SD, "NamedGraph"))
        yield ox.Triple(named, term(SD, "name"), ox.NamedNode(name))


def _classes(store: Store) -> list[tuple[str, int]]:
    """The classes that are used, with how many things each has."""
    found = store.query("SELECT ?k (COUNT(DISTINCT ?x) AS ?n) { ?x a ?k FILTER(isIRI(?k)) } GROUP BY ?k ORDER BY ?k")
    return [(str(kind), int(str(count))) for kind, count in found]  # type: ignore[union-attr]


def _graphs(store: Store) -> list[str]:
    found = store.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ }} FILTER(isIRI(?g)) }} ORDER BY ?g LIMIT {_MOST}")
    return [str(name) for (name,) in found]  # type: ignore[union-attr]
