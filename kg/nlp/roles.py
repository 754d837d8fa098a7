"""Who fills a role of a trigger: the grammar behind the role names of the relation files.

All functions take tokens of one parsed sentence (ClearNLP labels, as spaCy's English models give them).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Referent
from kg.nlp.grammar import actor_tokens, holder_tokens, is_passive, object_tokens, subject_tokens
from kg.nlp.parties import Parties, Party
from kg.nlp.words import lemma

_OF_THINGS = ("against", "to", "on", "with", "of", "for", "into", "from")
_PLACE = ("in", "at", "across", "throughout", "inside", "near", "into", "on", "against", "over")


@dataclass(slots=True)
class Fill:
    """What filled a role: the parties, or the head of a thing that nobody owns. `weight` lowers the confidence of long shots."""

    parties: list[Party] = field(default_factory=list)
    thing: Token | None = None
    topic: Token | None = None
    weight: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.parties)


class Roles:
    """Fills the roles of one trigger."""

    def __init__(self, parties: Parties, doing: frozenset[str] = frozenset()) -> None:
        self.parties, self.doing = parties, doing
        self._readers: dict[str, Callable[[Token, list[Token]], Fill]] = {
            "subject": lambda t, _: self._actor(t),
            "surface subject": lambda t, _: self._named(subject_tokens(t) if t.tag_.startswith("VB") else []),
            "recipient": lambda t, _: self._named([c for c in t.children if c.dep_ == "dative"]),
            "possessor": lambda t, _: self._named([c for c in t.children if c.dep_ == "poss"]),
            "complement": lambda t, _: self._complement(t),
            "clause subject": lambda t, _: self._clause_subject(t),
            "modifier": lambda t, _: self._modifier(t),
            "bearer": lambda t, _: self._bearer(t),
            "place": lambda t, objects: self._place([t, *objects]),
            "own state": lambda t, _: self._own_state(t),
            "nearest": lambda t, _: self._nearest(t),
        }

    def fill(self, role: str, trigger: Token, objects: list[Token], things: bool) -> Fill:
        """The filling of one role; empty when nothing in the sentence fills it."""
        if role in ("object", "owner of object"):
            return self._acted_upon(objects, things and role == "object", owners_only=role != "object")
        reader = self._readers.get(role)
        return reader(trigger, objects) if reader is not None else self._preposition(role, [trigger, *objects], things)

    def _actor(self, trigger: Token) -> Fill:
        """Who acts; of a participle on a thing ("a report accusing") whoever makes the thing."""
        if not trigger.tag_.startswith("VB"):
            return self._named(holder_tokens(trigger, self.doing))
        fill = self._named(actor_tokens(trigger))
        if not fill and trigger.dep_ == "acl" and trigger.tag_ == "VBG":
            fill = self._named(holder_tokens(trigger.head, None))
        return fill

    # -- each role -----------------------------------------------------------------------------------------------------------

    def _named(self, tokens: list[Token]) -> Fill:
        found: list[Party] = []
        for token in tokens:
            found += [p for p in self.parties.all(token) if p.referent.is_party or p.referent.kind is Kind.PLACE]
        if not found:
            for token in tokens:
                owner = self.parties.owner(token)
                if owner is not None and token.tag_[:2] in ("NN",):
                    return Fill([Party(owner.referent, owner.start, owner.end)], weight=0.9)
        return Fill(found)

    def _acted_upon(self, objects: list[Token], things: bool, owners_only: bool) -> Fill:
        found: list[Party] = []
        topic: Token | None = None
        if objects and self._is_event(objects[0]):
            return Fill(thing=objects[0] if things else None)  # "attended the Lisbon summit": the summit itself, not whose it is
        if not owners_only:
            for token in objects:
                found += [p for p in self.parties.all(token) if p.referent.is_party or p.referent.kind in (Kind.PLACE,)]
        if not found:
            for token in (t for o in objects for t in [o, *self.parties.conjuncts(o)]):
                owner = self.parties.owner(token)
                if owner is not None:
                    found.append(owner)
                    topic = topic or token
                    break
        weight = 1.0
        if not found and not owners_only:
            for token in objects:
                found = self.parties.inside(token)
                if found:
                    topic, weight = token, 0.75
                    break
        return Fill(found, thing=objects[0] if objects and things else None, topic=topic, weight=weight)

    def _is_event(self, token: Token) -> bool:
        reference = self.parties.notes.by_root.get(token.i)
        return reference is not None and reference.referent.kind in (Kind.SUMMIT, Kind.MEETING, Kind.EVENT)

    def _own_state(self, trigger: Token) -> Fill:
        """The state of those who act, for acts that are aimed at it where nothing else is said: "Chadian students rioted"."""
        for party in self._named(actor_tokens(trigger)).parties:
            state = party.referent.state
            if state is not None and state is not party.referent:
                return Fill([Party(state, party.start, party.end)], weight=0.8)
        return Fill()

    def _preposition(self, role: str, tokens: list[Token], things: bool) -> Fill:
        for token in tokens:
            for child in token.children:
                if child.dep_ not in ("prep", "agent", "dative", "prt") or child.lower_ != role:
                    continue
                heads = [p for p in child.children if p.dep_ in ("pobj", "pcomp")]
                fill = self._acted_upon(heads, things and role != "by", owners_only=False)
                if fill or (fill.thing is not None and (role in _OF_THINGS or self._is_event(fill.thing))):
                    return fill
        for token in tokens[:1]:
            verb = token.head
            if token.tag_.startswith("NN") and verb.tag_.startswith("VB") and token.dep_ in ("dobj", "nsubj", "nsubjpass"):
                for child in verb.children:
                    if child.dep_ in ("prep", "agent") and child.lower_ == role and child.i > token.i:
                        fill = self._acted_upon([p for p in child.children if p.dep_ == "pobj"], False, owners_only=False)
                        if fill:
                            return fill
        return Fill()

    def _complement(self, trigger: Token) -> Fill:
        for child in trigger.children:
            if child.dep_ in ("xcomp", "ccomp") or (
                child.dep_ in ("prep", "dobj", "acl") and any(c.dep_ in ("pcomp", "acl") for c in child.children)
            ):
                direct = [p for o in object_tokens(child) for p in self.parties.all(o)] if child.tag_.startswith("VB") else []
                direct = [p for p in direct if p.referent.is_party]
                if direct:
                    return Fill(direct, weight=0.9)
                inside = self.parties.inside(child)
                if inside:
                    return Fill(inside, weight=0.8)
                return Fill(thing=child)
        return Fill()

    def _clause_subject(self, trigger: Token) -> Fill:
        for child in trigger.children:
            if child.dep_ in ("ccomp", "xcomp"):
                own = [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
                if own:
                    fill = self._acted_upon(own, True, owners_only=False)
                    if fill or fill.thing is not None:
                        return fill
        return Fill()

    def _modifier(self, noun: Token) -> Fill:
        found = []
        for child in noun.children:
            if child.dep_ in ("amod", "compound", "nmod") and child.i < noun.i:
                reference = self.parties.notes.by_root.get(child.i)
                if reference is not None and (reference.referent.is_party or reference.referent.members):
                    members = reference.referent.members or [reference.referent]
                    found += [Party(m, reference.start, reference.end) for m in members]
                    for other in child.children:
                        inner = self.parties.notes.by_root.get(other.i)
                        if (
                            other.dep_ in ("conj", "compound", "amod", "nmod")
                            and inner is not None
                            and inner is not reference
                            and inner.referent.is_party
                        ):
                            found.append(Party(inner.referent, inner.start, inner.end))
        return Fill(found)

    def _bearer(self, noun: Token) -> Fill:
        head = noun.head
        if noun.dep_ == "appos" or (
            noun.dep_ in ("compound", "nmod", "amod") and head.i > noun.i and head.i in self.parties.notes.by_root
        ):
            return self._only_parties(self.parties.of(head))
        beside = [c for c in noun.children if c.dep_ == "appos"]
        if beside:
            return self._only_parties([p for b in beside for p in self.parties.all(b)])
        if noun.dep_ in ("attr", "oprd") and head.tag_.startswith("VB"):
            passive_or_copula = lemma(head) in ("be", "become", "remain") or is_passive(head)
            return self._named(subject_tokens(head)) if passive_or_copula else Fill()
        if noun.dep_ == "pobj" and head.lower_ == "as":
            verb = head.head
            if verb.tag_.startswith("VB"):
                return self._named(object_tokens(verb) or subject_tokens(verb))
        if noun.dep_ == "conj" and head.tag_.startswith("NN"):
            return self._bearer(head)
        return Fill()

    def _only_parties(self, parties: list[Party]) -> Fill:
        return Fill([p for p in parties if p.referent.is_party or p.referent.kind is Kind.PLACE])

    def _place(self, tokens: list[Token]) -> Fill:
        for token in tokens:
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in _PLACE:
                    for head in child.children:
                        if head.dep_ != "pobj":
                            continue
                        for party in self.parties.of(head):
                            if party.referent.kind in (Kind.STATE, Kind.PLACE):
                                return Fill([party], weight=0.85)
                        owner = self.parties.owner(head)
                        if owner is not None and owner.referent.kind in (Kind.STATE, Kind.PLACE):
                            return Fill([owner], weight=0.75)
        return Fill()

    def _nearest(self, trigger: Token) -> Fill:
        clause = trigger
        while clause.head != clause and clause.dep_ not in ("ccomp", "advcl", "relcl", "ROOT"):
            clause = clause.head
        edge = (clause.left_edge.i, clause.right_edge.i + 1)
        best: tuple[int, Party] | None = None
        for reference in self.parties.notes.references:
            if edge[0] <= reference.start < edge[1] and reference.start > trigger.i and reference.referent.is_party:
                distance = abs(reference.start - trigger.i)
                if best is None or distance < best[0]:
                    best = (distance, Party(reference.referent, reference.start, reference.end))
        return Fill([best[1]], weight=0.6) if best else Fill()


def as_party(referent: Referent) -> Referent:
    """A place that acts is the state it lies in, where one is known."""
    if referent.kind is Kind.PLACE and referent.of is not None:
        return referent.of
    return referent
