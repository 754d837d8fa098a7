"""What goes with a document that is taken out: the entities and the parts in events that no other document speaks of."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kg.rdf.terms import KG, RDF, term

_Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def forget(store: ox.Store, entity: _Node, entities: ox.NamedNode) -> None:
    """Removes the description of one entity from the graph of entities."""
    if not isinstance(entity, ox.Literal):
        for quad in list(store.quads_for_pattern(entity, None, None, entities)):
            store.remove(quad)


def drop_unspoken(store: ox.Store, entities: ox.NamedNode) -> None:
    """Removes the participants that no document mentions together with their event, and then the entities that no document
    mentions and that no entity which stays refers to."""
    mentioned_in: defaultdict[_Node, set[_Node | ox.DefaultGraph]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, term(KG, "mentions"), None):
        if quad.subject == quad.graph_name:  # a document's own mentions, not a statement's
            mentioned_in[quad.object].add(quad.graph_name)
    for quad in list(store.quads_for_pattern(None, term(KG, "participant"), None, entities)):
        if not mentioned_in[quad.subject] & mentioned_in[quad.object]:
            store.remove(quad)
    kept = _reached(store, {entity for entity, documents in mentioned_in.items() if documents}, entities)
    for subject in {quad.subject for quad in store.quads_for_pattern(None, None, None, entities)} - kept:
        forget(store, subject, entities)


def _reached(store: ox.Store, start: set[_Node], entities: ox.NamedNode) -> set[_Node]:
    """The entities of `start` and all that their descriptions refer to: an office keeps the state whose it is."""
    kept: set[_Node] = set()
    waiting = list(start)
    while waiting:
        entity = waiting.pop()
        if entity not in kept and isinstance(entity, ox.NamedNode):
            kept.add(entity)
            described = store.quads_for_pattern(entity, None, None, entities)
            waiting += [quad.object for quad in described if quad.predicate != term(RDF, "type")]
    return kept
