"""CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from kg.exports._network import cell, everything
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = (".csv",)
HELP = "CSV: a row for each claim with its sentence and how real it is; the entities go beside, to NAME-nodes.csv"

_RUN = ("=", "+", "-", "@", "\t")  # what makes a spreadsheet run a cell as a formula


def write(store: Store, path: Path) -> None:
    """Writes two files, edges and nodes. Raises ExportError when the place cannot be written."""
    graph = everything(store)
    labels = {iri: attributes["label"] for iri, attributes in graph.nodes(data=True)}
    edges = [
        {"source": labels[s], "relation": a["label"], "target": labels[t]}
        | asdict(cited)
        | {"source_iri": s, "relation_name": a["relation"], "target_iri": t}
        for s, t, a in graph.edges(data=True)
        for cited in a["claims"]
    ]
    nodes = [{"iri": iri, "label": a["label"], "kind": a["kind"]} | a for iri, a in graph.nodes(data=True)]
    replace(path.with_name(f"{path.stem}-nodes{path.suffix}"), _table(nodes))
    replace(path, _table(edges))


def _table(rows: Iterable[Mapping[str, object]]) -> bytes:
    rows = list(rows)
    written = io.StringIO()
    writer = csv.DictWriter(written, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(cell(value)) for name, value in row.items()})
    return written.getvalue().encode()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
