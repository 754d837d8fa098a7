"""What of a network is drawn, and how: the most connected core, its places and lines, as a pyvis Network."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.page.appearance import LOOKS
from kg.page.content import Json
from kg.page.layout import positions
from kg.page.routes import bends

if TYPE_CHECKING:
    from pyvis.network import Network

DRAWN = 400  # nodes: what vis-network pans at thirty frames a second without a graphics card, and what an eye can still take in
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
    degree = dict.fromkeys(range(len(data["nodes"])), 0)
    for edge in data["edges"]:
        degree[edge["s"]] += 1
        degree[edge["o"]] += 1
    if len(degree) <= limit:
        return list(degree)
    ranked = sorted(degree, key=lambda node: (-degree[node], node))
    drawn: set[int] = set()
    for reach in range(limit, len(ranked) + limit, max(1, limit // 20)):
        # A well-connected node whose neighbours are all out of the picture says nothing: room for the next ones.
        best = set(ranked[:reach])
        joined = {end for edge in data["edges"] if {edge["s"], edge["o"]} <= best for end in (edge["s"], edge["o"])}
        if len(joined) > limit and drawn:
            break
        drawn = joined
    return sorted(drawn)


def draw(data: Json, drawn: list[int]) -> Network:
    """A pyvis Network of the drawn nodes and the edges between them; its ids are numbers into `data`, never text."""
    import networkx as nx
    from pyvis.network import Network

    inside = set(drawn)
    lines = [(number, edge["s"], edge["o"]) for number, edge in enumerate(data["edges"]) if {edge["s"], edge["o"]} <= inside]
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(drawn)
    plain.add_edges_from((a, b) for _, a, b in lines if a != b)
    places = positions(plain)
    sizes = {node: size(data["nodes"][node].get("claims", 0), data["nodes"][node]["look"]) for node in drawn}
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
    curved = bends([(a, b) for _, a, b in lines], places, sizes)
    network.edges = [_line(number, a, b, bend) for (number, a, b), bend in zip(lines, curved, strict=True)]
    return network


def _line(number: int, start: int, end: int, bend: float) -> dict[str, Any]:
    """One edge in vis-network's terms; straight lines need no curve."""
    line: dict[str, Any] = {"id": number, "from": start, "to": end}
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
