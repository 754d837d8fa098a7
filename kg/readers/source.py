"""One file to read, opened as bytes; gzip is undone on the way, whatever the file is called."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from kg.readers.problem import Unreadable

# What one document may have. Ten million words are no article, and a small gzip file can unfold to any size.
LIMIT = 64 * 2**20
HEAD = 64 * 2**10


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is what messages call it, as the user wrote it; `path` is where its bytes are."""

    name: str
    path: Path

    @property
    def stem(self) -> str:
        """The file's name without endings: the title of last resort."""
        name = Path(self.name).name.removesuffix(".gz")
        return "standard input" if self.name == "-" else Path(name).stem

    def open(self) -> BinaryIO:
        """The bytes, unpacked. Raises OSError; reading a cut gzip file raises EOFError or zlib.error."""
        stream = self.path.open("rb")
        if not stream.peek(2).startswith(b"\x1f\x8b"):
            return stream
        stream.close()
        return cast(BinaryIO, gzip.open(self.path, "rb"))

    def head(self) -> bytes:
        """The first bytes, for those who guess what it is."""
        with self.open() as stream:
            return stream.read(HEAD)

    def read(self) -> bytes:
        """All bytes of a file that holds one document. Raises `Unreadable` if there are more than `LIMIT`."""
        with self.open() as stream:
            data = stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise Unreadable(self.name, f"larger than {LIMIT >> 20} MiB in one document")
        return data
