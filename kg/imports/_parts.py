"""The rows of tables, and where they wait on disk until those of one source are together."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Literal

from kg.imports._files import Opened
from kg.imports._records import Layout

_PART = 1 << 24  # bytes of rows that are taken together


def rows(opened: Opened, layout: Layout, first: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of their lines, the header apart."""
    if not layout.quoted:
        line, row = first, 1
        while line:
            if not (row == 1 and layout.header) and line.strip():
                yield row, line.rstrip("\r\n").split(layout.delimiter)
            line, row = opened.text.readline(), row + 1
        return
    # in a table with tabs a lone sign of inches would eat half of the file
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if layout.delimiter == "," else csv.QUOTE_NONE
    reader = csv.reader(opened.text, delimiter=layout.delimiter, quoting=quoting)
    if not layout.header:
        yield 1, next(csv.reader([first], delimiter=layout.delimiter, quoting=quoting))
    for fields in reader:
        if fields:
            yield reader.line_num + 1, fields


class Parts:
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

    def _read(self, file: IO[str]) -> Iterator[tuple[str, Layout, int, list[str]]]:
        for line in file:
            number, row, *fields = line[:-1].split("\x1f")
            name, layout = self._layouts[int(number)]
            yield name, layout, int(row), fields
