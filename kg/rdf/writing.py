"""Writing to a store on behalf of others: in a process of its own, which may be stopped, and in one transaction each time.

`Writer` starts this very module as a child and sends it one `Change` a line. While it lives nobody else may have the store open.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from kg.errors import KgError, QueryError, StoreError

Act = Literal["update", "put", "post", "delete", "has"]
#: Where a graph lies while it is read, so that a file with a fault in it changes nothing.
ASIDE = "urn:x-kg:aside"


class Stopped(KgError):
    """A change ran past its time or memory, or its process ended: it was undone. Whoever sent it may send a smaller one."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done: an update (`text`), or putting, adding to, deleting or looking for a `graph`.

    That is an IRI, "" for the default graph, or None for the whole dataset, which can be added to and deleted, but not put.
    `file` holds the RDF to read, `media_type` says of which kind. `base` resolves relative IRIs.
    """

    act: Act
    text: str = ""
    graph: str | None = None
    file: str = ""
    media_type: str = ""
    base: str | None = None


class Writer:
    """A child process that has the store open. Made by `with Writer(…)`; the store is free again on leaving."""

    def __init__(self, store: Path, prefixes: dict[str, str], *, memory: int) -> None:
        """`memory` is megabytes. Raises StoreError when the store cannot be opened for writing."""
        start = [sys.executable, "-m", __name__, str(store), str(memory)]
        self._child = subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        opened = self._exchange(json.dumps(prefixes), 60)
        if opened.get("error"):
            self.close()
            raise StoreError(f"{store}: cannot be written to: {opened['error']}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        return self._child.poll() is None

    def do(self, change: Change, timeout: float) -> bool:
        """Does it; whether the graph was there before (for an update always True).

        Raises QueryError for what cannot be parsed or done, `Stopped` when it took longer than `timeout` seconds or too much
        memory. In both cases nothing was changed; after `Stopped` the writer is closed.
        """
        answer = self._exchange(json.dumps(asdict(change)), timeout)
        if answer.get("error"):
            raise QueryError(str(answer["error"]))
        return bool(answer["there"])

    def close(self) -> None:
        """Ends the child, which keeps what was done."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _exchange(self, line: str, timeout: float) -> dict[str, object]:
        child = self._child
        assert child.stdin  # noqa: S101 - opened above
        assert child.stdout  # noqa: S101
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(timeout, stop)
        clock.start()
        try:
            child.stdin.write(line.encode() + b"\n")
            child.stdin.flush()
            answer = child.stdout.readline()
        except OSError:
            answer = b""
        finally:
            clock.cancel()
        if not answer:
            self.close()
            why = f"took longer than {timeout:g} seconds" if late.is_set() else "took too much memory"
            raise Stopped(f"the change {why} and was undone")
        found: dict[str, object] = json.loads(answer)
        return found


def main(store: str, memory: str) -> None:
    """The child: opens the store and does what it is told, until its input ends."""
    import pyoxigraph as ox

    prefixes = json.loads(sys.stdin.readline())
    try:
        opened = ox.Store(store)
        opened.update(f"DROP SILENT GRAPH <{ASIDE}>")  # of a writer that was stopped
    except OSError as error:
        _say({"error": " ".join(str(error).split())[:300]})
        return
    _limit(int(memory))
    _say({"there": True})
    for line in sys.stdin:
        change = Change(**json.loads(line))
        try:
            there = _do(opened, change, prefixes)
            opened.flush()
            _say({"there": there})
        except (SyntaxError, ValueError, RuntimeError, OSError, MemoryError) as error:
            # a SyntaxError's text would end in the name of a temporary file
            said = error.msg if isinstance(error, SyntaxError) else str(error)
            _say({"error": " ".join(said.split())[:500] or type(error).__name__})


def _do(store: object, change: Change, prefixes: dict[str, str]) -> bool:
    import pyoxigraph as ox

    assert isinstance(store, ox.Store)  # noqa: S101 - so that this module imports Oxigraph in the child alone
    if change.act == "update":
        store.update(change.text, base_iri=change.base, prefixes=prefixes)
        return True
    name = ox.NamedNode(change.graph) if change.graph else ox.DefaultGraph()
    there = not change.graph or store.contains_named_graph(name)
    if change.act == "delete" and there:
        _delete(store, change, name)
    elif change.act in ("put", "post"):
        _load(store, change, name)
    return there


def _delete(store: object, change: Change, name: object) -> None:
    what = "ALL" if change.graph is None else f"GRAPH <{change.graph}>" if change.graph else "DEFAULT"
    store.update(f"DROP {what}")  # type: ignore[attr-defined]


def _load(store: object, change: Change, name: object) -> None:
    """Reads a file into its graph; what a PUT replaces goes in the same transaction in which the new comes."""
    import pyoxigraph as ox

    assert isinstance(store, ox.Store)  # noqa: S101
    form = ox.RdfFormat.from_media_type(change.media_type)
    if form is None:
        raise ValueError(f"{change.media_type} is not a form of RDF that is known here")
    if change.act == "post":
        target = None if change.graph is None else name
        store.load(path=change.file, format=form, base_iri=change.base, to_graph=target)  # type: ignore[arg-type]
        if change.graph:
            store.add_graph(name)  # type: ignore[arg-type]
        return
    aside = ox.NamedNode(ASIDE)
    store.add_graph(aside)
    try:
        store.load(path=change.file, format=form, base_iri=change.base, to_graph=aside)
        store.update(f"MOVE <{ASIDE}> TO {f'GRAPH <{change.graph}>' if change.graph else 'DEFAULT'}")
    finally:
        store.remove_graph(aside)
    if change.graph:
        store.add_graph(name)  # type: ignore[arg-type]  # an empty one is one too


def _limit(megabytes: int) -> None:
    """No more memory than this beyond what an open store takes, where the system can limit it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    sizes = Path("/proc/self/statm")
    if not sizes.exists():  # not Linux: the time limit has to do
        return
    used = int(sizes.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1024 * 1024,) * 2)


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
