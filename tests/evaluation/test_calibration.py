"""Confidence bins, the mapping, and the picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation import calibration
from kg.evaluation.calibration import Case, Mapping, bins, error, fit
from kg.evaluation.figures import Share
from kg.evaluation.judging import judge
from tests.evaluation.made import RELATIONS, claim, reading, sentence, wants


def case(confidence: float, right: bool) -> Case:
    return Case(claim("Norway rejected Chad", confidence=confidence), right)


def test_bins() -> None:
    found = bins([case(0.8, True), case(0.9, False), case(0.85, True), case(1.0, True), case(0.2, False)])
    assert [(b.low, b.high, b.mean, b.right) for b in found] == [
        (0.0, 0.5, 0.2, Share(0, 1)),
        (0.8, 0.9, pytest.approx(0.825), Share(2, 2)),
        (0.9, 1.0, pytest.approx(0.95), Share(1, 2)),
    ]
    assert error(found) == pytest.approx((0.2 + 2 * 0.175 + 2 * 0.45) / 5)
    assert error(()) == 0


def test_cases_of_verdicts() -> None:
    gold = sentence(wants("Norway", "rejected", "Chad", modality="Denied"), wants("Norway", "met_with", "Chad"))
    read = reading(claim("Norway rejected Chad"), claim("Norway met_with Chad"), claim("Mali sanctioned Norway"))
    cases = list(calibration.of_verdicts([judge(gold, read, RELATIONS)]))
    assert sorted((c.claim.relation, c.right) for c in cases) == [("met_with", True), ("rejected", False), ("sanctioned", False)]


@given(st.floats(0.02, 0.98))
def test_no_change_is_no_change(raw: float) -> None:
    assert Mapping()(raw) == pytest.approx(raw)


@given(st.lists(st.tuples(st.sampled_from([0.3, 0.5, 0.7, 0.9]), st.booleans()), max_size=40))
def test_a_mapping_is_monotone_and_stays_between_0_and_1(told: list[tuple[float, bool]]) -> None:
    mapping = fit([case(*one) for one in told])
    values = [mapping(raw / 20) for raw in range(21)]
    assert values == sorted(values)
    assert all(0 <= value <= 1 for value in values)


@pytest.mark.parametrize("rate", [3, 5, 8])
def test_a_mapping_learns_the_true_rate(rate: int) -> None:
    cases = [case(0.7, n % 10 < rate) for n in range(400)]
    assert fit(cases)(0.7) == pytest.approx(rate / 10, abs=0.02)


def test_the_picture_is_one_and_the_same() -> None:
    found = bins([case(0.8, True), case(0.6, False)])
    picture = calibration.svg([("our own gold", found)])
    assert picture == calibration.svg([("our own gold", found)])
    root = ET.fromstring(picture)
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_the_table() -> None:
    assert calibration.table(bins([case(0.8, True)])).splitlines()[2:] == ["| 0.8 to 0.9 | 0.80 | 1.00 | 0.21 to 1.00 | 1 |"]
