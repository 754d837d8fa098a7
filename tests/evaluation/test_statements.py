"""Statements drawn and statements of the gold: which pair, which are left out, and what it adds up to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation import runs, statement_figures, statement_gold, statements
from kg.evaluation.figures import Share, Tally
from kg.evaluation.gold import GoldError
from kg.evaluation.statement_gold import Annotated, Wanted
from kg.evaluation.statements import Drawn
from kg.model import Document, Entity, Evidence, Kind, Reading, Statement, StatementKind
from tests.evaluation.made import write

TEXT = 'The mayor said "We stay." He hoped it would rain, and Chad said that Mali had said it rained.'
ROW = {"kind": "indirect", "class": "speech", "content": [[0, 10]], "cue": None, "speaker": None, "speaker_name": ""}


def row(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return ROW | {"id": words[:6], "content": [[start, start + len(words)]]} | more


def wanted(start: int, end: int, **more: Any) -> Wanted:
    fields: dict[str, Any] = {
        "id": f"{start}",
        "kind": StatementKind.INDIRECT,
        "content": frozenset(range(start, end)),
        "text": "x",
        "cue": "said",
        "speaker": "Ada Berg",
        "names": ("Ada Berg",),
        "phenomena": (),
        "counts": True,
    }
    return Wanted(**fields | more)


def drawn(start: int, end: int, speaker: str = "Ada Berg", names: Iterable[str] = (), kind: str = "Indirect") -> Drawn:
    return Drawn(StatementKind(kind), frozenset(range(start, end)), "x", "said", speaker, frozenset(names))


def judge(gold: list[Wanted], read: list[Drawn]) -> statements.Verdict:
    return statements.judge(Annotated(Document("x", "x"), tuple(gold)), read)


def counts(verdict: statements.Verdict) -> tuple[int, int, int]:
    return len(verdict.matches), len(verdict.missed), len(verdict.false)


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ((0, 100), True),
        ((0, 50), True),
        ((0, 49), False),
        ((0, 200), True),
        ((0, 201), False),
        ((50, 150), True),
        ((51, 151), False),
    ],
)
def test_half_of_either_is_enough(span: tuple[int, int], found: bool) -> None:
    assert counts(judge([wanted(0, 100)], [drawn(*span)])) == ((1, 0, 0) if found else (0, 1, 1))


def test_marks_and_white_space_are_not_counted() -> None:
    points = statement_gold.content(' “a b”,\n"c" ', [(0, 12)])
    assert points == frozenset({2, 4, 6, 9})


def test_each_is_used_once_and_the_best_overlap_goes_first() -> None:
    verdict = judge([wanted(0, 100), wanted(60, 140)], [drawn(50, 130), drawn(0, 90)])
    assert counts(verdict) == (2, 0, 0)
    assert [(m.wanted.id, min(m.drawn.content)) for m in verdict.matches] == [("0", 0), ("60", 50)]
    assert counts(judge([wanted(0, 100)], [drawn(0, 100), drawn(0, 99)])) == (1, 0, 1)


def test_what_does_not_count_is_neither_missed_nor_false() -> None:
    thought, said = wanted(0, 100, counts=False), wanted(200, 300)
    assert counts(judge([thought, said], [drawn(200, 300)])) == (1, 0, 0)
    assert counts(judge([thought, said], [drawn(0, 100), drawn(200, 300)])) == (1, 0, 0)
    assert counts(judge([thought], [drawn(0, 100), drawn(0, 80)])) == (0, 0, 0), "two readings of one thought"
    nested = wanted(40, 100, counts=False)
    assert counts(judge([wanted(0, 100), nested], [drawn(40, 100)])) == (0, 1, 0), "the inner one is not taken for the outer"


@pytest.mark.parametrize(
    ("gold", "speaker", "names", "right", "resolved"),
    [
        ({}, "Berg", (), True, False),
        ({}, "she", ("Ada Berg",), True, True),
        ({}, "she", ("Bo Lund",), False, False),
        ({}, "", (), False, False),
        ({"speaker": "the mayor"}, "mayor", ("Bo Lund",), True, False),
        ({"names": ("Bo Lund", "Ada Berg"), "speaker": "they"}, "Berg", ("Berg", "Ada Berg"), True, True),
        ({"speaker": None, "names": ()}, "", (), True, False),
        ({"speaker": None, "names": ()}, "sources", (), False, False),
        ({"speaker": None}, "", ("Ada Berg",), True, True),
        ({"speaker": None}, "", (), True, False),
    ],
)
def test_speakers(gold: dict[str, Any], speaker: str, names: tuple[str, ...], right: bool, resolved: bool) -> None:
    (match,) = judge([wanted(0, 9, **gold)], [drawn(0, 9, speaker, names)]).matches
    assert (match.speaker, match.resolved) == (right, resolved)


def test_figures() -> None:
    first = judge(
        [
            wanted(0, 9, phenomena=("split",)),
            wanted(10, 19, kind=StatementKind.DIRECT),
            wanted(20, 29),
            wanted(30, 39, counts=False),
        ],
        [drawn(0, 9, names=("Ada Berg",)), drawn(10, 19, "Bo Lund"), drawn(50, 59, kind="Mixed"), drawn(30, 39)],
    )
    second = judge([wanted(0, 9, speaker="he", names=())], [drawn(0, 9, "he")])
    found = statement_figures.figures([first, second])
    assert found.both == Tally(right=2, drawn=4, gold=4)
    assert found.content == Tally(right=3, drawn=4, gold=4)
    assert (found.speaker, found.resolved, found.kind) == (Share(2, 3), Share(1, 2), Share(2, 3))
    assert found.both_interval[0] <= found.both.f1 <= found.both_interval[1]
    assert statement_figures.by_kind([first, second]) == {
        "direct": Tally(0, 1, 1),
        "indirect": Tally(2, 2, 3),
        "mixed": Tally(0, 1, 0),
    }
    assert statement_figures.by_phenomenon([first, second]) == {
        "plain": (Share(2, 3), Share(1, 3)),
        "split": (Share(1, 1), Share(1, 1)),
    }
    told = statement_figures.markdown({"articles": [first], "passages": [second]})
    assert "| statements | articles | passages |" in told
    assert "| texts, statements | 1, 3 | 1, 1 |" in told
    assert "| direct | 1 | 1 | 0.00 | 0.00 | 0.00 |" in told


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda span: (span[0], sum(span)))


@given(st.lists(st.tuples(SPANS, st.booleans()), max_size=6), st.lists(SPANS, max_size=6))
def test_whatever_is_drawn_adds_up(gold: list[tuple[tuple[int, int], bool]], read: list[tuple[int, int]]) -> None:
    verdict = judge([wanted(*span, counts=counted) for span, counted in gold], [drawn(*span) for span in read])
    matches, missed, false = counts(verdict)
    assert matches + missed == sum(counted for _, counted in gold)
    assert matches + false <= len(read)
    assert all(match.wanted.counts for match in verdict.matches)


@given(st.lists(SPANS, max_size=6, unique=True))
def test_gold_judged_by_itself_is_right(gold: list[tuple[int, int]]) -> None:
    text = Annotated(Document("x", "x"), tuple(wanted(*span) for span in gold))
    assert counts(statements.judge(text, statements.drawn_from_gold(text))) == (len(gold), 0, 0)


def test_a_reading_gives_words_names_and_stretches() -> None:
    document = Document("x", TEXT)
    at = TEXT.index("We stay")
    said = Statement(
        "We stay.",
        StatementKind.DIRECT,
        "say",
        (Evidence(document.id, at, at + 8, "We stay."),),
        speaker="person/berg",
        speaker_text="mayor",
    )
    entities = (Entity("person/berg", Kind.PERSON, "Ada Berg", ("Berg",)),)
    (found,) = statements.drawn_from(Reading(document, entities, (), (), (said,)))
    assert found == Drawn(
        StatementKind.DIRECT,
        statement_gold.content(TEXT, [(at, at + 8)]),
        "We stay.",
        "say",
        "mayor",
        frozenset({"Ada Berg", "Berg"}),
    )


def test_both_forms_of_gold_say_the_same(tmp_path: Path) -> None:
    rows = [row("We stay.", kind="direct", cue=[10, 14], speaker=[4, 9], speaker_name="Ada Berg; Bo Lund", phenomena=["colon"])]
    rows += [row("it would rain", **{"class": "thought"}), row("it rained", nested_in="x")]
    where = {"title": "Rain", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    corpus = write(tmp_path / "corpus.jsonl", {"title": "Rain", "text": TEXT, "date": "2025-03-14"})
    (article,) = statement_gold.articles(write(tmp_path / "gold.jsonl", *(r | where for r in rows)), corpus)
    (passage,) = statement_gold.passages(write(tmp_path / "own.jsonl", {"id": "Rain", "text": TEXT, "statements": rows}))
    assert article.statements == passage.statements
    assert str(article.document.date) == "2025-03-14"
    first = article.statements[0]
    assert (first.cue, first.speaker, first.names, first.text) == ("said", "mayor", ("Ada Berg", "Bo Lund"), "We stay.")
    assert [s.counts for s in article.statements] == [True, False, False]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"id": None}, "own.jsonl:1: a statement must be an object with an id"),
        ({"kind": "free"}, "own.jsonl:1: x: kind must be direct, indirect, mixed"),
        ({"class": "dream"}, "own.jsonl:1: x: class must be speech or thought"),
        ({"content": [[5, 3]]}, r"own.jsonl:1: x: content: \[5, 3\] does not lie in the text"),
        ({"content": [[0, 999]]}, r"own.jsonl:1: x: content: \[0, 999\] does not lie in the text"),
        ({"content": "x"}, "own.jsonl:1: x: content must be a list"),
        ({"content": [[15, 16]]}, "own.jsonl:1: x: content is empty"),
        ({"cue": 7}, "own.jsonl:1: x: cue: 7 is not"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, more: dict[str, Any], says: str) -> None:
    record = {"id": "Rain", "text": TEXT, "statements": [ROW | {"id": "x"} | more]}
    with pytest.raises(GoldError, match=says):
        statement_gold.passages(write(tmp_path / "own.jsonl", record))


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    corpus = write(tmp_path / "corpus.jsonl", {"title": "Rain", "text": TEXT})
    gold = write(tmp_path / "gold.jsonl", ROW | {"id": "x", "title": "Snow", "sha256": "0"})
    with pytest.raises(GoldError, match="gold.jsonl:1: .*corpus.jsonl has no article 'Snow'"):
        statement_gold.articles(gold, corpus)
    with pytest.raises(GoldError, match="gold.jsonl: holds no texts: name the file of its articles with --corpus"):
        runs.statement_texts(None, gold)
    with pytest.raises(GoldError, match="own.jsonl:1: a passage needs id, text and statements"):
        statement_gold.passages(write(tmp_path / "own.jsonl", {"text": TEXT}))
    with pytest.raises(GoldError, match="none.jsonl: holds no statement"):
        runs.statement_texts(None, write(tmp_path / "none.jsonl"))


def test_the_second_reading_lies_beside_the_first(tmp_path: Path) -> None:
    where = {"title": "Rain", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    corpus = write(tmp_path / "corpus.jsonl", {"title": "Rain", "text": TEXT})
    first = write(tmp_path / "gold.jsonl", row("We stay.") | where, row("it rained") | where)
    assert runs.second_reading(corpus, first) == []
    write(tmp_path / "gold.second.jsonl", row("We stay.") | where)
    (verdict,) = runs.second_reading(corpus, first)
    assert counts(verdict) == (1, 1, 0)
