"""One sentence: what is right, missing, false, and how."""

from __future__ import annotations

import pytest

from kg.evaluation.judging import Verdict, Wrong, is_called, judge
from kg.model import Claim
from tests.evaluation.made import RELATIONS, claim, day, reading, sentence, wants


def judged(gold: list[dict[str, object]], *claims: Claim) -> Verdict:
    return judge(sentence(*gold), reading(*claims), RELATIONS)


@pytest.mark.parametrize(
    ("told", "subject", "relation", "object_"),
    [
        ("Norway rejected Chad", "Norway", "rejected", "Chad"),
        ("Norway rejected Chad", "kingdom of norway", "rejected", "CHAD"),
        ("Norway rejected Chad", "Sweden|Oslo", "met_with|rejected", "Ch*"),
        ("Norway rejected Chad", "Norway", "rejected", "*"),
        ("Norway met_with Chad", "Chad", "met_with", "Norway"),
        ("Ada Berg parent_of Bo Berg", "Bo Berg", "child_of", "Ada Berg"),
        ("thousands of angry teachers rejected Mali", "teachers", "rejected", "Mali"),
        ("thousands of angry teachers rejected Mali", "angry teachers", "rejected", "Mali"),
    ],
)
def test_right(told: str, subject: str, relation: str, object_: str) -> None:
    verdict = judged([wants(subject, relation, object_)], claim(told))
    assert (len(verdict.matches), verdict.missed, verdict.false) == (1, (), ())


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("Chad rejected Norway", Wrong.DIRECTION),
        ("Norway sanctioned Chad", Wrong.RELATION),
        ("Chad met_with Norway", Wrong.RELATION),
        ("Norway rejected Mali", Wrong.PARTY),
        ("Mali rejected Norway", Wrong.PARTY),
        ("Mali sanctioned United Nations", Wrong.NOTHING),
        ("Ada Berg parent_of Bo Berg", Wrong.NOTHING),
    ],
)
def test_wrong(told: str, wrong: Wrong) -> None:
    verdict = judged([wants("Norway", "rejected", "Chad")], claim(told))
    assert not verdict.matches
    assert [why for _, why in verdict.false] == [wrong]
    assert len(verdict.missed) == 1


def test_a_wrong_modality_is_a_match_that_says_so() -> None:
    verdict = judged([wants("Norway", "rejected", "Chad", modality="Denied")], claim("Norway rejected Chad"))
    assert [match.modality for match in verdict.matches] == [False]
    assert not verdict.false


def test_the_right_modality_is_matched_first_and_the_other_is_false() -> None:
    told = [claim("Norway rejected Chad, Alleged"), claim("Norway rejected Chad")]
    verdict = judged([wants("Norway", "rejected", "Chad")], *told)
    assert [match.modality for match in verdict.matches] == [True]
    assert [(c.modality, why) for c, why in verdict.false] == [("Alleged", Wrong.MODALITY)]


def test_said_twice_counts_once() -> None:
    told = [claim("Norway rejected Chad"), claim("Norway rejected Chad", subject_text="Oslo")]
    verdict = judged([wants("Norway", "rejected", "Chad")], *told)
    assert (len(verdict.matches), verdict.false) == (1, ())


def test_optional_claims_are_neither_missed_nor_false() -> None:
    gold = [wants("Norway", "rejected", "Chad", optional=True, modality="*")]
    assert judged(gold) == judge(sentence(*gold), reading(), RELATIONS)
    assert (judged(gold).missed, judged(gold, claim("Norway rejected Chad, Possible")).false) == ((), ())


def test_standing_facts_are_judged_only_where_the_gold_has_them() -> None:
    told = claim("Ada Berg represents Norway")
    assert judged([], told).false == ()
    assert len(judged([wants("Ada Berg", "represents", "Chad")], told).false) == 1


@pytest.mark.parametrize(
    ("drawn", "gold", "right"),
    [
        (day("2025-03-12"), {"earliest": "2025-03-12", "latest": "2025-03-12"}, True),
        (day("2025-03-13"), {"earliest": "2025-03-12", "latest": "2025-03-12"}, False),
        (None, {"earliest": "2025-03-12", "latest": "2025-03-12"}, False),
        (day("2025-03-12"), {}, False),
        (None, {}, True),
    ],
)
def test_time(drawn: object, gold: dict[str, str], right: bool) -> None:
    verdict = judged([wants("Norway", "rejected", "Chad", **gold)], claim("Norway rejected Chad", period=drawn))
    assert verdict.right_time(verdict.matches[0]) is right


@pytest.mark.parametrize(
    ("drawn", "gold", "right"),
    [
        ("place/geneva", {"place": "Bern|Geneva"}, True),
        ("place/geneva", {}, False),
        (None, {"place": "Geneva"}, False),
        (None, {}, True),
    ],
)
def test_place(drawn: str | None, gold: dict[str, str], right: bool) -> None:
    verdict = judged([wants("Norway", "rejected", "Chad", **gold)], claim("Norway rejected Chad", place=drawn))
    assert verdict.right_place(verdict.matches[0]) is right


@pytest.mark.parametrize(
    ("name", "alternatives", "called"),
    [
        ("prime minister of norway", ["*prime minister*"], True),
        ("norway", ["*prime minister*"], False),
        ("north korea", ["Korea"], False),
        ("c+ party", ["C. Party"], False),
        ("an x", ["*"], True),
    ],
)
def test_names(name: str, alternatives: list[str], called: bool) -> None:
    assert is_called({name}, alternatives) is called
