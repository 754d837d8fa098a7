"""Tables whose first line names the columns: which is where, whatever their order."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence

_DAYS = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y")


class Columns:
    """Where each column stands in a header. `names` are in small letters."""

    def __init__(self, first: str) -> None:
        self.delimiter = "\t" if first.count("\t") >= first.count(",") else ","
        header = next(csv.reader(io.StringIO(first.lstrip("\ufeff")), delimiter=self.delimiter), [])
        self.names = [name.strip().strip("#!").lower() for name in header]
        self._at = {name: at for at, name in reversed(list(enumerate(self.names)))}

    def have(self, *names: str) -> bool:
        return all(name in self._at for name in names)

    def of(self, fields: Sequence[str], *names: str) -> str:
        """The cell below the first of these columns that there is; "" where it is empty or says None."""
        for name in names:
            if name in self._at:
                cell = fields[self._at[name]].strip()
                return "" if cell in ("None", "NULL", "NA") else cell
        return ""


class Titled:
    """The part that layouts of such tables share (`kg.imports._records.Layout`)."""

    header = True
    quoted = True

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.width = len(columns.names)
        self.delimiter = columns.delimiter

    def where(self, fields: Sequence[str]) -> str:
        """The place in words, the smallest part first; "" where none is told."""
        parts = (self._columns.of(fields, name) for name in ("city", "province", "country"))
        return ", ".join(part for part in parts if part)


def day(text: str) -> dt.date:
    """A day in one of the usual forms. Raises ValueError with a text for the user."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        pass
    for form in _DAYS:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day of the form YYYY-MM-DD")
