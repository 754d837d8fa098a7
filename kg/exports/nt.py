"""N-Triples."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.store import Store

SUFFIXES = (".nt",)
HELP = "N-Triples: all triples as one graph, a line each, sorted"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    store.dump(path, "nt")
