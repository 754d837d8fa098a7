"""Whether confidence keeps its promise: of the claims at 0.8, four in five should be right.

A claim counts where the gold can tell: all judged claims of our own gold (right with relation, parties and modality), and in
event gold those that share the type or the parties with the coded event (right with both).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluation.events import same_pair
from kg.evaluation.figures import Share
from kg.evaluation.judging import Verdict
from kg.evaluation.runs import Compared
from kg.model import Claim

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and whether it was right."""

    claim: Claim
    right: bool

    @property
    def confidence(self) -> float:
        return self.claim.confidence


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases with low <= confidence < high (the last bin takes 1): their mean confidence and how many are right."""

    low: float
    high: float
    mean: float
    right: Share


def of_verdicts(verdicts: Iterable[Verdict]) -> Iterator[Case]:
    """From our own gold."""
    for verdict in verdicts:
        yield from (Case(match.claim, match.modality) for match in verdict.matches)
        yield from (Case(claim, False) for claim, _ in verdict.false)


def of_comparisons(compared: Iterable[Compared]) -> Iterator[Case]:
    """From event gold; what shares neither type nor parties with the coded event is not known and left out."""
    for one in compared:
        for event in one.drawn:
            pair = any(same_pair(gold, event.pair, one.gold.codes) for gold in one.gold.pairs)
            kind = event.type == one.gold.type
            if pair or kind:
                yield Case(event.claim, pair and kind)


def bins(cases: Iterable[Case]) -> tuple[Bin, ...]:
    """The cases by confidence; empty bins are left out."""
    known = list(cases)
    out = []
    for low, high in pairwise(EDGES):
        inside = [c for c in known if low <= c.confidence < high or (high == EDGES[-1] == c.confidence)]
        if inside:
            right = Share(sum(c.right for c in inside), len(inside))
            out.append(Bin(low, high, sum(c.confidence for c in inside) / len(inside), right))
    return tuple(out)


def error(found: Sequence[Bin]) -> float:
    """The expected calibration error: how far confidence and share right lie apart, each bin weighted by its cases."""
    total = sum(b.right.of for b in found)
    return sum(b.right.of * abs(b.mean - b.right.value) for b in found) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mapping:
    """Calibrated = logistic(slope * logit(raw) + shift): monotone for a slope above 0, and 1 and 0 change nothing (after Platt,
    1999)."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, raw: float) -> float:
        return _logistic(self.slope * _logit(raw) + self.shift)


def fit(cases: Sequence[Case], *, rounds: int = 50) -> Mapping:
    """The mapping under which the cases are likeliest, drawn towards no change by a weak prior; Newton's method, so always the
    same."""
    slope, shift = 1.0, 0.0
    for _ in range(rounds):
        # gradient and curvature of the log-likelihood, and of a normal prior with variance 1 around (1, 0)
        g0, g1, h00, h01, h11 = slope - 1.0, shift, 1.0, 0.0, 1.0
        for case in cases:
            x = _logit(case.confidence)
            p = _logistic(slope * x + shift)
            weight, miss = p * (1 - p), p - case.right
            g0, g1 = g0 + miss * x, g1 + miss
            h00, h01, h11 = h00 + weight * x * x, h01 + weight * x, h11 + weight
        det = h00 * h11 - h01 * h01
        slope, shift = slope - (h11 * g0 - h01 * g1) / det, shift - (h00 * g1 - h01 * g0) / det
    return Mapping(max(slope, 0.0), shift)


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def table(found: Sequence[Bin]) -> str:
    """The bins as a Markdown table."""
    lines = ["| confidence | stated, mean | right | 95 % interval | claims |", "| --- | ---: | ---: | ---: | ---: |"]
    for b in found:
        low, high = b.right.interval
        lines.append(
            f"| {b.low:.1f} to {b.high:.1f} | {b.mean:.2f} | {b.right.value:.2f} | {low:.2f} to {high:.2f} | {b.right.of} |"
        )
    return "\n".join(lines)


_SIZE, _MARGIN = 360, 48
_CURVES = ("#1f6f8b", "#b5541c")


def svg(curves: Sequence[tuple[str, Sequence[Bin]]]) -> str:
    """A reliability diagram of up to two curves as an SVG document: stated confidence across, share right upwards, bars for 95
    % intervals."""
    side = _SIZE - 2 * _MARGIN

    def x(value: float) -> str:
        return f"{_MARGIN + value * side:.1f}"

    def y(value: float) -> str:
        return f"{_SIZE - _MARGIN - value * side:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}" role="img" '
        'font-family="sans-serif" font-size="11">',
        "<title>Share of right claims by stated confidence</title>",
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#ffffff"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999999" stroke-dasharray="4 4"/>',
    ]
    for n in range(0, 11, 2):
        tick = n / 10
        parts.append(f'<line x1="{x(tick)}" y1="{y(0)}" x2="{x(tick)}" y2="{y(1)}" stroke="#eeeeee"/>')
        parts.append(f'<line x1="{x(0)}" y1="{y(tick)}" x2="{x(1)}" y2="{y(tick)}" stroke="#eeeeee"/>')
        parts.append(f'<text x="{x(tick)}" y="{_SIZE - _MARGIN + 16}" text-anchor="middle">{tick:.1f}</text>')
        parts.append(f'<text x="{_MARGIN - 8}" y="{y(tick - 0.012)}" text-anchor="end">{tick:.1f}</text>')
    for number, ((name, found), colour) in enumerate(zip(curves, _CURVES, strict=False)):
        points = " ".join(f"{x(b.mean)},{y(b.right.value)}" for b in found)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for b in found:
            low, high = b.right.interval
            parts.append(f'<line x1="{x(b.mean)}" y1="{y(low)}" x2="{x(b.mean)}" y2="{y(high)}" stroke="{colour}"/>')
            parts.append(f'<circle cx="{x(b.mean)}" cy="{y(b.right.value)}" r="3.5" fill="{colour}"/>')
        parts.append(f'<text x="{_MARGIN + 8}" y="{_MARGIN + 14 + 15 * number}" fill="{colour}">{name}</text>')
    parts.append(f'<text x="{_SIZE / 2:.0f}" y="{_SIZE - 10}" text-anchor="middle">confidence</text>')
    parts.append(
        f'<text x="14" y="{_SIZE / 2:.0f}" text-anchor="middle" transform="rotate(-90 14 {_SIZE / 2:.0f})">share right</text>'
    )
    return "\n".join([*parts, "</svg>", ""])
