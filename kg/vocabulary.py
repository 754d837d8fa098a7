"""Reads and checks `ontology/relations` and `ontology/lexicon`; every message names file, pattern and key.

A relation file is one relation: what it means, how a sentence says it, and the sentences that prove both. The language of
patterns is described in `docs/how-to/add-a-relation.md`.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import VocabularyError
from kg.model import Kind, Modality

#: What may fill an end of a relation, besides the bare prepositions ("with", "against", …).
ROLES = {
    "subject": "who acts: the subject, or the by-phrase of a passive",
    "surface subject": "the grammatical subject, active or passive",
    "object": "who is acted upon: the object, or the subject of a passive; a thing stands for its owner",
    "owner of object": "the party that the thing acted upon belongs to, never the thing itself",
    "recipient": "the indirect object: 'gave Chad a loan'",
    "complement": "the parties inside the clause that completes the verb: 'refused to meet the envoy'",
    "clause subject": "who the completing clause is about: 'demanded that Israel ease'",
    "possessor": "of a noun: \"Seoul's rejection\", 'its rejection'",
    "modifier": "of a noun: 'the Senegalese plan', 'US airstrikes'",
    "bearer": "who a noun describes: 'Anna, the sister of', 'is an ally of'",
    "own state": "the state of those who act: 'Chadian students rioted'",
    "place": "the state where it happens, standing for those who live there",
    "nearest": "the nearest other party of the clause: a last resort, at lower confidence",
}
PREPOSITIONS = frozenset(
    "with to from against on upon over of for by in at into between among amid toward towards about alongside under off onto as "
    "near around inside outside within across along after before".split()
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way to say it: a verb or noun lemma, and the words (particle, preposition, adverb) that must follow it."""

    lemma: str
    particles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """How sentences say a relation. Verbs and nouns are lemmas; `objects` narrows a light verb to certain objects."""

    relation: str
    number: int
    verbs: tuple[Trigger, ...] = ()
    nouns: tuple[Trigger, ...] = ()
    objects: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    agent: tuple[str, ...] = ("subject",)
    target: tuple[str, ...] = ("object",)
    modals: frozenset[str] = frozenset()
    together: bool = False
    reverse: bool = False
    modality: Modality | None = None
    yields: bool = False
    things: bool = True
    plain: bool = False
    transitive: bool = False
    first: bool = False
    subjects: frozenset[str] = frozenset()
    agent_kinds: frozenset[Kind] = frozenset()
    target_kinds: frozenset[Kind] = frozenset()
    confidence: float = 0.7
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.relation}: pattern {self.number}"


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim that an example must give; what is None is not compared."""

    subject: str
    object: str
    modality: Modality = Modality.ACTUAL
    earliest: dt.date | None = None
    latest: dt.date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the claims of this relation that it makes; none is a counter-example."""

    text: str
    claims: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation file."""

    name: str
    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    plover: str | None = None
    symmetric: bool = False
    inverse: str | None = None
    broader: str | None = None
    matches: tuple[str, ...] = ()
    performative: bool = False
    announced_as: str | None = None
    reader: str = "patterns"
    patterns: tuple[Pattern, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file of cue words: named lists, and the entries that carry more than a word."""

    name: str
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> frozenset[str]:
        try:
            return self.lists[key]
        except KeyError:
            raise VocabularyError(f"ontology/lexicon/{self.name}.toml: no list {key!r}") from None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All relations and lexicons, by name, in alphabetical order."""

    relations: Mapping[str, Relation]
    lexicons: Mapping[str, Lexicon]

    def patterns(self) -> Iterator[Pattern]:
        for relation in self.relations.values():
            yield from relation.patterns


class _Table:
    """A TOML table that is read key by key, so that whatever is left over can be named as unknown."""

    def __init__(self, where: str, table: dict[str, Any]) -> None:
        self.where = where
        self.rest = dict(table)

    def take(self, key: str, kind: type, default: Any = None, *, required: bool = False) -> Any:
        if key not in self.rest:
            if required:
                raise VocabularyError(f"{self.where}: {key} is missing")
            return default
        value = self.rest.pop(key)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise VocabularyError(f"{self.where}: {key} must be {_NAMES.get(kind, kind.__name__)}, not {value!r}")
        return value

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.rest.pop(key, None)
        if value is None:
            return default
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise VocabularyError(f"{self.where}: {key} must be a word or a list of words")
        return tuple(value)

    def done(self) -> None:
        if self.rest:
            raise VocabularyError(f"{self.where}: unknown key {sorted(self.rest)[0]!r}")


_NAMES = {str: "a text", bool: "true or false", float: "a number", list: "a list", dict: "a table"}


def _toml(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{where}: {error}") from None


def _enum(where: str, key: str, value: str | None, kinds: type[Modality] | type[Kind]) -> Any:
    if value is None:
        return None
    try:
        return kinds(value)
    except ValueError:
        raise VocabularyError(f"{where}: {key}: unknown {value!r}, known are {', '.join(k.value for k in kinds)}") from None


def _expand(where: str, key: str, words: tuple[str, ...], sets: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Replaces `@name` by the shared word set of that name (`ontology/lexicon/sets.toml`)."""
    out: list[str] = []
    for word in words:
        if word.startswith("@"):
            if word[1:] not in sets:
                raise VocabularyError(f"{where}: {key}: no word set {word!r} in ontology/lexicon/sets.toml")
            out += sorted(sets[word[1:]])
        else:
            out.append(word)
    return tuple(dict.fromkeys(out))


def _triggers(where: str, key: str, words: tuple[str, ...]) -> tuple[Trigger, ...]:
    out = []
    for word in words:
        if not re.fullmatch(r"[a-z][a-z'-]*( [a-z-]+){0,3}", word):
            raise VocabularyError(f"{where}: {key}: {word!r} must be a lemma in small letters with its particles")
        lemma, *particles = word.split()
        out.append(Trigger(lemma, tuple(particles)))
    return tuple(out)


def _roles(where: str, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
    for word in words:
        if word not in ROLES and word not in PREPOSITIONS:
            raise VocabularyError(f"{where}: {key}: unknown role {word!r}")
    return words


def _pattern(where: str, relation: str, number: int, raw: dict[str, Any], sets: Mapping[str, frozenset[str]]) -> Pattern:
    where = f"{where}: pattern {number}"
    table = _Table(where, raw)
    verbs = _expand(where, "verbs", table.words("verbs"), sets)
    nouns = _expand(where, "nouns", table.words("nouns"), sets)
    pattern = Pattern(
        relation=relation,
        number=number,
        verbs=_triggers(where, "verbs", verbs),
        nouns=_triggers(where, "nouns", nouns),
        objects=frozenset(_expand(where, "objects", table.words("objects"), sets)),
        unless=frozenset(_expand(where, "unless", table.words("unless"), sets)),
        agent=_roles(where, "agent", table.words("agent", ("subject",))),
        target=_roles(where, "target", table.words("target", ("object",))),
        modals=frozenset(table.words("modals")),
        together=table.take("together", bool, False),
        reverse=table.take("reverse", bool, False),
        modality=_enum(where, "modality", table.take("modality", str), Modality),
        yields=table.take("yields", bool, False),
        things=table.take("things", bool, True),
        plain=table.take("plain", bool, False),
        transitive=table.take("transitive", bool, False),
        first=table.take("first", bool, False),
        subjects=frozenset(_expand(where, "subjects", table.words("subjects"), sets)),
        agent_kinds=frozenset(_enum(where, "agent_kinds", k, Kind) for k in table.words("agent_kinds")),
        target_kinds=frozenset(_enum(where, "target_kinds", k, Kind) for k in table.words("target_kinds")),
        confidence=table.take("confidence", float, 0.7),
        note=table.take("note", str, ""),
    )
    table.done()
    if not pattern.verbs and not pattern.nouns:
        raise VocabularyError(f"{where}: has neither verbs nor nouns")
    if not 0 < pattern.confidence <= 1:
        raise VocabularyError(f"{where}: confidence must lie between 0 and 1")
    return pattern


def _date(where: str, key: str, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise VocabularyError(f"{where}: {key}: {value!r} is not a date like 2025-06-01") from None


def _example(where: str, number: int, raw: dict[str, Any]) -> Example:
    where = f"{where}: example {number}"
    table = _Table(where, raw)
    text = table.take("text", str, required=True)
    claims = []
    for entry in table.take("claims", list, required=True):
        if not isinstance(entry, dict):
            raise VocabularyError(f"{where}: claims must be a list of tables")
        claim = _Table(f"{where}: claims", entry)
        claims.append(
            Expected(
                subject=claim.take("subject", str, required=True),
                object=claim.take("object", str, required=True),
                modality=_enum(where, "modality", claim.take("modality", str, "Actual"), Modality),
                earliest=_date(where, "earliest", claim.take("earliest", str)),
                latest=_date(where, "latest", claim.take("latest", str)),
                place=claim.take("place", str),
            )
        )
        claim.done()
    table.done()
    return Example(text, tuple(claims))


def _tables(where: str, key: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise VocabularyError(f"{where}: {key} must be written as [[{key}]]")
    return value


def read_relation(path: Path, sets: Mapping[str, frozenset[str]]) -> Relation:
    """One relation file.

    Raises:
        VocabularyError: with file, pattern or example number, and key.
    """
    where = f"ontology/relations/{path.name}"
    name = path.stem
    if not re.fullmatch(r"[a-z][a-z_]*", name):
        raise VocabularyError(f"{where}: a relation is named in small letters and underscores")
    table = _Table(where, _toml(path, where))
    patterns = _tables(where, "pattern", table.rest.pop("pattern", []))
    examples = _tables(where, "example", table.rest.pop("example", []))
    relation = Relation(
        name=name,
        label=table.take("label", str, required=True),
        comment=table.take("comment", str, required=True),
        domain=table.words("domain", ("Person", "State", "Organization")),
        range=table.words("range", ("Person", "State", "Organization", "Topic")),
        plover=table.take("plover", str),
        symmetric=table.take("symmetric", bool, False),
        inverse=table.take("inverse", str),
        broader=table.take("broader", str),
        matches=table.words("matches"),
        performative=table.take("performative", bool, False),
        announced_as=table.take("announced_as", str),
        reader=table.take("reader", str, "patterns"),
        patterns=tuple(_pattern(where, name, i, p, sets) for i, p in enumerate(patterns, 1)),
        examples=tuple(_example(where, i, e) for i, e in enumerate(examples, 1)),
    )
    table.done()
    if relation.reader == "patterns" and not relation.patterns:
        raise VocabularyError(f"{where}: has no [[pattern]]")
    if not any(e.claims for e in relation.examples) or all(e.claims for e in relation.examples):
        raise VocabularyError(f"{where}: needs an example and a counter-example (claims = [])")
    return relation


def read_lexicon(path: Path) -> Lexicon:
    """One lexicon file: each key a list of words, or a table of such lists (keys joined by a dot).

    Raises:
        VocabularyError: with file and key.
    """
    where = f"ontology/lexicon/{path.name}"
    lists: dict[str, frozenset[str]] = {}

    def walk(prefix: str, table: dict[str, Any]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            elif isinstance(value, list) and all(isinstance(v, str) and v for v in value):
                lists[prefix + key] = frozenset(value)
            else:
                raise VocabularyError(f"{where}: {prefix}{key} must be a list of words")

    walk("", _toml(path, where))
    return Lexicon(path.stem, lists)


@cache
def load(folder: Path | None = None) -> Vocabulary:
    """The whole vocabulary below `folder` (the shipped one by default), checked.

    Raises:
        VocabularyError: at the first thing that is wrong.
    """
    folder = folder or resources.ontology()
    lexicons = {p.stem: read_lexicon(p) for p in sorted((folder / "lexicon").glob("*.toml"))}
    sets = lexicons["sets"].lists if "sets" in lexicons else {}
    relations = {p.stem: read_relation(p, sets) for p in sorted((folder / "relations").glob("*.toml"))}
    if not relations:
        raise VocabularyError("ontology/relations: holds no relation")
    for relation in relations.values():
        for key, other in (("inverse", relation.inverse), ("broader", relation.broader), ("announced_as", relation.announced_as)):
            if other is not None and other not in relations:
                raise VocabularyError(f"ontology/relations/{relation.name}.toml: {key}: there is no relation {other!r}")
    return Vocabulary(relations, lexicons)
