"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import ExportError


def replace(path: Path, content: bytes) -> None:
    """Writes beside the path and moves into place. Raises ExportError when that fails; the old file is then as it was."""
    with replacing(path) as out:
        out.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside the path to write into, which takes its place on leaving without an error. Raises as `replace` does."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            yield out
        os.replace(beside, path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}: name another place") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
