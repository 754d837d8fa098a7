"""The last room that sees spaCy: a finished Doc becomes Mentions, Entities, Claims and Statements, with offsets into the
document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Kind,
    Mention,
    Modality,
    Reading,
    Statement,
    digest,
    fold,
    merge,
    slug,
)
from kg.nlp import mentions
from kg.nlp.annotations import Annotations, Found, Referent, notes_on
from kg.nlp.circumstances import Circumstances
from kg.nlp.pieces import Piece
from kg.vocabulary import Vocabulary

_TAKES_ARTICLE = re.compile(
    r"^(?:United|Soviet|African|European|Maldives|Bahamas|Gambia)\b|\b(?:Nations|States|Kingdom|Emirates|"
    r"Republic|Union|Netherlands|Philippines|Islands|Congo|Bank|Commission|Council|Committee|Agency|Organi[sz]ation|League|Party|Army|Senate|"
    r"Parliament|Court|Ministry|Department|Fund|Association|Forces|Front|Movement|Assembly|House|Federation|Conference|Court)$"
)
_SCOPED = (Kind.GROUP, Kind.TOPIC)  # known by a description only: never the same in two documents


class Writer:
    """Turns the annotations of one piece of a document into the values of `kg.model`."""

    def __init__(self, document: Document, piece: Piece, doc: Doc, vocabulary: Vocabulary) -> None:
        self.document, self.doc, self.offset, self.text = document, doc, piece.offset, piece.text
        self.notes: Annotations = notes_on(doc)
        self.ids: dict[int, str] = {}
        self.entities: dict[str, Entity] = {}
        self.circumstances = Circumstances(doc, self.notes)
        readers = {
            reader: sorted(r.name for r in vocabulary.relations.values() if r.reader == reader)
            for reader in ("positions", "statements")
        }
        by_range = {name: vocabulary.relations[name].range for name in readers["positions"]}
        self._holds = [n for n in readers["positions"] if "Position" in by_range[n]]
        self._represents = [n for n in readers["positions"] if "Position" not in by_range[n]]
        self._said = readers["statements"]

    # -- entities ------------------------------------------------------------------------------------------------------------

    def entity(self, referent: Referent) -> str:
        """The id of a referent; its entity is written at the first call."""
        known = self.ids.get(id(referent))
        if known is not None:
            return known
        self.ids[id(referent)] = entity_id = self._entity_id(referent)
        of = self.entity(referent.of) if referent.of is not None else None
        place = self.entity(referent.place) if referent.place is not None else None
        taking_part = (
            sorted({self.entity(m) for m in referent.members}) if referent.kind in (Kind.SUMMIT, Kind.MEETING, Kind.EVENT) else []
        )
        label = _label(referent)
        aliases = tuple(sorted({_clean(n) for n in referent.names} - {label, ""}))
        entity = Entity(
            id=entity_id,
            kind=referent.kind,
            label=label,
            aliases=aliases,
            iso3=referent.iso3,
            org_kind=referent.org_kind,
            of=of,
            participants=tuple(taking_part),
            place=place,
            period=referent.period,
            partial=referent.kind is Kind.PERSON and not referent.described and len(fold(label).split()) == 1,
        )
        have = self.entities.get(entity_id)
        self.entities[entity_id] = entity if have is None else merge(have, entity)
        return entity_id

    def _entity_id(self, referent: Referent) -> str:
        folder = referent.kind.value.lower()
        if referent.kind is Kind.STATE and referent.key:
            return f"state/{referent.key}"
        label = _label(referent)
        if referent.kind in _SCOPED or (referent.described and referent.kind in (Kind.PERSON, Kind.ORGANIZATION)):
            owner = self.entity(referent.of) if referent.of is not None else ""
            return f"{folder}/{slug(label)}-{digest(self.document.id, owner, fold(label))}"
        if referent.kind in (Kind.SUMMIT, Kind.MEETING) and referent.period is not None:
            return (
                f"{folder}/{slug(label)}-{referent.period.earliest.year}"
                if str(referent.period.earliest.year) not in label
                else f"{folder}/{slug(label)}"
            )
        if referent.kind in (Kind.SUMMIT, Kind.MEETING) and referent.described:
            return f"{folder}/{slug(label)}-{digest(self.document.id)}"
        if referent.key:
            return f"{folder}/{slug(referent.key)}"
        name = slug(label)
        return f"{folder}/{name}" if name != "unnamed" else f"{folder}/{digest(label)}"

    # -- evidence ------------------------------------------------------------------------------------------------------------

    def evidence(self, start: int, end: int) -> Evidence:
        """Tokens as a stretch of the document, without white space at its edges."""
        first, last = self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)
        text = self.text  # spaCy builds `doc.text` anew at each call
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        return Evidence(self.document.id, first + self.offset, last + self.offset, text[first:last])

    def _words(self, span: tuple[int, int], referent: Referent) -> str:
        """The words that stand for a party; for a pronoun those that it stands for, so that a claim can be read alone."""
        if span[1] - span[0] == 1 and self.doc[span[0]].tag_ in ("PRP", "PRP$", "WP", "WDT"):
            before = [r for r in self.notes.references if r.referent is referent and r.form != "pronoun" and r.start < span[0]]
            if not before:
                return _label(referent)
            span = (before[-1].start, before[-1].end)
        first, last = self.doc[span[0]], self.doc[span[1] - 1]
        return " ".join(self.text[first.idx : last.idx + len(last.text)].split())

    def _sentence(self, token: int) -> Evidence:
        sentence = self.doc[token].sent
        return self.evidence(sentence.start, sentence.end)

    # -- claims --------------------------------------------------------------------------------------------------------------

    def claims(self) -> Iterator[Claim]:
        """Every claim, those of offices and statements included."""
        for found in self.notes.found:
            yield self._claim(found)
        yield from self._offices()

    def _claim(self, found: Found) -> Claim:
        return Claim(
            subject=self.entity(found.subject),
            relation=found.relation,
            object=self.entity(found.object),
            modality=found.modality,
            evidence=(self._sentence(found.token),),
            subject_text=self._words(found.subject_span, found.subject),
            object_text=self._words(found.object_span, found.object),
            asserted_by=self.entity(found.asserted_by) if found.asserted_by is not None else None,
            period=found.period,
            place=self.entity(found.place) if found.place is not None else None,
            topic=found.topic,
            confidence=found.confidence,
            rule=found.rule,
            reason=found.reason,
        )

    def _offices(self) -> Iterator[Claim]:
        for referent in list(self.notes.referents):
            if referent.kind is not Kind.PERSON:
                continue
            for office in referent.offices:
                position = self._position(office.title, office.of)
                sentence = (self._sentence(office.token),)
                period = self.circumstances.time(self.doc[office.token].head) if office.rule == "is title" else None
                rule = f"office: {office.rule}"
                former = office.rule.startswith("former")
                for relation in self._holds:
                    yield Claim(
                        self.entity(referent),
                        relation,
                        position,
                        office.modality,
                        sentence,
                        self._named_near(referent, office.token),
                        office.title,
                        period=period,
                        topic="former" if former else None,
                        confidence=0.9,
                        rule=rule,
                        reason="reported as fact",
                    )
                if office.of is not None and office.modality is Modality.ACTUAL and not former:
                    for relation in self._represents:
                        yield Claim(
                            self.entity(referent),
                            relation,
                            self.entity(office.of),
                            office.modality,
                            sentence,
                            referent.label,
                            office.of.label,
                            confidence=0.85,
                            rule=rule,
                            reason="reported as fact",
                        )

    def _named_near(self, referent: Referent, token: int) -> str:
        """The words for a referent that stand nearest to a token; else its label."""
        near = [r for r in self.notes.references if r.referent is referent and r.form == "name"]
        best = min(near, key=lambda r: abs(r.root - token), default=None)
        return self._words((best.start, best.end), referent) if best is not None else referent.label

    def _position(self, title: str, of: Referent | None) -> str:
        name = " ".join(
            w if w in ("of", "for", "and", "the", "to", "in") else w[:1].upper() + w[1:] for w in title.lower().split()
        ).replace("Un ", "UN ")
        owner = self.entity(of) if of is not None else None
        label = f"{name} of {_with_article(_label(of))}" if of is not None else name
        entity_id = f"position/{slug(label)}"
        self.entities.setdefault(entity_id, Entity(entity_id, Kind.POSITION, label, of=owner))
        return entity_id

    # -- statements ----------------------------------------------------------------------------------------------------------

    def statements(self) -> Iterator[tuple[Statement, tuple[Claim, ...]]]:
        """Every statement with the claims that its speaker said it."""
        for saying in self.notes.sayings:
            evidence = tuple(self.evidence(a, b) for a, b in saying.stretches)
            evidence = tuple(e for e in evidence if e.quote)
            if not evidence:
                continue
            spans = saying.stretches
            mentions = {
                self.entity(r.referent)
                for r in self.notes.references
                if any(a <= r.start < b for a, b in spans) and not r.referent.members and r.form not in ("pronoun", "description")
            }
            speaker = self.entity(saying.speaker) if saying.speaker is not None else None
            statement = Statement(
                text=" … ".join(e.quote for e in evidence),
                kind=saying.kind,
                cue=saying.cue,
                evidence=evidence,
                speaker=speaker,
                speaker_text=" ".join(saying.speaker_text.split()),
                addressee=self.entity(saying.addressee) if saying.addressee is not None else None,
                mentions=tuple(sorted(mentions)),
                period=saying.period,
            )
            said: tuple[Claim, ...] = ()
            if speaker is not None:
                sentence = (self._sentence(saying.cue_token),)
                said = tuple(
                    Claim(
                        speaker,
                        relation,
                        statement.id,
                        Modality.ACTUAL,
                        sentence,
                        statement.speaker_text,
                        statement.cue,
                        period=saying.period,
                        confidence=0.9,
                        rule=f"statement: {saying.cue}",
                        reason="reported as fact",
                    )
                    for relation in self._said
                )
            yield statement, said

    def mentions(self) -> Iterator[Mention]:
        """Every mention of an entity that has a name, or that a claim or statement uses."""
        for reference in mentions.mentions(self.doc, self.notes, frozenset(self.ids)):
            evidence = self.evidence(reference.start, reference.end)
            yield Mention(self.entity(reference.referent), evidence.start, evidence.end, evidence.quote, reference.form)


def _clean(name: str) -> str:
    return " ".join(name.split())


def _with_article(name: str) -> str:
    """ "President of *the* United States": with the article that such names take in running text."""
    return f"the {name}" if _TAKES_ARTICLE.search(name) else name


def _label(referent: Referent) -> str:
    label = _clean(referent.label) or "unnamed"
    if (
        referent.kind in (Kind.SUMMIT, Kind.MEETING)
        and referent.period is not None
        and referent.described
        and referent.period.earliest.year == referent.period.latest.year
    ):
        return f"{label} ({referent.period.earliest.year})"
    return label


def reading(document: Document, pieces: Iterable[tuple[Piece, Doc]], vocabulary: Vocabulary) -> Reading:
    """One document's Reading, from the finished Docs of its pieces."""
    entities: dict[str, Entity] = {}
    claims: dict[str, Claim] = {}
    statements: dict[str, Statement] = {}
    mentions: dict[tuple[int, int, str], Mention] = {}
    sentences: list[tuple[int, int]] = []
    words = 0
    for piece, doc in pieces:
        writer = Writer(document, piece, doc, vocabulary)
        for claim in writer.claims():
            claims.setdefault(claim.id, claim)
        for statement, said in writer.statements():
            statements.setdefault(statement.id, statement)
            claims.update({c.id: c for c in said})
        for mention in writer.mentions():
            mentions.setdefault((mention.start, mention.end, mention.entity), mention)
        for sentence in doc.sents:
            evidence = writer.evidence(sentence.start, sentence.end)
            if evidence.quote:
                sentences.append((evidence.start, evidence.end))
        words += sum(1 for t in doc if t.is_alpha or t.like_num)
        for key, entity in writer.entities.items():
            entities[key] = merge(entities[key], entity) if key in entities else entity
    in_order = sorted(
        claims.values(), key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.relation, c.subject, c.object, c.id)
    )
    return Reading(
        document=document,
        entities=tuple(entities[k] for k in sorted(entities)),
        mentions=tuple(mentions[k] for k in sorted(mentions)),
        claims=tuple(in_order),
        statements=tuple(sorted(statements.values(), key=lambda s: (s.evidence[0].start, s.id))),
        sentences=tuple(sentences),
        words=words,
    )
