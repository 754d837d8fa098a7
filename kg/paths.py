"""How two parties hang together: the shortest chain of edges between them, looked for from both ends at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.summary import local, rows

if TYPE_CHECKING:
    from kg.rdf.store import Store

#: What somebody said is joined to nobody else.
_LEFT_OUT = frozenset(("said",))
_AT_ONCE = 500  # nodes in one query


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An edge of the graph; its ends are IRIs, the relation is its local name."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain, from a party to the next (IRIs), with all edges that join the two, in either direction, sorted."""

    start: str
    end: str
    edges: tuple[Edge, ...]


def shortest(store: Store, starts: Iterable[str], ends: Iterable[str], most: int = 6) -> list[Hop]:
    """A shortest chain from any of the starts to any of the ends (IRIs), of no more than `most` hops; empty when there is none.

    Of several of one length the first by IRI. Direction does not matter, and both edges of a symmetric relation count once. Reads
    only what is within half the length of the chain from either end.
    """
    ones, others = set(starts), set(ends)
    if ones & others:
        return []
    relations = {iri for (iri,) in rows(store, "SELECT DISTINCT ?r { ?r a kg:Relation }") if local(iri) not in _LEFT_OUT}
    before: tuple[dict[str, str], dict[str, str]] = (dict.fromkeys(ones, ""), dict.fromkeys(others, ""))
    borders = [sorted(ones), sorted(others)]
    for _ in range(most):
        side = 0 if len(borders[0]) <= len(borders[1]) else 1
        fresh: dict[str, str] = {}
        for edge in sorted(_around(store, borders[side], relations)):
            for here, there in ((edge.subject, edge.object), (edge.object, edge.subject)):
                if here in before[side] and there not in before[side]:
                    fresh.setdefault(there, here)
        before[side].update(fresh)
        borders[side] = sorted(fresh)
        met = [node for node in borders[side] if node in before[1 - side]]
        if met:
            return list(_hops(store, _chain(before, met[0]), relations))
        if not fresh:
            return []
    return []


def _chain(before: tuple[dict[str, str], dict[str, str]], middle: str) -> list[str]:
    first, second = ([middle], [middle])
    for walked, steps in ((first, before[0]), (second, before[1])):
        while steps[walked[-1]]:
            walked.append(steps[walked[-1]])
    return [*reversed(first), *second[1:]]


def _hops(store: Store, chain: list[str], relations: set[str]) -> Iterator[Hop]:
    for start, end in pairwise(chain):
        found = {edge for edge in _around(store, [start], relations) if end in (edge.subject, edge.object)}
        named = {(local(edge.relation), *sorted((edge.subject, edge.object))): edge for edge in sorted(found, reverse=True)}
        edges = (Edge(edge.subject, local(edge.relation), edge.object) for edge in sorted(named.values()))
        yield Hop(start, end, tuple(edges))


def _around(store: Store, nodes: list[str], relations: set[str]) -> Iterator[Edge]:
    """The edges from and to the nodes; the relation as IRI."""
    listed = ", ".join(f"<{iri}>" for iri in sorted(relations))
    for at in range(0, len(nodes), _AT_ONCE):
        values = " ".join(f"<{iri}>" for iri in nodes[at : at + _AT_ONCE] if not iri.startswith("_:"))
        for variable in ("s", "o"):
            pattern = f"VALUES ?{variable} {{ {values} }} ?s ?p ?o FILTER(?p IN ({listed})) FILTER(ISIRI(?s) && ISIRI(?o))"
            for row in rows(store, f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}"):
                yield Edge(*row)
