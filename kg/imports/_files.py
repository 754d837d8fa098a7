"""Files as streams of text, packed or not, and their size when unpacked, as far as it is known."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_GZIPPED = 6  # times smaller, for a guess at the size of what is packed


@dataclass(frozen=True, slots=True)
class Opened:
    """One table: the name that messages give it, its text, and about how many bytes that is."""

    name: str
    text: IO[str]
    size: int


def streams(path: Path) -> Iterator[Opened]:
    """The table of a file, or those of a zip file in order, each closed when the next is asked for.

    Bytes that are not UTF-8 become the replacement character. Raises OSError, EOFError, zlib.error and BadZipFile for a file that
    is broken, then or while it is read.
    """
    size = path.stat().st_size
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as packed:
            for member in sorted(packed.infolist(), key=lambda m: m.filename):
                if not member.is_dir():
                    with packed.open(member) as raw:
                        yield Opened(f"{path}/{member.filename}", _text(raw), member.file_size)
        return
    if path.suffix.lower() == ".gz":
        with gzip.open(path) as unpacked:
            yield Opened(str(path), _text(unpacked), size * _GZIPPED)  # type: ignore[arg-type]
        return
    with path.open("rb") as file:
        yield Opened(str(path), _text(file), size)


def _text(raw: IO[bytes]) -> IO[str]:
    return io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
