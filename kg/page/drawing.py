"""What of a network is drawn, and how: the most connected core, its places and lines, as a pyvis Network."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.page.appearance import LOOKS
from kg.page.content import Json
from kg.page.layout import positions
from kg.page.routes import cleared
from kg.page.strands import Strand, strands

if TYPE_CHECKING:
    from pyvis.network import Network

DRAWN = 400  # nodes: what vis-network pans at thirty frames a second without a graphics card, and what an eye can still take in
PIECE = 4  # nodes: a smaller part of a large network, joined to nothing else of the picture, is left to the search
_SHAPES = {look.name: look.shape for look in LOOKS}
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": False},
        "dragNodes": False,
        "multiselect": False,
        "tooltipDelay": 100000,
    },
    "nodes": {"borderWidth": 1.5, "chosen": False},
    "edges": {"chosen": False, "smooth": False, "arrowStrikethrough": False},
}


def core(data: Json, limit: int = DRAWN) -> list[int]:
    """The numbers of the nodes to draw, ascending: all, or as many of those with most relations as are joined to one another."""
    count = len(data["nodes"])
    if count <= limit:
        return list(range(count))
    edges = [edge for edge in data["edges"] if "m" not in edge] or data["edges"]
    degree = [0] * count
    for edge in edges:
        degree[edge["s"]] += 1
        degree[edge["o"]] += 1
    rank = {node: place for place, node in enumerate(sorted(range(count), key=lambda node: (-degree[node], node)))}
    # A well-connected node whose neighbours are all out of the picture says nothing: each comes in with its best neighbour, and
    # there is room for as many as do so early.
    joined = [count] * count
    for edge in edges:
        both = max(rank[edge["s"]], rank[edge["o"]])
        for end in (edge["s"], edge["o"]):
            joined[end] = min(joined[end], both)
    order = sorted(rank, key=lambda node: (joined[node], rank[node]))
    order = _hanging_together(order, joined, edges, limit)
    full = joined[order[limit]] if len(order) > limit else count  # both ends of one line come in together, or neither does
    return sorted(node for node in order[:limit] if joined[node] < full) or sorted(order[:limit])


def _hanging_together(order: Sequence[int], joined: Sequence[int], edges: Sequence[Json], limit: int) -> list[int]:
    """`order` without the pairs and trios that hang together with nothing else of it: many of them say little and take much room.

    What is left may be less than `limit`; when it would be less than half, the network is made of such pieces, and all stay.
    """
    import networkx as nx

    inside = {node for node in order if joined[node] < len(order)}
    kept = list(order)
    whole: nx.Graph[int] = nx.Graph((edge["s"], edge["o"]) for edge in edges)
    while True:
        graph = whole.subgraph(node for node in kept[:limit] if node in inside)
        small = {node for part in nx.connected_components(graph) if len(part) < PIECE for node in part}
        if len(inside) - len(small) < limit / 2:
            return list(order)
        if not small:
            return kept
        inside -= small
        kept = [node for node in kept if node not in small]


def draw(data: Json, drawn: list[int]) -> Network:
    """A pyvis Network of the drawn nodes and the edges between them; its ids are numbers into `data`, never text."""
    import networkx as nx
    from pyvis.network import Network

    lines = strands(data["edges"], set(drawn))
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(drawn)
    plain.add_edges_from((line.start, line.end) for line in lines if line.start != line.end)
    places = positions(plain)
    sizes = {node: size(data["nodes"][node].get("claims", 0), data["nodes"][node]["look"]) for node in drawn}
    places, curved = cleared(lines, places, sizes)
    network = Network(directed=True, cdn_resources="in_line")
    network.options = _OPTIONS
    # The lists are filled directly: `add_edge` looks through all edges each time and merges parallel ones.
    network.nodes = [
        {
            "id": node,
            "x": places[node][0],
            "y": places[node][1],
            "size": sizes[node],
            "shape": _SHAPES[data["nodes"][node]["look"]],
        }
        for node in drawn
    ]
    network.edges = [_line(line, bend) for line, bend in zip(lines, curved, strict=True)]
    return network


def _line(strand: Strand, bend: float) -> dict[str, Any]:
    """One line in vis-network's terms, `of` several edges or of the one whose number it bears; straight lines need no curve."""
    line: dict[str, Any] = {"id": strand.edges[0], "from": strand.start, "to": strand.end}
    if len(strand.edges) > 1:
        line["of"] = list(strand.edges)
    if bend:
        line["smooth"] = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    return line


def size(claims: int, look: str) -> float:
    """Radius in pixels, by the square root of the claims so that the area tells; statements and offices stay small."""
    most = 9.0 if look in ("statements", "offices", "topics", "places") else 26.0
    return round(min(7.0 + 3.0 * math.sqrt(claims), most), 1)


def render(network: Network, template: Path, context: Json) -> str:
    """The page: pyvis renders our template, in which everything is escaped, with its network and `context`."""
    from jinja2 import Environment, FileSystemLoader

    network.set_template(template.as_posix())
    network.templateEnv = Environment(
        loader=FileSystemLoader(str(template.parent)), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    network.templateEnv.globals.update(context)
    network.templateEnv.filters |= {"json": context["json"], "fromjson": json.loads}
    return str(network.generate_html())
