"""Referents and tokens of one piece of a document as values: entities with their ids, evidence with its offsets."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.model import Document, Entity, Evidence, Kind, digest, fold, merge, slug
from kg.nlp.annotations import Annotations, Referent, notes_on
from kg.nlp.pieces import Piece

_TAKES_ARTICLE = re.compile(
    r"^(?:United|Soviet|African|European|Maldives|Bahamas|Gambia)\b|\b(?:Nations|States|Kingdom|Emirates|"
    r"Republic|Union|Netherlands|Philippines|Islands|Congo|Bank|Commission|Council|Committee|Agency|Organi[sz]ation|League|Party|Army|Senate|"
    r"Parliament|Court|Ministry|Department|Fund|Association|Forces|Front|Movement|Assembly|House|Federation|Conference|Court)$"
)
_SCOPED = (Kind.GROUP, Kind.TOPIC)  # known by a description only: never the same in two documents


class Entities:
    """What the claims and the statements of one piece speak of, each entity written when it is first asked for."""

    def __init__(self, document: Document, piece: Piece, doc: Doc) -> None:
        self.document, self.doc, self.offset, self.text = document, doc, piece.offset, piece.text
        self.notes: Annotations = notes_on(doc)
        self.ids: dict[int, str] = {}
        self.written: dict[str, Entity] = {}

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
        have = self.written.get(entity_id)
        self.written[entity_id] = entity if have is None else merge(have, entity)
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

    def position(self, title: str, of: Referent | None) -> str:
        """The id of an office, which is written."""
        name = " ".join(
            w if w in ("of", "for", "and", "the", "to", "in") else w[:1].upper() + w[1:] for w in title.lower().split()
        ).replace("Un ", "UN ")
        owner = self.entity(of) if of is not None else None
        label = f"{name} of {_with_article(_label(of))}" if of is not None else name
        entity_id = f"position/{slug(label)}"
        self.written.setdefault(entity_id, Entity(entity_id, Kind.POSITION, label, of=owner))
        return entity_id

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

    def words(self, span: tuple[int, int], referent: Referent) -> str:
        """The words that stand for a party; for a pronoun those that it stands for, so that a claim can be read alone."""
        if span[1] - span[0] == 1 and self.doc[span[0]].tag_ in ("PRP", "PRP$", "WP", "WDT"):
            before = [r for r in self.notes.references if r.referent is referent and r.form != "pronoun" and r.start < span[0]]
            if not before:
                return _label(referent)
            span = (before[-1].start, before[-1].end)
        first, last = self.doc[span[0]], self.doc[span[1] - 1]
        return " ".join(self.text[first.idx : last.idx + len(last.text)].split())

    def sentence(self, token: int) -> Evidence:
        """The sentence that a token stands in."""
        sentence = self.doc[token].sent
        return self.evidence(sentence.start, sentence.end)


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
