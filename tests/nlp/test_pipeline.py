"""The reader as a whole: the same in, the same out, in order, and at any length."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import LanguageModelError
from kg.model import Document
from kg.nlp import pipeline as module
from kg.nlp.pipeline import BATCH, Pipeline
from tests.nlp.tables import PUBLISHED, claims_of

SENTENCES = [
    "Norwegian President Erik Dahl met Anna Berg in Geneva on Monday.",
    "“We rejected the Malian plan,” he said.",
    "Rebels attacked dozens of activists.",
    "The two sides signed a treaty.",
]
DOCUMENTS = [
    Document(f"title {i}", " ".join(SENTENCES[i % 4 :] + SENTENCES[: i % 4]) + f" Note {i}.", date=PUBLISHED)
    for i in range(2 * BATCH + 3)
]


def test_the_same_input_gives_the_same_readings(pipeline: Pipeline) -> None:
    assert list(pipeline.read(DOCUMENTS[:6])) == list(pipeline.read(DOCUMENTS[:6]))


def test_readings_come_in_the_order_of_the_documents(pipeline: Pipeline) -> None:
    assert [r.document for r in pipeline.read(DOCUMENTS)] == DOCUMENTS


def test_a_reading_does_not_depend_on_its_neighbours(pipeline: Pipeline) -> None:
    together = list(pipeline.read(DOCUMENTS[:5]))
    assert list(pipeline.read(DOCUMENTS[4::-1])) == together[::-1]
    assert [next(pipeline.read([d])) for d in DOCUMENTS[:5]] == together


def test_no_documents_give_no_readings(pipeline: Pipeline) -> None:
    assert list(pipeline.read([])) == []


def test_empty_documents_keep_their_place(pipeline: Pipeline) -> None:
    documents = [Document("a", ""), Document("b", SENTENCES[0]), Document("c", "\n")]
    readings = list(pipeline.read(documents))
    assert [r.document.title for r in readings] == ["a", "b", "c"]
    assert [bool(r.claims) for r in readings] == [False, True, False]


def test_documents_are_read_as_they_come(pipeline: Pipeline) -> None:
    taken: list[int] = []

    def source() -> object:
        for i, document in enumerate(DOCUMENTS):
            taken.append(i)
            yield document

    next(pipeline.read(source()))  # type: ignore[arg-type]
    assert len(taken) < len(DOCUMENTS)


def test_words_and_sentences_are_counted(pipeline: Pipeline) -> None:
    (reading,) = pipeline.read([Document("t", "Norway left. Mali stayed at home.")])
    assert reading.words == 6
    assert [reading.document.text[a:b] for a, b in reading.sentences] == ["Norway left.", "Mali stayed at home."]


def test_hash_seeds_change_nothing() -> None:
    script = (
        "from kg.nlp.pipeline import Pipeline; from kg.model import Document\n"
        f"print(next(Pipeline().read([Document('t', {' '.join(SENTENCES)!r})])))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != ""


def test_a_long_text_is_read_with_offsets_into_the_whole(pipeline: Pipeline) -> None:
    filler = "." * 1999 + "\n\n"  # one token a line: the length of a long text without its work
    text = "Norway sanctioned Mali.\n\n" + filler * 1000 + "Niger attacked Peru.\n"
    assert len(text) > 2_000_000
    (reading,) = pipeline.read([Document("long", text)])
    quotes = {c.relation: (c.evidence[0].start, c.evidence[0].quote) for c in reading.claims}
    assert quotes == {
        "sanctioned": (0, "Norway sanctioned Mali."),
        "attacked": (text.index("Niger"), "Niger attacked Peru."),
    }
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)


def test_one_entity_over_all_pieces_of_a_text(pipeline: Pipeline) -> None:
    text = "Norway sanctioned Mali.\n\n" + ("." * 1999 + "\n\n") * 110 + "Norway attacked Mali.\n"
    (reading,) = pipeline.read([Document("long", text)])
    assert [e.id for e in reading.entities] == ["state/MLI", "state/NOR"]
    assert len(claims_of(reading, "sanctioned") + claims_of(reading, "attacked")) == 2


def test_a_missing_model_is_one_line_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODEL", "en_core_web_missing")
    with pytest.raises(LanguageModelError, match="en_core_web_missing is not installed: install"):
        Pipeline()


def test_another_version_of_the_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODEL_VERSION", "9.9.9")
    with pytest.raises(LanguageModelError, match="not 9.9.9: install"):
        Pipeline()
