"""Relations between parties, by the patterns of the ontology over the parse.

Patterns are indexed by the lemma of their trigger, so a sentence asks only for the patterns of the words that it has. Of the
patterns
that a trigger offers the most specific is tried first, and the first that gives a claim wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model import Kind, Modality, Period
from kg.nlp.annotations import Found, Referent, innermost, notes_on
from kg.nlp.circumstances import Circumstances
from kg.nlp.confidence import calibrated
from kg.nlp.grammar import (
    has_other_particle,
    has_particles,
    head_words,
    headed_by,
    heads_of,
    near_words,
    object_tokens,
    subject_tokens,
)
from kg.nlp.modality import Judge, Verdict
from kg.nlp.parties import Parties, Party
from kg.nlp.roles import Fill, Roles, as_party
from kg.nlp.words import lemma
from kg.vocabulary import Pattern, Trigger, Vocabulary


@dataclass(frozen=True, slots=True)
class Offer:
    """A pattern under one of its triggers."""

    pattern: Pattern
    trigger: Trigger

    @property
    def specificity(self) -> int:
        narrowed = bool(self.pattern.objects) + bool(self.pattern.subjects)
        return 2 * len(self.trigger.particles) + 3 * narrowed


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the vocabulary says about matching: the patterns by the lemma of their trigger, and the kinds of relations."""

    verbs: dict[str, list[Offer]]
    nouns: dict[str, list[Offer]]
    performative: frozenset[str]  # saying it is doing it
    announced: dict[str, str]  # what announcing one's own act of this kind is
    events: frozenset[str]  # what happens between parties of public life, as against standing ties
    spatial: frozenset[str]  # what places stand in
    idle: frozenset[str]  # nouns that are never acted upon as a party or its thing
    sport: frozenset[str]  # nouns of sentences that speak of sport
    doing: frozenset[str]  # verbs whose subject does what their object names

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Lexicon:
        """Indexes a vocabulary."""
        verbs: dict[str, list[Offer]] = defaultdict(list)
        nouns: dict[str, list[Offer]] = defaultdict(list)
        for pattern in vocabulary.patterns():
            for trigger in pattern.verbs:
                verbs[trigger.lemma].append(Offer(pattern, trigger))
            for trigger in pattern.nouns:
                words = (trigger.lemma, *trigger.particles)
                nouns[words[-1]].append(Offer(pattern, Trigger(words[-1], words[:-1])))
        for offers in (*verbs.values(), *nouns.values()):
            offers.sort(key=lambda o: (-o.specificity, not o.pattern.first, o.pattern.relation, o.pattern.number))
        relations = vocabulary.relations.values()
        return cls(
            verbs,
            nouns,
            performative=frozenset(r.name for r in relations if r.performative),
            announced={r.name: r.announced_as for r in relations if r.announced_as},
            events=frozenset(r.name for r in relations if r.plover is not None),
            spatial=frozenset(r.name for r in relations if "Place" in r.domain),
            idle=vocabulary.lexicons["people"]["not_acted_upon"],
            sport=vocabulary.lexicons["people"]["sport"],
            doing=vocabulary.lexicons["events"]["doing"],
        )


class Relations:
    """The component: fills `found`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._judge = Judge(vocabulary)
        self._lexicon = Lexicon.of(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        _Match(doc, Parties(doc, self._vocabulary), self._judge, self._lexicon).run()
        return doc


class _Match:
    """One document's relations."""

    def __init__(self, doc: Doc, parties: Parties, judge: Judge, lexicon: Lexicon) -> None:
        self.doc, self.notes, self.parties, self.judge, self.lexicon = doc, notes_on(doc), parties, judge, lexicon
        self.roles = Roles(parties, lexicon.doing)
        self.circumstances = Circumstances(doc, self.notes)
        # what a phrase names is presupposed ("condemned the raid"), unless it claims
        self.sayings = innermost(s for s in self.notes.sayings if not s.phrasal or s.claiming)
        self.inside = {i for q in self.notes.quoted for i in range(q.start, q.end)}
        self.given: dict[int, Pattern] = {}
        self.part_of_trigger: set[int] = set()
        self.objects: dict[tuple[int, tuple[str, ...]], list[Token]] = {}
        self.heads: dict[tuple[int, tuple[str, ...]], frozenset[str]] = {}
        self.topics: dict[str, Referent] = {}
        self.public: dict[int, bool] = {}

    def run(self) -> None:
        for sentence in self.doc.sents:
            triggers = []
            for token in sentence:
                offers = self._offers(token)
                if offers:
                    depth = sum(1 for _ in token.ancestors)
                    triggers.append((depth, token.i, token, offers))
            triggers.sort(key=lambda t: t[:2])
            late = []
            for _, _, token, offers in triggers:
                if all(o.pattern.yields for o in offers):
                    late.append((token, offers))
                else:
                    self._try(token, [o for o in offers if not o.pattern.yields])
                    if any(o.pattern.yields for o in offers) and token.i not in self.given:
                        late.append((token, [o for o in offers if o.pattern.yields]))
            for token, offers in late:
                if not any(
                    token.is_ancestor(self.doc[i])
                    for i in self.given
                    if sentence.start <= i < sentence.end and self._completes(token, self.doc[i])
                ):
                    self._try(token, offers)

    def _completes(self, governor: Token, inner: Token) -> bool:
        """Whether a trigger lies in the clause or the object that completes a verb, not in a sentence beside it."""
        current = inner
        while current.head != governor and current.head != current:
            current = current.head
        return current.dep_ in ("xcomp", "ccomp", "dobj", "prep", "advcl") and current.i > governor.i

    def _offers(self, token: Token) -> list[Offer]:
        tag = token.tag_
        if tag.startswith("VB"):
            offers = self.lexicon.verbs.get(lemma(token))
            if not offers:
                return []
            if len(offers) == 1 and not offers[0].trigger.particles:
                return [] if has_other_particle(token, ()) else offers
            near, own = near_words(token), {c.lower_ for c in token.children if c.dep_ == "prt"}
            following = [t.lower_ for t in self.doc[token.i + 1 : token.i + 4]]
            reach = near.union(following[:1])
            return [
                o
                for o in offers
                if (not (words := o.trigger.particles) and not own)
                or (words and words[0] in reach and own.issubset(words) and has_particles(words, near, following))
            ]
        if tag in ("NN", "NNS"):
            offers = self.lexicon.nouns.get(lemma(token))
            return [o for o in offers if self._modified(token, o.trigger.particles)] if offers else []
        return []

    def _modified(self, noun: Token, words: tuple[str, ...]) -> bool:
        return not words or all(any(lemma(c) == w or c.lower_ == w for c in noun.children) for w in words)

    # -- one trigger ---------------------------------------------------------------------------------------------------------

    def _try(self, token: Token, offers: list[Offer]) -> None:
        if token.i in self.part_of_trigger:
            return
        verdict = self.judge.judge(token)
        if verdict.by is not None and self._embedded(token, verdict):
            return
        for offer in offers:
            if self._claims(token, offer, verdict):
                self.given[token.i] = offer.pattern
                return

    def _embedded(self, token: Token, verdict: Verdict) -> bool:
        """What somebody is asked to do, refuses to do or is accused of planning is part of that claim, not one of its own."""
        if verdict.by is None or verdict.modality is Modality.ALLEGED:
            return False
        governor = self.doc[verdict.by]
        if governor.tag_.startswith("NN") and governor.dep_ in (
            "dobj",
            "pobj",
        ):  # "welcomed the decision to": the noun's verb governs
            governor = governor.head if governor.dep_ == "dobj" else governor.head.head
        return governor.i in self.given and governor.is_ancestor(token)

    def _claims(self, token: Token, offer: Offer, verdict: Verdict) -> bool:
        pattern = offer.pattern
        verbal = token.tag_.startswith("VB")
        objects = self._objects(token, offer.trigger.particles) if verbal else []
        if pattern.objects and pattern.objects.isdisjoint(self._words(token, offer.trigger.particles, objects)):
            return False
        if not self._narrowed(token, pattern, objects):
            return False
        heads = [h for h in (headed_by(o, pattern.objects) for o in objects) if h is not None] if pattern.objects else []
        objects = heads or objects
        agents = self._first(pattern.agent, token, objects, False)
        if any(_is_reciprocal(o) for o in objects):
            return self._each_other(token, pattern, verdict, agents)
        if not agents.parties and not verbal and token.dep_ in ("dobj", "nsubjpass"):
            agents = self.roles.fill("subject", token, objects, False)
        if not agents.parties:
            return False
        targets = self._first(pattern.target, token, objects, pattern.things, tuple(a.referent for a in agents.parties))
        pairs = list(self._pairs(pattern, agents, targets))
        if not pairs and pattern.things and targets.thing is not None:
            topic = self._topic(targets.thing)
            if topic is not None and (not pattern.target_kinds or topic.referent.kind in pattern.target_kinds):
                pairs = [(a, topic, 0.8) for a in agents.parties]
        made = False
        for subject, object_, weight in pairs:
            made |= self._found(token, pattern, verdict, subject, object_, weight, targets)
        if made:
            self.part_of_trigger.update(h.i for h in heads)  # "lifted the blockade" is no blockade
        return made

    def _objects(self, token: Token, particles: tuple[str, ...]) -> list[Token]:
        """The objects of a verb, found once for all patterns with the same particles."""
        key = (token.i, particles)
        if key not in self.objects:
            self.objects[key] = object_tokens(token, particles)
        return self.objects[key]

    def _words(self, token: Token, particles: tuple[str, ...], objects: list[Token]) -> frozenset[str]:
        """The nouns that head a verb's objects and predicates: what most patterns that name objects fail on at once."""
        key = (token.i, particles)
        if key not in self.heads:
            named = _predicated(token) if token.tag_.startswith("VB") else []
            self.heads[key] = frozenset(w for o in (*objects, *named) for h in heads_of(o) for w in head_words(h))
        return self.heads[key]

    def _each_other(self, token: Token, pattern: Pattern, verdict: Verdict, agents: Fill) -> bool:
        """ "Chad and Mali accused each other": both ways."""
        made = False
        for first in agents.parties:
            for second in agents.parties:
                if first.referent is not second.referent:
                    made |= self._found(token, pattern, verdict, first, second, 1.0, Fill())
        return made

    def _narrowed(self, token: Token, pattern: Pattern, objects: list[Token]) -> bool:
        if pattern.transitive and not any(c.dep_ in ("dobj", "nsubjpass") for c in token.children):
            return False
        if pattern.subjects and not any(headed_by(s, pattern.subjects) for s in subject_tokens(token)):
            return False
        if pattern.plain and _predicated(token):
            return False
        if not pattern.objects and any(lemma(o) in self.lexicon.idle for o in objects):
            return False
        if pattern.modals and not any(
            m.lower_ in pattern.modals for c in token.children if c.dep_ == "ccomp" for m in c.children if m.tag_ == "MD"
        ):
            return False
        if pattern.unless:
            words = [*objects, *(subject_tokens(token) if token.tag_.startswith("VB") else ())]
            if any(headed_by(w, pattern.unless) for w in words):
                return False
        return True

    def _first(
        self, roles: tuple[str, ...], token: Token, objects: list[Token], things: bool, without: tuple[Referent, ...] = ()
    ) -> Fill:
        """The first role that gives a party besides those `without`; else the first thing that was found on the way."""
        thing: Token | None = None
        for role in roles:
            fill = self.roles.fill(role, token, objects, things)
            if any(p.referent not in without for p in fill.parties):
                return fill
            thing = thing or fill.thing
        return Fill(thing=thing)

    def _pairs(self, pattern: Pattern, agents: Fill, targets: Fill) -> Iterator[tuple[Party, Party, float]]:
        fitting = [a for a in agents.parties if not pattern.agent_kinds or a.referent.kind in pattern.agent_kinds]
        others = [
            t
            for t in targets.parties
            if t.referent not in [a.referent for a in fitting]
            and (not pattern.target_kinds or t.referent.kind in pattern.target_kinds)
        ]
        if others and not (pattern.together and len(fitting) > 1 and targets.weight < 1):
            for agent in fitting:
                for target in others:
                    yield agent, target, targets.weight * agents.weight
        elif pattern.together and len(fitting) > 1:
            for i, first in enumerate(fitting):
                for second in fitting[i + 1 :]:
                    yield first, second, 1.0

    def _topic(self, head: Token) -> Party | None:
        """A thing that no party owns, as an object of its own."""
        if head.tag_.startswith("PRP") or head.tag_ in ("WDT", "WP", "DT", "EX"):
            return None
        if head.tag_.startswith("VB"):
            start, end = head.left_edge.i, min(head.right_edge.i + 1, head.i + 10)
        else:
            start, end = self.parties.phrase(head)
        while end > start and (self.doc[end - 1].is_punct or self.doc[end - 1].is_space):
            end -= 1
        label = self.parties.text(start, end)
        if not any(c.isalpha() for c in label):
            return None
        if any(t.start <= head.i < t.end for t in self.notes.times):
            return None
        reference = self.notes.by_root.get(head.i)
        if reference is not None:
            return Party(reference.referent, start, end)
        if label.lower() not in self.topics:
            self.topics[label.lower()] = Referent(Kind.TOPIC, label, {}, described=True, first=start)
            self.notes.referents.append(self.topics[label.lower()])
        return Party(self.topics[label.lower()], start, end)

    # -- what it gives -------------------------------------------------------------------------------------------------------

    def _found(
        self, token: Token, pattern: Pattern, verdict: Verdict, subject: Party, object_: Party, weight: float, targets: Fill
    ) -> bool:
        spatial = pattern.relation in self.lexicon.spatial
        first, second = subject.referent if spatial else as_party(subject.referent), object_.referent
        if first is second or not (first.is_party or spatial) or second.members:
            return False
        if pattern.relation in self.lexicon.events and not self._is_public(token):
            return False  # two private parties: sport, science and private life are not what the graph is of
        if pattern.reverse:
            subject, object_ = object_, subject
            first, second = as_party(second), first
        modality, reason = pattern.modality or verdict.modality, verdict.reason
        saying = self.sayings.get(token.i)
        asserted = saying.speaker if saying is not None else None
        if modality is Modality.ACTUAL and saying is not None and (token.i in self.inside or saying.claiming):
            modality, reason = Modality.ALLEGED, "said in quotation" if token.i in self.inside else f"claimed: {saying.cue}"
        if modality is Modality.ALLEGED and pattern.relation in self.lexicon.performative and asserted is first:
            modality, reason = Modality.ACTUAL, "saying it is doing it"
        topic = None
        if targets.topic is not None:
            start, end = self.parties.phrase(targets.topic)
            topic = self.parties.text(start, end)
        relations = [(pattern.relation, modality, reason)]
        if (
            pattern.relation in self.lexicon.announced
            and modality is Modality.INTENDED
            and asserted is not None
            and first in (asserted, asserted.state)
        ):
            relations.append((self.lexicon.announced[pattern.relation], Modality.ACTUAL, "announced by whoever does it"))
        for relation, modality, reason in relations:
            self._keep(token, pattern, relation, modality, reason, subject, object_, first, second, asserted, topic, weight)
        return True

    def _is_public(self, token: Token) -> bool:
        """Whether the sentence names anybody of public life, and does not speak of sport."""
        sentence = token.sent
        if sentence.start not in self.public:
            inside = (self.notes.at.get(i) for i in range(sentence.start, sentence.end))
            named = any(r is not None and r.referent.is_public for r in inside)
            self.public[sentence.start] = named and not any(t.lower_ in self.lexicon.sport for t in sentence)
        return self.public[sentence.start]

    def _time(self, token: Token, subject: Referent, asserted: Referent | None) -> Period | None:
        """When it happened; what somebody announces of himself happened, for want of better, when he announced it."""
        period = self.circumstances.time(token)
        saying = self.sayings.get(token.i)
        if period is None and saying is not None and asserted is subject and token.i not in self.inside:
            period = self.circumstances.time(self.doc[saying.cue_token])
        return period

    def _keep(
        self,
        token: Token,
        pattern: Pattern,
        relation: str,
        modality: Modality,
        reason: str,
        subject: Party,
        object_: Party,
        first: Referent,
        second: Referent,
        asserted: Referent | None,
        topic: str | None,
        weight: float,
    ) -> None:
        standing = "bearer" in pattern.agent  # a tie holds beyond the day and the place of its sentence
        self.notes.found.append(
            Found(
                first,
                relation,
                second,
                modality,
                token.i,
                (subject.start, subject.end),
                (object_.start, object_.end),
                asserted_by=asserted,
                period=None if standing else self._time(token, first, asserted),
                place=None if standing else self.circumstances.place(token, (first, second)),
                topic=topic,
                confidence=calibrated(pattern.confidence * weight),
                rule=f"{pattern.name} ({lemma(token)})",
                reason=reason,
            )
        )


def _is_reciprocal(token: Token) -> bool:
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return (token.lower_, before) in (("other", "each"), ("another", "one"))


def _predicated(verb: Token) -> list[Token]:
    """What a verb says that its object is: "named it an *enemy*", "listed it as a *sponsor*"."""
    found = [c for c in verb.children if c.dep_ in ("oprd", "attr")]
    return found + [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for p in c.children if p.dep_ == "pobj"]


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Relations(vocabulary)
