"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kg.errors import ExportError


def replace(path: Path, content: bytes) -> None:
    """Writes beside the path and moves into place. Raises ExportError when that fails; the old file is then as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}: name another place") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
