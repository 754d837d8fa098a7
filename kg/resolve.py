"""Mentions of many documents to entities: who is the same in two articles.

Pure functions. What two documents call by the same full name and kind is one entity already, since ids are made from names;
what is left
are people of whom a document gives part of the name only. Such a person is the one person of the collection whose name holds
that part,
when there is just one, or just one who speaks for the same state; otherwise it stays apart. Decisions are data: see `Decision`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Claim, Entity, Kind, Mention, Reading, Statement, fold, merge


@dataclass(frozen=True, slots=True)
class Decision:
    """That a local id of one document is a canonical entity, and why."""

    document: str
    local: str
    canonical: str
    reason: str


def decide(readings: Iterable[Reading]) -> tuple[Decision, ...]:
    """Which partial names are whom, in order of document and id. The readings are gone through twice."""
    full, states = _known_people(readings)
    out = []
    for reading in readings:
        own: dict[str, set[str]] = defaultdict(set)
        for person, state in _speaks_for(reading):
            own[person].add(state)
        for entity in reading.entities:
            if entity.kind is Kind.PERSON and entity.partial:
                found = _whole_of(entity, full.get(fold(entity.label), {}), states, own[entity.id])
                if found is not None:
                    out.append(Decision(reading.document.id, entity.id, *found))
    return tuple(out)


def _known_people(readings: Iterable[Reading]) -> tuple[dict[str, dict[str, Entity]], dict[str, set[str]]]:
    """The people named in full by each first and last word of their names, and the states that each speaks for."""
    full: dict[str, dict[str, Entity]] = defaultdict(dict)
    states: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for entity in reading.entities:
            words = fold(entity.label).split()
            if entity.kind is Kind.PERSON and not entity.partial and 2 <= len(words) <= 5:
                full[words[0]][entity.id] = full[words[-1]][entity.id] = entity
        for person, state in _speaks_for(reading):
            states[person].add(state)
    return full, states


def _whole_of(part: Entity, known: dict[str, Entity], states: dict[str, set[str]], own: set[str]) -> tuple[str, str] | None:
    """The one person that a partial name must be, and why."""
    surnames = [c for c in sorted(known) if fold(known[c].label).split()[-1] == fold(part.label)]
    for pool, reason in ((sorted(known), "the only one of that name"), (surnames, "the only one of that surname")):
        if len(pool) == 1:
            return pool[0], reason
    same = [c for c in sorted(known) if states[c] & own]
    return (same[0], "the only one of that name and state") if len(same) == 1 else None


def _speaks_for(reading: Reading) -> Iterable[tuple[str, str]]:
    """(person, state) for each claim that ties a person to a state, by an office or as its representative."""
    of = {e.id: e.of for e in reading.entities if e.kind is Kind.POSITION}
    for claim in reading.claims:
        if claim.subject.startswith("person/") and claim.object.startswith("state/"):
            yield claim.subject, claim.object
        elif of.get(claim.object):
            yield claim.subject, of[claim.object] or ""


def resolve(readings: Sequence[Reading]) -> tuple[list[Reading], tuple[Entity, ...]]:
    """The readings with canonical ids in place of local ones, and the merged entities of all, in order of id."""
    found = list(renamed(readings, decide(readings)))
    return found, merged(found)


def renamed(readings: Iterable[Reading], decisions: Iterable[Decision]) -> Iterator[Reading]:
    """Each reading with canonical ids in place of local ones."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for decision in decisions:
        names[decision.document][decision.local] = decision.canonical
    for reading in readings:
        own = names.get(reading.document.id)
        yield rename(reading, own) if own else reading


def merged(readings: Iterable[Reading]) -> tuple[Entity, ...]:
    """The entities of all readings, each once, in order of id."""
    entities: dict[str, Entity] = {}
    for reading in readings:
        for entity in reading.entities:
            entities[entity.id] = merge(entities[entity.id], entity) if entity.id in entities else entity
    return tuple(entities[k] for k in sorted(entities))


def rename(reading: Reading, names: dict[str, str]) -> Reading:
    """A reading with some entity ids exchanged; claims that thereby say that somebody met himself are left out."""

    def new(entity: str | None) -> str | None:
        return None if entity is None else names.get(entity, entity)

    def entity(e: Entity) -> Entity:
        people = tuple(sorted({names.get(p, p) for p in e.participants}))
        return replace(e, id=names.get(e.id, e.id), of=new(e.of), place=new(e.place), participants=people)

    def claim(c: Claim) -> Claim:
        return replace(
            c,
            subject=names.get(c.subject, c.subject),
            object=names.get(c.object, c.object),
            asserted_by=new(c.asserted_by),
            place=new(c.place),
        )

    def statement(s: Statement) -> Statement:
        mentions = tuple(sorted({names.get(m, m) for m in s.mentions}))
        return replace(  # the ids of statements are no entities, and stay
            s,
            speaker=new(s.speaker),
            addressee=new(s.addressee),
            mentions=mentions,
            place=new(s.place),
            responds_to=new(s.responds_to),
        )

    def mention(m: Mention) -> Mention:
        return replace(m, entity=names.get(m.entity, m.entity))

    merged: dict[str, Entity] = {}
    for e in map(entity, reading.entities):
        merged[e.id] = merge(merged[e.id], e) if e.id in merged else e
    return replace(
        reading,
        entities=tuple(merged[k] for k in sorted(merged)),
        claims=tuple(c for c in map(claim, reading.claims) if c.subject != c.object),
        statements=tuple(map(statement, reading.statements)),
        mentions=tuple(map(mention, reading.mentions)),
    )
