"""Calibration keeps order and bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.confidence import calibrated

UNIT = st.floats(0, 1)


@given(UNIT, UNIT)
def test_it_is_monotone_and_bounded(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert 0 < calibrated(low) <= calibrated(high) < 1


def test_it_lifts_what_patterns_understate() -> None:
    assert calibrated(0.7) > 0.7
