"""JSON-LD."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.store import Store

SUFFIXES = (".jsonld",)
HELP = "JSON-LD: the whole dataset with its named graphs, expanded; loses nothing"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    store.dump(path, "jsonld")
