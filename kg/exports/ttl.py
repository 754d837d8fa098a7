"""Turtle."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.store import Store

SUFFIXES = (".ttl",)
HELP = "Turtle: all triples as one graph, sorted and prefixed, for people and for tools that know no named graphs"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    store.dump(path, "ttl")
