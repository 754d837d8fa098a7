"""JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from kg.exports import Network
from kg.exports._network import everything
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = (".json",)
HELP = "JSON: nodes and edges with all their claims, in the node-link form of networkx and D3"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    graph = everything(store, part)
    nodes = [{"id": iri, **attributes} for iri, attributes in graph.nodes(data=True)]
    edges = [
        {"source": source, "target": target, "key": key}
        | attributes
        | {"claims": [asdict(cited) for cited in attributes["claims"]]}
        for source, target, key, attributes in graph.edges(keys=True, data=True)
    ]
    whole = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
    replace(path, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())
