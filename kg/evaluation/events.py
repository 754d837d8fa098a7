"""Event gold: sentences with one coded event each, as the PLOVER records have it; the other events of a sentence are not coded.

Read are JSON Lines with `id`, `text`, `date`, `event` (a PLOVER type), `sources` and `targets` (each with `text` and, in the
records coded by country, `iso3`) and `reciprocal`. Where no party has an `iso3`, parties are compared by their words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

from kg.evaluation.figures import Share, bootstrap, f1
from kg.evaluation.gold import GoldError, lines
from kg.model import Claim, Document, Entity, Modality, Reading
from kg.vocabulary import Relation

#: Types of older PLOVER versions, and the two that later ones count as one.
_NOW = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
_KIND = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"}
_HOSTILE = {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
_BOTH_WAYS = {"AGREE", "CONSULT", "COOPERATE"}
_UNDATED = dt.date(2000, 1, 1)
#: Words that many parties share and that therefore say nothing about whether two are the same.
_COMMON = frozenset(
    "a an the of and or in on at to for by with from its his her their our this that these those some all former new top senior "
    "other several two three six many people group groups government official officials president minister prime "
    "foreign leader leaders".split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Who did it to whom, as codes or as words; None where there is nobody. `mutual`: the order does not count."""

    source: str | None
    target: str | None
    mutual: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence with its one coded event; `codes` says that its parties are countries, not words."""

    id: str
    date: dt.date
    text: str
    type: str
    pairs: tuple[Pair, ...]
    codes: bool
    between_states: bool

    @property
    def document(self) -> Document:
        return Document(self.id, self.text, date=self.date)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event read from a sentence, in PLOVER's terms, and the claim it comes from."""

    type: str
    pair: Pair
    claim: Claim


def load(path: Path) -> tuple[Coded, ...]:
    """The records of a file of event gold, in its order.

    Raises:
        GoldError: with file, line and key.
    """
    records = list(lines(path))
    if not records:
        raise GoldError(f"{path}: holds no sentence")
    codes = any(party.get("iso3") for where, record in records for party in _parties(where, record, "sources"))
    return tuple(_coded(where, record, codes) for where, record in records)


def _parties(where: str, record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = record.get(key)
    if not isinstance(value, list) or not all(isinstance(party, dict) for party in value):
        raise GoldError(f"{where}: {key} must be a list of objects")
    return value


def _coded(where: str, record: dict[str, Any], codes: bool) -> Coded:
    for key in ("id", "text", "event"):
        if not isinstance(record.get(key), str):
            raise GoldError(f"{where}: {key} must be a text")
    try:
        date = dt.date.fromisoformat(record["date"]) if record.get("date") else _UNDATED
    except (TypeError, ValueError):
        raise GoldError(f"{where}: date: {record['date']!r} is not a date like 2025-06-01") from None
    kind = _NOW.get(record["event"].upper(), record["event"].upper())
    key = "iso3" if codes else "text"
    raw = _parties(where, record, "sources")
    sources, targets = _names(raw, key), _names(_parties(where, record, "targets"), key)
    mutual = bool(record.get("reciprocal")) or kind in _BOTH_WAYS
    if len(sources) > 1 and not targets:
        pairs = [Pair(a, b, True) for a, b in combinations(sources, 2)]
    elif len(raw) > 1 and sources and not targets and codes and record.get("reciprocal"):
        pairs = [Pair(sources[0], sources[0], True)]  # two parties of one country
    else:
        ends: tuple[Sequence[str | None], Sequence[str | None]] = (sources or [None], targets or [None])
        pairs = [Pair(source, target, mutual) for source, target in product(*ends) if source or target]
    return Coded(record["id"], date, record["text"], kind, tuple(pairs), codes, len({*sources, *targets}) > 1)


def _names(parties: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(party[key][:3] if key == "iso3" else party[key] for party in parties if party.get(key)))


def codes(readings: Iterable[Reading], entities: Iterable[Entity]) -> dict[str, str]:
    """The country of each entity: its own, that of whom it belongs to, or of whom it represents; IGO and NGO for such
    organisations."""
    own = {e.id: e.iso3 for e in entities if e.iso3}
    own |= {e.id: e.org_kind for e in entities if e.org_kind in ("IGO", "NGO")}
    ties = {(e.id, e.of) for e in entities if e.of}
    ties |= {
        (c.subject, c.object) for r in readings for c in r.claims if c.relation == "represents" and c.modality is Modality.ACTUAL
    }
    states = {e.id: e.iso3 for e in entities if e.iso3}
    found = dict(own)
    for entity, state in sorted(ties):
        if state in states:
            found.setdefault(entity, states[state] or "")
    return found


def drawn(reading: Reading, relations: Mapping[str, Relation], country: Mapping[str, str] | None) -> tuple[Drawn, ...]:
    """The claims of a sentence as events; those of relations without a PLOVER type are none. `country` None: by words."""
    out = []
    for claim in reading.claims:
        relation = relations[claim.relation]
        kind = plover(relation.plover, claim.modality) if relation.plover else None
        if kind is None:
            continue
        ends = (claim.subject, claim.object) if country is not None else (claim.subject_text, claim.object_text)
        source, target = ((country.get(end) if country is not None else end or None) for end in ends)
        out.append(Drawn(kind, Pair(source, target, kind in _BOTH_WAYS), claim))
    return tuple(out)


def plover(kind: str, modality: Modality) -> str | None:
    """PLOVER's type of an event that is not real: kind acts announced are AGREE, hostile ones THREATEN; kind acts denied are
    REJECT, hostile ones nothing at all."""
    kind = _NOW.get(kind, kind)
    if modality is Modality.DENIED:
        return "REJECT" if kind in _KIND | {"AGREE"} else None if kind in _HOSTILE else kind
    if modality in (Modality.INTENDED, Modality.POSSIBLE):
        return "AGREE" if kind in _KIND else "THREATEN" if kind in _HOSTILE else kind
    return kind


def same_pair(a: Pair, b: Pair, codes: bool) -> bool:
    """Whether two pairs are the same; either way round if one of them is mutual."""
    straight = _same(a.source, b.source, codes) and _same(a.target, b.target, codes)
    return straight or ((a.mutual or b.mutual) and _same(a.source, b.target, codes) and _same(a.target, b.source, codes))


def _same(a: str | None, b: str | None, codes: bool) -> bool:
    if a is None or b is None or codes:
        return a == b
    one, two = _content(a), _content(b)
    return bool(one & two) or bool({w[:5] for w in one if len(w) > 4} & {w[:5] for w in two if len(w) > 4})


def _content(text: str) -> set[str]:
    text = re.sub(r"\b([A-Za-z])\.(?=[A-Za-z]\.?)", r"\1", text)  # U.S. is one word
    words = re.findall(r"[a-z0-9]+", re.sub("['’]s", "", text.lower()))
    return {w for w in words if w not in _COMMON and len(w) > 1} or set(words)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one sentence, or of many: they add up. `types`, `pairs` and `whole` are (right, drawn, found, gold)."""

    types: tuple[int, int, int, int] = (0, 0, 0, 0)
    pairs: tuple[int, int, int, int] = (0, 0, 0, 0)
    whole: tuple[int, int, int, int] = (0, 0, 0, 0)
    judged: int = 0

    def __add__(self, other: Counts) -> Counts:
        def add(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
            return (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])

        judged = self.judged + other.judged
        return Counts(add(self.types, other.types), add(self.pairs, other.pairs), add(self.whole, other.whole), judged)


def count(gold: Coded, found: Sequence[Drawn]) -> Counts:
    """Compares the events drawn from a sentence with the one that is coded. Each pair of parties counts once, with all its
    types."""
    by_pair: dict[Pair, set[str]] = defaultdict(set)
    for event in found:
        if event.pair != Pair(None, None, event.pair.mutual):
            by_pair[_ordered(event.pair)].add(event.type)
    kinds = {event.type for event in found}
    hits = {pair: any(same_pair(g, pair, gold.codes) for g in gold.pairs) for pair in by_pair}
    pair_found = sum(any(same_pair(g, pair, gold.codes) for pair in by_pair) for g in gold.pairs)
    whole_found = sum(any(same_pair(g, p, gold.codes) and gold.type in by_pair[p] for p in by_pair) for g in gold.pairs)
    right = sum(gold.type in by_pair[pair] for pair in by_pair if hits[pair])
    judged = sum(len(t) if hits[pair] else gold.type in t for pair, t in by_pair.items())
    return Counts(
        types=(int(gold.type in kinds), len(kinds), int(gold.type in kinds), 1),
        pairs=(sum(hits.values()), len(by_pair), pair_found, len(gold.pairs)),
        whole=(right, sum(map(len, by_pair.values())), whole_found, len(gold.pairs)),
        judged=judged,
    )


def _ordered(pair: Pair) -> Pair:
    """A mutual pair in one order, so that it counts once."""
    if not pair.mutual:
        return pair
    first, second = sorted((pair.source, pair.target), key=str)
    return Pair(first, second, True)


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1 of four questions, over the same sentences.

    `types`: the coded type of event; `pairs`: the coded parties, whatever the event; `whole`: both; `judged`: both, where an
    event counts as wrong only if it shares type or parties with the coded one and misses the other, since the other events of a
    sentence are not coded.
    """

    sentences: int
    types: tuple[float, float, float]
    pairs: tuple[float, float, float]
    whole: tuple[float, float, float]
    judged: tuple[float, float, float]
    judged_interval: tuple[float, float]


def scores(counts: Sequence[Counts]) -> Scores:
    """Adds up the counts of the sentences."""
    total = sum(counts, Counts())
    interval = bootstrap(counts, lambda cases: _judged(sum(cases, Counts()))[2])
    return Scores(len(counts), _three(total.types), _three(total.pairs), _three(total.whole), _judged(total), interval)


def _three(counts: tuple[int, int, int, int]) -> tuple[float, float, float]:
    right, drawn, found, gold = counts
    precision, recall = Share(right, drawn).value, Share(found, gold).value
    return precision, recall, f1(precision, recall)


def _judged(total: Counts) -> tuple[float, float, float]:
    right, _, found, gold = total.whole
    return _three((right, total.judged, found, gold))
