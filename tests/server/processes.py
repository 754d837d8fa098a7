"""The processes that a server has started, as Linux tells it."""

from __future__ import annotations

import os
from pathlib import Path


def children(pid: int) -> list[int]:
    """Those of a process; each counts as the child of the thread that started it."""
    return [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]


def memory(pids: list[int]) -> int:
    """What they use, in bytes."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids if Path(f"/proc/{pid}").exists()]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")
