"""`kg import`: RDF and event data into the store of an output folder, new or there already; nothing is changed until all is whole."""

from __future__ import annotations

import csv
import shutil
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg import folder, vocabulary
from kg.errors import SourceError
from kg.readers.problem import Problem

if TYPE_CHECKING:
    from kg.imports import Layout, Opened, Record
    from kg.imports._records import Known
    from kg.rdf.lines import Lines
    from kg.rdf.loading import Filling

RDF = (".trig", ".nq", ".jsonld", ".ttl", ".nt", ".rdf")
WHOLE = 500_000  # quads up to which graph.trig, graph.ttl and graph.html are written as well
_PART = 1 << 24  # bytes of rows that are taken together, so that those of one source meet
_CHUNK = 1 << 23  # characters of N-Quads that are loaded at once
_KNOWN = 200_000  # entities and edges that are remembered so as not to be written twice
_TOLD = 20  # wrong rows of one file that are told one by one
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, csv.Error)


class Progress(Protocol):
    """What an import tells while it runs."""

    def start(self, size: int) -> None:
        """Reading begins, of about so many bytes."""

    def read(self, size: int) -> None:
        """So many more bytes were read."""

    def stage(self, name: str) -> None:
        """What is done now: "loading", "writing graph.trig" …"""

    def problem(self, problem: Problem) -> None:
        """A row or a file is wrong."""


class Silence:
    """Progress for those who do not look."""

    def start(self, size: int) -> None: ...

    def read(self, size: int) -> None: ...

    def stage(self, name: str) -> None: ...

    def problem(self, problem: Problem) -> None: ...


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

    Raises SourceError when a file is no RDF of ours and no event data, or no row could be read; ExportError and StoreError when the
    folder cannot be written.
    """
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
        events = _Events(fresh.parent / "parts", told)
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
            known = " ".join((*RDF, *imports.formats(), *imports.PACKED))
            raise SourceError(f"{path}: nothing that can be imported ends in {path.suffix or 'nothing'}: there are {known}")
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


class _Events:
    """The rows of event data on their way into a store: by source into parts on disk, part by part into readings, into N-Quads."""

    def __init__(self, corner: Path, told: Progress) -> None:
        self._corner = corner
        self._told = told
        self.rows = self.claims = self.documents = self.problems = 0
        self.left: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()

    def load(self, paths: Sequence[Path], filling: Filling, words: vocabulary.Vocabulary) -> None:
        """Raises SourceError when not one row was right."""
        from kg.imports._actors import Actors
        from kg.imports._codes import Codes
        from kg.imports._records import Known
        from kg.rdf.lines import Lines, chunks

        self._corner.mkdir()
        known = Known(Actors(), Codes(words))
        self._told.start(2 * sum(path.stat().st_size for path in paths))
        self._told.stage("reading")
        parts = _Parts(self._corner, sum(path.stat().st_size for path in paths))
        for path in paths:
            self._read(path, parts)
        self._told.stage("loading")
        lines = Lines(filling.base)
        writer = _Writer(lines, filling, known, words)
        filling.lines(chunks((writer.written(group) for group in self._sources(parts, known)), _CHUNK))
        for name, count in self._wrong.items():
            if count > _TOLD:
                self._told.problem(Problem(name, f"{count - _TOLD:,} more rows are wrong", "left out"))
        if not self.rows:
            raise SourceError(f"{', '.join(map(str, paths))}: no row could be read: give the files as they are published")

    def _read(self, path: Path, parts: _Parts) -> None:
        from kg import imports

        name = str(path)
        try:
            for opened in imports.streams(path):
                name = opened.name
                self._split(opened, parts)
        except _BROKEN as error:
            reason = getattr(error, "strerror", None) or str(error) or "ends too early"
            self._problem(name, f"cannot be read any further ({reason})", "the rows before that are kept: fetch it again")

    def _split(self, opened: Opened, parts: _Parts) -> None:
        """Puts the rows of a table into the parts, each with its number; the wrong ones are told."""
        from kg import imports

        first = opened.text.readline()
        layout = imports.chosen(first) if first else None
        if layout is None:
            what = "is empty" if not first else "is no event data of a known format by its first line"
            self._problem(opened.name, what, "skipped: `kg import --list` names the formats")
            return
        number = parts.layout(opened.name, layout)
        for row, fields in _rows(opened, layout, first):
            self._told.read(sum(map(len, fields)) + len(fields))
            if len(fields) != layout.width:
                self._wrong_row(opened.name, row, f"{len(fields)} columns where {layout.name} has {layout.width}")
            else:
                parts.add(layout.source(fields), number, row, fields)

    def _sources(self, parts: _Parts, known: Known) -> Iterator[list[Record]]:
        """What the rows of each source say, source by source."""
        for part in parts.each():
            by_source: dict[str, list[Record]] = {}
            for name, layout, row, fields in part:
                self._told.read(sum(map(len, fields)) + len(fields))
                try:
                    record = layout.record(fields, known)
                except ValueError as error:
                    self._wrong_row(name, row, str(error))
                    continue
                self.rows += 1
                if isinstance(record, _left()):
                    self.left[record.why] += 1
                else:
                    by_source.setdefault(record.source, []).append(record)
            for records in by_source.values():
                self.documents += 1
                self.claims += len(records)
                yield records

    def _wrong_row(self, name: str, row: int, what: str) -> None:
        self._wrong[name] += 1
        self.problems += 1
        if self._wrong[name] <= _TOLD:
            self._told.problem(Problem(f"{name}:{row}", what, "this row is left out: fetch the file again or mend the row"))

    def _problem(self, name: str, what: str, done: str) -> None:
        self.problems += 1
        self._told.problem(Problem(name, what, done))


def _left() -> type:
    from kg.imports import Left

    return Left


def _rows(opened: Opened, layout: Layout, first: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of their lines, the header apart."""
    if not layout.quoted:
        line, row = first, 1
        while line:
            if not (row == 1 and layout.header) and line.strip():
                yield row, line.rstrip("\r\n").split(layout.delimiter)
            line, row = opened.text.readline(), row + 1
        return
    quoting = csv.QUOTE_MINIMAL if layout.delimiter == "," else csv.QUOTE_NONE  # a lone sign of inches would eat half of a file
    reader = csv.reader(opened.text, delimiter=layout.delimiter, quoting=quoting)
    if not layout.header:
        yield 1, next(csv.reader([first], delimiter=layout.delimiter, quoting=quoting))
    for fields in reader:
        if fields:
            yield reader.line_num + 1, fields


class _Parts:
    """Rows on disk, those of one source in one part, so that a part can be held in memory however large the files are."""

    def __init__(self, corner: Path, size: int) -> None:
        self._layouts: list[tuple[str, Layout]] = []
        self._files = [(corner / f"{n}").open("w+", encoding="utf-8", newline="\n") for n in range(min(size // _PART + 1, 200))]

    def layout(self, name: str, layout: Layout) -> int:
        """The number by which the rows of a table name it."""
        self._layouts.append((name, layout))
        return len(self._layouts) - 1

    def add(self, source: str, number: int, row: int, fields: Sequence[str]) -> None:
        part = self._files[zlib.crc32(source.encode()) % len(self._files)]
        line = "\x1f".join(fields)
        if "\n" in line or "\r" in line:
            line = line.replace("\n", " ").replace("\r", " ")
        part.write(f"{number}\x1f{row}\x1f{line}\n")

    def each(self) -> Iterator[Iterator[tuple[str, Layout, int, list[str]]]]:
        """Each part with its rows, gone when the next is asked for."""
        for file in self._files:
            file.seek(0)
            yield self._read(file)
            file.close()
            Path(file.name).unlink()

    def _read(self, file: Iterator[str]) -> Iterator[tuple[str, Layout, int, list[str]]]:
        for line in file:
            number, row, *fields = line[:-1].split("\x1f")
            name, layout = self._layouts[int(number)]
            yield name, layout, int(row), fields


class _Writer:
    """Readings of records as N-Quads, with the entities that the store does not know yet and the edges that they draw."""

    def __init__(self, lines: Lines, filling: Filling, known: Known, words: vocabulary.Vocabulary) -> None:
        self._lines, self._filling, self._known, self._words = lines, filling, known, words
        self._entities: set[str] = set()
        self._edges: set[tuple[str, str, str]] = set()

    def written(self, records: Sequence[Record]) -> str:
        from kg.imports._records import reading

        read = reading(records)
        found = {entity.id: entity for entity in read.entities}
        for entity in read.entities:
            owner = self._known.actors.state(entity.of)
            if owner:
                found[owner.id] = owner
        new = [entity for key, entity in found.items() if key not in self._entities]
        self._remember(self._entities, (entity.id for entity in new))
        if not self._filling.fresh:
            new = [entity for entity in new if not self._filling.knows(entity.id)]
        edges = {edge for claim in read.claims for edge in self._drawn(claim.subject, claim.relation, claim.object)} - self._edges
        self._remember(self._edges, edges)
        return self._lines.reading(read) + self._lines.entities(new) + "".join(self._lines.edge(*e) for e in sorted(edges))

    def _drawn(self, subject: str, relation: str, target: str) -> Iterator[tuple[str, str, str]]:
        """The edges that `ontology/rules` draw from one Actual claim between two parties; a test compares."""
        name: str | None = relation
        while name:
            known = self._words.relations[name]
            yield subject, name, target
            if known.symmetric:
                yield target, name, subject
            if known.inverse:
                yield target, known.inverse, subject
            name = known.broader

    def _remember(self, known: set, found: Iterator | set) -> None:  # type: ignore[type-arg]
        """Writing one twice does no harm, so what is remembered may be forgotten before it takes too much memory."""
        if len(known) > _KNOWN:
            known.clear()
        known.update(found)
