"""Gold of statements: who says what in a text, as docs/annotation.md lays it down.

Two forms, one statement alike in both. Stand-off, for articles that are not ours: one statement a line, with `title` and `sha256`
of its article. With text, for passages of our own: one passage a line, with `text` and its `statements`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluation.articles import Articles
from kg.evaluation.gold import GoldError, lines
from kg.model import Document, StatementKind

#: What is not counted when contents are compared: marks belong to a quotation or not as an edition has it.
MARKS = frozenset("\"'`´“”„‟‘’‚‛«»‹›「」『』＂＇")
_KINDS = {kind.value.lower(): kind for kind in StatementKind}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement of the gold.

    `content` are its code points, neither white space nor quotation marks among them, `text` its words, its stretches divided by
    " … ". `speaker` are the words of the mention, None where the text gives none; `names` are the speaker's usual names, empty
    where nobody knows. `counts` is False for what is neither missed nor false: thoughts, and statements inside another's.
    """

    id: str
    kind: StatementKind
    content: frozenset[int]
    text: str
    cue: str
    speaker: str | None
    names: tuple[str, ...]
    phenomena: tuple[str, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article or passage with every statement in it."""

    document: Document
    statements: tuple[Wanted, ...]


def content(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The code points of some stretches that count when contents are compared."""
    return frozenset(at for start, end in spans for at in range(start, end) if not text[at].isspace() and text[at] not in MARKS)


def is_stand_off(path: Path) -> bool:
    """Whether the gold names its articles instead of holding its texts.

    Raises:
        GoldError: it cannot be read, or has no record.
    """
    for _, record in lines(path):
        return "text" not in record
    raise GoldError(f"{path}: holds no statement")


def passages(path: Path) -> tuple[Annotated, ...]:
    """The passages of a gold file that holds its texts, in its order.

    Raises:
        GoldError: with file and line of the first thing that is wrong.
    """
    found = []
    for where, record in lines(path):
        title, text, statements = record.get("id"), record.get("text"), record.get("statements")
        if not isinstance(title, str) or not isinstance(text, str) or not isinstance(statements, list):
            raise GoldError(f"{where}: a passage needs id, text and statements")
        found.append(Annotated(Document(title, text), tuple(_wanted(where, row, text) for row in statements)))
    return tuple(found)


def articles(path: Path, corpus: Path) -> tuple[Annotated, ...]:
    """The articles of a stand-off gold file, in the order in which it first names them.

    Raises:
        GoldError: a line of either file is wrong, or the corpus does not hold an article as it was when it was annotated.
    """
    known = Articles(corpus)
    found: dict[str, tuple[Document, list[Wanted]]] = {}
    for where, record in lines(path):
        title, digest = record.get("title"), record.get("sha256")
        if not isinstance(title, str) or not isinstance(digest, str):
            raise GoldError(f"{where}: a statement needs title and sha256 of its article")
        document = known.find(where, title, digest)
        found.setdefault(title, (document, []))[1].append(_wanted(where, record, document.text))
    return tuple(Annotated(document, tuple(statements)) for document, statements in found.values())


def _wanted(where: str, row: Any, text: str) -> Wanted:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise GoldError(f"{where}: a statement must be an object with an id")
    where = f"{where}: {row['id']}"
    if row.get("kind") not in _KINDS:
        raise GoldError(f"{where}: kind must be {', '.join(_KINDS)}")
    if row.get("class") not in ("speech", "thought"):
        raise GoldError(f"{where}: class must be speech or thought")
    spans = list(_spans(where, "content", row.get("content"), text))
    cue = list(_spans(where, "cue", [row["cue"]] if row.get("cue") else [], text))
    speaker = list(_spans(where, "speaker", [row["speaker"]] if row.get("speaker") else [], text))
    points = content(text, spans)
    if not points:
        raise GoldError(f"{where}: content is empty")
    return Wanted(
        id=row["id"],
        kind=_KINDS[row["kind"]],
        content=points,
        text=" … ".join(text[start:end] for start, end in spans),
        cue=text[slice(*cue[0])] if cue else "",
        speaker=text[slice(*speaker[0])] if speaker else None,
        names=tuple(name.strip() for name in str(row.get("speaker_name", "")).split(";") if name.strip()),
        phenomena=tuple(map(str, row.get("phenomena", ()))),
        counts=row["class"] == "speech" and "nested_in" not in row,
    )


def _spans(where: str, key: str, value: Any, text: str) -> Iterator[tuple[int, int]]:
    if not isinstance(value, list):
        raise GoldError(f"{where}: {key} must be a list of [start, end]")
    for span in value:
        if not isinstance(span, list) or len(span) != 2 or not all(type(end) is int for end in span):
            raise GoldError(f"{where}: {key}: {span!r} is not [start, end]")
        start, end = span
        if not 0 <= start < end <= len(text):
            raise GoldError(f"{where}: {key}: {span!r} does not lie in the text")
        yield start, end
