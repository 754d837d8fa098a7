"""The values that travel: names folded and cut, ids from content alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Kind,
    Mention,
    Modality,
    Period,
    SpeechAct,
    Statement,
    StatementKind,
    digest,
    fold,
    slug,
)

FOLDED = [
    ("Norway", "norway"),
    ("The Hague", "hague"),
    ("the United States", "united states"),
    ("U.S.", "us"),
    ("U.S.A.", "usa"),
    ("Côte d'Ivoire", "cote d ivoire"),
    ("Côte d’Ivoire", "cote d ivoire"),
    ("São Paulo", "sao paulo"),
    ("Łódź", "lodz"),
    ("Østfold", "ostfold"),
    ("Erdoğan", "erdogan"),
    ("Norway's", "norway"),
    ("Norway’s", "norway"),
    ("Jean-Luc  Morel", "jean luc morel"),
    ("Straße", "strasse"),
    ("theodore", "theodore"),
    ("日本", "日本"),
    ("…", ""),
    ("", ""),
]
SLUGS = [
    ("Norway", "norway"),
    ("Anna Berg", "anna-berg"),
    ("President of the United States", "president-of-the-united-states"),
    ("a/b?c#d", "a-b-c-d"),
    ("<script>", "script"),
    ("", "unnamed"),
    ("!!!", "unnamed"),
]


@pytest.mark.parametrize(("name", "expected"), FOLDED)
def test_fold(name: str, expected: str) -> None:
    assert fold(name) == expected


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    once = fold(name)
    assert fold(f"X {once}") == fold(f"X {fold(once)}")
    assert once == once.strip()


@pytest.mark.parametrize(("name", "expected"), SLUGS)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_one_short_segment(name: str) -> None:
    made = slug(name)
    assert 0 < len(made) <= 60
    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", made) or made.replace("-", "").isprintable()
    assert not set(made) & set('/?#<>"{}|\\^`% \n')
    assert not made.startswith("-")
    assert not made.endswith("-")


@given(st.lists(st.text(max_size=10), min_size=1, max_size=4), st.integers(4, 40))
def test_a_digest_depends_on_content_alone(parts: list[str], length: int) -> None:
    assert digest(*parts, length=length) == digest(*parts, length=length)
    assert re.fullmatch(r"[0-9a-f]+", digest(*parts, length=length))
    assert len(digest(*parts, length=length)) == length


def test_where_the_parts_end_counts() -> None:
    assert digest("ab", "c") != digest("a", "bc")


DOCUMENT = Document("Plan rejected", "Norway rejected it.", dt.date(2025, 8, 26), "https://example.org/a", "Example", "A. Author")


@pytest.mark.parametrize(
    "change", [{"title": "Plan"}, {"text": "Norway left."}, {"date": dt.date(2025, 8, 27)}, {"date": None}, {"url": None}]
)
def test_documents_that_differ_have_different_ids(change: dict[str, object]) -> None:
    assert dataclasses.replace(DOCUMENT, **change).id != DOCUMENT.id  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"origin": "elsewhere:3"}, {"publisher": None}, {"author": None}])
def test_where_a_document_lay_makes_no_difference(change: dict[str, object]) -> None:
    assert dataclasses.replace(DOCUMENT, **change).id == DOCUMENT.id  # type: ignore[arg-type]


def test_a_document_is_named_by_its_title() -> None:
    assert re.fullmatch(r"document/plan-rejected-[0-9a-f]{10}", DOCUMENT.id)
    assert re.fullmatch(r"document/unnamed-[0-9a-f]{10}", Document("", "").id)


def test_lone_surrogates_are_survived() -> None:
    assert Document("\ud800", "a\udfff").id.startswith("document/")
    assert len(Document("a", "\ud800").sha256) == 64


EVIDENCE = Evidence(DOCUMENT.id, 0, 6, "Norway")
CLAIM = Claim("state/NOR", "rejected", "state/MLI", Modality.ACTUAL, (EVIDENCE,), "Norway", "Mali")


def test_evidence_lies_below_its_document() -> None:
    assert EVIDENCE.id == DOCUMENT.id.replace("document/", "evidence/") + "/0-6"


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "state/SWE"},
        {"object": "state/SWE"},
        {"relation": "accused"},
        {"modality": Modality.DENIED},
        {"evidence": (Evidence(DOCUMENT.id, 0, 7, "Norway "),)},
        {"subject_text": "Oslo"},
        {"object_text": "Bamako"},
        {"asserted_by": "person/anna-berg"},
        {"place": "place/geneva"},
        {"period": Period(dt.date(2025, 1, 1), dt.date(2025, 1, 1))},
    ],
)
def test_claims_that_differ_have_different_ids(change: dict[str, object]) -> None:
    assert dataclasses.replace(CLAIM, **change).id != CLAIM.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [{"confidence": 0.9}, {"rule": "another"}, {"reason": "another"}, {"stated_in": "statement/a"}]
)
def test_how_a_claim_was_found_makes_no_difference(change: dict[str, object]) -> None:
    assert dataclasses.replace(CLAIM, **change).id == CLAIM.id  # type: ignore[arg-type]


def test_two_statements_of_one_sentence_are_two() -> None:
    first = Statement("a", StatementKind.DIRECT, "say", (EVIDENCE,))
    second = dataclasses.replace(first, evidence=(Evidence(DOCUMENT.id, 7, 15, "rejected"),))
    assert first.id != second.id
    assert first.id == dataclasses.replace(first, speaker="person/anna-berg").id


def test_the_same_words_of_two_speakers_are_two_statements() -> None:
    first = Statement("a", StatementKind.DIRECT, "say", (EVIDENCE,), speaker_text="Anna Berg")
    assert dataclasses.replace(first, speaker_text="Bo Lind").id != first.id


@pytest.mark.parametrize(
    "change",
    [
        {"act": SpeechAct.DENYING},
        {"nested_in": "statement/a"},
        {"responds_to": "person/a"},
        {"place": "place/a"},
        {"medium": "a"},
    ],
)
def test_an_id_of_a_statement_is_kept_whatever_else_is_known(change: dict[str, object]) -> None:
    first = Statement("a", StatementKind.DIRECT, "say", (EVIDENCE,))
    assert dataclasses.replace(first, **change).id == first.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    [DOCUMENT, EVIDENCE, CLAIM, Entity("a", Kind.STATE, "A"), Mention("a", 0, 1, "A", "name"), Period(dt.date.min, dt.date.max)],
)
def test_values_are_frozen(value: object) -> None:
    name = dataclasses.fields(value)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, "x")
