"""CSV as `neo4j-admin database import` takes it.

See https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.exports import Network
from kg.exports._network import cell, everything
from kg.graph import Cited
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = ("neo4j.csv",)
HELP = "CSV for neo4j-admin database import: a relationship for each claim; the nodes go beside, to NAME-nodes.csv"

_TEXTS = ("kind", "iso3", "org_kind", "of", "place", "text", "statement")
_NODES = (":ID", "label", ":LABEL", "aliases:string[]", "earliest:date", "latest:date", *_TEXTS)
_WORDS = ("claim", "modality", "quote", "document", "title", "url", "publisher", "place", "topic", "speaker", "date_text")
_EDGES = (
    *(":START_ID", ":TYPE", ":END_ID", "label", "plover", "symmetric:boolean", "confidence:double"),
    *("earliest:date", "latest:date", "published:date", "start:int", "end:int", *_WORDS),
)


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Writes two files, relationships and nodes. Raises ExportError when the place cannot be written."""
    graph = everything(store, part)
    nodes = (
        [
            *(iri, a["label"], f"Node;{a['kind']}", ";".join(str(alias).replace(";", ",") for alias in a["aliases"])),
            *(a["earliest"], a["latest"]),
            *(a[name] for name in _TEXTS),
        ]
        for iri, a in graph.nodes(data=True)
    )
    replace(path.with_name(f"{path.stem}-nodes{path.suffix}"), _table(_NODES, nodes))
    replace(path, _table(_EDGES, _relationships(graph)))


def _relationships(graph: Network) -> Iterator[Sequence[object]]:
    for source, target, a in graph.edges(data=True):
        claims: tuple[Cited, ...] = a["claims"]
        for c in claims:
            kind = [source, str(a["relation"]).upper(), target, a["label"], a["plover"], str(a["symmetric"]).lower()]
            yield [*kind, c.confidence, c.earliest, c.latest, c.published, c.start, c.end, *(getattr(c, n) for n in _WORDS)]


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Not a sheet: a database runs no formula, and a sign put before one would change the value."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue().encode()
