"""Whom a role means: "the president", "the Norwegian leader", "the minister".

A role with a holder in the text is that person; one without becomes a person of its own, known by the role.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Reference, Referent
from kg.nlp.offices import Title
from kg.nlp.salience import Discourse

_LEADING = frozenset(
    ("president minister premier chancellor king queen leader chairman ruler emir sultan emperor dictator").split()
)
_GENERIC_TITLES = frozenset({"leader", "ruler", "statesman", "politician"})
_NEAR = 2  # sentences
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})  # unnamed, they are the voice of their owner


class Officeholders:
    """The roles of one document."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.doc, self.notes = discourse, discourse.doc, discourse.notes
        self.roles: dict[tuple[int, str], Referent] = {}
        self.voice: Referent | None = None  # whom the last spokesperson spoke for

    def resolve(self, title: Title) -> Reference | None:
        """The reference of one title in the text; None where it says nothing about who is meant."""
        head = self.doc[title.head]
        if title.head in self.notes.at or head.tag_ in ("NNS", "NNPS"):
            return None
        if title.holder is not None:
            return (
                self.discourse.refer(*self._span(title), title.head, "role", title.holder)
                if head.dep_ not in ("compound", "nmod")
                else None
            )
        if head.dep_ in ("compound", "nmod", "amod", "poss") and head.dep_ != "poss":
            return None
        words = self.doc[title.start : title.end].text.lower()
        definite = not any(
            c.dep_ == "det" and c.lower_ in ("a", "an", "some", "any", "no", "every", "each", "another") for c in head.children
        )
        if definite and not title.former:
            holder = self._holder(title, words)
            if holder is not None:
                return self.discourse.refer(*self._span(title), title.head, "role", holder)
        if head.text == "justice" and not any(c.dep_ in ("det", "poss", "compound") for c in head.children):
            return None  # "brought to justice"
        owner = title.owner
        if head.lower_ in _SPEAKING_FOR and not title.former:
            owner = self.voice = owner or (self.voice if definite else None) or self._spoken_of(head) or title.owner
        if owner is not None and head.lower_ in _SPEAKING_FOR:
            return self.discourse.refer(*self._span(title), title.head, "role", owner)
        key = (id(owner) if owner else 0, words if definite else f"{words}@{title.head}")
        if key not in self.roles:
            label = self.doc[title.outer_start : title.outer_end].text
            label = (
                label.split(" ", 1)[1]
                if label.lower().startswith(("the ", "a ", "an ", "his ", "her ", "its ", "their ")) and " " in label
                else label
            )
            self.roles[key] = Referent(Kind.PERSON, label, {}, of=owner, described=True)
        return self.discourse.refer(*self._span(title), title.head, "role", self.roles[key])

    def _spoken_of(self, head: Token) -> Referent | None:
        """The body that "a spokesperson" without an owner speaks for: the subject of a sentence just before."""
        for reference in reversed(self.discourse.before):
            if self.discourse.sentence[head.i] - self.discourse.sentence[reference.root] > _NEAR:
                return None
            if reference.referent.kind is Kind.ORGANIZATION and self.doc[reference.root].dep_ in ("nsubj", "nsubjpass"):
                return reference.referent
        return None

    def _span(self, title: Title) -> tuple[int, int]:
        """The whole phrase of a role, "North Korean leader", without its article."""
        start = title.outer_start
        return (start + 1 if self.doc[start].lower_ in _ARTICLES and start < title.start else start), max(
            title.end, title.outer_end
        )

    def _holder(self, title: Title, words: str) -> Referent | None:
        """Who holds this office: of the people who do the one spoken of last, else the first that the document names."""
        fitting = [
            p
            for p in self.notes.referents
            if p.kind is Kind.PERSON and any(self._fits(title, words, o.title.lower(), o.of) for o in p.offices)
        ]
        if not fitting:
            return None
        for reference in reversed(self.discourse.before):
            if reference.referent in fitting:
                return reference.referent
        return fitting[0] if title.owner is not None else None

    def _fits(self, title: Title, words: str, office: str, of: Referent | None) -> bool:
        if title.owner is not None and of is not None and title.owner is not of and title.owner.state is not of.state:
            return False
        if title.owner is not None and of is None:
            return False
        if words == office or set(words.split()) == set(office.split()):
            return True
        if words in _GENERIC_TITLES:
            return (
                title.owner is not None
                and office.split()[-1] in _LEADING
                and "deputy" not in office
                and ("minister" not in office or "prime" in office)
            )
        return (
            title.owner is None
            and words == office.split()[-1]
            and words in ("minister", "secretary", "commissioner", "ambassador", "envoy", "general", "spokesman", "spokeswoman")
        )
