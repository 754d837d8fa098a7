"""Adds up verdicts: precision, recall and F1 with their intervals, and the shares of all else."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.evaluation.judging import Verdict, Wrong
from kg.model import Modality

SEED = 7
ROUNDS = 1000
_Case = TypeVar("_Case")
_Z = 1.959964  # the normal quantile of a two-sided 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """0 where there was nothing to hit."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval after Wilson (1927), which keeps its promise with few cases and near 0 and 1."""
        if not self.of:
            return (0.0, 1.0)
        n, p, zz = self.of, self.value, _Z * _Z
        middle = (p + zz / (2 * n)) / (1 + zz / n)
        reach = _Z * math.sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n)
        return (max(0.0, middle - reach), min(1.0, middle + reach))


@dataclass(frozen=True, slots=True)
class Tally:
    """Right claims, all claims that count, claims of the gold. They add up."""

    right: int = 0
    drawn: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.drawn + other.drawn, self.gold + other.gold)

    @property
    def precision(self) -> Share:
        return Share(self.right, self.drawn)

    @property
    def recall(self) -> Share:
        return Share(self.right, self.gold)

    @property
    def f1(self) -> float:
        return f1(self.precision.value, self.recall.value)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bootstrap(cases: Sequence[_Case], figure: Callable[[Sequence[_Case]], float]) -> tuple[float, float]:
    """The 95 % interval of a figure over cases drawn anew, with replacement, from a fixed seed (Efron's percentiles)."""
    if not cases:
        return (0.0, 0.0)
    draw = random.Random(SEED)  # noqa: S311  reproducible on purpose
    values = sorted(figure(draw.choices(cases, k=len(cases))) for _ in range(ROUNDS))
    return values[round(0.025 * ROUNDS)], values[round(0.975 * ROUNDS) - 1]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is said about a run over gold sentences.

    `claims` asks for relation and parties only, `strict` for the modality too; `actual` is the precision of the claims that are
    drawn as edges. `time` and `place` are counted over the matched claims whose gold has one; `invented_*` over those whose
    gold has none. `alarms` counts the sentences that say nothing between parties and drew a claim all the same.
    """

    sentences: int
    claims: Tally
    claims_interval: tuple[float, float]
    strict: Tally
    strict_interval: tuple[float, float]
    actual: Share
    modality: Share
    turned: int
    time: Share
    invented_time: Share
    place: Share
    invented_place: Share
    alarms: Share


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """Adds up the verdicts."""
    matches = [(verdict, match) for verdict in verdicts for match in verdict.matches]
    false = [item for verdict in verdicts for item in verdict.false]
    silent = [verdict for verdict in verdicts if not verdict.sentence.claims]
    timed = [(v.right_time(m), m.wanted.when) for v, m in matches if m.wanted.dated]
    placed = [(v.right_place(m), m.wanted.place) for v, m in matches if m.wanted.placed]
    of_actual = [m.modality for _, m in matches if m.claim.modality is Modality.ACTUAL]
    false_actual = sum(claim.modality is Modality.ACTUAL for claim, _ in false)
    return Figures(
        sentences=len(verdicts),
        claims=_sum(verdicts),
        claims_interval=bootstrap([tally(v) for v in verdicts], lambda cases: _total(cases).f1),
        strict=_sum(verdicts, strict=True),
        strict_interval=bootstrap([tally(v, strict=True) for v in verdicts], lambda cases: _total(cases).f1),
        actual=Share(sum(of_actual), len(of_actual) + false_actual),
        modality=_share(match.modality for _, match in matches),
        turned=sum(wrong is Wrong.DIRECTION for _, wrong in false),
        time=_share(right for right, gold in timed if gold),
        invented_time=_share(not right for right, gold in timed if not gold),
        place=_share(right for right, gold in placed if gold),
        invented_place=_share(not right for right, gold in placed if not gold),
        alarms=_share(bool(verdict.false) for verdict in silent),
    )


def tally(verdict: Verdict, *, strict: bool = False) -> Tally:
    """Of one sentence; `strict` takes a wrong modality for a wrong claim."""
    right = sum(match.modality or not strict for match in verdict.matches)
    return Tally(right, len(verdict.matches) + len(verdict.false), len(verdict.matches) + len(verdict.missed))


def by_relation(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """In alphabetical order. A matched claim counts for the relation that its gold names first."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for verdict in verdicts:
        for match in verdict.matches:
            tallies[match.wanted.relation[0]] += Tally(1, 1, 1)
        for claim, _ in verdict.false:
            tallies[claim.relation] += Tally(drawn=1)
        for wanted in verdict.missed:
            tallies[wanted.relation[0]] += Tally(gold=1)
    return dict(sorted(tallies.items()))


def by_phenomenon(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """In alphabetical order of the phenomena that the notes of the gold begin with."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for verdict in verdicts:
        tallies[verdict.sentence.phenomenon] += tally(verdict)
    return dict(sorted(tallies.items()))


def by_modality(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """Precision and recall of each modality among the matched claims, in the order of the model."""
    pairs = Counter(
        (_named(match.wanted.modality, match.claim.modality), match.claim.modality) for v in verdicts for match in v.matches
    )
    tallies: dict[str, Tally] = {}
    for modality in Modality:
        drawn = sum(n for (_, m), n in pairs.items() if m is modality)
        gold = sum(n for (m, _), n in pairs.items() if m is modality)
        tallies[modality.value] = Tally(pairs[modality, modality], drawn, gold)
    return tallies


def _named(gold: frozenset[Modality], drawn: Modality) -> Modality:
    """The one of several right modalities that was drawn, else the first of them."""
    return drawn if drawn in gold else min(gold, key=list(Modality).index)


def _total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _sum(verdicts: Iterable[Verdict], *, strict: bool = False) -> Tally:
    return _total(tally(verdict, strict=strict) for verdict in verdicts)


def _share(outcomes: Iterable[bool]) -> Share:
    found = list(outcomes)
    return Share(sum(found), len(found))
