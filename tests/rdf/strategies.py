"""Readings of every shape for property tests: any text that a file can hold, any dates, any ids."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import Claim, Document, Entity, Evidence, Kind, Modality, Period, Reading, SpeechAct, Statement, StatementKind
from kg.rdf.terms import clean

texts = st.text(max_size=40).map(clean)
words = st.text(min_size=1, max_size=12).map(clean)
maybe = st.none() | words
dates = st.dates()
periods = st.none() | st.builds(Period, dates, dates, texts)
urls = st.none() | st.sampled_from(["https://example.org/a?b=c&d#e", "http://example.org/~x/%C3%A9", "HTTPS://EXAMPLE.ORG"])


def ids(*folders: str) -> st.SearchStrategy[str]:
    return st.builds("{}/{}".format, st.sampled_from(folders or ("person", "state", "organization")), words)


documents = st.builds(Document, title=texts, text=texts, date=st.none() | dates, url=urls, publisher=maybe, author=maybe)
entities = st.builds(
    Entity,
    id=ids(),
    kind=st.sampled_from(list(Kind)),
    label=words,
    aliases=st.sets(words).map(lambda found: tuple(sorted(found))),
    iso3=maybe,
    org_kind=maybe,
    of=st.none() | ids("state"),
    participants=st.sets(ids()).map(lambda found: tuple(sorted(found))),
    place=st.none() | ids("place"),
    period=periods,
    partial=st.booleans(),
).map(lambda e: e if e.label not in e.aliases else Entity(e.id, e.kind, e.label))


@st.composite
def evidence(draw: st.DrawFn, document: Document) -> tuple[Evidence, ...]:
    spans = draw(st.sets(st.tuples(*[st.integers(0, len(document.text))] * 2).map(sorted).map(tuple), min_size=1, max_size=3))
    return tuple(Evidence(document.id, start, end, document.text[start:end]) for start, end in sorted(spans))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document = draw(documents)
    claims = st.builds(
        Claim,
        subject=ids(),
        relation=st.sampled_from(["met_with", "rejected", "said"]),
        object=ids() | ids("statement"),
        modality=st.sampled_from(list(Modality)),
        evidence=evidence(document),
        subject_text=texts,
        object_text=texts,
        asserted_by=st.none() | ids(),
        period=periods,
        place=st.none() | ids("place"),
        topic=maybe,
        confidence=st.floats(0, 1, width=32),
        rule=texts,
        reason=texts,
        stated_in=st.none() | ids("statement"),
    )
    statements = st.builds(
        Statement,
        text=texts,
        kind=st.sampled_from(list(StatementKind)),
        cue=texts,
        evidence=evidence(document),
        speaker=st.none() | ids(),
        speaker_text=texts,
        addressee=st.none() | ids(),
        mentions=st.sets(ids()).map(lambda found: tuple(sorted(found))),
        period=periods,
        act=st.sampled_from(list(SpeechAct)),
        medium=texts,
        place=st.none() | ids("place"),
        nested_in=st.none() | ids("statement"),
        responds_to=st.none() | ids() | ids("statement"),
    )
    found = draw(st.lists(claims, max_size=4, unique_by=lambda c: c.id))
    said = draw(st.lists(statements, max_size=3, unique_by=lambda s: s.id))
    return Reading(document, (), (), tuple(found), tuple(said))
