"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.rdf.store import Store

graph = click.option(
    "-g", "--graph", default="output", show_default=True, metavar="PATH", help="A folder that `kg build` wrote, or any RDF file."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def opened(path: str) -> Store:
    """The store of a built graph. Raises StoreError when there is none."""
    from kg.rdf.store import Store

    return Store.open(Path(path))
