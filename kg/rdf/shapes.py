"""Checks a graph: the SHACL shapes of `ontology/shapes`, and what SHACL says badly or slowly, as queries and by counting letters.

pyshacl and rdflib are imported here alone, and need about five seconds for 100 thousand triples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import SH

from kg import resources
from kg.errors import VocabularyError
from kg.rdf.store import Store, Term

# What one line each would say of every edge and claim. Each query selects what is wrong and why.
_WRONG = (
    (
        "is no relation of the ontology, yet an edge is drawn with it",
        "SELECT DISTINCT ?p { GRAPH graph:facts { ?s ?p ?o } FILTER NOT EXISTS { ?p a kg:Relation } }",
    ),
    (
        "is an end of an edge, yet nothing describes it",
        "SELECT DISTINCT ?x { GRAPH graph:facts { { ?x ?p ?o } UNION { ?s ?p ?x } } FILTER NOT EXISTS { ?x a ?class } }",
    ),
    (
        "is spoken of, yet nothing describes it",
        "SELECT DISTINCT ?x { VALUES ?p { rdf:subject rdf:object kg:asserted_by kg:speaker kg:addressee kg:mentions kg:place "
        "kg:participant kg:of kg:stated_in kg:nested_in kg:responds_to } ?c ?p ?x FILTER NOT EXISTS { ?x a ?class } }",
    ),
    (
        "is nested in itself, be it by way of others",
        "SELECT DISTINCT ?x { ?x kg:nested_in ?y . ?y kg:nested_in* ?x }",
    ),
    (
        "has one of kg:earliest and kg:latest without the other",
        "SELECT ?x { { ?x kg:earliest ?d FILTER NOT EXISTS { ?x kg:latest ?l } } "
        "UNION { ?x kg:latest ?d FILTER NOT EXISTS { ?x kg:earliest ?e } } }",
    ),
    (
        "is an Actual claim, yet its edge is missing",
        "SELECT ?c { ?c a kg:Claim ; kg:modality kg:Actual ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o "
        "FILTER(?s != ?o) FILTER NOT EXISTS { GRAPH graph:facts { ?s ?p ?o } } }",
    ),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a graph keeps to the ontology, and a line for each thing that does not, in alphabetical order."""

    conforms: bool
    lines: tuple[str, ...]


def validate(store: Store, folder: Path | None = None) -> Report:
    """Checks the graph against the shapes in `folder` (the shipped ones by default).

    Raises VocabularyError when a file of shapes cannot be read.
    """
    lines = {*_against_shapes(store, folder or resources.ontology() / "shapes"), *_wrong(store), *_misquoted(store)}
    return Report(not lines, tuple(sorted(lines)))


def _shapes(folder: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib's parsers raise whatever they met
            raise VocabularyError(f"ontology/shapes/{path.name}: {' '.join(str(error).split())[:200]}") from None
    return graph


def _against_shapes(store: Store, folder: Path) -> Iterator[str]:
    _, results, _ = pyshacl.validate(store.memory(), shacl_graph=_shapes(folder), inference="none")
    if not isinstance(results, rdflib.Graph):
        raise VocabularyError(f"ontology/shapes: cannot be run: {' '.join(str(results).split())[:200]}")
    for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus = str(results.value(result, SH.focusNode))
        message = str(results.value(result, SH.resultMessage))
        value = results.value(result, SH.value)
        yield f"{_short(store, focus)} {message}" + (
            f": {_short(store, str(value))}" if isinstance(value, rdflib.Literal) else ""
        )


def _wrong(store: Store) -> Iterator[str]:
    for what, query in _WRONG:
        for (node,) in _rows(store, query):
            yield f"{_short(store, node.value)} {what}"


def _misquoted(store: Store) -> Iterator[str]:
    """Quotes that are not the text from start to end, and texts that are not those of their SHA-256; in code points."""
    texts = {}
    for document, text, digest in _rows(store, "SELECT ?d ?t ?h { ?d a kg:Document ; kg:text ?t ; kg:sha256 ?h }"):
        texts[document.value] = text.value
        if hashlib.sha256(text.value.encode()).hexdigest() != digest.value:
            yield f"{_short(store, document.value)} has a text that is not the one of its SHA-256"
    found = "SELECT ?e ?q ?s ?n ?d { ?e kg:quote ?q ; kg:start ?s ; kg:end ?n ; prov:wasQuotedFrom ?d }"
    for evidence, quote, start, end, document in _rows(store, found):
        if texts.get(document.value, "")[int(start.value) : int(end.value)] != quote.value:
            yield f"{_short(store, evidence.value)} has a quote that is not the text from {start} to {end} of its document"


def _rows(store: Store, query: str) -> Iterator[tuple[Term, ...]]:
    """The rows of a query that leaves nothing unbound."""
    yield from store.query(query)  # type: ignore[misc]


def _short(store: Store, iri: str) -> str:
    """An IRI as a message shows it: with a prefix where one fits."""
    fits = [(namespace, prefix) for prefix, namespace in store.prefixes.items() if iri.startswith(namespace)]
    if not fits:
        return " ".join(iri.split())[:120]
    namespace, prefix = max(fits, key=lambda fit: len(fit[0]))
    return f"{prefix}:{iri[len(namespace) :]}"
