"""Gold sentences: a JSON Lines file with, in each line, a sentence and every claim that it makes.

    {"id": "rej-02", "date": "2024-11-05", "note": "direction: rejected by", "text": "…", "claims": [
      {"subject": "Guyana", "relation": "rejected", "object": "Norway|*mediation*", "modality": "Actual", "earliest": "*"}]}

Names, relations, modalities and places may be alternatives (`|`); `*` stands for any letters of a name, and alone for anything;
an `earliest` or a `place` of `*` is not compared. An `optional` claim may be drawn or left out. The first part of `note` is the
phenomenon.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.model import Document, Modality, Period

_KEYS = {"id", "date", "text", "note", "claims"}
_CLAIM_KEYS = {"subject", "relation", "object", "modality", "earliest", "latest", "place", "optional"}


class GoldError(KgError):
    """A gold file is not in its format; nothing is measured. Whoever wrote that line mends it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim that a gold sentence makes; each field holds its alternatives.

    `when` is None where the sentence gives no time; `dated` and `placed` are False where time or place are not to be compared.
    """

    subject: tuple[str, ...]
    relation: tuple[str, ...]
    object: tuple[str, ...]
    modality: frozenset[Modality]
    when: Period | None = None
    place: tuple[str, ...] = ()
    dated: bool = True
    placed: bool = True
    optional: bool = False

    def __str__(self) -> str:
        when = f" {self.when.earliest} to {self.when.latest}" if self.when else ""
        place = f" in {self.place[0]}" if self.place else ""
        modality = "|".join(sorted(m.value for m in self.modality))
        return f"{self.subject[0]} {self.relation[0]} {self.object[0]} ({modality}{when}{place})"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A gold sentence with its day of publication. `where` is file and line, for messages."""

    id: str
    date: dt.date
    text: str
    note: str
    claims: tuple[Wanted, ...]
    where: str = ""

    @property
    def phenomenon(self) -> str:
        return self.note.partition(":")[0]

    @property
    def document(self) -> Document:
        """The sentence as the reader gets it: an article of its own."""
        return Document(self.id, self.text, date=self.date)


def lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a JSON Lines file with its place, "file:line". Empty lines are passed over.

    Raises:
        GoldError: the file cannot be read, or a line is not a JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise GoldError(f"{path}: is not UTF-8") from None
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{path}:{number}: not JSON: {error.msg}") from None
        if not isinstance(record, dict):
            raise GoldError(f"{path}:{number}: must be a JSON object")
        yield f"{path}:{number}", record


def load(path: Path, relations: Collection[str]) -> tuple[Sentence, ...]:
    """The sentences of a gold file, in its order.

    Raises:
        GoldError: with file, line and key of the first thing that is wrong.
    """
    sentences = tuple(_sentence(where, record, relations) for where, record in lines(path))
    places: dict[str, str] = {}
    for sentence in sentences:
        if sentence.id in places:
            raise GoldError(f"{sentence.where}: id {sentence.id!r} was used before, in {places[sentence.id]}")
        places[sentence.id] = sentence.where
    if not sentences:
        raise GoldError(f"{path}: holds no sentence")
    return sentences


def _sentence(where: str, record: dict[str, Any], relations: Collection[str]) -> Sentence:
    _known(where, record, _KEYS)
    claims = record.get("claims")
    if not isinstance(claims, list) or not all(isinstance(claim, dict) for claim in claims):
        raise GoldError(f"{where}: claims must be a list of objects; write [] where the sentence makes none")
    return Sentence(
        id=_text(where, record, "id"),
        date=_day(where, record, "date"),
        text=_text(where, record, "text"),
        note=_text(where, record, "note"),
        claims=tuple(_wanted(f"{where}: claim {n}", claim, relations) for n, claim in enumerate(claims, 1)),
        where=where,
    )


def _wanted(where: str, raw: dict[str, Any], relations: Collection[str]) -> Wanted:
    _known(where, raw, _CLAIM_KEYS)
    relation = _alternatives(where, raw, "relation")
    for name in relation:
        if name not in relations:
            raise GoldError(f"{where}: relation: there is no {name!r}")
    dated, placed = raw.get("earliest") != "*", raw.get("place") != "*"
    when = None
    if dated and ("earliest" in raw or "latest" in raw):
        when = Period(_day(where, raw, "earliest"), _day(where, raw, "latest"))
        if when.latest < when.earliest:
            raise GoldError(f"{where}: latest is before earliest")
    optional = raw.get("optional", False)
    if not isinstance(optional, bool):
        raise GoldError(f"{where}: optional must be true or false")
    return Wanted(
        subject=_alternatives(where, raw, "subject"),
        relation=relation,
        object=_alternatives(where, raw, "object"),
        modality=_modality(where, raw),
        when=when,
        place=_alternatives(where, raw, "place") if placed and "place" in raw else (),
        dated=dated,
        placed=placed,
        optional=optional,
    )


def _known(where: str, record: dict[str, Any], keys: set[str]) -> None:
    for key in record:
        if key not in keys:
            raise GoldError(f"{where}: unknown key {key!r}, known are {', '.join(sorted(keys))}")


def _text(where: str, record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{where}: {key} must be a text")
    return value


def _alternatives(where: str, record: dict[str, Any], key: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in _text(where, record, key).split("|"))
    if not all(parts):
        raise GoldError(f"{where}: {key}: an alternative is empty")
    return parts


def _day(where: str, record: dict[str, Any], key: str) -> dt.date:
    try:
        return dt.date.fromisoformat(_text(where, record, key))
    except ValueError:
        raise GoldError(f"{where}: {key}: {record[key]!r} is not a date like 2025-06-01") from None


def _modality(where: str, record: dict[str, Any]) -> frozenset[Modality]:
    names = _alternatives(where, record, "modality")
    if names == ("*",):
        return frozenset(Modality)
    try:
        return frozenset(Modality(name) for name in names)
    except ValueError:
        known = ", ".join(m.value for m in Modality)
        raise GoldError(f"{where}: modality: {record['modality']!r} is not among {known}") from None
