"""Many quads into a store, with memory that does not grow with their number.

Oxigraph's bulk loader keeps up to a million quads for each of its threads before it writes, 0.9 GB for a file of a million; given
a hundred thousand at a time it is about as fast and keeps below 0.2 GB.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

#: What reading RDF raises: the last for a name or a text of more than 16 MB, which Oxigraph does not take.
UNREADABLE = (OSError, SyntaxError, ValueError, MemoryError)
_BATCH = 100_000
_LARGE = 1 << 26  # bytes of a file that is not loaded into memory


def extend(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Adds quads as they come, some at a time."""
    found = iter(quads)
    for first in found:
        store.bulk_extend(chain((first,), islice(found, _BATCH - 1)))


def load(store: ox.Store, path: Path) -> None:
    """Adds the quads of an RDF file. Its blank nodes keep their names. Raises StoreError when it cannot be read to its end."""
    form = _format_of(path)
    try:
        extend(store, ox.parse(path=str(path), format=form, base_iri=path.resolve().as_uri()))
    except UNREADABLE as error:
        raise StoreError(f"{path}: cannot be read as RDF: {one_line(error)}") from None


def opened(path: Path) -> tuple[ox.Store, tempfile.TemporaryDirectory[str] | None]:
    """A store of an RDF file in memory, or, where the file is large, in a temporary folder, which lives as long as it is held.

    Raises StoreError as `load` does.
    """
    large = path.stat().st_size >= _LARGE
    corner = tempfile.TemporaryDirectory(prefix="kg-store-", ignore_cleanup_errors=True) if large else None
    store = ox.Store(corner.name) if corner else ox.Store()
    load(store, path)
    return store, corner


def _format_of(file: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(file.suffix.removeprefix(".").lower())
    if found is None:
        raise StoreError(f"{file}: not known as a file of RDF by its ending: take .trig, .ttl, .nt, .nq, .rdf or .jsonld")
    return found


def one_line(error: Exception) -> str:
    """The message of an error, without its line breaks."""
    if isinstance(error, MemoryError):
        return "it holds a name or a text of more than 16 MB"
    strerror = getattr(error, "strerror", None)
    return strerror or " ".join(str(error).split())[:200]
