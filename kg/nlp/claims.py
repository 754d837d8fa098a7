"""The last room that sees spaCy: a finished Doc becomes Mentions, Entities, Claims and Statements, with offsets into the
document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.model import Claim, Document, Entity, Kind, Mention, Modality, Reading, Statement, merge
from kg.nlp import mentions
from kg.nlp.annotations import Annotations, Found, Referent, notes_on
from kg.nlp.circumstances import Circumstances
from kg.nlp.entities import Entities
from kg.nlp.pieces import Piece
from kg.nlp.reported import Reported
from kg.vocabulary import Vocabulary


class Writer:
    """Turns the annotations of one piece of a document into the values of `kg.model`."""

    def __init__(self, document: Document, piece: Piece, doc: Doc, vocabulary: Vocabulary) -> None:
        self.doc = doc
        self.notes: Annotations = notes_on(doc)
        self.entities = Entities(document, piece, doc)
        self.circumstances = Circumstances(doc, self.notes)
        readers = {
            reader: sorted(r.name for r in vocabulary.relations.values() if r.reader == reader)
            for reader in ("positions", "statements")
        }
        by_range = {name: vocabulary.relations[name].range for name in readers["positions"]}
        self._holds = [n for n in readers["positions"] if "Position" in by_range[n]]
        self._represents = [n for n in readers["positions"] if "Position" not in by_range[n]]
        self.reported = Reported(self.entities, tuple(readers["statements"]))

    def claims(self) -> Iterator[Claim]:
        """Every claim but those of who said what: those of offices included."""
        for found in self.notes.found:
            yield self._claim(found)
        yield from self._offices()

    def _claim(self, found: Found) -> Claim:
        return Claim(
            subject=self.entities.entity(found.subject),
            relation=found.relation,
            object=self.entities.entity(found.object),
            modality=found.modality,
            evidence=(self.entities.sentence(found.token),),
            subject_text=self.entities.words(found.subject_span, found.subject),
            object_text=self.entities.words(found.object_span, found.object),
            asserted_by=self.entities.entity(found.asserted_by) if found.asserted_by is not None else None,
            period=found.period,
            place=self.entities.entity(found.place) if found.place is not None else None,
            topic=found.topic,
            confidence=found.confidence,
            rule=found.rule,
            reason=found.reason,
            stated_in=self.reported.stated_in(found.token),
        )

    def _offices(self) -> Iterator[Claim]:
        for referent in list(self.notes.referents):
            if referent.kind is not Kind.PERSON:
                continue
            for office in referent.offices:
                position = self.entities.position(office.title, office.of)
                sentence = (self.entities.sentence(office.token),)
                period = self.circumstances.time(self.doc[office.token].head) if office.rule == "is title" else None
                rule = f"office: {office.rule}"
                former = office.rule.startswith("former")
                stated_in = self.reported.stated_in(office.token)
                for relation in self._holds:
                    yield Claim(
                        self.entities.entity(referent),
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
                        stated_in=stated_in,
                    )
                if office.of is not None and office.modality is Modality.ACTUAL and not former:
                    for relation in self._represents:
                        yield Claim(
                            self.entities.entity(referent),
                            relation,
                            self.entities.entity(office.of),
                            office.modality,
                            sentence,
                            referent.label,
                            office.of.label,
                            confidence=0.85,
                            rule=rule,
                            reason="reported as fact",
                            stated_in=stated_in,
                        )

    def _named_near(self, referent: Referent, token: int) -> str:
        """The words for a referent that stand nearest to a token; else its label."""
        near = [r for r in self.notes.references if r.referent is referent and r.form == "name"]
        best = min(near, key=lambda r: abs(r.root - token), default=None)
        return self.entities.words((best.start, best.end), referent) if best is not None else referent.label

    def mentions(self) -> Iterator[Mention]:
        """Every mention of an entity that has a name, or that a claim or statement uses."""
        for reference in mentions.mentions(self.doc, self.notes, frozenset(self.entities.ids)):
            evidence = self.entities.evidence(reference.start, reference.end)
            yield Mention(self.entities.entity(reference.referent), evidence.start, evidence.end, evidence.quote, reference.form)


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
        for statement, said in writer.reported.statements():
            statements.setdefault(statement.id, statement)
            claims.update({c.id: c for c in said})
        for mention in writer.mentions():
            mentions.setdefault((mention.start, mention.end, mention.entity), mention)
        for sentence in doc.sents:
            evidence = writer.entities.evidence(sentence.start, sentence.end)
            if evidence.quote:
                sentences.append((evidence.start, evidence.end))
        words += sum(1 for t in doc if t.is_alpha or t.like_num)
        for key, entity in writer.entities.written.items():
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
