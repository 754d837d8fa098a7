"""Derives the plain edges: the CONSTRUCT queries of `ontology/rules`, run again and again until none finds a new edge."""

from __future__ import annotations

from functools import cache
from itertools import islice

import pyoxigraph as ox

from kg import resources
from kg.errors import VocabularyError
from kg.rdf.terms import prefixes

_BATCH = 50_000


@cache
def rules() -> dict[str, str]:
    """The text of each rule by its name, in alphabetical order."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((resources.ontology() / "rules").glob("*.rq"))}


def derive(store: ox.Store, facts: ox.NamedNode, base: str) -> int:
    """Empties the graph `facts` and fills it with whatever the rules give; the number of edges in it.

    The rules add only and never look at what is absent from `facts`, so their order does not matter. Edges are put in as they
    come, some thousands at a time: an answer is of the store as it was when it was asked. Raises VocabularyError naming the
    rule that cannot be run.
    """
    store.remove_graph(facts)
    known_prefixes = prefixes(base)
    edges, before = 0, -1
    while edges != before:
        before = edges
        for name, rule in rules().items():
            found = _construct(store, name, rule, known_prefixes)
            while some := {ox.Quad(t.subject, t.predicate, t.object, facts) for t in islice(found, _BATCH)}:
                fresh = [quad for quad in some if quad not in store]
                store.extend(fresh)
                edges += len(fresh)
    return edges


def _construct(store: ox.Store, name: str, rule: str, known: dict[str, str]) -> ox.QueryTriples:
    try:
        found = store.query(rule, prefixes=known, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise VocabularyError(f"ontology/rules/{name}.rq: {' '.join(str(error).split())}") from None
    if not isinstance(found, ox.QueryTriples):
        raise VocabularyError(f"ontology/rules/{name}.rq: a rule is a CONSTRUCT query")
    return found
