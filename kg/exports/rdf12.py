"""RDF 1.2."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.annotations import annotated
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = ("rdf12.ttl", "rdf12.trig", "rdf12.nq")
HELP = "RDF 1.2: as without rdf12, and each edge is annotated with the claims that it rests on"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    replace(path, annotated(store, path.suffix.lower().removeprefix(".")))
