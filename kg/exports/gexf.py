"""GEXF."""

from __future__ import annotations

import io
import re
from pathlib import Path

from kg.exports._network import flat
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = (".gexf",)
HELP = "GEXF: the network of what is reported as real, for Gephi"


def write(store: Store, path: Path) -> None:
    """Raises ExportError when the place cannot be written."""
    import networkx as nx

    written = io.BytesIO()
    nx.write_gexf(flat(store), written)
    # networkx writes today's date, and the same graph must give the same bytes
    replace(path, re.sub(rb' lastmodifieddate="[^"]*"', b"", written.getvalue(), count=1))
