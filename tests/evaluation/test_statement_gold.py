"""The gold of statements and coreference keeps its form, and the two readings agree as docs/annotation.md says.

None of this needs the articles: they are not committed, so only offsets, names and the passages of our own are looked at.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "data" / "gold"

KINDS = {"direct", "mixed", "indirect"}
CLASSES = {"speech", "thought"}
PHENOMENA = set(
    "split multi-sentence continued no-cue phrase noun-cue according-to adverb inverted passive colon document nested "
    "scare".split()
)
NEEDED = {"kind", "class", "content", "cue", "cue_word", "speaker", "speaker_name", "phenomena"}
OPTIONAL = {"addressee", "nested_in"}
TYPOGRAPHY = set(
    "straight curly doubled guillemets german japanese missing-close apostrophe nested-quotes inches scare bad-mark".split()
)
# What other figures are measured on stays out of this one.
HELD_OUT = {
    "Kurds announce deal with Assad's government as Turkey invades Syria's northeast",
    "Turkey's President Erdogan proposes converting Hagia Sophia Museum to mosque",
    "Germany says Alexei Navalny poisoned with Novichok",
    "US President Trump announces troop withdrawal from Syria",
    "Benin, Nigeria join African Union continental free trade bloc",
}

Row = dict[str, Any]


def _rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


STATEMENTS = _rows("statements.jsonl")
SECOND = _rows("statements.second.jsonl")
PASSAGES = _rows("passages.jsonl")
COREFERENCE = _rows("coreference.jsonl")
OF_PASSAGES = [row for passage in PASSAGES for row in passage["statements"]]


def _is_span(span: object) -> bool:
    return isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span) and 0 <= span[0] < span[1]


def _characters(row: Row) -> set[int]:
    return {at for start, end in row["content"] for at in range(start, end)}


def _check(row: Row, extra: set[str]) -> None:
    assert set(row) - OPTIONAL == NEEDED | extra, row["id"]
    assert row["kind"] in KINDS and row["class"] in CLASSES, row["id"]
    assert row["content"] and all(map(_is_span, row["content"])), row["id"]
    ends = [end for span in row["content"] for end in span]
    assert ends == sorted(set(ends)), f"{row['id']}: stretches overlap or are out of order"
    for field in ("cue", "speaker"):
        assert row[field] is None or _is_span(row[field]), row["id"]
    assert (row["cue"] is None) == (row["cue_word"] == ""), row["id"]
    assert row["cue"] is None or len(row["cue_word"]) == row["cue"][1] - row["cue"][0], row["id"]
    assert row["cue"] is None or not _characters(row) & set(range(*row["cue"])), f"{row['id']}: the cue lies in its own content"
    assert row["phenomena"] == sorted(set(row["phenomena"])), row["id"]
    assert ("nested_in" in row) == ("nested" in row["phenomena"]), row["id"]
    assert all(row[field] for field in OPTIONAL & set(row)), row["id"]


@pytest.mark.parametrize("rows", [STATEMENTS, SECOND], ids=["first", "second"])
def test_statements_are_well_formed(rows: list[Row]) -> None:
    hashes: dict[str, str] = {}
    for row in rows:
        _check(row, {"id", "title", "sha256"})
        assert set(row["phenomena"]) <= PHENOMENA, row["id"]
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"]), row["id"]
        assert row["sha256"][:8] in row["id"], row["id"]
        assert hashes.setdefault(row["title"], row["sha256"]) == row["sha256"], row["title"]
        assert len(row["cue_word"]) <= 40, f"{row['id']}: a cue is a word or a few, not the article's text"
    assert len({row["id"] for row in rows}) == len(rows)
    keys = [(row["title"], str(row["content"]), str(row["cue"])) for row in rows]
    assert len(set(keys)) == len(keys), "a statement stands there twice"


@pytest.mark.parametrize("rows", [STATEMENTS, SECOND, OF_PASSAGES], ids=["first", "second", "passages"])
def test_a_nested_statement_lies_inside_the_one_it_names(rows: list[Row]) -> None:
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        if "nested_in" in row:
            outer = by_id[row["nested_in"]]
            assert outer.get("title") == row.get("title")
            assert _characters(row) < _characters(outer), row["id"]


def test_there_is_enough_of_everything() -> None:
    assert len(STATEMENTS) >= 440
    assert len({row["title"] for row in STATEMENTS}) >= 34
    for kind, least in (("direct", 150), ("mixed", 90), ("indirect", 300)):
        assert sum(row["kind"] == kind for row in STATEMENTS) >= least, kind
    assert sum(row["class"] == "speech" and "nested_in" not in row for row in STATEMENTS) >= 400
    assert {name for row in STATEMENTS for name in row["phenomena"]} == PHENOMENA
    assert len(PASSAGES) >= 60
    assert len(COREFERENCE) >= 20


def test_nothing_is_taken_from_the_articles_that_other_figures_are_measured_on() -> None:
    assert not HELD_OUT & {row["title"] for row in STATEMENTS}


def test_passages_are_short_and_their_offsets_lie_on_word_bounds() -> None:
    assert len({passage["id"] for passage in PASSAGES}) == len(PASSAGES)
    assert len({passage["text"] for passage in PASSAGES}) == len(PASSAGES)
    for passage in PASSAGES:
        text = passage["text"]
        assert set(passage) == {"id", "about", "text", "statements"}
        assert 20 <= len(text) <= 400, passage["id"]
        for row in passage["statements"]:
            _check(row, {"id"})
            for start, end in [*row["content"], *(span for span in (row["cue"], row["speaker"]) if span)]:
                assert end <= len(text), row["id"]
                assert text[start:end] == text[start:end].strip() != "", row["id"]
                assert not any(re.fullmatch(r"[^\W_]{2}", text[max(at - 1, 0) : at + 1]) for at in (start, end)), row["id"]
            assert row["cue"] is None or text[slice(*row["cue"])] == row["cue_word"], row["id"]


def test_passages_show_every_phenomenon_and_every_mark() -> None:
    shown = {name for row in OF_PASSAGES for name in row["phenomena"]} | {
        name for passage in PASSAGES for name in passage["about"]
    }
    assert shown >= PHENOMENA | TYPOGRAPHY
    assert any(not passage["statements"] for passage in PASSAGES), "a passage in which nobody says anything is needed too"


def test_coreference_is_well_formed() -> None:
    hashes = {row["title"]: row["sha256"] for row in STATEMENTS}
    assert len({row["title"] for row in COREFERENCE}) == len(COREFERENCE)
    for row in COREFERENCE:
        assert set(row) - {"until"} == {"title", "sha256", "clusters"}
        assert hashes[row["title"]] == row["sha256"]
        names = [cluster["name"] for cluster in row["clusters"]]
        assert all(names) and len(set(names)) == len(names), row["title"]
        mentions = [tuple(span) for cluster in row["clusters"] for span in cluster["mentions"]]
        assert len(set(mentions)) == len(mentions), f"{row['title']}: one mention, two entities"
        for cluster in row["clusters"]:
            assert set(cluster) == {"name", "kind", "mentions"}
            assert cluster["kind"] in {"person", "state", "organization", "group"}
            assert cluster["mentions"] == sorted(cluster["mentions"]) != []
            assert all(map(_is_span, cluster["mentions"]))
            assert all(end <= row.get("until", end) for _, end in cluster["mentions"]), row["title"]
        for start, end in mentions:
            crossing = [span for span in mentions if start < span[0] < end < span[1]]
            assert not crossing, f"{row['title']}: {(start, end)} crosses {crossing}"


def _halves(one: set[int], other: set[int]) -> bool:
    common = 2 * len(one & other)
    return common >= len(one) and common >= len(other)


def _agreement(first: list[Row], second: list[Row]) -> tuple[int, int]:
    """How many statements pair by content, and how many of these by speaker too; each is used once."""
    left, content, speaker = list(second), 0, 0
    for row in first:
        mine = _characters(row)
        pairs = [other for other in left if other["title"] == row["title"] and _halves(mine, _characters(other))]
        if not pairs:
            continue
        best = max(pairs, key=lambda other: (other["speaker_name"] == row["speaker_name"], len(mine & _characters(other))))
        left.remove(best)
        content += 1
        speaker += best["speaker_name"] == row["speaker_name"]
    return content, speaker


def _main(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["class"] == "speech" and "nested_in" not in row]


def test_a_tenth_is_read_twice_and_the_page_tells_how_far_the_readings_agree() -> None:
    titles = {row["title"] for row in SECOND}
    first = [row for row in STATEMENTS if row["title"] in titles]
    assert len(titles) >= 4 and 10 * len(first) >= len(STATEMENTS)
    page = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
    for name, one, two in (("main score", _main(first), _main(SECOND)), ("all", first, SECOND)):
        content, speaker = _agreement(one, two)
        f1 = 2 * speaker / (len(one) + len(two))
        assert f1 >= 0.87
        assert f"| {name} | {len(one)} | {len(two)} | {content} | {speaker} | {f1:.3f} |" in page
