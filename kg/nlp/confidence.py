"""From what a pattern promises to the share of such claims that is right: Platt's scaling (1999), two numbers for all patterns.

Fitted by `benchmarks/accuracy.py --by-relation` on our own gold and the development half of the PLOVER gold standard records;
`docs/calibration.md` shows how far it holds. One mapping for all relations: a shift for each did worse on sentences not seen.
"""

from __future__ import annotations

import math

SLOPE = 0.82
SHIFT = 0.44


def calibrated(raw: float) -> float:
    """The calibrated confidence of a raw one, both between 0 and 1, to two places; monotone, so no two claims change order."""
    raw = min(max(raw, 0.01), 0.99)
    return round(1 / (1 + math.exp(-(SLOPE * math.log(raw / (1 - raw)) + SHIFT))), 2)
