"""Chains of edges: the shortest, in both directions, through whatever joins, and none where there is none."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.paths import Edge, shortest
from kg.rdf.store import Store
from kg.rdf.terms import KG, RDF, term

ONES = st.sets(st.tuples(st.integers(0, 9), st.sampled_from(("met_with", "rejected", "said")), st.integers(0, 9)), max_size=14)


def _iri(number: int) -> str:
    return f"http://x/{number}"


def _graph(edges: set[tuple[int, str, int]]) -> Store:
    store = ox.Store()
    for name in ("met_with", "rejected", "said"):
        store.add(ox.Quad(term(KG, name), term(RDF, "type"), term(KG, "Relation")))
    for one, relation, other in edges:
        store.add(ox.Quad(ox.NamedNode(_iri(one)), term(KG, relation), ox.NamedNode(_iri(other))))
        store.add(ox.Quad(ox.NamedNode(_iri(one)), term(KG, "mentions"), ox.NamedNode(_iri(0))))  # no relation, so no edge
    return Store(store, "https://example.org/")


@settings(max_examples=60, deadline=None)
@given(ONES, st.integers(0, 9), st.integers(0, 9), st.integers(1, 6))
def test_as_long_as_networkx_finds(edges: set[tuple[int, str, int]], start: int, end: int, most: int) -> None:
    expected: nx.Graph[int] = nx.Graph((one, other) for one, relation, other in edges if relation != "said")
    expected.add_nodes_from((start, end))
    hops = shortest(_graph(edges), [_iri(start)], [_iri(end)], most)
    if start == end or not nx.has_path(expected, start, end) or nx.shortest_path_length(expected, start, end) > most:
        assert hops == []
        return
    assert len(hops) == nx.shortest_path_length(expected, start, end)
    assert (hops[0].start, hops[-1].end) == (_iri(start), _iri(end))
    assert all(one.end == two.start for one, two in pairwise(hops))
    for hop in hops:
        assert hop.edges
        for edge in hop.edges:
            assert {edge.subject, edge.object} == {hop.start, hop.end}
            assert (int(edge.subject[9:]), edge.relation, int(edge.object[9:])) in edges


def test_all_relations_of_a_hop_each_once() -> None:
    store = _graph({(1, "met_with", 2), (2, "met_with", 1), (2, "rejected", 1)})
    (hop,) = shortest(store, [_iri(1)], [_iri(2)])
    assert hop.edges == (Edge(_iri(1), "met_with", _iri(2)), Edge(_iri(2), "rejected", _iri(1)))


@pytest.mark.parametrize(("starts", "ends", "length"), [([1, 3], [4], 1), ([1], [2, 4], 1), ([1], [9], 0), ([], [1], 0)])
def test_from_any_of_several(starts: list[int], ends: list[int], length: int) -> None:
    store = _graph({(1, "met_with", 2), (2, "met_with", 3), (3, "met_with", 4)})
    assert len(shortest(store, map(_iri, starts), map(_iri, ends))) == length
