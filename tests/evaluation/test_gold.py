"""A gold file says what is wrong with it; the shipped ones have what they promise."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kg import vocabulary
from kg.evaluation import gold, runs
from kg.model import Modality

RELATIONS = {"rejected", "met_with"}
CLAIM = {"subject": "Norway", "relation": "rejected", "object": "Chad", "modality": "Actual"}
RECORD = {"id": "a", "date": "2025-03-14", "note": "plain", "text": "Norway rejected Chad.", "claims": [CLAIM]}


def line(**changed: object) -> str:
    return json.dumps(RECORD | changed)


def with_claim(**changed: object) -> str:
    return line(claims=[CLAIM | changed])


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{", "not JSON"),
        ("[]", "must be a JSON object"),
        (line(id=""), "id must be a text"),
        (line(date="14 March"), "date: '14 March' is not a date"),
        (line(text=None), "text must be a text"),
        (line(claims=None), "claims must be a list"),
        (line(titel="x"), "unknown key 'titel'"),
        (line(), "id 'a' was used before"),
        (with_claim(relation="rejekted"), "claim 1: relation: there is no 'rejekted'"),
        (with_claim(modality="actual"), "claim 1: modality: 'actual' is not among Actual, Alleged"),
        (with_claim(subject="Norway|"), "claim 1: subject: an alternative is empty"),
        (with_claim(earliest="2025-02-01"), "claim 1: latest must be a text"),
        (with_claim(earliest="2025-02-02", latest="2025-02-01"), "claim 1: latest is before earliest"),
        (with_claim(optional="yes"), "claim 1: optional must be true or false"),
        (with_claim(when="2025"), "claim 1: unknown key 'when'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, bad: str, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{line()}\n\n{bad}\n", encoding="utf-8")
    with pytest.raises(gold.GoldError) as error:
        gold.load(path, RELATIONS)
    assert str(error.value).startswith(f"{path}:3: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("content", "says"), [(b"", "holds no sentence"), (b"\xff\xfe", "is not UTF-8")])
def test_a_file_that_is_none(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(gold.GoldError, match=says):
        gold.load(path, RELATIONS)


def test_alternatives_and_what_is_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(with_claim(object="Chad|*plan", modality="Actual|Alleged", earliest="*", place="*"), encoding="utf-8")
    (sentence,) = gold.load(path, RELATIONS)
    (wanted,) = sentence.claims
    assert wanted.object == ("Chad", "*plan")
    assert wanted.modality == {Modality.ACTUAL, Modality.ALLEGED}
    assert (wanted.when, wanted.dated, wanted.place, wanted.placed) == (None, False, (), False)


def test_the_shipped_gold_covers_every_relation_and_modality() -> None:
    relations = vocabulary.load().relations
    sentences = gold.load(runs.shipped("relations.jsonl"), relations)
    due = [claim for sentence in sentences for claim in sentence.claims if not claim.optional]
    of_relation = Counter(claim.relation[0] for claim in due)
    of_modality = Counter(modality for claim in due for modality in claim.modality if len(claim.modality) == 1)
    assert len(sentences) >= 170
    assert sum(not sentence.claims for sentence in sentences) >= 50
    assert {name for name in relations if of_relation[name] < 5} == set()
    assert {modality for modality in Modality if of_modality[modality] < 15} == set()


def test_names_of_the_gold_stand_in_its_sentences() -> None:
    """A slip of the pen would be a miss for ever. Names of one word may stand there as an adjective: Peru, Peruvian."""
    sentences = gold.load(runs.shipped("relations.jsonl"), vocabulary.load().relations)
    sure = [
        (s, ends[0]) for s in sentences for c in s.claims for ends in (c.subject, c.object) if len(ends) == 1 and " " in ends[0]
    ]
    assert len(sure) > 100
    assert [(sentence.id, name) for sentence, name in sure if name.strip("*") not in sentence.text] == []
