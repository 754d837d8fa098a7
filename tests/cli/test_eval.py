"""`kg eval` on a small slice of gold, read for real."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.evaluation import runs

Run = Callable[..., Result]


@pytest.fixture
def slice_of_gold(tmp_path: Path) -> Path:
    """Six sentences: relations, a denial, a silent one."""
    wanted = {"agr-01", "rej-01", "san-02", "att-02", "aid-05", "neg-57"}
    lines = [
        line
        for line in runs.shipped("relations.jsonl").read_text(encoding="utf-8").splitlines()
        if json.loads(line)["id"] in wanted
    ]
    path = tmp_path / "slice.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_slice(kg: Run, slice_of_gold: Path) -> None:
    record = json.loads(kg("eval", slice_of_gold, "--json").stdout)
    assert record["figures"]["sentences"] == 6
    assert record["figures"]["claims"]["gold"] == 5
    assert record["figures"]["claims"]["f1"] >= 0.8
    assert set(record["relation"]) >= {"agreed_with", "rejected", "sanctioned", "attacked", "aided"}
    shown = kg("eval", slice_of_gold, "--by", "phenomenon", "--fail-under", "0.5")
    assert shown.exit_code == 0
    assert "modifier as party" in shown.stdout
    assert "precision of Actual claims" in shown.stdout


def test_what_went_wrong_is_listed_and_the_exit_code_says_so(kg: Run, tmp_path: Path) -> None:
    claim = {"subject": "Mali", "relation": "attacked", "object": "Chad", "modality": "Denied"}
    record = {
        "id": "x1",
        "date": "2025-03-14",
        "note": "plain",
        "text": "Norway imposed sanctions on Chad on Monday.",
        "claims": [claim],
    }
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    result = kg("eval", path, "--verbose", "--fail-under", "0.1")
    assert result.exit_code == 1
    assert "missed    Mali attacked Chad (Denied)" in result.stdout
    assert "false     Norway sanctioned Chad (Actual; sanctioned: pattern" in result.stdout
    assert kg("eval", path).exit_code == 0


def test_event_gold(kg: Run, tmp_path: Path) -> None:
    parties = {"sources": [{"text": "Norway", "iso3": "NOR"}], "targets": [{"text": "Chad", "iso3": "TCD"}]}
    record = {
        "id": "1",
        "text": "Norway imposed sanctions on Chad.",
        "date": None,
        "event": "SANCTION",
        "reciprocal": False,
        **parties,
    }
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    found = json.loads(kg("eval", path, "--json").stdout)
    assert found["scores"]["all sentences"]["judged"] == [1, 1, 1]
    assert "both (strict)" in kg("eval", path, "--fail-under", "1").stdout


def test_quiet(kg: Run, tmp_path: Path) -> None:
    text = "It rained in Oslo. Norway imposed sanctions on Chad."
    entry = {"section": "science", "title": "Rain", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    listed, corpus = tmp_path / "quiet.jsonl", tmp_path / "corpus.jsonl"
    listed.write_text(
        "\n".join(json.dumps(entry | {"start": a, "end": b}) for a, b in ((0, 18), (19, len(text)))), encoding="utf-8"
    )
    corpus.write_text(json.dumps({"title": "Rain", "text": text}), encoding="utf-8")
    result = kg("eval", listed, "--quiet", "--corpus", corpus)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "1 of 2 sentences that say nothing between parties drew a claim"
    assert "Norway sanctioned Chad" in result.stdout


def passage(folder: Path) -> Path:
    """Two statements, of which the reader finds the first, and a speaker whom it cannot know."""
    text = 'Ada Berg said: "Norway will not sign the treaty." Fog, it is to be feared, says so too.'
    common = {"class": "speech", "phenomena": [], "kind": "direct", "cue": None}
    quoted = [text.index('"'), text.rindex('"') + 1]
    found = common | {"id": "1", "content": [quoted], "speaker": [0, 8], "speaker_name": "Ada Berg"}
    lost = common | {"id": "2", "content": [[50, 53]], "speaker": None, "speaker_name": "", "phenomena": ["no-cue"]}
    path = folder / "passages.jsonl"
    path.write_text(json.dumps({"id": "p1", "text": text, "statements": [found, lost]}), encoding="utf-8")
    return path


def test_statements(kg: Run, tmp_path: Path) -> None:
    path = passage(tmp_path)
    record = json.loads(kg("eval", path, "--statements", "--json").stdout)["passages"]
    assert record["figures"]["content"]["right"] == record["figures"]["both"]["right"] == 1
    assert record["figures"]["both"]["gold"] == 2
    assert record["phenomena"]["no-cue"]["content"]["hits"] == 0
    shown = kg("eval", path, "--statements", "--verbose", "--fail-under", "0.9")
    assert shown.exit_code == 1
    assert "missed    direct [no cue] nobody: Fog" in shown.stdout
    assert "F1, content and speaker" in shown.stdout
    assert kg("eval", path, "--statements", "--fail-under", "0.1").exit_code == 0
    page = tmp_path / "README.md"
    page.write_text("<!-- statements -->\n<!-- /statements -->\n", encoding="utf-8")
    assert kg("eval", path, "--statements", "--write-readme", page).exit_code == 0
    assert "| texts, statements | 1, 2 |" in page.read_text(encoding="utf-8")


def test_the_passages_that_ship_are_read_without_a_corpus(kg: Run) -> None:
    record = json.loads(kg("eval", "--statements", "--json").stdout)
    assert list(record) == ["passages"]
    assert record["passages"]["figures"]["texts"] >= 60


def test_statements_of_articles_and_coreference(kg: Run, tmp_path: Path) -> None:
    text = "President Ada Berg of Norway met Bo Lund. Berg said she was glad. Nearby, fog rose."
    article = {"title": "Rain", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    corpus, listed, clusters = (tmp_path / name for name in ("corpus.jsonl", "gold.jsonl", "coreference.jsonl"))
    corpus.write_text(json.dumps({"title": "Rain", "text": text, "date": "2025-03-14"}), encoding="utf-8")
    said = {"id": "1", "kind": "indirect", "class": "speech", "content": [[52, 64]], "cue": [47, 51], "phenomena": []}
    listed.write_text(json.dumps(article | said | {"speaker": [42, 46], "speaker_name": "Ada Berg"}), encoding="utf-8")
    (tmp_path / "gold.second.jsonl").write_text(listed.read_text(encoding="utf-8"), encoding="utf-8")
    found = kg("eval", listed, "--statements", "--corpus", corpus)
    assert "F1, content and speaker" in found.stdout
    assert "a second reading of 1 articles, judged like a reader: F1 1.000" in found.stdout

    mentions = {"Ada Berg": [[10, 18], [42, 46], [52, 55]], "Norway": [[22, 28]], "Bo Lund": [[33, 40]], "fog": [[74, 77]]}
    record = article | {"clusters": [{"name": name, "kind": "person", "mentions": spans} for name, spans in mentions.items()]}
    clusters.write_text(json.dumps(record), encoding="utf-8")
    scores = json.loads(kg("eval", clusters, "--coreference", "--corpus", corpus, "--json").stdout)
    assert scores["mentions"] == {"precision": 1, "recall": 5 / 6, "f1": pytest.approx(10 / 11)}
    assert scores["muc"]["f1"] == 1 and 0.8 < scores["mean"] < 1
    shown = kg("eval", clusters, "--coreference", "--corpus", corpus, "--verbose", "--fail-under", "1")
    assert shown.exit_code == 1
    assert "missed    fog: rg said she was glad. Nearby, [fog] rose." in shown.stdout
    assert "mean of the three (CoNLL)" in shown.stdout


def test_the_readme_is_written(kg: Run, slice_of_gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("<!-- accuracy -->\n<!-- /accuracy -->\n", encoding="utf-8")
    assert kg("eval", slice_of_gold, "--write-readme", page).exit_code == 0
    assert "| **all** | 5 |" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--quiet",), "--quiet needs the articles: --corpus FILE"),
        (("--coreference",), "--coreference needs the articles: --corpus FILE"),
        (("--corpus", "bad.jsonl"), "--corpus goes with --quiet, --statements or --coreference"),
        (("--statements", "--coreference"), "--statements and --coreference exclude each other"),
        (("--quiet", "--corpus", "bad.jsonl", "--write-readme", "bad.jsonl"), "--write-readme does not go with --quiet"),
        (("bad.jsonl", "--statements"), "bad.jsonl:1: not JSON"),
        (("nothing.jsonl",), "nothing.jsonl"),
        (("bad.jsonl",), "bad.jsonl:1: not JSON"),
    ],
)
def test_what_cannot_be_done_is_one_line(kg: Run, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "bad.jsonl").write_text("{", encoding="utf-8")
    result = kg("eval", *arguments)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert says in result.stderr
