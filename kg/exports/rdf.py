"""RDF/XML."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.store import Store

SUFFIXES = (".rdf",)
HELP = "RDF/XML: all triples as one graph, for older tools such as Protégé"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    store.dump(path, "rdf")
