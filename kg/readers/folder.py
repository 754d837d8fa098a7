"""From what the user names (files, folders, `-`) to the files to read, in an order that no file system decides."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.readers.problem import Problem, Report
from kg.readers.source import Source

Known = Callable[[str], bool]


def find(names: Sequence[str | Path], known: Known, report: Report) -> Iterator[Source]:
    """The files in the order given, those of a folder sorted by name at each level; `known` says which endings have a reader.

    Hidden files and the four of a build are passed over. What cannot be used is reported once: a missing path, a folder without a
    text, the unknown endings of a folder together. Standard input and pipes are copied to a temporary file that lives as long as
    its turn.
    """
    for name in map(str, names):
        try:
            mode = 0 if name == "-" else os.stat(name).st_mode
        except OSError as error:
            report(Problem(name, reason(error), "skipped"))
            continue
        except ValueError:  # a NUL in it
            report(Problem(name, "not a file name", "skipped"))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(name, known, report)
        elif stat.S_ISREG(mode):
            yield Source(name, Path(name))
        elif name == "-" or stat.S_ISFIFO(mode):
            yield from _piped(name)
        else:
            report(Problem(name, "not a file", "skipped"))


def reason(error: Exception) -> str:
    """An error of the operating system without its number and path."""
    if isinstance(error, EOFError):
        return "the gzip file is cut short"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:] if text else type(error).__name__


def plain(names: Sequence[str | Path]) -> bool:
    """Whether the sources can be looked through twice: no standard input, no pipe."""
    return not any(name == "-" or (os.path.exists(name) and Path(name).is_fifo()) for name in map(str, names))


def _piped(name: str) -> Iterator[Source]:
    with tempfile.NamedTemporaryFile(prefix="kg-") as copy:
        if name == "-":
            shutil.copyfileobj(sys.stdin.buffer, copy)
        else:
            with open(name, "rb") as stream:
                shutil.copyfileobj(stream, copy)
        copy.flush()
        yield Source(name, Path(copy.name))


def _folder(top: str, known: Known, report: Report) -> Iterator[Source]:
    unknown: Counter[str] = Counter()
    found = False
    for path in _walk(top, set(), report):
        if known(path):
            found = True
            yield Source(path, Path(path))
        else:
            unknown[os.path.splitext(path)[1].lower() or "none"] += 1
    if unknown:
        endings = ", ".join(f"{ending} ({number})" for ending, number in sorted(unknown.items()))
        report(Problem(top, f"files with endings that no reader knows: {endings}", "skipped"))
    elif not found:
        report(Problem(top, "no files in this folder", "skipped"))


def _built(folder: str) -> frozenset[str]:
    """The names of a finished build in this folder, which must not be read as news: `kg build . -o .` is allowed."""
    names = ("graph.trig", "graph.ttl", "graph.html", "store")
    whole = all(os.path.exists(os.path.join(folder, name)) for name in (*names, "store/CURRENT"))
    return frozenset(names) if whole else frozenset()


def _walk(folder: str, above: set[tuple[int, int]], report: Report) -> Iterator[str]:
    """Depth first. A link to a folder that is being walked already would never end, and is passed over."""
    try:
        here = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        report(Problem(folder, reason(error), "skipped"))
        return
    inside = above | {(here.st_dev, here.st_ino)}
    built = _built(folder)
    for entry in entries:
        if entry.name.startswith(".") or entry.name in built:
            continue
        try:
            status = entry.stat()
        except OSError as error:  # a link to nothing
            report(Problem(entry.path, reason(error), "skipped"))
            continue
        if stat.S_ISREG(status.st_mode):
            yield entry.path
        elif not stat.S_ISDIR(status.st_mode):
            report(Problem(entry.path, "not a file", "skipped"))
        elif (status.st_dev, status.st_ino) in inside:
            report(Problem(entry.path, "a link back to a folder above it", "skipped"))
        else:
            yield from _walk(entry.path, inside, report)
