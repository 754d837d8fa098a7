"""What reaches eyes: tables as wide as the terminal, plain columns when piped, and no control characters out of the news."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

#: Escape sequences would let a text repaint the terminal, and direction marks would let it reorder a line.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

DATE = len("2025-08-26")  # columns no wider than this are never broken
READABLE = 24  # columns no wider than this are no pleasure to read


def clean(text: str) -> str:
    """A text that can be shown: one line, with a mark in place of each character that commands the terminal."""
    return _UNSAFE.sub("\ufffd", re.sub("[\t\n\v\f\r\x85\u2028\u2029]+", " ", text))


def console(*, stderr: bool = False) -> Console:
    """A rich console on the stream of this moment. It follows NO_COLOR and the width of the terminal."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Iterable[str] = (), paged: bool = False) -> None:
    """Prints a table; `numbers` names the columns that are set to the right. Piped, nothing is cut or wrapped.

    `paged` hands what is longer than the terminal to the pager of the system.
    """
    cells = [[clean("" if cell is None else str(cell)) for cell in row] for row in rows]
    right = set(numbers)
    if sys.stdout.isatty():
        _drawn(columns, cells, right, paged)
    else:
        _columns(columns, cells, right)


def _drawn(columns: Sequence[str], cells: list[list[str]], right: set[str], paged: bool) -> None:
    """On a terminal: a table, or one record under another where the columns would be too narrow to read."""
    screen = console()
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    with screen.capture() as drawn:
        if cells and sum(min(width, READABLE) + 3 for width in widths) > screen.width:
            _records(screen, columns, cells)
        else:
            _grid(screen, columns, cells, right)
    text = drawn.get()
    if paged and text.count("\n") > screen.height:
        click.echo_via_pager(text)
    else:
        screen.file.write(text)


def _grid(screen: Console, columns: Sequence[str], cells: list[list[str]], right: set[str]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, *column in zip(columns, *cells, strict=True):
        short = max(map(len, column), default=0) <= DATE
        grid.add_column(Text(name), justify="right" if name in right else "left", overflow="fold", no_wrap=short)
    for row in cells:
        grid.add_row(*(Text(cell) for cell in row))
    screen.print(grid)


def _records(screen: Console, columns: Sequence[str], cells: list[list[str]]) -> None:
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    for row in cells:
        record = Table.grid(padding=(0, 2, 0, 0))
        record.add_column(style="bold", no_wrap=True, min_width=max(map(len, columns)))
        record.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                record.add_row(Text(name), Text(cell))
        screen.print(record, Rule(style="dim"))


def _columns(columns: Sequence[str], cells: list[list[str]], right: set[str]) -> None:
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for row in ([*columns], *cells):
        padded = (c.rjust(w) if n in right else c.ljust(w) for c, w, n in zip(row, widths, columns, strict=True))
        click.echo("  ".join(padded).rstrip())


def style(text: str, **how: Any) -> str:
    """A cleaned text in colour or bold: on a terminal without NO_COLOR; plain elsewhere."""
    return click.style(clean(text), **how) if coloured() else clean(text)


def coloured() -> bool:
    """Whether standard output takes colour."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def json_lines(value: object) -> None:
    """Prints one JSON document. Letters stay letters; the order of keys is that of the value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
