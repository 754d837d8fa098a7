"""The arithmetic of the figures, on predictions made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.figures import Share, Tally, bootstrap, by_modality, by_phenomenon, by_relation, f1, figures
from kg.evaluation.judging import judge
from tests.evaluation.made import RELATIONS, claim, day, reading, sentence, wants

GOLD_AND_READ = [
    # right in everything
    ([wants("Norway", "rejected", "Chad", earliest="2025-03-12", latest="2025-03-12", place="Geneva")],
     [claim("Norway rejected Chad", period=day("2025-03-12"), place="place/geneva")]),
    # right but for modality, and a time made up
    ([wants("Norway", "rejected", "Chad", modality="Denied")], [claim("Norway rejected Chad", period=day("2025-03-12"))]),
    # the wrong way round
    ([wants("Norway", "sanctioned", "Chad")], [claim("Chad sanctioned Norway")]),
    # missed, and another relation alleged instead
    ([wants("Norway", "met_with", "Chad", modality="Possible")], [claim("Norway rejected Mali, Alleged")]),
    # nothing is said, something was read; nothing is said, nothing was read
    ([], [claim("Norway met_with Mali")]),
    ([], []),
]  # fmt: skip


@pytest.fixture
def verdicts() -> list[object]:
    notes = ["plain", "denial: no", "passive", "passive: by", "sports", "sports"]
    return [
        judge(sentence(*gold, note=n), reading(*read), RELATIONS) for n, (gold, read) in zip(notes, GOLD_AND_READ, strict=True)
    ]


def test_figures(verdicts: list) -> None:  # type: ignore[type-arg]
    found = figures(verdicts)
    assert found.sentences == 6
    assert found.claims == Tally(right=2, drawn=5, gold=4)
    assert found.strict == Tally(right=1, drawn=5, gold=4)
    assert found.actual == Share(1, 4)
    assert found.modality == Share(1, 2)
    assert found.turned == 1
    assert (found.time, found.invented_time) == (Share(1, 1), Share(1, 1))
    assert (found.place, found.invented_place) == (Share(1, 1), Share(0, 1))
    assert found.alarms == Share(1, 2)
    assert found.claims.f1 == pytest.approx(2 * 0.4 * 0.5 / 0.9)
    low, high = found.claims_interval
    assert low <= found.claims.f1 <= high


def test_lines(verdicts: list) -> None:  # type: ignore[type-arg]
    assert by_relation(verdicts) == {
        "met_with": Tally(0, 1, 1),
        "rejected": Tally(2, 3, 2),
        "sanctioned": Tally(0, 1, 1),
    }
    assert by_phenomenon(verdicts) == {
        "denial": Tally(1, 1, 1),
        "passive": Tally(0, 2, 2),
        "plain": Tally(1, 1, 1),
        "sports": Tally(0, 1, 0),
    }
    assert {k: v for k, v in by_modality(verdicts).items() if v != Tally()} == {
        "Actual": Tally(1, 2, 1),
        "Denied": Tally(0, 0, 1),
    }


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    """The last is the example of Newcombe (1998)."""
    assert Share(hits, of).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(hits: int, more: int) -> None:
    share = Share(hits, hits + more)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12 or not share.of
    assert share.value - 1e-12 <= high <= 1 or not share.of


def test_f1_of_nothing() -> None:
    assert f1(0, 0) == 0
    assert Tally().f1 == 0


def test_the_bootstrap_is_the_same_every_time() -> None:
    cases = [Tally(1, 1, 1)] * 30 + [Tally(0, 1, 1)] * 10
    first = bootstrap(cases, lambda drawn: sum(drawn, Tally()).f1)
    assert first == bootstrap(cases, lambda drawn: sum(drawn, Tally()).f1)
    assert 0.55 < first[0] < 0.75 < first[1] < 0.9
    assert bootstrap([], lambda drawn: 1.0) == (0, 0)
