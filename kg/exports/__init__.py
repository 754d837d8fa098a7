"""One module for each format that a graph can be written in: its endings, its help, and `write`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import networkx as nx

    from kg.rdf.store import Store

    Network = nx.MultiDiGraph[str]
else:
    Network = object


class Format(Protocol):
    """What a module of this package offers."""

    SUFFIXES: tuple[str, ...]
    HELP: str

    def write(self, store: Store, path: Path, part: Network | None = None) -> None:
        """Writes the graph. Raises ExportError when the place cannot be written; the old file is then as it was.

        `part` is given with an excerpt: the network of what was selected, of every modality; without it, that of the store.
        """


@cache
def formats() -> dict[str, Format]:
    """The module for each ending, such as ".ttl", in alphabetical order. A new module of this package is found by itself.

    An ending that does not begin with a dot is a whole name, or the last words of one: see `chosen`.
    """
    found: dict[str, Format] = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            form = cast(Format, importlib.import_module(f"{__name__}.{module.name}"))
            found.update(dict.fromkeys(form.SUFFIXES, form))
    return dict(sorted(found.items()))


def chosen(name: str) -> Format | None:
    """The format of a file by its name: of several endings that fit the longest, in small letters or capitals.

    "statements.csv" and "week-statements.csv" end in "statements.csv"; "understatements.csv" only in ".csv".
    """
    for suffix in sorted(formats(), key=lambda s: (-len(s), s)):
        if re.search(("" if suffix.startswith(".") else r"(?<![^\W_])") + re.escape(suffix) + r"\Z", name, re.IGNORECASE):
            return formats()[suffix]
    return None
