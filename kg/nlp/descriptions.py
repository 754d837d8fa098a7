"""People and bodies that are only described: "rebel leaders … the rebels", "the Norwegian government", "her team … the team".

Their references have the form `description`: pronouns may mean them and they are mentions, while who acts in a relation is read
from the phrase itself (`kg.nlp.parties`).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Reference, Referent
from kg.nlp.mentions import GOVERNING, phrase
from kg.nlp.parties import Parties
from kg.nlp.salience import Discourse
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_VAGUE = frozenset(
    "one other people person man woman member number part side some many family party community thousand office service "
    "industry campaign branch media television radio force".split()
)
_EQUIPMENT = frozenset(  # its state acts by it, but nobody is meant
    "aircraft plane jet warplane helicopter tank missile artillery vessel warship gunboat submarine drone bomber gunship convoy "
    "bulldozer airforce mission capital".split()
)
_MODIFYING = ("amod", "compound", "nmod", "nummod")
_PLACED = ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss", "conj", "agent")
_OFFICE = frozenset({"government", "administration", "cabinet"})


@dataclass(slots=True, eq=False)
class _Described:
    """A described phrase that the text may take up again; `referent` is made when it does."""

    token: Token
    modifiers: frozenset[str]
    definite: bool
    referent: Referent | None


class Descriptions:
    """The described people and bodies of one document."""

    def __init__(self, discourse: Discourse, parties: Parties, vocabulary: Vocabulary) -> None:
        self.discourse, self.notes, self.parties = discourse, discourse.notes, parties
        people = vocabulary.lexicons["people"]
        self._groups, self._persons, self._organs = people["groups"], people["persons"], people["organs"]
        self._describing = (self._groups | self._persons | people["state_actors"] | self._organs) - _EQUIPMENT
        self._spoken: dict[tuple[str, bool, int], _Described] = {}
        self._at: dict[int, _Described] = {}

    def resolve(self, token: Token) -> Reference | None:
        """The reference of a described phrase; None for one that nothing else in the text means so far."""
        word = lemma(token)
        if word not in self._describing or token.dep_ not in _PLACED:
            return None
        return self._government(token, word) or self._again(token, word) or self._subject(token, word)

    def _refer(self, token: Token, referent: Referent) -> Reference:
        if referent.first < 0:
            referent.first = token.i
        if referent not in self.notes.referents:
            self.notes.referents.append(referent)
        return self.notes.add(Reference(*self.parties.phrase(token), token.i, "description", referent))

    # -- governments ---------------------------------------------------------------------------------------------------------

    def _government(self, token: Token, word: str) -> Reference | None:
        """The state that a government is of; what a person heads ("the Dahl administration") is a body of its own."""
        if word not in GOVERNING or any(c.dep_ == "prep" for c in token.children):
            return None
        owners = [
            self.notes.by_root[c.i].referent
            for c in token.children
            if c.dep_ in (*_MODIFYING, "poss") and c.i in self.notes.by_root
        ]
        determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
        if owners:
            owner = owners[-1]
            if owner.kind is Kind.PERSON and word in _OFFICE:
                headed = next((c for c in token.children if c.dep_ in ("compound", "nmod")), None)
                if headed is not None:
                    return self._refer(token, self._headed(owner, word))
                return self._refer(token, owner.state) if owner.state is not None else None
            return self._refer(token, owner) if owner.kind is Kind.STATE else None
        if determiner not in ("the", "this") or word not in _OFFICE or token.tag_ == "NNS":
            return None
        if word == "administration":
            known = self.discourse.latest(token, lambda r: r.kind is Kind.ORGANIZATION and r.org_kind == word)
            return self._refer(token, known) if known is not None else None
        found = self.discourse.latest(token, lambda r: r.kind is Kind.STATE)
        return self._refer(token, found) if found is not None else None

    def _headed(self, person: Referent, word: str) -> Referent:
        label = f"{person.label.split()[-1]} {word}"
        known = next((r for r in self.notes.referents if r.org_kind == word and r.label == label), None)
        return known or Referent(Kind.ORGANIZATION, label, {}, of=person.state, org_kind=word, described=True)

    # -- spoken of again -----------------------------------------------------------------------------------------------------

    def _again(self, token: Token, word: str) -> Reference | None:
        """The same noun a second time, with nothing before it that the first did not have."""
        owner = next((self.notes.by_root.get(c.i) for c in token.children if c.dep_ == "poss"), None)
        key = (word, token.tag_ == "NNS", id(owner.referent) if owner is not None else 0)
        modifiers = frozenset(c.lower_ for c in token.children if c.dep_ in _MODIFYING)
        determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
        earlier = self._spoken.get(key)
        pointing = word not in _VAGUE and (determiner in _POINTING or owner is not None)
        if not pointing and not determiner and key[1] and earlier is not None:
            pointing = earlier.definite and word not in _VAGUE  # "the protesters … protesters"; plurals without article are any
        if earlier is not None and pointing and modifiers <= earlier.modifiers:
            if earlier.referent is None:
                earlier.referent = self._make(earlier.token, word, owner.referent if owner is not None else None)
                self.discourse.reach(self._refer(earlier.token, earlier.referent))
            return self._refer(token, earlier.referent)
        definite = determiner in _POINTING or owner is not None
        self._spoken[key] = self._at[token.i] = _Described(token, modifiers, definite, None)
        return None

    def take_up(self, token: Token) -> Referent | None:
        """Whom a described phrase means that only a pronoun behind it takes up: "swing states certifying their results"."""
        described = self._at.get(token.i)
        if described is None or lemma(token) in _VAGUE:
            return None
        if described.referent is None:
            described.referent = self._make(token, lemma(token), None)
            self.discourse.reach(self._refer(token, described.referent))
        return described.referent

    def _make(self, token: Token, word: str, owner: Referent | None) -> Referent:
        plural = token.tag_ == "NNS"
        kind = Kind.GROUP
        if not plural:
            kind = Kind.PERSON if word in self._persons else Kind.ORGANIZATION if word in self._organs else Kind.GROUP
        label = " ".join(token.doc[slice(*phrase(token))].text.split())
        for article in ("the ", "a ", "an "):
            label = label[len(article) :] if label.lower().startswith(article) else label
        of = owner.state if owner is not None else None
        return Referent(kind, label, {}, of=of, described=True, plural=plural)

    # -- subjects ------------------------------------------------------------------------------------------------------------

    def _subject(self, token: Token, word: str) -> Reference | None:
        """A described subject ("rebel leaders said they") is there for pronouns to mean."""
        if token.dep_ not in ("nsubj", "nsubjpass"):
            return None
        found = self.parties.of(token)
        if len(found) != 1:
            return None
        if token.i in self._at and found[0].referent.described:
            self._at[token.i].referent = found[0].referent
        return self.notes.add(Reference(*self.parties.phrase(token), token.i, "description", found[0].referent))
