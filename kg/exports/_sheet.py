"""Rows as a spreadsheet takes them: CSV in UTF-8, no cell of which is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from kg.exports._network import cell

_RUN = ("=", "+", "-", "@", "\t")  # what makes a spreadsheet run a cell as a formula


def sheet(rows: Iterable[Mapping[str, object]], columns: Iterable[str] = ()) -> bytes:
    """The rows below their columns: those named, then what else the rows have. Several texts are joined in one cell."""
    rows = list(rows)
    written = io.StringIO()
    names = list(dict.fromkeys([*columns, *(name for row in rows for name in row)]))
    writer = csv.DictWriter(written, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(cell(value)) for name, value in row.items()})
    return written.getvalue().encode()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value
