"""`kg import`: RDF and event data into the graph of an output folder, new or there already, which stays until all is whole."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import folder, vocabulary
from kg.errors import SourceError

if TYPE_CHECKING:
    from kg.imports._events import Progress
    from kg.rdf.loading import Filling

RDF = (".trig", ".nq", ".jsonld", ".ttl", ".nt", ".rdf")
WHOLE = 500_000  # quads up to which graph.trig, graph.ttl and graph.html are written as well


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in. `left` says how many rows say nothing of two parties, by why; `quads` is the size of the whole graph then.

    `written` are the names in the output folder; `seconds` runs from the first file to the last.
    """

    rows: int
    claims: int
    documents: int
    left: dict[str, int]
    problems: int
    quads: int
    seconds: float
    written: tuple[str, ...]


def load(sources: Sequence[Path], output: Path, *, base: str | None = None, progress: Progress | None = None) -> Imported:
    """Imports files into the graph of a folder and writes it anew, all or nothing.

    Raises SourceError when a file is no RDF of ours and no event data, or no row could be read; ExportError and StoreError when
    the folder cannot be written.
    """
    from kg.imports._events import Events, Silence
    from kg.rdf.loading import Filling
    from kg.rdf.store import BASE, Store

    began = time.perf_counter()
    told = progress or Silence()
    graphs, tables = _sorted_out(sources)
    words = vocabulary.load()
    with folder.replacing(output) as fresh:
        Store.create(None, base or BASE)  # so that a wrong base is told at once
        _copy(output, fresh / folder.STORE, told.stage)
        filling = Filling(fresh / folder.STORE, words, base or BASE)
        for number, path in enumerate(graphs):
            _put(filling, path, fresh.parent / f"incoming-{number}", told)
        events = Events(fresh.parent / "parts", told)
        if tables:
            events.load(tables, filling, words)
        quads = len(filling)
        del filling
        if quads <= WHOLE:
            store = Store.open(fresh)
            for name in (folder.TRIG, folder.TURTLE):
                told.stage(f"writing {name}")
                store.dump(fresh / name, name.rpartition(".")[2])
            told.stage(f"writing {folder.PAGE}")
            folder.write_page(store, fresh / folder.PAGE)
            del store
        written = tuple(name for name in folder.NAMES if (fresh / name).exists())
    return Imported(
        events.rows, events.claims, events.documents, dict(events.left.most_common()), events.problems, quads,
        time.perf_counter() - began, written,
    )  # fmt: skip


def _sorted_out(sources: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files of RDF and those of event data. Raises SourceError for a name that is neither, and for what is not there."""
    from kg import imports

    graphs, tables = [], []
    for path in sources:
        if not path.is_file():
            raise SourceError(f"{path}: {'is a folder' if path.is_dir() else 'there is no such file'}: name files")
        if path.suffix.lower() in RDF:
            graphs.append(path)
        elif imports.fits(path):
            tables.append(path)
        else:
            ending = "".join(path.suffixes[-2:] if path.suffix.lower() in imports.PACKED else path.suffixes[-1:]) or "nothing"
            events = f"{' '.join(imports.formats())} for events, also in {' '.join(imports.PACKED)}"
            raise SourceError(
                f"{path}: nothing that can be imported ends in {ending}: there are {' '.join(RDF)} for RDF, {events}"
            )
    return graphs, tables


def _copy(output: Path, store: Path, stage: Callable[[str], None]) -> None:
    """The store that is there already, to be changed in its corner."""
    if (output / folder.STORE / "CURRENT").is_file():
        stage("copying the store")
        shutil.copytree(output / folder.STORE, store)
    elif (output / folder.TRIG).is_file():
        from kg.rdf.store import Store

        Store.open(output / folder.TRIG).copy(store)


def _put(filling: Filling, path: Path, corner: Path, told: Progress) -> None:
    from kg.rdf.loading import Incoming

    told.stage(f"reading {path.name}")
    try:
        filling.put(Incoming(path, corner))
    finally:
        shutil.rmtree(corner, ignore_errors=True)
