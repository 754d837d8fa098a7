"""JSON for Kumu. See https://docs.kumu.io/guides/import/json: connections name elements by label, so labels are told apart."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from kg.exports import Network
from kg.exports._network import cell, everything
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = ("kumu.json",)
HELP = "JSON for Kumu: elements, and a connection for each relation between two with its number of claims"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    graph = everything(store, part)
    labels = _labels(graph)
    elements = [
        {
            "id": iri,
            "label": labels[iri],
            "type": a["kind"],
            "aliases": [cell(alias) for alias in a["aliases"]],
            "description": cell(a["text"] or a["org_kind"]),
            "claims": a["claims"],
        }
        | {name: cell(a[name]) for name in ("iso3", "of", "place", "earliest", "latest") if a[name]}
        for iri, a in graph.nodes(data=True)
    ]
    connections = []
    for source, target, a in graph.edges(data=True):
        claims = a["claims"]
        days = [day for c in claims for day in (c.earliest, c.latest) if day]
        connections.append(
            {
                "from": labels[source],
                "to": labels[target],
                "direction": "mutual" if a["symmetric"] else "directed",
                "type": a["label"],
                "label": a["label"],
                "modality": a["modality"],
                "strength": len({c.claim for c in claims}),
                "description": cell(tuple(dict.fromkeys(c.quote for c in claims))),
                "sources": [cell(title) for title in dict.fromkeys(c.title for c in claims)],
            }
            | ({"start date": min(days), "end date": max(days)} if days else {})
        )
    whole = {"elements": elements, "connections": connections}
    replace(path, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())


def _labels(graph: Network) -> dict[str, str]:
    """A label for each node that no other has: two of one name get their kind, and the end of their IRI if that is not enough."""
    known = {iri: str(cell(label)) for iri, label in graph.nodes(data="label")}
    for distinguish in (lambda iri: str(graph.nodes[iri]["kind"]), lambda iri: iri.rsplit("/", 1)[-1], lambda iri: iri):
        often = Counter(known.values())
        known = {iri: f"{label} ({distinguish(iri)})" if often[label] > 1 else label for iri, label in known.items()}
    return known
