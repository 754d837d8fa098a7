"""Event data as it is published: one module for each format, found by itself; which one a file is, its first line tells.

A module has `SUFFIXES`, `HELP` and `layout(first) -> Layout | None`, which says how the rows of a file that begins so are read,
or that it is of another format.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from kg.imports._files import Opened, streams
from kg.imports._records import Layout, Left, Record

__all__ = ["Layout", "Left", "Opened", "Record", "chosen", "fits", "formats", "streams"]

PACKED = (".gz", ".zip")


@cache
def formats() -> dict[str, tuple[ModuleType, ...]]:
    """The modules for each ending, such as ".tsv", in alphabetical order."""
    found: dict[str, tuple[ModuleType, ...]] = {}
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{__name__}.{info.name}")
            for suffix in module.SUFFIXES:
                found[suffix] = (*found.get(suffix, ()), module)
    return dict(sorted(found.items()))


def fits(path: Path) -> bool:
    """Whether the name of a file ends as event data does, packed or not."""
    name = path.name.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return any(name.endswith(suffix) for suffix in formats()) or path.suffix.lower() == ".zip"


def chosen(first: str) -> Layout | None:
    """How a file is read whose first line this is; None when no format knows it."""
    modules = dict.fromkeys(module for several in formats().values() for module in several)
    return next((layout for module in modules if (layout := module.layout(first)) is not None), None)
