"""Sorting more lines than memory should hold: sorted runs in one temporary file, merged while they are read back."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

#: Bytes of text that are sorted at a time; as Python objects they take about twice that.
RUN = 1 << 24
_BLOCK = 1 << 16

Key = Callable[[bytes], Any]


def chunks(file: IO[bytes], end: bytes = b"\n") -> Iterator[list[bytes]]:
    """The lines of a file, without their ends, in lists of about `RUN` bytes. `end` must end in a line feed."""
    while block := file.read(RUN):
        yield (block + file.readline()).removesuffix(end).split(end)


def merged(found: Iterable[list[bytes]], key: Key | None = None, folder: Path | None = None) -> Iterator[list[bytes]]:
    """Lists of lines in lists that are sorted from the first line to the last. Equal lines stay.

    What comes as one list never sees the disk; of more, one list at a time is in memory. The temporary file is made in `folder`.
    """
    lists = iter(found)
    first = next(lists, [])
    second = next(lists, None)
    first.sort(key=key)
    if second is None:
        yield first
        return
    with tempfile.TemporaryFile(dir=folder) as file:
        runs = [_spill(first, file)]
        del first
        while second is not None:
            second.sort(key=key)
            runs.append(_spill(second, file))
            second = next(lists, None)
        yield from _batches(heapq.merge(*(_lines(file, *run) for run in runs), key=key))


def _spill(lines: list[bytes], file: IO[bytes]) -> tuple[int, int]:
    """Writes a sorted run; where it begins and ends."""
    begin = file.tell()
    file.writelines(line + b"\n" for line in lines)
    return begin, file.tell()


def _lines(file: IO[bytes], begin: int, end: int) -> Iterator[bytes]:
    rest = b""
    while begin < end:
        file.seek(begin)
        block = file.read(min(_BLOCK, end - begin))
        begin += len(block)
        *lines, rest = (rest + block).split(b"\n")
        yield from lines


def _batches(lines: Iterable[bytes], size: int = 10_000) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
