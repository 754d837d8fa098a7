"""The processes that a server has started, as Linux tells it; and a place to run what is to be awaited."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any


def children(pid: int) -> list[int]:
    """Those of a process; each counts as the child of the thread that started it."""
    return [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]


def memory(pids: list[int]) -> int:
    """What they use, in bytes."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids if Path(f"/proc/{pid}").exists()]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


def awaited(work: Coroutine[Any, Any, Any]) -> Any:
    """What it returns, on a loop in a thread of its own: that of the browser's tests runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
