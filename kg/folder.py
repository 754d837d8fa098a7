"""The output folder: four names, written in a corner of it first and moved to their places only when all four are whole.

Everything else in the folder is the user's and stays untouched. The corner lies inside the folder, so that the moves are renames
on one file system, whoever owns the folder above.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ExportError

if TYPE_CHECKING:
    import networkx as nx

    from kg.rdf.store import Store

TRIG = "graph.trig"
TURTLE = "graph.ttl"
PAGE = "graph.html"
TITLE = "Who did what to whom"
STORE = "store"
NAMES = (TRIG, TURTLE, PAGE, STORE)

_CORNER = ".kg-building-"


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """A new folder to write the files of a build into; on leaving without an error they take the place of the last build's.

    Whatever goes wrong inside, Ctrl-C included, leaves the old files as they were. Raises ExportError when the folder cannot be
    made, or when something that is not of a build stands under one of the four names.
    """
    made = _made(output)
    _refuse_foreign(output)
    corner = Path(tempfile.mkdtemp(prefix=f"{_CORNER}{os.getpid()}-", dir=output))
    try:
        fresh = corner / "new"
        fresh.mkdir()
        yield fresh
        _swap(fresh, output, corner / "old")
        _sweep(output)
    finally:
        shutil.rmtree(corner, ignore_errors=True)
        for folder in made:  # only when nothing was put there
            with suppress(OSError):
                folder.rmdir()


def write_files(store: Store, fresh: Path, stage: Callable[[str], None] = lambda name: None) -> None:
    """Writes the two text files, the page and the store of a graph that lies elsewhere."""
    stage(f"writing {TRIG}")
    store.dump(fresh / TRIG, "trig")
    stage(f"writing {TURTLE}")
    store.dump(fresh / TURTLE, "ttl")
    stage(f"writing {PAGE}")
    write_page(store, fresh / PAGE)
    stage(f"writing {STORE}")
    store.copy(fresh / STORE)  # whose result goes at once: an open store must not be moved


def write_page(store: Store, path: Path) -> None:
    """The network of a graph as one page, claims of every modality in it."""
    from kg import graph

    write_network(graph.network(store, modalities=graph.EVERY), path)


def write_network(network: nx.MultiDiGraph[str], path: Path, *, title: str = TITLE) -> None:
    """A network of `kg.graph`, or a part of one, as one page."""
    from kg import page

    page.write(network, path, title=title)


def network_page(network: nx.MultiDiGraph[str], *, title: str = TITLE) -> bytes:
    """The same page as the bytes of its file."""
    from kg import page

    return page.rendered(network, title=title)


def _made(output: Path) -> list[Path]:
    """Makes the folder and those above it; the new ones, innermost first."""
    new = [folder for folder in (output, *output.parents) if not folder.exists()]
    try:
        output.mkdir(parents=True, exist_ok=True)
        if not os.access(output, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        reason = "is a file" if output.is_file() else error.strerror or str(error)
        raise ExportError(f"{output}: cannot write a build here ({reason}): name another folder with -o") from None
    return new


def _refuse_foreign(output: Path) -> None:
    """A folder called `store` may well be somebody's own, above all when the output folder is `.`."""
    store = output / STORE
    foreign = [output / name for name in (TRIG, TURTLE, PAGE) if (output / name).is_dir()]
    if store.is_dir() and any(store.iterdir()) and not (store / "CURRENT").is_file():  # RocksDB always has CURRENT
        foreign.append(store)
    if store.is_file():
        foreign.append(store)
    if foreign:
        raise ExportError(f"{foreign[0]}: not made by kg, so it is not replaced: name another folder with -o")


def _swap(fresh: Path, output: Path, retired: Path) -> None:
    """Moves the old files away and the new ones in; undone from the last move back if any of them fails."""
    retired.mkdir()
    moves = [(output / name, retired / name) for name in NAMES if (output / name).exists()]
    moves += [(fresh / name, output / name) for name in NAMES if (fresh / name).exists()]
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            done.append((source, target))
            source.rename(target)
    except BaseException:
        for source, target in reversed(done):
            with suppress(OSError):
                target.rename(source)
        raise


def _sweep(output: Path) -> None:
    """Removes the corners of builds that were killed. Where process ids cannot be asked about, they are left."""
    if os.name != "posix":  # elsewhere, signal 0 ends the process
        return
    for corner in output.glob(f"{_CORNER}*-*"):
        try:
            os.kill(int(corner.name.removeprefix(_CORNER).split("-")[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(corner, ignore_errors=True)
        except (ValueError, OSError):
            continue
