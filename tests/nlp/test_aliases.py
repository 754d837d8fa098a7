"""Whether two names are one."""

from __future__ import annotations

import pytest

from kg.nlp.aliases import alike, same_person


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("zelensky", "zelenskyy", True),
        ("laden", "ladin", True),
        ("mario", "maria", False),
        ("kim", "kam", False),
        ("berger", "bergman", False),
        ("sarea", "saree", True),
    ],
)
def test_two_spellings_of_one_word(a: str, b: str, same: bool) -> None:
    assert alike(a, b) is same and alike(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("anna berg", "anna maria berg", True),
        ("a berg", "anna berg", True),
        ("anna berg", "erik berg", False),
        ("osama bin laden", "usama bin ladin", True),
        ("osama bin laden", "hamza bin laden", False),
        ("kim jong un", "kim jong il", False),
    ],
)
def test_two_names_of_one_person(a: str, b: str, same: bool) -> None:
    assert same_person(a.split(), b.split()) is same
