"""Quads back to the model: what `kg.rdf.quads` wrote, read again. Mentions and sentences are not kept in a graph."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.model import Claim, Document, Entity, Evidence, Kind, Modality, Period, Reading, SpeechAct, Statement, StatementKind
from kg.rdf.terms import BASE, KG, PROV, RDF, RDFS, SCHEMA, SKOS, identifier


class _Subject:
    """The triples of one subject, asked by property."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.values: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)

    def text(self, namespace: str, name: str) -> str | None:
        found = sorted(v.value for v in self.values.get(namespace + name, ()))
        return found[0] if found else None

    def word(self, namespace: str, name: str) -> str:
        return self.text(namespace, name) or ""

    def texts(self, namespace: str, name: str) -> tuple[str, ...]:
        return tuple(sorted(v.value for v in self.values.get(namespace + name, ())))

    def local(self, namespace: str, name: str) -> str:
        """The local name of a term of the ontology."""
        return self.word(namespace, name).removeprefix(KG)

    def ids(self, name: str, namespace: str = KG) -> tuple[str, ...]:
        return tuple(sorted(identifier(v, self.base) for v in self.values.get(namespace + name, ())))

    def id(self, name: str, namespace: str = KG) -> str | None:
        found = self.ids(name, namespace)
        return found[0] if found else None

    def date(self, namespace: str, name: str) -> dt.date | None:
        value = self.text(namespace, name)
        return dt.date.fromisoformat(value) if value else None

    def period(self) -> Period | None:
        earliest, latest = self.date(KG, "earliest"), self.date(KG, "latest")
        return Period(earliest, latest, self.word(KG, "date_text")) if earliest and latest else None


def _subjects(quads: Iterable[ox.Quad], base: str) -> dict[str, dict[str, _Subject]]:
    """Type (local name) to id to triples."""
    by_node: dict[ox.NamedNode, _Subject] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            subject = by_node.setdefault(quad.subject, _Subject(base))
            subject.values[quad.predicate.value].append(quad.object)
    by_type: dict[str, dict[str, _Subject]] = defaultdict(dict)
    for node, subject in by_node.items():
        by_type[subject.local(RDF, "type")][identifier(node, base)] = subject
    return by_type


def reading_of(quads: Iterable[ox.Quad], base: str = BASE) -> Reading:
    """The document of one graph with its claims and statements, each in the order of their evidence; no entities, no mentions.

    Raises ValueError when the graph holds no document.
    """
    subjects = _subjects(quads, base)
    if len(subjects["Document"]) != 1:
        raise ValueError(f"a document's graph holds one document, not {len(subjects['Document'])}")
    ((own, described),) = subjects["Document"].items()
    evidence = {key: _evidence(subject) for key, subject in subjects["Evidence"].items()}
    claims = [_claim(s, own, evidence) for s in subjects["Claim"].values()]
    statements = [_statement(s, evidence) for s in subjects["Statement"].values()]
    return Reading(
        document=_document(described),
        entities=(),
        mentions=(),
        claims=tuple(sorted(claims, key=lambda c: ([(e.start, e.end) for e in c.evidence], c.id))),
        statements=tuple(sorted(statements, key=lambda s: ([(e.start, e.end) for e in s.evidence], s.id))),
    )


def entities_of(quads: Iterable[ox.Quad], base: str = BASE) -> tuple[Entity, ...]:
    """The entities of the entities graph, by id; aliases and participants in alphabetical order."""
    subjects = _subjects(quads, base)
    found = [_entity(key, Kind(kind), s) for kind, group in subjects.items() if kind in list(Kind) for key, s in group.items()]
    return tuple(sorted(found, key=lambda e: e.id))


def _document(s: _Subject) -> Document:
    return Document(
        title=s.word(SCHEMA, "headline"),
        text=s.word(KG, "text"),
        date=s.date(SCHEMA, "datePublished"),
        url=s.text(SCHEMA, "url"),
        publisher=s.text(SCHEMA, "publisher"),
        author=s.text(SCHEMA, "author"),
    )


def _evidence(s: _Subject) -> Evidence:
    start, end = int(s.word(KG, "start")), int(s.word(KG, "end"))
    return Evidence(s.id("wasQuotedFrom", PROV) or "", start, end, s.word(KG, "quote"))


def _evidences(s: _Subject, evidence: dict[str, Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted((evidence[e] for e in s.ids("evidence") if e in evidence), key=lambda e: (e.start, e.end)))


def _claim(s: _Subject, document: str, evidence: dict[str, Evidence]) -> Claim:
    asserted_by = s.id("asserted_by")
    return Claim(
        subject=s.id("subject", RDF) or "",
        relation=s.local(RDF, "predicate"),
        object=s.id("object", RDF) or "",
        modality=Modality(s.local(KG, "modality")),
        evidence=_evidences(s, evidence),
        subject_text=s.word(KG, "subject_text"),
        object_text=s.word(KG, "object_text"),
        asserted_by=None if asserted_by == document else asserted_by,
        period=s.period(),
        place=s.id("place"),
        topic=s.text(KG, "topic"),
        confidence=float(s.word(KG, "confidence")),
        rule=s.word(KG, "rule"),
        reason=s.word(KG, "modality_reason"),
        stated_in=s.id("stated_in"),
    )


def _statement(s: _Subject, evidence: dict[str, Evidence]) -> Statement:
    return Statement(
        text=s.word(KG, "text"),
        kind=StatementKind(s.local(KG, "kind")),
        cue=s.word(KG, "cue"),
        evidence=_evidences(s, evidence),
        speaker=s.id("speaker"),
        speaker_text=s.word(KG, "speaker_text"),
        addressee=s.id("addressee"),
        mentions=s.ids("mentions"),
        period=s.period(),
        act=SpeechAct(s.local(KG, "act") or SpeechAct.NEUTRAL),  # older graphs have none
        medium=s.word(KG, "medium"),
        place=s.id("place"),
        nested_in=s.id("nested_in"),
        responds_to=s.id("responds_to"),
    )


def _entity(own: str, kind: Kind, s: _Subject) -> Entity:
    return Entity(
        id=own,
        kind=kind,
        label=s.word(RDFS, "label"),
        aliases=s.texts(SKOS, "altLabel"),
        iso3=s.text(KG, "iso3"),
        org_kind=s.text(KG, "org_kind"),
        of=s.id("of"),
        participants=s.ids("participant"),
        place=s.id("place"),
        period=s.period(),
        partial=s.text(KG, "partial") == "true",
    )
