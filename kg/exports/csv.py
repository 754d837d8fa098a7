"""CSV."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from kg.exports import Network
from kg.exports._network import everything
from kg.exports._sheet import sheet
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = (".csv",)
HELP = "CSV: a row for each claim with its sentence and how real it is; the entities go beside, to NAME-nodes.csv"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Writes two files, edges and nodes. Raises ExportError when the place cannot be written."""
    graph = everything(store, part)
    labels = {iri: attributes["label"] for iri, attributes in graph.nodes(data=True)}
    edges = [
        {"source": labels[s], "relation": a["label"], "target": labels[t]}
        | asdict(cited)
        | {"source_iri": s, "relation_name": a["relation"], "target_iri": t}
        for s, t, a in graph.edges(data=True)
        for cited in a["claims"]
    ]
    nodes = [{"iri": iri, "label": a["label"], "kind": a["kind"]} | a for iri, a in graph.nodes(data=True)]
    replace(path.with_name(f"{path.stem}-nodes{path.suffix}"), sheet(nodes))
    replace(path, sheet(edges))
