"""From a finished Doc to values: every claim points at its words, whatever the text."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Document, Entity, Kind, Modality, Period, Reading, merge
from kg.nlp.pipeline import Pipeline
from tests.nlp.tables import PUBLISHED, claims_of

SNIPPETS = [
    "Norway rejected a Malian plan on Monday.",
    "“We met Erik Dahl 🙂,” said Anna Berg, the chancellor of Germany.",
    'Officials said: "Norway sanctioned Mali."',
    "President Luc Morel of France 🇫🇷 met Norwegian troops in Geneva (2018).",
    "She said it rejected them.",
    "שלום עולם",
    "وقعت النرويج معاهدة مع مالي",
    "日本は提案を拒否した。",
    "W" * 300,
    "“”",
    '""" “ ” „ “ « »',
    "...",
    "—",
    "\u200b\ufeff\u202e",
    "e\u0301 n\u0303 Å ﬁ",
    "6'2\" tall",
    "(2018)",
    "\t \u00a0",
    "🙂" * 20,
    "\U0001d7d8\U0001f1f3\U0001f1f4",
    "The two sides signed the treaty, according to the U.N.",
    "Presidents",
    "'s",
    "Norway's",
    "12 June 2018",
    "and of the by with",
    "Who said what? “I,” he said, “do.”",
    "Norway and Mali held three summits in Geneva (2011), Vienna (2012) and the (2013).",
]
GLUE = ["\n\n", "\n", " ", "", "  ", " \u2028"]


def offsets_hold(reading: Reading) -> None:
    text = reading.document.text
    evidence = [e for c in reading.claims for e in c.evidence] + [e for s in reading.statements for e in s.evidence]
    for e in evidence:
        assert text[e.start : e.end] == e.quote
        assert e.quote.strip() == e.quote != ""
        assert e.document == reading.document.id
    for m in reading.mentions:
        assert text[m.start : m.end] == m.text
    assert all(0 <= a < b <= len(text) for a, b in reading.sentences)
    assert all(first[1] <= second[0] for first, second in pairwise(reading.sentences))
    known = {e.id for e in reading.entities} | {s.id for s in reading.statements}
    for c in reading.claims:
        assert {c.subject, c.object} <= known
        assert c.place is None or c.place in known
        assert c.asserted_by is None or c.asserted_by in known
        assert c.stated_in is None or c.stated_in in {s.id for s in reading.statements}
    for s in reading.statements:
        assert {*s.mentions, *filter(None, [s.speaker, s.addressee, s.place, s.nested_in, s.responds_to])} <= known
    for entity in reading.entities:
        assert {*entity.participants, *filter(None, [entity.of, entity.place])} <= known
    assert {m.entity for m in reading.mentions} <= known


SHARED = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@SHARED
@given(mixes=st.lists(st.tuples(st.lists(st.sampled_from(SNIPPETS), max_size=5), st.sampled_from(GLUE)), min_size=1, max_size=6))
def test_every_offset_holds_in_any_mix_of_texts(mixes: list[tuple[list[str], str]], pipeline: Pipeline) -> None:
    dates = (None, PUBLISHED)
    documents = [Document("mixed", glue.join(parts), date=dates[i % 2]) for i, (parts, glue) in enumerate(mixes)]
    for reading in pipeline.read(documents):
        offsets_hold(reading)


@SHARED
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_every_offset_holds_in_any_text(texts: list[str], pipeline: Pipeline) -> None:
    for reading in pipeline.read([Document("any", text, date=PUBLISHED) for text in texts]):
        offsets_hold(reading)


TEXTS = SNIPPETS


@pytest.mark.parametrize("text", SNIPPETS)
def test_every_offset_holds_in_each(text: str, readings: dict[str, Reading]) -> None:
    offsets_hold(readings[text])


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b"])
def test_a_text_without_words_gives_nothing(text: str, pipeline: Pipeline) -> None:
    (reading,) = pipeline.read([Document("empty", text)])
    assert (reading.claims, reading.statements, reading.words) == ((), (), 0)


def test_claims_come_in_order_of_the_text(pipeline: Pipeline) -> None:
    (reading,) = pipeline.read([Document("order", "Norway sanctioned Mali. Niger attacked Peru. Chile met Kenya.")])
    starts = [c.evidence[0].start for c in reading.claims]
    assert starts == sorted(starts)
    assert len({c.id for c in reading.claims}) == len(reading.claims) == 3


def test_the_evidence_of_a_claim_is_its_sentence(pipeline: Pipeline) -> None:
    (reading,) = pipeline.read([Document("s", "It rained. Norway sanctioned Mali. Then it snowed.")])
    (claim,) = claims_of(reading, "sanctioned")
    assert [e.quote for e in claim.evidence] == ["Norway sanctioned Mali."]
    assert claim.modality is Modality.ACTUAL


def test_two_views_of_one_entity_become_one() -> None:
    long = Period(dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    short = Period(dt.date(2018, 6, 1), dt.date(2018, 6, 30))
    a = Entity("person/a", Kind.PERSON, "Berg", ("Ms Berg",), period=long, partial=True)
    b = Entity("person/a", Kind.PERSON, "Anna Berg", of="state/NOR", period=short)
    for merged in (merge(a, b), merge(b, a)):
        assert merged.label == "Anna Berg"
        assert merged.aliases == ("Berg", "Ms Berg")
        assert (merged.of, merged.period, merged.partial) == ("state/NOR", short, False)
