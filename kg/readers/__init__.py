"""Readers: files, folders and standard input in, Documents out; whatever is wrong is told in one line and costs only itself.

A format is one module in this package with `SUFFIXES`, `HELP`, and `read(source) -> Iterator[Article | Problem]`; it may add
`looks_like(head)`, to be known without a file name, and `count(source)`, if a file holds more than one document.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from kg.model import Document
from kg.readers import folder
from kg.readers.article import Article, document
from kg.readers.problem import Problem, Report, Unreadable
from kg.readers.source import Source

__all__ = ["Problem", "count", "formats", "read"]

_BROKEN = (OSError, EOFError, zlib.error)


def read(sources: Sequence[str | Path], *, on_problem: Report) -> Iterator[Document]:
    """The documents of files, folders and `-` (standard input), in order, each distinct one once.

    Every bad input is handed to `on_problem` exactly once, while the iteration runs; the others are yielded all the same.
    """
    seen: dict[str, str] = {}
    for source in folder.find(sources, lambda name: _by_name(name) is not None, on_problem):
        for article in _articles(source, on_problem):
            made, problem = document(article)
            if made is not None and made.id in seen:
                on_problem(Problem(article.place, f"the same document as {seen[made.id]}", "kept once"))
                continue
            if problem is not None:
                on_problem(problem)
            if made is not None:
                seen[made.id] = made.origin
                yield made


def count(sources: Sequence[str | Path]) -> int | None:
    """How many documents `read` will try, for a progress bar; None where only reading would tell."""
    if not folder.plain(sources):
        return None
    total = 0
    for source in folder.find(sources, lambda name: _by_name(name) is not None, lambda problem: None):
        counted = getattr(_by_name(source.name), "count", None)
        try:
            total += counted(source) if counted else 1
        except _BROKEN:
            return None
    return total


@functools.cache
def formats() -> dict[str, ModuleType]:
    """Every reader by each of its file endings, found by looking into this package."""
    found = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        found.update(dict.fromkeys(getattr(module, "SUFFIXES", ()), module))
    return dict(sorted(found.items()))


def _articles(source: Source, on_problem: Report) -> Iterator[Article]:
    given = 0
    try:
        for item in _reader(source).read(source):
            if isinstance(item, Problem):
                on_problem(item)
            else:
                given += 1
                yield item
    except Unreadable as error:
        on_problem(error.problem)
    except _BROKEN as error:
        kept = f"the {given} documents before that were read" if given else "skipped"
        on_problem(Problem(source.name, folder.reason(error), kept))


def _by_name(name: str) -> ModuleType | None:
    name = name.lower().removesuffix(".gz")
    return next((module for suffix, module in formats().items() if name.endswith(suffix)), None)


def _reader(source: Source) -> ModuleType:
    """By the ending of its name; a stream and a file without ending by how they begin, else as plain text."""
    named = _by_name(source.name)
    if named:
        return named
    if Path(source.name).suffix not in ("", ".gz"):
        raise Unreadable(source.name, f'no reader for "{Path(source.name).suffix}" (there are {", ".join(formats())})')
    head = source.head()
    guesses = (module for module in formats().values() if getattr(module, "looks_like", lambda _: False)(head))
    return next(guesses, formats()[".txt"])
