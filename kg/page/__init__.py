"""The page: a network in one HTML file that opens anywhere, asks no other file, and leads from every line to its sentences."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ExportError

if TYPE_CHECKING:
    import networkx as nx


def rendered(graph: nx.MultiDiGraph[str], *, title: str) -> bytes:
    """The page of the network of `kg.graph.network`, in UTF-8. Raises ExportError when the installed pyvis is another one."""
    from kg.page.document import page  # brings pyvis and networkx, a quarter of a second that other commands need not wait

    return page(graph, title).encode("utf-8", "replace")


def write(graph: nx.MultiDiGraph[str], path: Path, *, title: str) -> None:
    """Writes the network of `kg.graph.network` as a page, in UTF-8, beside `path` first and then in its place.

    Raises ExportError when the file cannot be written or the installed pyvis is not the one the page was tested with; what stood
    at `path` is then still there.
    """
    text = rendered(graph, title=title)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}): choose another place with -o") from error
