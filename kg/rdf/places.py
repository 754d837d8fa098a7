"""Where the graph of a path lies: in a store's folder, or in a file of RDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError


@dataclass(frozen=True, slots=True)
class Place:
    """A store's own folder, or a file of RDF; the other of the two is None."""

    folder: Path | None = None
    file: Path | None = None


def located(path: Path) -> Place:
    """What an output folder, a store's own folder or a file holds. Raises StoreError, with the cure, when that is no graph."""
    for folder in (path / "store", path):
        if (folder / "CURRENT").is_file():  # RocksDB's own sign
            return Place(folder=folder)
    if not path.exists():
        cure = "name a folder that `kg build` wrote" if path.suffix else f"`kg build SOURCE -o {path}` makes one"
        raise StoreError(f"{path}: there is no graph here: {cure}")
    if path.is_dir() and not (path / "graph.trig").is_file():
        raise StoreError(f"{path}: holds no built graph: `kg build SOURCE -o {path}` makes one")
    return Place(file=path / "graph.trig" if path.is_dir() else path)


def signs(path: Path) -> tuple[str, ...]:
    """The files that are others when another build has taken the place of the graph; the first that is there counts."""
    return str(path / "store" / "CURRENT"), str(path / "CURRENT"), str(path)
