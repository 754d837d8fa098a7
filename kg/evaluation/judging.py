"""One gold sentence against what was read from it: which claims are right, which are missing, which are false and in what way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kg.evaluation.gold import Sentence, Wanted
from kg.model import Claim, Kind, Reading, fold
from kg.vocabulary import Relation


class Wrong(StrEnum):
    """What is wrong with a false claim, the nearest first."""

    MODALITY = "right but for the modality, and said before"
    DIRECTION = "the wrong way round"
    RELATION = "another relation between the two"
    PARTY = "another party"
    NOTHING = "nothing of the kind is said"


@dataclass(frozen=True, slots=True)
class Match:
    """A claim of the gold and the claim that answers for it: same relation and parties. The rest may differ."""

    wanted: Wanted
    claim: Claim

    @property
    def modality(self) -> bool:
        return self.claim.modality in self.wanted.modality


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one sentence was read. `matches` and `false` together are the claims that count for precision."""

    sentence: Sentence
    reading: Reading
    matches: tuple[Match, ...]
    missed: tuple[Wanted, ...]
    false: tuple[tuple[Claim, Wrong], ...]

    def right_time(self, match: Match) -> bool:
        period, when = match.claim.period, match.wanted.when
        if period is None or when is None:
            return period is when
        return (period.earliest, period.latest) == (when.earliest, when.latest)

    def right_place(self, match: Match) -> bool:
        place = match.claim.place
        if place is None or not match.wanted.place:
            return place is None and not match.wanted.place
        return is_called(names(self.reading, place), match.wanted.place)


#: What has no name of its own: where its description ends is a matter of taste, so that any stretch of it will do.
_DESCRIBED = {Kind.GROUP, Kind.TOPIC}


def names(reading: Reading, entity: str, text: str = "") -> frozenset[str]:
    """What an entity is called, folded, the words that stand for it among them; of a statement, its words."""
    called = {fold(text)}
    for e in reading.entities:
        if e.id == entity:
            called |= {fold(name) for name in (e.label, *e.aliases)}
            if e.kind in _DESCRIBED:
                called |= _stretches(fold(e.label))
    called |= {fold(s.text) for s in reading.statements if s.id == entity}
    return frozenset(called) - {""}


def _stretches(description: str) -> set[str]:
    words = description.split()
    return {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}


def is_called(called: Iterable[str], alternatives: Iterable[str]) -> bool:
    """Whether one of the names is one of the alternatives."""
    forms = [_form(alternative) for alternative in alternatives]
    return any(form.fullmatch(name) for form in forms for name in called)


@cache
def _form(alternative: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(fold(part)) for part in alternative.split("*")))


def judge(sentence: Sentence, reading: Reading, relations: Mapping[str, Relation]) -> Verdict:
    """Each claim answers for one claim of the gold only, and those of the same modality are given out first.

    A claim that says again what another said is passed over, and so is one that the gold calls optional. Relations of standing
    facts (offices, membership, statements …) are judged only where the gold has any of them, since it does not list every
    office that a sentence names.
    """
    listed = {name for wanted in sentence.claims for name in wanted.relation}
    claims = [c for c in reading.claims if is_between_people(relations[c.relation]) or c.relation in listed]
    due = [wanted for wanted in sentence.claims if not wanted.optional]
    matches: list[Match] = []
    for exact in (True, False):
        for claim in list(claims):
            for wanted in due:
                if _same(claim, wanted, reading, relations) and (claim.modality in wanted.modality or not exact):
                    matches.append(Match(wanted, claim))
                    due.remove(wanted)
                    claims.remove(claim)
                    break
    false = [
        (c, _wrong(c, sentence.claims, reading, relations)) for c in claims if not _harmless(c, sentence, reading, relations)
    ]
    return Verdict(sentence, reading, tuple(matches), tuple(due), tuple(false))


def is_between_people(relation: Relation) -> bool:
    """Whether people can be at both ends: all relations but those of standing facts."""
    return "Person" in relation.range


def is_act(relation: Relation) -> bool:
    """Whether it is what parties do to each other or how they stand: kinship and standing facts are not."""
    return {"Person", "State"} <= set(relation.range)


def _ends(claim: Claim, wanted: Wanted, reading: Reading) -> tuple[bool, bool, bool, bool]:
    """Whether subject is subject, object is object, subject is object, object is subject."""
    subject, object_ = names(reading, claim.subject, claim.subject_text), names(reading, claim.object, claim.object_text)
    return (
        is_called(subject, wanted.subject),
        is_called(object_, wanted.object),
        is_called(subject, wanted.object),
        is_called(object_, wanted.subject),
    )


def _same(claim: Claim, wanted: Wanted, reading: Reading, relations: Mapping[str, Relation]) -> bool:
    relation = relations[claim.relation]
    along = claim.relation in wanted.relation
    back = (along and relation.symmetric) or relation.inverse in wanted.relation
    if not along and not back:
        return False
    straight, straight_too, turned, turned_too = _ends(claim, wanted, reading)
    return (along and straight and straight_too) or (back and turned and turned_too)


def _harmless(claim: Claim, sentence: Sentence, reading: Reading, relations: Mapping[str, Relation]) -> bool:
    return any(claim.modality in w.modality and _same(claim, w, reading, relations) for w in sentence.claims)


def _wrong(claim: Claim, gold: tuple[Wanted, ...], reading: Reading, relations: Mapping[str, Relation]) -> Wrong:
    found = {Wrong.NOTHING}
    for wanted in gold:
        straight, straight_too, turned, turned_too = _ends(claim, wanted, reading)
        if _same(claim, wanted, reading, relations):
            found.add(Wrong.MODALITY)
        elif claim.relation in wanted.relation:
            if turned and turned_too:
                found.add(Wrong.DIRECTION)
            elif straight or straight_too or turned or turned_too:
                found.add(Wrong.PARTY)
        elif (straight and straight_too) or (turned and turned_too):
            found.add(Wrong.RELATION)
    return next(wrong for wrong in Wrong if wrong in found)
