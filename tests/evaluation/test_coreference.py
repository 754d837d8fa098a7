"""The three metrics on partitions whose figures are known, and what holds of any two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.coreference import Cluster, Scores, interval, score, total


def partition(told: str) -> list[Cluster]:
    """`"abc de"`: one cluster a word, one mention a letter."""
    return [frozenset((ord(letter), ord(letter) + 1) for letter in word) for word in told.split()]


def compared(gold: str, drawn: str) -> Scores:
    return score(partition(gold), partition(drawn))


# Bagga and Baldwin (1998): one wrong link between a small and a large cluster, or between two large ones. MUC cannot tell them
# apart, B³ can: precision 76 % and 58 %, their figures.
@pytest.mark.parametrize(
    ("drawn", "muc", "b3"), [("abcde fg89012", 9 / 10, 16 / 21), ("abcde89012 fg", 9 / 10, 7 / 12)], ids=["small", "large"]
)
def test_bagga_and_baldwin(drawn: str, muc: float, b3: float) -> None:
    found = compared("abcde fg 89012", drawn)
    assert (found.muc.precision, found.muc.recall) == (pytest.approx(muc), 1)
    assert (found.b3.precision, found.b3.recall) == (pytest.approx(b3), 1)


# Pradhan et al. (2014), the worked example: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
def test_the_worked_example_of_the_reference_scorer() -> None:
    found = compared("abc defg", "ab cd fghi")
    assert (found.muc.recall, found.muc.precision) == (pytest.approx(2 / 5), pytest.approx(2 / 5))
    assert (found.b3.recall, found.b3.precision) == (
        pytest.approx((1 / 7) * (4 / 3 + 1 / 3 + 4 / 4 + 1 / 4)),
        pytest.approx((1 / 8) * (4 / 2 + 1 / 2 + 1 / 2 + 4 / 4)),
    )
    assert (found.ceaf.recall, found.ceaf.precision) == (pytest.approx(1.3 / 2), pytest.approx(1.3 / 3))
    assert (found.mentions.right, found.mentions.drawn, found.mentions.gold) == (6, 8, 7)


def test_a_pairing_that_greed_would_miss() -> None:
    """The best pair first (dice 6/7 of the first two) would leave the others nothing."""
    found = compared("abc defgh", "abcd efghijklmnopqrst")
    assert found.ceaf.found == pytest.approx(6 / 7 + 8 / 21)
    crossed = compared("abcd ef", "abef cd")  # ab|cd|ef: 4/8 + 0 or 4/6 + 4/6
    assert crossed.ceaf.found == pytest.approx(4 / 3)


LETTERS = "abcdefgh"


@st.composite
def partitions(draw: st.DrawFn) -> list[Cluster]:
    labels = draw(st.lists(st.integers(0, 4), min_size=1, max_size=len(LETTERS)))
    words = {label: "".join(letter for letter, at in zip(LETTERS, labels, strict=False) if at == label) for label in labels}
    return partition(" ".join(words.values()))


@given(partitions())
def test_all_is_right_when_the_two_are_the_same(one: list[Cluster]) -> None:
    found = score(one, one)
    assert found.mentions.f1 == 1
    assert found.b3.f1 == pytest.approx(1)
    assert found.ceaf.f1 == pytest.approx(1)
    assert found.muc.f1 == (1 if any(len(cluster) > 1 for cluster in one) else 0), "without links MUC has nothing to count"


@given(partitions(), partitions())
def test_exchanging_the_two_exchanges_precision_and_recall(one: list[Cluster], other: list[Cluster]) -> None:
    straight, turned = score(one, other), score(other, one)
    for part in ("mentions", "muc", "b3", "ceaf"):
        a, b = getattr(straight, part), getattr(turned, part)
        assert (a.precision, a.recall) == (pytest.approx(b.recall), pytest.approx(b.precision))
        assert 0 <= a.precision <= 1 + 1e-9 and 0 <= a.recall <= 1 + 1e-9


@given(partitions(), partitions())
def test_nothing_is_right_without_a_common_mention(one: list[Cluster], other: list[Cluster]) -> None:
    moved = [frozenset((start + 1000, end + 1000) for start, end in cluster) for cluster in other]
    assert score(one, moved).mean == score(one, []).mean == score([], one).mean == 0


def test_articles_add_up() -> None:
    articles = [compared("abc de", "abc de"), compared("ab", "cd")]
    both = total(articles)
    assert (both.mentions.right, both.mentions.gold, both.mentions.drawn) == (5, 7, 7)
    low, high = interval(articles, lambda scores: scores.mean)
    assert low == 0 and high == pytest.approx(1)
