"""Runs the commands that README and the pages of docs/ show, and writes what they print below them.

    python docs/examples.py            # brings every page up to date
    python docs/examples.py --check    # exit code 1, and the differences, when one is stale; `make test` does that

A command is a line that begins with "$ " in a block marked `console`. All run in one new folder that holds `data/articles` and
nothing else, in the order of the pages, so that the first has to build the graph that the others ask. Long lines are wrapped as a
terminal would. How long a build took is not compared.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/tutorial.md", "docs/how-to/query.md", "docs/how-to/export.md", "docs/how-to/explain.md")
WIDTH = 116
_BLOCK = re.compile(r"(?<=^```console\n)(?P<body>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r"^Took .*$", re.MULTILINE)


def commands(text: str) -> list[str]:
    """The commands of a page, in order, those that go on in a second line joined."""
    joined = (block["body"].replace("\\\n", "") for block in _BLOCK.finditer(text))
    return [line[2:] for body in joined for line in body.splitlines() if line.startswith("$ ")]


def run(command: str, folder: Path) -> str:
    """What a command prints, as a terminal of `WIDTH` columns would show it. Raises RuntimeError when it cannot be done."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if done.returncode > 1:  # 1 says that an answer is empty or that a source was mended
        raise RuntimeError(f"{command}: exit code {done.returncode}: {done.stdout.strip()}")
    return "".join(f"{line}\n" for whole in done.stdout.splitlines() for line in _wrapped(whole.rstrip()))


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
        new = ""
        for asked in re.findall(r"^\$ (?:.*\\\n)*.*\n", old, re.MULTILINE):
            new += asked + run(asked[2:].replace("\\\n", ""), folder) + "\n"
        times = iter(_TIME.findall(old))
        return _TIME.sub(lambda took: next(times, took[0]), new.rstrip("\n") + "\n")

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
