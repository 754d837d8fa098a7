"""Summits and other meetings as nodes: who took part, where and when, also when one phrase names several.

"Three summits in Singapore (2018), Oslo (2019) and Geneva (2020)" is three summits; "the Oslo summit" of a later sentence
is the one of them
that was in Oslo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model import Kind, Modality, Period
from kg.nlp.annotations import Annotations, Found, Reference, Referent, notes_on
from kg.nlp.circumstances import Circumstances
from kg.nlp.grammar import actor_tokens, subject_tokens
from kg.nlp.modality import Judge
from kg.nlp.parties import Parties, Party
from kg.nlp.roles import Roles
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_SPOTS = (Kind.PLACE, Kind.STATE)


class Events:
    """The component: adds event referents, their references, and the claims of taking part and of meeting."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._judge = Judge(vocabulary)
        lexicon = vocabulary.lexicons["events"]
        self._kinds = dict.fromkeys(lexicon["summit"], Kind.SUMMIT) | dict.fromkeys(lexicon["meeting"], Kind.MEETING)
        self._attending, self._pairs, self._remote = sorted(lexicon["attending"]), sorted(lexicon["pairs"]), lexicon["remote"]

    def __call__(self, doc: Doc) -> Doc:
        _Gather(
            doc,
            notes_on(doc),
            Parties(doc, self._vocabulary),
            self._judge,
            self._kinds,
            self._attending,
            self._pairs,
            self._remote,
        ).run()
        return doc


class _Gather:
    """One document's events."""

    def __init__(
        self,
        doc: Doc,
        notes: Annotations,
        parties: Parties,
        judge: Judge,
        kinds: dict[str, Kind],
        attending: list[str],
        pairs: list[str],
        remote: frozenset[str],
    ) -> None:
        self.doc, self.notes, self.parties, self.judge = doc, notes, parties, judge
        self.kinds, self.attending, self.pairs, self.remote = kinds, attending, pairs, remote
        self.roles = Roles(parties)
        self.circumstances = Circumstances(doc, notes)

    def run(self) -> None:
        for token in self.doc:
            kind = self.kinds.get(lemma(token)) if token.tag_.startswith("NN") else None
            if kind is None:
                continue
            named = self.notes.at.get(token.i)
            if named is not None:
                if named.referent.kind in (Kind.SUMMIT, Kind.MEETING) and named.root == token.i:
                    self._named(named, token)
                continue
            spots = list(self._spots(token))
            if kind is Kind.SUMMIT or any(p or r.start < token.i for r, p in spots):
                self._described(token, kind, spots)

    # -- which events a phrase names -----------------------------------------------------------------------------------------

    def _spots(self, noun: Token) -> Iterator[tuple[Reference, Period | None]]:
        """Places of a phrase, each with the year in brackets behind it: "the Oslo summit", "summits in"."""
        for child in noun.children:
            reference = self.notes.by_root.get(child.i)
            if (
                child.i < noun.i
                and child.dep_ in ("compound", "amod", "nmod")
                and reference is not None
                and reference.referent.kind in _SPOTS
                and (reference.form == "capital" or (reference.form == "name" and reference.referent.kind is Kind.PLACE))
            ):
                yield reference, None
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "at") and child.i > noun.i:
                yield from self._listing(child.i + 1)
                return

    def _listing(self, i: int) -> Iterator[tuple[Reference, Period | None]]:
        """ "Vienna (2018), Oslo (2019), and the Golan Heights (2019)", read off the surface, since parsers lose such lists."""
        times = {t.start: t for t in self.notes.times} | {
            t.start + 1: t for t in self.notes.times if self.doc[t.start].text == "("
        }
        while i < len(self.doc):
            while i < len(self.doc) and (self.doc[i].lower_ in ("the", "and", "in", "at") or self.doc[i].text == ","):
                i += 1
            reference = self.notes.at.get(i)
            if reference is None or reference.start != i:
                return
            last = reference
            following = self.notes.at.get(reference.end)
            if reference.form == "adjective" and following is not None and following.start == reference.end:
                last = Reference(reference.start, following.end, following.root, "name", following.referent)  # "the Korean DMZ"
            if last.referent.kind not in (*_SPOTS, Kind.ORGANIZATION) or last.form == "adjective":
                return
            i = last.end
            period = None
            if i + 1 < len(self.doc) and self.doc[i].text == "(" and (i + 1 in times or i in times):
                period = times.get(i + 1, times.get(i)).period  # type: ignore[union-attr]
                while i < len(self.doc) and self.doc[i].text != ")":
                    i += 1
                i += 1
            if last.referent.kind is Kind.ORGANIZATION and period is None:
                return
            yield last, period
            if not (i < len(self.doc) and (self.doc[i].text == "," or self.doc[i].lower_ == "and")):
                return

    def _described(self, noun: Token, kind: Kind, spots: list[tuple[Reference, Period | None]]) -> None:
        whole = self._time(noun)
        if noun.tag_ == "NN" and len(spots) > 1 and spots[0][1] is None:
            spots = spots[:1]
        events = []
        for reference, period in spots:
            place = self._as_place(reference)
            events.append(self._event(noun, kind, place, period or (whole if len(spots) == 1 else None)))
        if not spots:
            known = self._recalled(noun)
            if known is None:
                return
            events = [known]
        if len(events) > 1:
            end = spots[-1][0].end
            while spots[-1][1] is not None and end < len(self.doc) and self.doc[end - 1].text != ")":
                end += 1
            self.notes.listed.update(range(spots[0][0].start, end))
        for event in events:
            self.notes.add(Reference(noun.i, noun.i + 1, noun.i, "noun", event))
            self._take_part(noun, event)

    def _recalled(self, noun: Token) -> Referent | None:
        """ "the summit": the one spoken of last."""
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in noun.children)
        before = [e for e in self.notes.events if e.first < noun.i]
        return max(before, key=lambda e: e.first) if definite and before and noun.tag_ == "NN" else None

    def _as_place(self, reference: Reference) -> Referent:
        """The referent of a place; a name that was taken for an organisation, or that the list widened, becomes a place."""
        text = self.doc[reference.start : reference.end].text
        if reference.referent.kind is Kind.ORGANIZATION or (
            text not in reference.referent.names and reference.referent.kind is Kind.PLACE
        ):
            place = next((r for r in self.notes.referents if r.kind is Kind.PLACE and text in r.names), None)
            if place is None:
                place = Referent(Kind.PLACE, text, {text: None, **reference.referent.names}, first=reference.start)
                self.notes.referents.append(place)
            return place
        if reference.form == "capital":
            place = next((r for r in self.notes.referents if r.kind is Kind.PLACE and text in r.names), None)
            if place is None:
                place = Referent(Kind.PLACE, text, {text: None}, of=reference.referent, first=reference.start)
                self.notes.referents.append(place)
            return place
        return reference.referent

    def _event(self, noun: Token, kind: Kind, place: Referent, period: Period | None) -> Referent:
        for event in self.notes.events:
            if (
                event.kind is kind
                and event.place is not None
                and event.place.label == place.label
                and _compatible(event.period, period)
            ):
                if period is not None and (
                    event.period is None or (period.latest - period.earliest) < (event.period.latest - event.period.earliest)
                ):
                    event.period = period
                return event
        event = Referent(kind, f"{place.label} {lemma(noun)}", {}, place=place, period=period, first=noun.i, described=True)
        self.notes.events.append(event)
        self.notes.referents.append(event)
        return event

    def _time(self, noun: Token) -> Period | None:
        """A time that hangs on the phrase itself ("the Oslo summit in May"), or on the verb that it completes."""
        return self.circumstances.time(noun)

    # -- who took part -------------------------------------------------------------------------------------------------------

    def _named(self, reference: Reference, noun: Token) -> None:
        event = reference.referent
        if event not in self.notes.events:
            event.first = event.first if event.first >= 0 else noun.i
            self.notes.events.append(event)
        event.period = event.period or self._time(noun)
        self._take_part(noun, event)

    def _take_part(self, noun: Token, event: Referent) -> None:
        verdict = self.judge.judge(noun)
        both = self.roles.fill("between", noun, [], False)
        people = [p for p in both.parties if p.referent.is_party]
        rule = "event: between"
        if not people:
            people, rule = self._whose(noun), "event: whose"
        remote = any(c.lower_ in self.remote for c in noun.children)
        if len(people) < 2:
            return
        for party in people:
            if party.referent not in event.members and verdict.modality is Modality.ACTUAL:
                event.members.append(party.referent)
            for relation in self.attending:
                self._claim(
                    noun, relation, party, Party(event, noun.i, noun.i + 1), verdict.modality, verdict.reason, event, rule
                )
        for i, first in enumerate(people):
            for second in people[i + 1 :]:
                if not remote and first.referent.kind is second.referent.kind:
                    for relation in self.pairs:
                        self._claim(noun, relation, first, second, verdict.modality, verdict.reason, event, rule)

    def _whose(self, noun: Token) -> list[Party]:
        """Those whose summits they are: "A and B developed a rapport, marked by three summits"; "A and B held a summit in"."""
        verb = noun.head
        while verb.head != verb and not verb.tag_.startswith("VB"):
            verb = verb.head
        if not verb.tag_.startswith("VB") or noun.dep_ in ("nsubj",):
            return []
        for _ in range(4):
            for tokens in (actor_tokens(verb), subject_tokens(verb)):
                people = [
                    p for t in tokens for p in self.parties.all(t) if p.referent.is_party and noun.i not in range(p.start, p.end)
                ]
                if len(people) > 1:
                    return people
                if len(people) == 1:
                    other = self.roles.fill("with", noun, [], False).parties or self.roles.fill("with", verb, [], False).parties
                    if other:
                        return [*people, *[p for p in other if p.referent is not people[0].referent]]
            if verb.dep_ not in ("acl", "advcl", "relcl", "conj", "xcomp") or verb.head == verb:
                break
            verb = verb.head
            while verb.head != verb and not verb.tag_.startswith("VB"):
                verb = verb.head
        return []

    def _claim(
        self,
        noun: Token,
        relation: str,
        subject: Party,
        object_: Party,
        modality: Modality,
        reason: str,
        event: Referent,
        rule: str,
    ) -> None:
        if subject.referent is object_.referent:
            return
        spans = (subject.start, subject.end), (object_.start, object_.end)
        period, place = event.period, event.place
        self.notes.found.append(
            Found(
                subject.referent,
                relation,
                object_.referent,
                modality,
                noun.i,
                *spans,
                period=period,
                place=place,
                confidence=0.75,
                rule=rule,
                reason=reason,
            )
        )


def _compatible(a: Period | None, b: Period | None) -> bool:
    return a is None or b is None or (a.earliest <= b.latest and b.earliest <= a.latest)


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Events(vocabulary)
