"""From a noun phrase to the party it stands for.

A name stands for itself; "Russian officials" for Russia; "Japanese police" for an organisation of Japan; "dozens of
activists" for a group
that only this document knows; "the Senegalese plan" is a thing, and its owner is Senegal.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.model import Kind
from kg.nlp.annotations import Annotations, Reference, Referent, notes_on
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_MODIFIERS = ("poss", "amod", "compound", "nmod", "nummod")
_OWNING = ("by", "of", "from")
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Party:
    """A referent and the tokens that stand for it."""

    referent: Referent
    start: int
    end: int


class Parties:
    """Resolves the noun phrases of one document; described parties are made once and kept with the document's referents."""

    def __init__(self, doc: Doc, vocabulary: Vocabulary) -> None:
        self.doc = doc
        self.notes: Annotations = notes_on(doc)
        people = vocabulary.lexicons["people"]
        self._state_actors, self._organs = people["state_actors"], people["organs"]
        self._groups, self._persons, self._measures = people["groups"], people["persons"], people["measures"]
        self._bodies = people["bodies"]
        self._made: dict[tuple[Kind, int, str], Referent] = {}

    # -- who a phrase is -----------------------------------------------------------------------------------------------------

    def of(self, token: Token, depth: int = 0) -> list[Party]:
        """The parties that the phrase headed by `token` stands for, conjuncts not included; empty for a thing."""
        reference = self.notes.by_root.get(token.i)
        if reference is not None and reference.form != "description":
            return self._referred(token, reference)
        if token.tag_ in ("WP", "WDT", "WP$") or (token.lower_ in _RELATIVES and token.tag_ in ("IN", "DT")):
            clause = token.head
            while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
                clause = clause.head
            return self.of(clause.head, depth + 1) if clause.dep_ == "relcl" and depth < 3 else []
        if token.tag_.startswith("NN") or token.tag_ in ("CD", "DT", "JJ", "PRP"):
            return self._described(token, depth)
        return []

    def stranger(self, token: Token) -> Party:
        """Somebody whom the text only describes, and no list of people has: "an interviewee", "the administration"."""
        word = lemma(token)
        plural = token.tag_ in ("NNS", "NNPS")
        body = not plural and word in self._state_actors | self._organs | self._bodies
        return self._make(Kind.ORGANIZATION if body else Kind.GROUP if plural else Kind.PERSON, token, None)

    def all(self, token: Token) -> list[Party]:
        """The parties of a phrase and of what is coordinated with it: "Norway, Chad and the rebels"."""
        found = self._joined(token) + self.of(token)
        for other in self.conjuncts(token):
            for party in self.of(other):
                if party.referent not in [p.referent for p in found]:
                    found.append(party)
        return found

    def _joined(self, token: Token) -> list[Party]:
        """People joined by "and" in front of a name that the parser hung below it: "President A and Prime Minister B"."""
        own = self.notes.by_root.get(token.i)
        if own is None or own.referent.kind is not Kind.PERSON or token.left_edge.i >= own.start:
            return []
        out = []
        for i in range(token.left_edge.i, own.start):
            reference = self.notes.at.get(i)
            if (
                reference is not None
                and reference.start == i
                and reference.form == "name"
                and reference.referent.kind is Kind.PERSON
                and reference.referent is not own.referent
            ):
                after = self.doc[reference.end]
                if after.lower_ == "and" or (
                    after.text == "," and any(t.lower_ == "and" for t in self.doc[reference.end : own.start])
                ):
                    out.append(Party(reference.referent, reference.start, reference.end))
        return out

    def conjuncts(self, token: Token) -> list[Token]:
        """What is coordinated with a token, to the right."""
        out: list[Token] = []
        for child in token.children:
            if child.dep_ == "conj" and child.tag_[:2] in ("NN", "PR", "CD", "JJ", "DT"):
                out.append(child)
                out += self.conjuncts(child)
        return out

    def _referred(self, token: Token, reference: Reference) -> list[Party]:
        referent = reference.referent
        if reference.form == "role" and referent.described:
            named = self._apposed(token)
            if named is not None:
                return [named]
        if referent.members:
            return [Party(m, reference.start, reference.end) for m in referent.members]
        if reference.form == "adjective" and token.dep_ in ("amod", "compound", "nmod") and referent.kind is Kind.GROUP:
            return []
        return [Party(referent, reference.start, reference.end)]

    def _described(self, token: Token, depth: int) -> list[Party]:
        word = lemma(token)
        named = self._apposed(token)
        if named is not None:
            return [named]
        inner = self._behind(token, ("of",))
        if word in self._measures and inner is not None and depth < 3 and not self._own(token):
            found = self.of(inner, depth + 1)
            if found and (found[0].referent.kind is not Kind.PERSON or found[0].referent.described):
                return found
            if word in ("member", "leader") and found:
                return found
        plural = token.tag_ in ("NNS", "NNPS")
        actor, organ = word in self._state_actors, word in self._organs
        group, person = word in self._groups and plural, word in self._persons and not plural
        if not (actor or organ or group or person or word in self._groups):
            return []
        owner = self.owner(token, acting=True)
        owners = self._coordinated(token, owner)
        if len(owners) > 1:
            return [self._for(token, word, o, plural, actor, kind_hint=(group, person, organ)) for o in owners]
        if owner is not None and self._acts_for(word, owner.referent, plural, actor):
            return [Party(owner.referent, min(owner.start, token.i), max(owner.end, token.i + 1))]
        if actor and not (organ or group or person) and owner is None:
            return []
        return [self._for(token, word, owner, plural, actor, kind_hint=(group, person, organ))]

    def _for(
        self, token: Token, word: str, owner: Party | None, plural: bool, actor: bool, kind_hint: tuple[bool, bool, bool]
    ) -> Party:
        """One described party: whom it acts for, or an entity of its own."""
        _, person, organ = kind_hint
        if owner is not None and self._acts_for(word, owner.referent, plural, actor):
            return Party(owner.referent, min(owner.start, token.i), max(owner.end, token.i + 1))
        kind = (
            Kind.PERSON
            if person and not organ
            else Kind.ORGANIZATION
            if organ and not (word in self._groups and plural)
            else Kind.GROUP
        )
        return self._make(kind, token, owner)

    def _apposed(self, token: Token) -> Party | None:
        """ "One of these groups, the Front for Change": the name beside a description is who is meant."""
        for child in token.children:
            if child.dep_ == "appos":
                reference = self.notes.by_root.get(child.i)
                if (
                    reference is not None
                    and reference.form in ("name", "acronym")
                    and reference.referent.is_party
                    and not reference.referent.members
                ):
                    return Party(reference.referent, reference.start, reference.end)
        return None

    def _coordinated(self, token: Token, owner: Party | None) -> list[Party]:
        """ "Turkish and Greek officials": each adjective has its own."""
        if owner is None:
            return []
        found = [owner]
        inner = self._behind(token, ("of",))
        if inner is not None and inner.i == owner.end - 1:  # "the navies of Chad and Mali"
            found += [p for other in self.conjuncts(inner) for p in self.of(other) if p.referent.is_party]
        for child in token.children:
            if child.i < token.i and child.dep_ in _MODIFIERS:
                for other in (child, *[t for t in child.subtree if t.i < token.i]):
                    reference = self.notes.by_root.get(other.i)
                    joined = other.dep_ == "conj" or (other == child and any(c.dep_ in ("cc", "conj") for c in child.children))
                    if (
                        reference is not None
                        and joined
                        and reference.form in ("adjective", "name", "acronym")
                        and reference.referent.is_party
                        and reference.referent not in [p.referent for p in found]
                    ):
                        found.append(Party(reference.referent, reference.start, reference.end))
        return found

    def _acts_for(self, word: str, owner: Referent, plural: bool, actor: bool) -> bool:
        """Whether somebody described by a noun and its owner acts as the owner: "Turkish troops", "UN officials", "Hamas
        fighters"."""
        if owner.kind is Kind.STATE:
            return actor and (plural or word not in self._persons)
        if owner.kind is Kind.ORGANIZATION:
            if word in self._bodies and not plural:
                return True
            return actor or (word in self._groups and (plural or word == "member"))
        return False

    def _make(self, kind: Kind, token: Token, owner: Party | None) -> Party:
        start, end = self.phrase(token)
        label = self.text(start, end)
        key = (kind, id(owner.referent) if owner else 0, label.lower())
        if key not in self._made:
            of = (owner.referent.state or owner.referent) if owner is not None else None
            of = None if of is not None and of.kind not in (Kind.STATE, Kind.ORGANIZATION) else of
            made = Referent(kind, label, {}, of=of, described=True, plural=token.tag_ in ("NNS", "NNPS"), first=start)
            if kind is Kind.ORGANIZATION:
                made.org_kind = "IGO" if of is not None and of.org_kind == "IGO" else lemma(token)
            self._made[key] = made
            self.notes.referents.append(made)
        return Party(self._made[key], start, end)

    # -- the words -----------------------------------------------------------------------------------------------------------

    def text(self, start: int, end: int) -> str:
        """The words of some tokens, on one line."""
        return " ".join(self.doc[start:end].text.split())

    def phrase(self, token: Token) -> tuple[int, int]:
        """The noun phrase of a head without its article, relative clauses and appositions: at most what a label can carry."""
        start, end = token.i, token.i + 1
        for child in token.children:
            if child.i < token.i and child.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod"):
                start = min(start, child.left_edge.i)
            elif child.i > token.i and child.dep_ == "prep" and child.lower_ in ("of", "in", "from") and child.i == end:
                stop = child.right_edge.i + 1
                clause = any(t.dep_ == "pcomp" or t.tag_.startswith("VB") for t in child.subtree)
                if stop - start <= 12 and not clause:
                    end = stop
        while start < token.i and (self.doc[start].dep_ == "det" or self.doc[start].is_punct or self.doc[start].is_space):
            start += 1
        while end - 1 > token.i and (self.doc[end - 1].is_space or self.doc[end - 1].is_punct):
            end -= 1
        return start, end

    # -- whose a thing is ----------------------------------------------------------------------------------------------------

    def owner(self, token: Token, acting: bool = False, depth: int = 0) -> Party | None:
        """The party a thing belongs to: its possessor, its nationality, or who it is of, by or from.

        With `acting` the thing is somebody described, for whom "in" and "at" count too ("students in Nepal").
        """
        own = self._own(token)
        if own is not None:
            return own
        for preposition in (*_OWNING, *(("in", "at", "for") if acting else ())):
            inner = self._behind(token, (preposition,))
            if inner is None:
                continue
            found = self._owning(self.of(inner))
            if found is not None:
                return found
            if depth < 2 and not acting:
                deeper = self.owner(inner, depth=depth + 1)
                if deeper is not None:
                    return deeper
        if acting:
            for child in token.children:
                if child.dep_ in ("acl", "relcl") and child.i > token.i:
                    return self._spot(child)
        return None

    def _spot(self, clause: Token) -> Party | None:
        """Where people are by the clause that describes them: "refugees fleeing the war in Liberia"."""
        for reference in self.notes.references:
            if clause.i < reference.start <= clause.right_edge.i and reference.referent.kind in (Kind.STATE, Kind.PLACE):
                root = self.doc[reference.root]
                if root.dep_ == "pobj" and root.head.lower_ in ("in", "from", "of"):
                    return self._owning([Party(reference.referent, reference.start, reference.end)])
        return None

    def inside(self, token: Token, without: frozenset[int] = frozenset()) -> list[Party]:
        """The first party or place that a phrase speaks of anywhere inside, and what is coordinated with it: a last resort."""
        first, last = token.left_edge.i, token.right_edge.i
        for reference in self.notes.references:
            if first <= reference.start <= last and reference.form != "pronoun" and id(reference.referent) not in without:
                referent = reference.referent
                if referent.is_party or referent.kind is Kind.PLACE:
                    found = [Party(referent, reference.start, reference.end)]
                    for other in self.conjuncts(self.doc[reference.root]):
                        found += [p for p in self.of(other) if p.referent.is_party]
                    return found
        return []

    def _own(self, token: Token) -> Party | None:
        best: tuple[int, Party] | None = None
        for child in token.children:
            if child.dep_ not in _MODIFIERS:
                continue
            reference = self.notes.by_root.get(child.i) or self.notes.at.get(child.i)
            found: Party | None = None
            if reference is not None and reference.end <= token.i:
                referent = reference.referent.members[0] if reference.referent.members else reference.referent
                found = self._owning([Party(referent, reference.start, reference.end)])
            elif child.dep_ == "poss":
                found = self._owning(self.of(child)) or self.owner(child)
            elif child.dep_ in ("compound", "nmod") and lemma(child) in (self._state_actors | self._organs | self._groups):
                found = self._own(child) or self._owning(self.of(child))
            if found is not None:
                rank = 2 if child.tag_ == "PRP$" else 0 if child.dep_ == "poss" else 1  # "their Chinese counterparts"
                if best is None or rank < best[0]:
                    best = (rank, found)
        return best[1] if best else None

    def _owning(self, parties: list[Party]) -> Party | None:
        for party in parties:
            referent = party.referent
            if referent.kind is Kind.GROUP and referent.of is not None and referent.described and not referent.members:
                return party
            if referent.kind is Kind.PLACE:
                return Party(referent, party.start, party.end)
            if referent.is_party:
                return party
        return None

    def _behind(self, token: Token, prepositions: tuple[str, ...]) -> Token | None:
        for child in token.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in prepositions and child.i > token.i:
                return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        return None
