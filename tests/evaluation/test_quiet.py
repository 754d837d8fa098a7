"""The list of quiet sentences is by title, hash and offsets, and says what does not fit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import quiet, runs
from kg.evaluation.gold import GoldError
from tests.evaluation.made import RELATIONS, claim, reading, write

TEXT = "It rained. The cat sat on the mat."
ARTICLE = {"title": "Rain", "date": "2025-03-14", "text": TEXT}
ENTRY = {"section": "science", "title": "Rain", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "start": 11, "end": 34}


def listed(folder: Path, article: dict[str, Any], entry: dict[str, Any]) -> list[Any]:
    return list(quiet.sentences(write(folder / "quiet.jsonl", entry), write(folder / "corpus.jsonl", article)))


def test_sentences(tmp_path: Path) -> None:
    ((section, document),) = listed(tmp_path, ARTICLE, ENTRY)
    assert (section, document.text, str(document.date)) == ("science", "The cat sat on the mat.", "2025-03-14")


@pytest.mark.parametrize(
    ("article", "entry", "says"),
    [
        ({}, {"title": "Snow"}, "quiet.jsonl:1: .* has no article 'Snow'"),
        ({"text": TEXT + " "}, {}, "quiet.jsonl:1: .* has another text of 'Rain'"),
        ({}, {"start": None}, "quiet.jsonl:1: needs title, sha256, start and end"),
        ({"text": None}, {}, "corpus.jsonl:1: an article needs title and text"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, article: dict[str, Any], entry: dict[str, Any], says: str) -> None:
    with pytest.raises(GoldError, match=says):
        listed(tmp_path, ARTICLE | article, ENTRY | entry)


def test_only_acts_between_parties_are_alarms() -> None:
    read = reading(
        claim("Ada Berg represents Norway"), claim("Ada Berg parent_of Bo Berg"), claim("Norway rejected Chad, Denied")
    )
    assert [c.relation for c in quiet.alarm("sports", read, RELATIONS).claims] == ["rejected"]


def test_the_shipped_list_holds_no_text() -> None:
    records = [json.loads(line) for line in runs.shipped("quiet.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(records) >= 100
    assert {key for record in records for key in record} == {"section", "title", "sha256", "start", "end"}
    assert {record["section"] for record in records} == {"sports", "science", "obituary"}
