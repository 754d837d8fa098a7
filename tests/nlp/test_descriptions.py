"""Who is only described, and is spoken of again."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import referent, texts

# text, two phrases: whether they mean the same
ROWS = [
    ("Ten masked protesters blocked the road. Berg met the protesters.", "Ten masked protesters", "the protesters", True),
    ("The protesters slept. Police arrested protesters.", "The protesters", "arrested protesters", True),
    ("Rebel troops took the town. The troops slept.", "Rebel troops", "The troops", True),
    ("Foreign troops slept. The local troops fled.", "Foreign troops", "The local troops", False),
    ("Women slept. He admires women.", "Women", "admires women", False),
    ("The Dahl administration slept. The administration was tired.", "The Dahl administration", "The administration", True),
    ("Norway slept. The government was tired.", "Norway", "The government", True),
    ("President Erik Dahl of Norway slept. Dahl praised his government.", "Norway", "his government", True),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "first", "second", "same"), ROWS)
def test_two_phrases_mean_the_same(text: str, first: str, second: str, same: bool, readings: dict[str, Reading]) -> None:
    words = [w.split()[-1] if w.split()[0] in ("arrested", "admires") else w for w in (first, second)]
    occurrence = 1 if first.split()[-1].lower() == words[1].lower() and text.count(words[1]) > 1 else 0
    one, other = referent(readings[text], words[0]), referent(readings[text], words[1], occurrence)
    assert (one is not None and one == other) is same
