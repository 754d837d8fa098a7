"""CSV of statements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.exports import Network
from kg.exports._sheet import sheet
from kg.rdf.files import replace
from kg.rdf.store import Store
from kg.statements import Told, statements

SUFFIXES = ("statements.csv",)
HELP = "CSV: a row for each statement: who said what, how, when, where and to whom, with its source and offsets"

_PLAIN = (
    *("speaker", "speaker_text", "cue", "act", "kind", "text", "addressee", "earliest", "latest", "place", "medium", "mentions"),
    *("responds_to", "title", "url", "publisher", "published"),
)
_COLUMNS = (*_PLAIN, "start", "end", "told_by", "nested_in", "statement")


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    replace(path, sheet(map(_row, statements(store)), _COLUMNS))


def _row(told: Told) -> Mapping[str, object]:
    """A cell holds as many offsets as the words have stretches."""
    starts, ends = ([span[end] for span in told.spans] for end in (0, 1))
    offsets = {"start": starts, "end": ends} if len(told.spans) != 1 else {"start": starts[0], "end": ends[0]}
    return {name: getattr(told, name) for name in _PLAIN} | offsets | {n: getattr(told, n) for n in _COLUMNS[-3:]}
