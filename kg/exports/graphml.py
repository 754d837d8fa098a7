"""GraphML."""

from __future__ import annotations

import io
from pathlib import Path

from kg.exports import Network
from kg.exports._network import actual, flat
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = (".graphml",)
HELP = "GraphML: the network of what is reported as real, for Gephi, yEd and Cytoscape"


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    import networkx as nx

    written = io.BytesIO()
    nx.write_graphml_xml(flat(actual(store, part)), written, prettyprint=True)
    replace(path, written.getvalue())
