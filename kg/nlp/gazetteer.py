"""States, organisations, regions and places by name: the shipped lists, matched longest first.

Case counts: "US" is a state and "us" is not. Which of its senses a name has (a capital that acts, or a city where things happen)
is settled by `kg.nlp.names`, which sees the parse.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg import resources
from kg.errors import VocabularyError
from kg.model import Kind
from kg.vocabulary import Vocabulary

Doc.set_extension("kg_listed", default=None, force=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of one list. `form` is name, acronym, adjective, demonym, capital or government; `rank` settles equal spans."""

    kind: Kind
    label: str
    form: str
    rank: int
    iso3: str | None = None
    org_kind: str | None = None
    of: str | None = None
    key: str | None = None
    part_of: str | None = None
    ambiguous: bool = False  # counts only where the model, too, sees a name of such a kind


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = resources.data() / "gazetteer" / name
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"data/gazetteer/{name}: {error}: install the project again") from None


def _cell(row: dict[str, str], key: str) -> list[str]:
    return [v.strip() for v in (row.get(key) or "").split("|") if v.strip()]


@cache
def states() -> dict[str, str]:
    """ISO 3166 alpha-3 code → usual English name."""
    return {row["iso3"]: row["label"] for row in _rows("states.csv")}


def _states() -> Iterator[tuple[str, Listed]]:
    forms = (
        ("names", "name"),
        ("adjectives", "adjective"),
        ("demonyms", "demonym"),
        ("capital", "capital"),
        ("governments", "government"),
    )
    for row in _rows("states.csv"):
        rank = {"current": 0, "disputed": 1, "territory": 2}.get(row["status"], 3)
        for column, form in forms:
            unsure = set(_cell(row, "ambiguous"))
            for name in dict.fromkeys(_cell(row, column)):
                entry_rank = rank + (5 if form == "capital" else 0)
                yield name, Listed(Kind.STATE, row["label"], form, entry_rank, row["iso3"], ambiguous=name in unsure)


def _organisations() -> Iterator[tuple[str, Listed]]:
    for row in _rows("organisations.csv"):
        entry = {
            "org_kind": row["kind"] or None,
            "of": row["of"] or None,
            "key": row["id"] or None,
            "part_of": row.get("part_of") or None,
        }
        unsure = set(_cell(row, "ambiguous"))
        for column, form in (("names", "name"), ("acronyms", "acronym")):
            for name in dict.fromkeys(_cell(row, column)):
                yield name, Listed(Kind.ORGANIZATION, row["label"], form, 4, ambiguous=name in unsure, **entry)


def _regions() -> Iterator[tuple[str, Listed]]:
    for row in _rows("regions.csv"):
        people = row["kind"] != "region"
        kind, form = (Kind.GROUP, "adjective") if people else (Kind.PLACE, "name")
        of = row["iso3"] or (row["members"] if "|" not in row["members"] and row["kind"] == "people" else "")
        for name in dict.fromkeys([row["label"], *_cell(row, "names")]):
            yield name, Listed(kind, row["label"], form, 6, of=of or None)


def _places() -> Iterator[tuple[str, Listed]]:
    for row in _rows("places.csv"):
        for name in dict.fromkeys([row["label"], *_cell(row, "names")]):
            yield name, Listed(Kind.PLACE, row["label"], "name", 8, of=row["iso3"] or None, ambiguous=bool(row["ambiguous"]))


@cache
def listed() -> dict[str, Listed]:
    """Every name → what it is; where lists compete for a name the lowest rank, then the first row, wins."""
    out: dict[str, Listed] = {}
    for source in (_states(), _organisations(), _regions(), _places()):
        for name, entry in source:
            have = out.get(name)
            if have is None or entry.rank < have.rank:
                out[name] = entry
    return out


class Gazetteer:
    """Matches the lists and keeps the longest matches in `doc._.kg_listed`: (start, end, entry), in order."""

    def __init__(self, nlp: Language) -> None:
        self._entries = listed()
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._matcher.add("listed", [nlp.make_doc(name) for name in self._entries])

    def __call__(self, doc: Doc) -> Doc:
        spans = filter_spans(self._matcher(doc, as_spans=True))
        found = []
        for span in sorted(spans, key=lambda s: s.start):
            entry = self._entries.get(span.text)
            if entry is not None:
                found.append((span.start, span.end, entry))
        doc._.kg_listed = found
        return doc


def make(nlp: Language, vocabulary: Vocabulary) -> Gazetteer:
    """The component."""
    return Gazetteer(nlp)
