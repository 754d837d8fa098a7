"""GEXF 1.3: each edge exists in the days that its claims say, so that Gephi's timeline can play it.

See https://gexf.net/schema.html. Written here because networkx knows no spells of edges that are dates, and writes today's date.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.exports import Network
from kg.exports._network import actual, flat
from kg.graph import Cited
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = (".gexf",)
HELP = "GEXF 1.3: the network of what is reported as real, with the days of each edge, for Gephi and its timeline"

_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    real = actual(store, part)
    graph = flat(real)
    spells = {(s, t, k): tuple(_spells(a["claims"])) for s, t, k, a in real.edges(keys=True, data=True)}
    root = ET.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    ET.SubElement(ET.SubElement(root, "meta"), "creator").text = "kg"
    interval = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    top = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "idtype": "string", **interval})
    node_columns = _columns(top, "node", (attributes for _, attributes in graph.nodes(data=True)))
    edge_columns = _columns(top, "edge", (attributes for *_, attributes in graph.edges(data=True)))
    nodes = ET.SubElement(top, "nodes")
    for iri, attributes in graph.nodes(data=True):
        _values(ET.SubElement(nodes, "node", {"id": iri, "label": str(attributes["label"])}), attributes, node_columns)
    edges = ET.SubElement(top, "edges")
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        own = {"id": str(attributes["id"]), "source": source, "target": target, "label": str(attributes["label"])}
        # symmetric ones too: networkx reads no mixture, and their attribute says what they are
        edge = ET.SubElement(edges, "edge", own | {"weight": str(float(attributes["weight"]))})
        _values(edge, attributes, edge_columns)
        if spells[source, target, key]:
            held = ET.SubElement(edge, "spells")
            for start, end in spells[source, target, key]:
                ET.SubElement(held, "spell", {"start": start, "end": end})
    ET.indent(root, " ")
    replace(path, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _columns(top: ET.Element, kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Declares the attributes that the nodes or edges have; their names and numbers. What GEXF has itself is left out."""
    types: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, type(value))
    own = [name for name in types if name not in ("id", "label", "weight")]
    declared = ET.SubElement(top, "attributes", {"class": kind, "mode": "static"})
    for number, name in enumerate(own):
        ET.SubElement(declared, "attribute", {"id": str(number), "title": name, "type": _TYPES[types[name]]})
    return {name: str(number) for number, name in enumerate(own)}


def _values(element: ET.Element, attributes: Mapping[str, Any], columns: Mapping[str, str]) -> None:
    held = ET.SubElement(element, "attvalues")
    for name, value in attributes.items():
        if name in columns and value != "":
            text = str(value).lower() if isinstance(value, bool) else str(value)
            ET.SubElement(held, "attvalue", {"for": columns[name], "value": text})


def _spells(claims: Iterable[Cited]) -> Iterator[tuple[str, str]]:
    """The days of the claims that have any, those that overlap taken together; both ends inclusive, as GEXF counts them."""
    start = end = ""
    for first, last in sorted({(c.earliest, c.latest) for c in claims if c.earliest and c.latest}):
        if start and first <= end:
            end = max(end, last)
            continue
        if start:
            yield start, end
        start, end = first, last
    if start:
        yield start, end
