"""Readings put aside on disk until all documents were read: who is who can only be said then.

An article of five hundred words is some 90 kB as Python objects and 26 kB here; 100,000 of them would take 9 GB of memory.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType

from kg.model import Reading


class Shelf:
    """Readings in the order in which they were put, to be gone through as often as one likes. Closed, they are gone."""

    def __init__(self) -> None:
        # nobody else can open a file without a name, so what is unpickled is what was put here
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by close
        self._count = 0

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def put(self, reading: Reading) -> None:
        """Adds one at the end."""
        self._file.seek(0, 2)
        pickle.dump(reading, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __iter__(self) -> Iterator[Reading]:
        place = 0
        for _ in range(self._count):
            self._file.seek(place)
            reading: Reading = pickle.load(self._file)  # noqa: S301  our own, see above
            place = self._file.tell()
            yield reading
