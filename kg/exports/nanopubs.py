"""Nanopublications."""

from __future__ import annotations

from pathlib import Path

from kg.exports import Network
from kg.rdf.files import replace
from kg.rdf.nanopubs import nanopublications
from kg.rdf.store import Store

SUFFIXES = ("nanopubs.trig",)
HELP = "Nanopublications: each claim as four graphs (head, assertion, provenance, publication info) under a trusty URI"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    replace(path, nanopublications(store))
