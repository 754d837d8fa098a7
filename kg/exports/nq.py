"""N-Quads."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.store import Store

SUFFIXES = (".nq",)
HELP = "N-Quads: the whole dataset, a line for each quad, sorted; loses nothing"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    store.dump(path, "nq")
