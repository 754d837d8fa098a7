"""Which phrases name one speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.speakers import same_mention, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Berg", "ada berg"),
        ("Berg", "Ada Berg"),
        ("the president", "President"),
        ("President Berg", "Berg"),
        ("Mr. Berg", "Berg"),
        ("the president", "President Berg"),
        ("spokesman", "a spokesman for the ministry"),
        ("Nicolás Berg", "Nicolas Berg"),
        ("President of Norway Ada Berg", "Ada Berg"),
        ("First Minister of Scotland Ada Berg", "Ada Berg"),
        ("Ada Berg and Bo Lund", "Ada Berg"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert same_mention(one, other) and same_mention(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("the", "the president"),
        ("Berg", "Berger"),
        ("he", "she"),
        ("Ada Berg", "Ada Berg's lawyer"),
        ("Berg", "a spokesman for Ada Berg"),
        ("Norway", "President of Norway"),
        ("parliament", "members of parliament"),
        ("Ada Berg", "Bo Berg"),
    ],
)
def test_another(one: str, other: str) -> None:
    assert not same_mention(one, other) and not same_mention(other, one)


PHRASES = st.text(st.sampled_from("ab ’'s.,"), max_size=12)


@given(PHRASES, PHRASES)
def test_either_way_round(one: str, other: str) -> None:
    assert same_mention(one, other) == same_mention(other, one)


def test_names() -> None:
    assert same_name({"Berg", "Ada Berg"}, ["Ada Berg"])
    assert same_name({"The Guardian"}, ["Bo Lund", "Guardian"]), "one of several speakers is enough"
    assert not same_name({"Berg"}, ["Ada Berg"])
    assert not same_name((), ()) and not same_name({""}, [""])
