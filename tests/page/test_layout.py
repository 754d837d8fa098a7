"""Where nodes stand and how lines run: still, apart, and through nobody."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.page.content import content
from kg.page.drawing import core, draw
from kg.page.layout import ROOM, positions
from kg.page.routes import APART, bends, curve
from kg.page.strands import MOST, strands


def through_others(network: Any) -> list[tuple[int, int]]:
    """(line, node) for each line that passes within a node's radius and 5 pixels, of which it is no end."""
    import numpy as np

    nodes = {node["id"]: node for node in network.nodes}
    found = []
    for line in network.edges:
        smooth = line.get("smooth", {"roundness": 0.0, "type": "curvedCW"})
        bend = smooth["roundness"] * (1 if smooth["type"] == "curvedCW" else -1)
        ends = [(nodes[line[end]]["x"], nodes[line[end]]["y"]) for end in ("from", "to")]
        way = curve(ends[0], ends[1], bend, 400)
        for number, node in nodes.items():
            gap = np.hypot(way[:, 0] - node["x"], way[:, 1] - node["y"]).min()
            if number not in (line["from"], line["to"]) and gap < node["size"] + 5:
                found.append((line["id"], number))
    return found


def test_no_line_runs_through_a_third_node(graphs: Any) -> None:
    data = content(graphs.demo(), ["Jan"] * 12)
    assert through_others(draw(data, core(data))) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_line_runs_through_a_third_node_of_any_small_graph(seed: int) -> None:
    plain = nx.gnm_random_graph(60, 105, seed=seed) if seed % 2 else nx.barabasi_albert_graph(60, 2, seed=seed)
    edges = [{"s": a, "o": b, "r": seed % 2} for a, b in plain.edges for _ in range(1 + (a + b) % 3 // 2)]
    nodes = [{"look": "people", "claims": plain.degree(node)} for node in plain]
    assert through_others(draw({"nodes": nodes, "edges": edges}, list(plain))) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=60))
def test_every_node_has_room_and_the_picture_is_the_same_again(pairs: list[tuple[int, int]]) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(25))
    graph.add_edges_from((a, b) for a, b in pairs if a != b)
    places = positions(graph)
    assert places == positions(graph)
    spots = list(places.values())
    for number, (x, y) in enumerate(spots):
        for a, b in spots[number + 1 :]:
            assert abs(x - a) > ROOM[0] * 0.9 or abs(y - b) > ROOM[1] * 0.9


@pytest.mark.parametrize("count", [2, 3, 4, 40, 500])
def test_parallel_and_opposite_lines_are_apart(count: int) -> None:
    places = {0: (0.0, 0.0), 1: (300.0, 40.0)}
    edges = [{"s": number % 2, "o": 1 - number % 2, "r": number % 3} for number in range(count)]
    lines = strands(edges, {0, 1})
    assert sorted(number for line in lines for number in line.edges) == list(range(count))
    assert len(lines) == min(count, MOST)
    found = bends(lines, places, {0: 8.0, 1: 8.0})
    turned = [bend if line.start == 0 else -bend for line, bend in zip(lines, found, strict=True)]
    assert min(abs(a - b) for a, b in itertools.combinations(turned, 2)) >= APART - 1e-9


def test_the_core_is_the_most_connected(graphs: Any) -> None:
    data = content(graphs.large(300), ["Jan"] * 12)
    drawn = core(data, 40)
    degree = [0] * 300
    for edge in data["edges"]:
        degree[edge["s"]] += 1
        degree[edge["o"]] += 1
    assert len(drawn) <= 40
    assert degree.index(max(degree)) in drawn


def test_pairs_that_hang_together_with_nothing_else_are_left_to_the_search() -> None:
    """Sixty in a ring, each joined to a hub, and forty pairs who act upon each other more than anybody in the ring does."""
    ring = [{"s": n, "o": (n + 1) % 60} for n in range(60)] + [{"s": n, "o": 60} for n in range(60)]
    pairs = [{"s": 61 + 2 * n, "o": 62 + 2 * n} for n in range(40) for _ in range(5)]
    data = {"nodes": [{} for _ in range(141)], "edges": ring + pairs}
    assert core(data, 50) == sorted(set(core(data, 50)) & set(range(61)))
    assert len(core(data, 50)) >= 40
    only = {"nodes": [{} for _ in range(141)], "edges": pairs}
    assert len(core(only, 50)) == 50, "where there is nothing but pairs they are drawn"


def test_one_node_and_none() -> None:
    graph: nx.Graph[int] = nx.Graph()
    assert positions(graph) == {}
    graph.add_node(5)
    assert positions(graph) == {5: (0.0, 0.0)}
