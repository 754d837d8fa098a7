"""Runs the commands that README and the pages of docs/ show, and writes what they print below them.

    python docs/examples.py            # brings every page up to date
    python docs/examples.py --check    # exit code 1, and the differences, when one is stale; `make test` does that

A command is a line that begins with "$ " in a block marked `console`. All run in one new folder that holds `data/articles` and
nothing else, in the order of the pages, so that the first has to build the graph that the others ask. Long lines are wrapped as a
terminal would. How long a build took is not compared.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    *("docs/tutorial.md", "README.md", "docs/how-to/query.md", "docs/how-to/statements.md"),
    *("docs/how-to/export.md", "docs/how-to/explain.md"),
)
WIDTH = 110
_BLOCK = re.compile(r"(?<=^```console\n)(?P<body>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_BOLD = re.compile(r"\x1b\[[0-9;]*m")
_TIME = re.compile(r"^Took .*$", re.MULTILINE)


def commands(text: str) -> list[str]:
    """The commands of a page, in order, as they stand there; a quotation that is still open goes on in the next line."""
    found: list[str] = []
    for block in _BLOCK.finditer(text):
        for line in block["body"].splitlines():
            if found and found[-1].count("'") % 2:
                found[-1] += f"\n{line}"
            elif line.startswith("$ "):
                found.append(line[2:])
    return found


def run(command: str, folder: Path) -> str:
    """What a command prints on a terminal of `WIDTH` columns. Raises RuntimeError when it cannot be done."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    env = os.environ | {"PATH": path, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}
    how: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": theirs, "stderr": subprocess.PIPE}
    with subprocess.Popen(["bash", "-c", command], cwd=folder, env=env, **how) as process:
        os.close(theirs)
        printed = b"".join(_read(ours))
        os.close(ours)
        messages = process.stderr.read() if process.stderr else b""
    if process.returncode > 1:  # 1 says that an answer is empty or that a source was mended
        raise RuntimeError(f"{command}: exit code {process.returncode}: {messages.decode()}")
    lines = _BOLD.sub("", (messages + printed).decode()).replace("\r\n", "\n").splitlines()
    text = "\n".join(line for whole in lines for line in _wrapped(whole.rstrip())).strip("\n")
    return f"{text}\n" if text else ""


def _read(terminal: int) -> Iterator[bytes]:
    """Until the other end is closed, which Linux says by an error."""
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece


def _wrapped(line: str) -> Iterator[str]:
    if len(line) <= WIDTH:
        yield line
        return
    indent = re.match(r" *", line)[0]  # type: ignore[index]
    yield from textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=True)


def refreshed(text: str, folder: Path) -> str:
    """The page with the output of its commands as it is today; a time that was taken stays."""

    def block(found: re.Match[str]) -> str:
        old = found["body"]
        new = [f"$ {command}\n{run(command, folder)}" for command in commands(f"```console\n{old}```\n")]
        times = iter(_TIME.findall(old))
        return _TIME.sub(lambda took: next(times, took[0]), "\n".join(new).rstrip("\n") + "\n")

    return _BLOCK.sub(block, text)


def stale(write: bool) -> list[str]:
    """The differences between the pages and what their commands print; with `write`, mended."""
    differences: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data" / "articles", Path(folder) / "data" / "articles")
        for page in PAGES:
            text = (ROOT / page).read_text(encoding="utf-8")
            new = refreshed(text, Path(folder))
            differences += difflib.unified_diff(text.splitlines(), new.splitlines(), page, f"{page}, now", lineterm="")
            if write and new != text:
                (ROOT / page).write_text(new, encoding="utf-8")
    return differences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    differences = stale(write=not check)
    print("\n".join(differences) or "every page is as the program is")
    sys.exit(1 if check and differences else 0)


if __name__ == "__main__":
    main()
