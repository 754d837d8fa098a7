"""Event gold: PLOVER's types, pairs of parties, and the figures over them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import events
from kg.evaluation.events import Pair, count, plover, same_pair, scores
from kg.evaluation.gold import GoldError
from kg.model import Modality
from tests.evaluation.made import ENTITIES, RELATIONS, claim, reading, write

RECORD = {"id": "1", "text": "Norway rejected Chad.", "date": None, "event": "REJECT", "reciprocal": False}


def actor(code: str | None = None, text: str = "") -> dict[str, Any]:
    return {"iso3": code, "text": text}


def coded(path: Path, **changed: Any) -> events.Coded:
    record = RECORD | {"sources": [actor("NOR", "Norway")], "targets": [actor("TCD", "Chad")]} | changed
    return events.load(write(path / "events.jsonl", record))[0]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"id": 1}, "id must be a text"),
        ({"event": None}, "event must be a text"),
        ({"sources": "NOR"}, "sources must be a list"),
        ({"date": "yesterday"}, "date: 'yesterday' is not a date"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, changed: dict[str, Any], says: str) -> None:
    with pytest.raises(GoldError, match=f"events.jsonl:1: {says}"):
        coded(tmp_path, **changed)


@pytest.mark.parametrize(
    ("kind", "modality", "becomes"),
    [
        ("CONCEDE", Modality.ACTUAL, "YIELD"),
        ("CONSULT", Modality.INTENDED, "AGREE"),
        ("SANCTION", Modality.POSSIBLE, "THREATEN"),
        ("ACCUSE", Modality.INTENDED, "ACCUSE"),
        ("AID", Modality.DENIED, "REJECT"),
        ("AGREE", Modality.DENIED, "REJECT"),
        ("ASSAULT", Modality.DENIED, None),
        ("ACCUSE", Modality.ALLEGED, "ACCUSE"),
    ],
)
def test_modality_decides_the_type(kind: str, modality: Modality, becomes: str | None) -> None:
    assert plover(kind, modality) == becomes


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Pair("NOR", "TCD", False), Pair("NOR", "TCD", False), True),
        (Pair("NOR", "TCD", False), Pair("TCD", "NOR", False), False),
        (Pair("NOR", "TCD", True), Pair("TCD", "NOR", False), True),
        (Pair("NOR", None, False), Pair("NOR", "TCD", False), False),
        (Pair("NOR", None, False), Pair("NOR", None, False), True),
    ],
)
def test_pairs_of_codes(a: Pair, b: Pair, same: bool) -> None:
    assert same_pair(a, b, codes=True) is same


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        ("the Canadian government", "Canada", True),  # by their first five letters
        ("the U.S. government", "US", True),
        ("the foreign minister", "the prime minister", True),  # nothing else to go by
        ("the Chadian army", "the Malian army", True),
        ("Chadian rebels", "Malian troops", False),
    ],
)
def test_words_of_parties(gold: str, read: str, same: bool) -> None:
    assert same_pair(Pair(gold, None, False), Pair(read, None, False), codes=False) is same


@pytest.mark.parametrize(
    ("changed", "pairs"),
    [
        ({}, {("NOR", "TCD", False)}),
        ({"event": "CONSULT"}, {("NOR", "TCD", True)}),
        ({"sources": [actor("NOR"), actor("MLI")]}, {("NOR", "TCD", False), ("MLI", "TCD", False)}),
        ({"sources": [actor("NOR"), actor("MLI")], "targets": []}, {("NOR", "MLI", True)}),
        ({"sources": [actor("SDN"), actor("SDN")], "targets": [], "reciprocal": True}, {("SDN", "SDN", True)}),
        ({"targets": []}, {("NOR", None, False)}),
    ],
)
def test_coded_pairs(tmp_path: Path, changed: dict[str, Any], pairs: set[tuple[str, str, bool]]) -> None:
    assert {(p.source, p.target, p.mutual) for p in coded(tmp_path, **changed).pairs} == pairs


def test_countries_of_parties() -> None:
    country = events.codes([reading(claim("Bo Berg represents Chad"))], ENTITIES)
    assert country == {
        "state/NOR": "NOR",
        "state/TCD": "TCD",
        "state/MLI": "MLI",
        "person/ada-berg": "NOR",
        "person/bo-berg": "TCD",
        "group/teachers": "MLI",
        "organization/un": "IGO",
    }


@pytest.mark.parametrize(
    ("told", "types", "pairs", "whole", "judged"),
    [
        ([], (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 1), 0),
        (["Norway rejected Chad"], (1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 1), 1),
        (["Ada Berg rejected Chad"], (1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 1), 1),  # she belongs to Norway
        (["Chad rejected Norway"], (1, 1, 1, 1), (0, 1, 0, 1), (0, 1, 0, 1), 1),
        (["Norway sanctioned Chad"], (0, 1, 0, 1), (1, 1, 1, 1), (0, 1, 0, 1), 1),
        (["Mali sanctioned United Nations"], (0, 1, 0, 1), (0, 1, 0, 1), (0, 1, 0, 1), 0),
        (["Norway met_with Chad, Denied"], (1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 1), 1),
        (["Norway sanctioned Chad, Denied"], (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 1), 0),
        (["Norway met_with Chad", "Chad met_with Norway"], (0, 1, 0, 1), (1, 1, 1, 1), (0, 1, 0, 1), 1),
        (["Ada Berg parent_of Bo Berg"], (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 1), 0),
    ],
)
def test_counts(
    tmp_path: Path, told: list[str], types: tuple[int, ...], pairs: tuple[int, ...], whole: tuple[int, ...], judged: int
) -> None:
    found = reading(*map(claim, told))
    drawn = events.drawn(found, RELATIONS, events.codes([], ENTITIES))
    assert count(coded(tmp_path), drawn) == events.Counts(types, pairs, whole, judged)


def test_scores_add_up(tmp_path: Path) -> None:
    gold = coded(tmp_path)
    country = events.codes([], ENTITIES)
    read = [["Norway rejected Chad"], ["Chad rejected Norway", "Mali sanctioned United Nations"], []]
    counts = [count(gold, events.drawn(reading(*map(claim, told)), RELATIONS, country)) for told in read]
    found = scores(counts)
    assert found.types == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert found.whole == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert found.judged == pytest.approx((1 / 2, 1 / 3, 2 / 5))
    assert found.judged_interval[0] <= found.judged[2] <= found.judged_interval[1]


def test_without_codes_words_are_compared(tmp_path: Path) -> None:
    gold = coded(tmp_path, sources=[actor(text="the government of Norway")], targets=[actor(text="a plan of Chad")])
    assert not gold.codes
    drawn = events.drawn(reading(claim("Norway rejected Chad")), RELATIONS, None)
    assert count(gold, drawn).whole == (1, 1, 1, 1)
