"""The build: read → extract → resolve → add → derive → write. spaCy and the store are imported when the first build begins."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg import folder
from kg.errors import SourceError
from kg.summary import Summary, summary

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.readers import Problem

_MANY = 2000  # documents whose graph is not built in memory: three million quads take a gigabyte


class Progress(Protocol):
    """What a build tells while it runs."""

    def start(self, documents: int | None) -> None:
        """Reading begins; the number of documents where it is cheap to know."""

    def document(self, title: str, words: int) -> None:
        """One document was read, with its number of words."""

    def stage(self, name: str) -> None:
        """What is done once all documents were read: "resolving names", "writing graph.trig" …"""

    def problem(self, problem: Problem) -> None:
        """A source was left out or mended."""


class Silence:
    """Progress for those who do not look."""

    def start(self, documents: int | None) -> None: ...

    def document(self, title: str, words: int) -> None: ...

    def stage(self, name: str) -> None: ...

    def problem(self, problem: Problem) -> None: ...


@dataclass(frozen=True, slots=True)
class Result(Summary):
    """What a build found and what it took. `seconds` runs from the first source to the last file; `output` is None in memory."""

    words: int
    sentences: int
    problems: tuple[Problem, ...]
    seconds: float
    output: Path | None


def build(
    sources: Sequence[str | Path], output: str | Path = "output", *, base: str | None = None, progress: Progress | None = None
) -> Result:
    """Builds a graph from news texts and writes its four files into the folder `output`, all of them or none.

    Sources are files, folders or "-" for standard input; `base` is the IRI that the ids of the graph stand below. A source that
    cannot be read is a problem of the result, not an error. Raises SourceError when nothing could be read, ExportError when the
    folder cannot be written, StoreError when the base is no address, VocabularyError when the ontology is wrong; the files of an
    earlier build are then as they were.
    """
    began = time.perf_counter()
    told = progress or Silence()
    with folder.replacing(Path(output)) as fresh:
        store, result = fill(sources, base=base, progress=told)
        folder.write_files(store, fresh, told.stage)
    return replace(result, seconds=time.perf_counter() - began, output=Path(output))


def fill(sources: Sequence[str | Path], *, base: str | None, progress: Progress) -> tuple[Store, Result]:
    """Builds a graph in memory, where deriving and writing take half the time they take on disk; one of many documents in a
    temporary folder. Raises as `build` does.
    """
    from kg import readers, resolve, vocabulary
    from kg.nlp.pipeline import Pipeline
    from kg.rdf.store import BASE, Store
    from kg.shelf import Shelf

    began = time.perf_counter()
    problems: list[Problem] = []

    def on_problem(problem: Problem) -> None:
        problems.append(problem)
        progress.problem(problem)

    store = Store.create(None, base or BASE)  # first, so that a wrong base is told at once
    words = vocabulary.load()
    pipeline = Pipeline(words)
    progress.start(readers.count(sources))
    counted = sentences = 0
    with Shelf() as shelf:
        with _settled():
            for reading in pipeline.read(readers.read(sources, on_problem=on_problem)):
                shelf.put(reading)
                counted += reading.words
                sentences += len(reading.sentences)
                progress.document(reading.document.title, reading.words)
        if not len(shelf):
            named = ", ".join(map(str, sources))
            raise SourceError(f"{named}: no text to build from: name files or folders of text, HTML or JSONL")
        if len(shelf) > _MANY:
            store = Store.temporary(base or BASE)
        progress.stage("resolving names")
        decisions = resolve.decide(shelf)
        entities = resolve.merged(resolve.renamed(shelf, decisions))
        progress.stage("adding to the store")
        store.add(resolve.renamed(shelf, decisions), entities, words)
    progress.stage("deriving edges")
    store.derive()
    return store, _result(store, counted, sentences, problems, time.perf_counter() - began)


@contextmanager
def _settled() -> Iterator[None]:
    """While texts are read: the model is not looked through for garbage, and matrices are multiplied by one thread.

    The products are so small that a second thread spends a fifth of all CPU time waiting for the first.
    """
    from threadpoolctl import threadpool_limits

    mine = gc.get_freeze_count() == 0  # else somebody else's choice is kept
    if mine:
        gc.freeze()
    try:
        with threadpool_limits(limits=1, user_api="blas"):
            yield
    finally:
        if mine:
            gc.unfreeze()


def _result(store: Store, words: int, sentences: int, problems: Sequence[Problem], seconds: float) -> Result:
    counts = summary(store)
    return Result(
        **{field.name: getattr(counts, field.name) for field in fields(counts)},
        words=words,
        sentences=sentences,
        problems=tuple(problems),
        seconds=seconds,
        output=None,
    )
