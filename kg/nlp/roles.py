"""Who fills a role of a trigger: the grammar behind the role names of the relation files.

All functions take tokens of one parsed sentence (ClearNLP labels, as spaCy's English models give them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Referent
from kg.nlp.parties import Parties, Party
from kg.nlp.words import lemma

_OBJECT_CONTROL = frozenset("urge ask tell force allow order persuade permit press push call request instruct encourage require compel invite enable warn advise help lead cause convince pressure authorize authorise accuse blame charge suspect convict see find keep leave let make want".split())
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


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject is acted upon: a passive, or a past participle that modifies a noun."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass"):
            return True
        if child.dep_ in ("nsubj", "aux") or (child.dep_ == "dobj" and verb.dep_ not in ("acl", "amod")):
            return False
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return True
    if verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and verb.tag_ == "VBN":
        return is_passive(verb.head)
    return verb.dep_ in ("advcl", "ROOT", "parataxis") and verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)


def subject_tokens(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of the grammatical subject, its own or the one that it shares or inherits."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own
    if depth > 6:
        return []
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ in ("acl", "amod") and head.tag_[:2] in ("NN", "PR", "CD"):
        if any(c.tag_ == "TO" for c in verb.children):  # "a plan to attack": whose plan?
            return _bearer_of_plan(head, depth)
        return [head]
    if verb.dep_ == "relcl":
        return [head]
    if verb.dep_ in ("pcomp", "prep"):
        preposition = head
        governor = preposition.head
        if governor.tag_.startswith("VB"):
            inner = [c for c in governor.children if c.dep_ == "dobj"] if lemma(governor) in _OBJECT_CONTROL and preposition.lower_ in ("of", "for", "into", "from", "with") else []
            if not inner and is_passive(governor) and lemma(governor) not in _OBJECT_CONTROL:
                return _agents(governor)
            return inner or subject_tokens(governor, depth + 1)
        if governor.tag_.startswith("NN"):
            return _bearer_of_plan(governor, depth)
        return subject_tokens(governor, depth + 1) if governor.head != governor else []
    if not head.tag_.startswith(("VB", "JJ", "MD")):
        if head.tag_.startswith("NN") and verb.dep_ in ("ccomp", "xcomp", "advcl", "conj"):
            return _bearer_of_plan(head, depth)
        return []
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "oprd") and lemma(head) in _OBJECT_CONTROL:
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
        if objects and verb.dep_ != "advcl":
            return objects
    if verb.dep_ in ("xcomp", "conj", "advcl", "ccomp", "parataxis", "acl", "oprd", "dep", "acomp"):
        if verb.dep_ == "advcl" and is_passive(head) and not is_passive(verb):
            return _agents(head) or subject_tokens(head, depth + 1)
        return subject_tokens(head, depth + 1)
    return []


def _bearer_of_plan(noun: Token, depth: int) -> list[Token]:
    """ "Iran's plan to attack": the possessor; else, where the noun is the object, whoever has the plan."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    if own:
        return own
    verb = noun.head
    if noun.dep_ in ("dobj", "attr", "pobj") and depth < 6:
        while verb.head != verb and not verb.tag_.startswith("VB"):
            verb = verb.head
        return subject_tokens(verb, depth + 1) if verb.tag_.startswith("VB") else []
    return []


def _agents(verb: Token) -> list[Token]:
    return [p for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by") for p in c.children if p.dep_ == "pobj"]


def actor_tokens(verb: Token) -> list[Token]:
    """Who acts: the subject, or the by-phrase of a passive."""
    if is_passive(verb):
        before = verb.doc[verb.i - 2] if verb.dep_ == "amod" and verb.i > 1 and verb.doc[verb.i - 1].text == "-" else None
        led = [c for c in verb.children if c.dep_ == "npadvmod" or c == before]
        return _agents(verb) or led or ([before] if before is not None and before.tag_.startswith(("NN", "JJ")) else [])
    return subject_tokens(verb)


def _holders(noun: Token) -> list[Token]:
    """Who has, holds or attends what a noun names: "announced a withdrawal", "said at a meeting with"."""
    if noun.dep_ == "dobj" and noun.head.tag_.startswith("VB"):
        return actor_tokens(noun.head)
    if noun.dep_ in ("nsubjpass", "nsubj") and is_passive(noun.head):
        return _agents(noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ in ("during", "at", "in", "after", "before", "following", "for", "on", "amid"):
        verb = noun.head.head
        if verb.tag_.startswith("VB"):
            return actor_tokens(verb)
    return []


def object_tokens(verb: Token, particles: tuple[str, ...] = ()) -> list[Token]:
    """Who or what is acted upon: the object, the subject of a passive, or the object of the trigger's own preposition."""
    found: list[Token] = []
    prepositions = [c for c in verb.children if c.dep_ in ("prep", "prt", "advmod", "dative", "agent", "acomp") and c.lower_ in particles]
    prepositions += [g for c in list(prepositions) for g in c.children if g.dep_ == "prep" and g.lower_ in particles]
    prepositions += [g for c in verb.children if c.dep_ == "dobj" and lemma(c) in particles for g in c.children if g.dep_ == "prep" and g.lower_ in particles]
    for preposition in prepositions:
        found += [p for p in preposition.children if p.dep_ in ("pobj", "pcomp")]
    if found:
        return found
    if is_passive(verb):
        return subject_tokens(verb)
    found = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd") and lemma(c) not in particles]
    direct = [c for c in found if c.dep_ == "dobj"]
    if direct or found:
        return direct or found
    if verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and verb.head.i < verb.i:
        return []
    # "condemned and rejected the plan": the object stands with the last verb
    return [o for c in verb.children if c.dep_ == "conj" and c.tag_[:2] == "VB" and c.tag_ == verb.tag_ for o in c.children if o.dep_ == "dobj"][:1]


def near_words(verb: Token) -> set[str]:
    """The words behind a verb, or hanging on it, that may be the particles of a trigger."""
    near: set[str] = set()
    for child in verb.children:
        if child.i < verb.i and child.dep_ not in ("prt", "dobj", "nsubjpass", "prep", "advmod"):
            continue
        near.update((child.lower_, lemma(child)))
        if child.i > verb.i:
            for grandchild in child.children:
                near.update((grandchild.lower_, lemma(grandchild)))
    return near


def has_particles(verb: Token, particles: tuple[str, ...], near: set[str]) -> bool:
    """Whether every further word of a trigger belongs to the verb."""
    if not particles:
        return True
    if all(p in near for p in particles):
        return True
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 1 + len(particles)]]
    return following == list(particles)


def headed_by(token: Token, nouns: frozenset[str]) -> Token | None:
    """The token itself, or what it measures ("a series of strikes"), or a conjunct, if one of the nouns heads it."""
    stack = [token]
    for current in stack:
        word = lemma(current)
        if word in nouns or any(f"{lemma(c)} {word}" in nouns for c in current.children if c.dep_ in ("compound", "amod", "nmod")):
            return current
        if len(stack) < 6:
            stack += [c for c in current.children if c.dep_ == "conj"]
            stack += [p for c in current.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
    return None


class Roles:
    """Fills the roles of one trigger."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties

    def fill(self, role: str, trigger: Token, objects: list[Token], things: bool) -> Fill:
        """The filling of one role; empty when nothing in the sentence fills it."""
        verbal = trigger.tag_.startswith("VB")
        if role == "subject":
            return self._named(actor_tokens(trigger) if verbal else _holders(trigger))
        if role == "surface subject":
            return self._named(subject_tokens(trigger)) if verbal else Fill()
        if role in ("object", "owner of object"):
            return self._acted_upon(objects, things and role == "object", owners_only=role != "object")
        if role == "recipient":
            return self._named([c for c in trigger.children if c.dep_ == "dative"])
        if role == "complement":
            return self._complement(trigger)
        if role == "clause subject":
            return self._clause_subject(trigger)
        if role == "possessor":
            return self._named([c for c in trigger.children if c.dep_ == "poss"])
        if role == "modifier":
            return self._modifier(trigger)
        if role == "bearer":
            return self._bearer(trigger)
        if role == "place":
            return self._place([trigger, *objects])
        if role == "own state":
            return self._own_state(trigger)
        if role == "nearest":
            return self._nearest(trigger)
        return self._preposition(role, [trigger, *objects], things)

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
                fill = self._acted_upon(heads, things and role not in ("in", "at", "by"), owners_only=False)
                if fill or (fill.thing is not None and role in ("against", "to", "on", "with", "of", "for")):
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
            if child.dep_ in ("xcomp", "ccomp") or (child.dep_ in ("prep", "dobj", "acl") and any(c.dep_ in ("pcomp", "acl") for c in child.children)):
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
            if child.dep_ in ("ccomp", "xcomp", "advcl"):
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
                        if other.dep_ in ("conj", "compound", "amod", "nmod") and inner is not None and inner is not reference and inner.referent.is_party:
                            found.append(Party(inner.referent, inner.start, inner.end))
        return Fill(found)

    def _bearer(self, noun: Token) -> Fill:
        head = noun.head
        if noun.dep_ == "appos" or (noun.dep_ in ("compound", "nmod", "amod") and head.i > noun.i and head.i in self.parties.notes.by_root):
            return self._only_parties(self.parties.of(head))
        beside = [c for c in noun.children if c.dep_ == "appos"]
        if beside:
            return self._only_parties([p for b in beside for p in self.parties.all(b)])
        if noun.dep_ in ("attr", "oprd") and head.tag_.startswith("VB"):
            if any(c.dep_ == "neg" for c in head.children):
                return Fill()
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
        return Fill([p for p in parties if p.referent.is_party])

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


def clause_tokens(token: Token) -> Iterator[Token]:
    """The tokens of a trigger's own clause: what hangs on it without crossing into another finite clause."""
    for child in token.children:
        yield child
        if child.dep_ not in ("ccomp", "advcl", "relcl", "parataxis", "conj", "acl") or not child.tag_.startswith("VB"):
            yield from clause_tokens(child)
