"""Codes of events: CAMEO to PLOVER (`data/events/cameo.csv`), and PLOVER to the relations of the ontology."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg import resources
from kg.errors import VocabularyError
from kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says: a relation ("" for what is none between two parties), and its words."""

    relation: str
    words: str


class Codes:
    """Looks codes up."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._relations = _by_plover(vocabulary)
        self._rows = _rows()
        for code, row in self._rows.items():
            if row["relation"] and row["relation"] not in vocabulary.relations:
                raise VocabularyError(f"data/events/cameo.csv: {code}: no relation {row['relation']!r}: see ontology/relations/")
        self.cameo = lru_cache(maxsize=1024)(self._cameo)

    def _cameo(self, code: str) -> Meaning:
        """By the longest code of the table that begins it. Raises ValueError for what is none."""
        fits = [known for known in (code[:length] for length in range(len(code), 1, -1)) if known in self._rows]
        if not fits:
            raise ValueError(f"{code!r} is no event code of CAMEO")
        row = self._rows[fits[0]]
        return Meaning(row["relation"] or self.plover(row["plover"]), f"{code} {row['meaning']}")

    def plover(self, kind: str) -> str:
        """The relation of a PLOVER event type; "" for none. Raises ValueError for a type that PLOVER has not."""
        if kind and kind not in self._relations:
            raise ValueError(f"{kind!r} is no event type of PLOVER")
        return self._relations[kind] if kind else ""


def _by_plover(vocabulary: Vocabulary) -> Mapping[str, str]:
    """The broadest relation of each type: `met_with` is CONSULT as well as `consulted`, whose kind it is."""
    relations = [relation for relation in vocabulary.relations.values() if relation.plover]
    narrow = {r.name for r in relations if r.broader and vocabulary.relations[r.broader].plover == r.plover}
    return {str(r.plover): r.name for r in relations if r.name not in narrow}


def _rows() -> dict[str, dict[str, str]]:
    path = resources.data() / "events" / "cameo.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["code"]: row for row in csv.DictReader(file)}
    except (OSError, KeyError) as error:
        raise VocabularyError(f"data/events/cameo.csv: {error}: install the project again") from None
