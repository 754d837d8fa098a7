"""A part of a graph as a graph of its own: some claims with their evidence, documents and parties, and the edges they draw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.store import Store
from kg.rdf.terms import KG, OWL, PROV, RDF, RDFS, graph, term

Edge = tuple[str, str, str]

_TYPE, _EVIDENCE, _QUOTED = term(RDF, "type"), term(KG, "evidence"), term(PROV, "wasQuotedFrom")
_MENTIONS, _PARTICIPANT = term(KG, "mentions"), term(KG, "participant")
# From a claim or a statement to the statements that it cannot be understood without.
_TOLD_IN = (term(KG, "stated_in"), term(KG, "nested_in"), term(KG, "responds_to"), term(RDF, "object"))


def excerpt(store: Store, claims: Iterable[str], edges: Collection[Edge]) -> Store:
    """A new store, in memory, with these claims or statements (IRIs) and the ontology.

    With them come the statements they are told in, all evidence, the documents, and whoever and whatever they speak of with the
    states, offices and places that these belong to. Of the edges of `store` those stay that `edges` (IRIs of subject, relation
    and object) names, either way round if the relation is symmetric, and their inverse and broader ones. A document then
    mentions, and an event joins, only those who are in the excerpt.
    """
    whole = store._store
    fresh = Store.create(None, store.base)
    told = _with_statements(whole, claims)
    quads = [quad for node in told for quad in whole.quads_for_pattern(node, None, None, None)]
    evidence = _named(q.object for q in quads if q.predicate == _EVIDENCE)
    quads += [quad for node in evidence for quad in whole.quads_for_pattern(node, None, None, None)]
    documents = _named(q.object for q in quads if q.predicate == _QUOTED)
    spoken_of = _named(q.object for q in quads) - told - evidence - documents
    entities = _described(whole, spoken_of, graph("entities", store.base))
    kept = {*entities, *told, *evidence}
    for document in documents:
        quads += (q for q in whole.quads_for_pattern(document, None, None, None) if q.predicate != _MENTIONS or q.object in kept)
    home = graph("entities", store.base)
    for entity in entities:
        described = whole.quads_for_pattern(entity, None, None, home)
        quads += (q for q in described if q.predicate != _PARTICIPANT or q.object in entities)
    quads += whole.quads_for_pattern(None, None, None, graph("ontology", store.base))
    quads += _edges(whole, edges, graph("facts", store.base))
    fresh._store.bulk_extend(quads)
    return fresh


def _named(nodes: Iterable[object]) -> set[ox.NamedNode]:
    return {node for node in nodes if isinstance(node, ox.NamedNode)}


def _with_statements(whole: ox.Store, claims: Iterable[str]) -> set[ox.NamedNode]:
    statement = term(KG, "Statement")
    found: set[ox.NamedNode] = set()
    waiting = [ox.NamedNode(iri) for iri in claims]
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found.add(node)
        for predicate in _TOLD_IN:
            for quad in whole.quads_for_pattern(node, predicate, None, None):
                other = quad.object
                if isinstance(other, ox.NamedNode) and any(whole.quads_for_pattern(other, _TYPE, statement, None)):
                    waiting.append(other)
    return found


def _described(whole: ox.Store, start: set[ox.NamedNode], home: ox.NamedNode) -> set[ox.NamedNode]:
    """Those of `start` that are entities, and what their descriptions lead to, participants apart."""
    found: set[ox.NamedNode] = set()
    waiting = sorted(start, key=str)
    while waiting:
        node = waiting.pop()
        described = [] if node in found else list(whole.quads_for_pattern(node, None, None, home))
        if described:
            found.add(node)
            ahead = (q.object for q in described if q.predicate not in (_TYPE, _PARTICIPANT))
            waiting += (other for other in ahead if isinstance(other, ox.NamedNode))
    return found


def _edges(whole: ox.Store, edges: Collection[Edge], facts: ox.NamedNode) -> Iterator[ox.Quad]:
    ways: dict[str, list[tuple[str, bool]]] = {}
    for subject, relation, target in sorted(edges):
        if relation not in ways:
            ways[relation] = sorted(_ways(whole, relation))
        for name, turned in ways[relation]:
            ends = (target, subject) if turned else (subject, target)
            one, other = (ox.NamedNode(end) for end in ends)
            yield from whole.quads_for_pattern(one, ox.NamedNode(name), other, facts)


def _ways(whole: ox.Store, relation: str) -> set[tuple[str, bool]]:
    """The relations in which the same two parties stand by this one, and whether the other way round."""
    found: set[tuple[str, bool]] = set()
    waiting = [(ox.NamedNode(relation), False)]
    while waiting:
        node, turned = waiting.pop()
        if (node.value, turned) in found:
            continue
        found.add((node.value, turned))
        broader = whole.quads_for_pattern(node, term(RDFS, "subPropertyOf"), None, None)
        inverse = [q.object for q in whole.quads_for_pattern(node, term(OWL, "inverseOf"), None, None)]
        inverse += [q.subject for q in whole.quads_for_pattern(None, term(OWL, "inverseOf"), node, None)]
        waiting += ((q.object, turned) for q in broader if isinstance(q.object, ox.NamedNode))
        waiting += ((other, not turned) for other in inverse if isinstance(other, ox.NamedNode))
        if any(whole.quads_for_pattern(node, _TYPE, term(OWL, "SymmetricProperty"), None)):
            waiting.append((node, not turned))
    return found
