"""Event data on its way into a store: rows by source into parts on disk, part by part into readings, and those into N-Quads."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from kg import imports
from kg.errors import SourceError
from kg.imports._actors import Actors
from kg.imports._codes import Codes
from kg.imports._files import Opened
from kg.imports._parts import Parts, rows
from kg.imports._records import Known, Left, Record, reading
from kg.rdf.lines import Lines, chunks
from kg.rdf.loading import Filling
from kg.readers.problem import Problem
from kg.vocabulary import Vocabulary

_CHUNK = 1 << 25  # characters of N-Quads that are loaded at once: with fewer the loader is slower, with more it takes more memory
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


class Events:
    """The rows of event data, counted on their way into a store: `left` are those that say nothing of two parties, by why."""

    def __init__(self, corner: Path, told: Progress) -> None:
        self._corner = corner
        self._told = told
        self.rows = self.claims = self.documents = self.problems = 0
        self.left: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()

    def load(self, paths: Sequence[Path], filling: Filling, words: Vocabulary) -> None:
        """Raises SourceError when not one row was right."""
        self._corner.mkdir()
        known = Known(Actors(), Codes(words))
        self._told.start(2 * sum(path.stat().st_size for path in paths))
        self._told.stage("reading")
        parts = Parts(self._corner, sum(path.stat().st_size for path in paths))
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

    def _read(self, path: Path, parts: Parts) -> None:
        name = str(path)
        try:
            for opened in imports.streams(path):
                name = opened.name
                self._split(opened, parts)
        except _BROKEN as error:
            reason = getattr(error, "strerror", None) or str(error) or "ends too early"
            self._problem(name, f"cannot be read any further ({reason})", "the rows before that are kept: fetch it again")

    def _split(self, opened: Opened, parts: Parts) -> None:
        """Puts the rows of a table into the parts, each with its number; the wrong ones are told."""
        first = opened.text.readline()
        layout = imports.chosen(first) if first else None
        if layout is None:
            what = "is empty" if not first else "is no event data of a known format by its first line"
            self._problem(opened.name, what, "skipped: `kg import --list` names the formats")
            return
        number = parts.layout(opened.name, layout)
        for row, fields in rows(opened, layout, first):
            self._told.read(sum(map(len, fields)) + len(fields))
            if len(fields) != layout.width:
                self._wrong_row(opened.name, row, f"{len(fields)} columns where {layout.name} has {layout.width}")
            else:
                parts.add(layout.source(fields), number, row, fields)

    def _sources(self, parts: Parts, known: Known) -> Iterator[list[Record]]:
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
                if isinstance(record, Left):
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


class _Writer:
    """Readings of records as N-Quads, with the entities that the store does not know yet and the edges that they draw."""

    def __init__(self, lines: Lines, filling: Filling, known: Known, words: Vocabulary) -> None:
        self._lines, self._filling, self._known, self._words = lines, filling, known, words
        self._entities: set[str] = set()
        self._edges: set[tuple[str, str, str]] = set()

    def written(self, records: Sequence[Record]) -> str:
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

    def _remember(self, known: set[Any], found: Iterable[Any]) -> None:
        """Writing one twice does no harm, so what is remembered may be forgotten before it takes too much memory."""
        if len(known) > _KNOWN:
            known.clear()
        known.update(found)
