"""What the components write on a Doc and read from it: references, referents, times, quotations, statements, claims.

The components meet here and nowhere else. Positions in this module count tokens, not characters, unless a name says `char`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.model import Kind, Modality, Period, StatementKind


@dataclass(slots=True, eq=False)
class Office:
    """That a person holds, or held, a position of a state or organisation: "President of France"."""

    title: str
    of: Referent | None
    token: int
    modality: Modality = Modality.ACTUAL
    period: Period | None = None
    rule: str = ""


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something in this document. `names` keeps every name seen, in order of appearance."""

    kind: Kind
    label: str
    names: dict[str, None] = field(default_factory=dict)
    iso3: str | None = None
    org_kind: str | None = None
    of: Referent | None = None
    gender: str | None = None
    plural: bool = False
    described: bool = False
    offices: list[Office] = field(default_factory=list)
    members: list[Referent] = field(default_factory=list)
    place: Referent | None = None
    period: Period | None = None
    key: str | None = None
    first: int = -1

    @property
    def is_party(self) -> bool:
        """Whether it can act: a person, state, organisation or group."""
        return self.kind in (Kind.PERSON, Kind.STATE, Kind.ORGANIZATION, Kind.GROUP)

    @property
    def is_public(self) -> bool:
        """Whether it is of public life: a state or of one, a listed organisation, an office holder, a court, a crowd."""
        return bool(self.state is not None or self.key or self.offices or self.org_kind or self.kind is Kind.GROUP)

    @property
    def state(self) -> Referent | None:
        """The state it is, or belongs to, or speaks for."""
        if self.kind is Kind.STATE:
            return self
        if self.of is not None and self.of is not self and (self.of.state is not None or not self.offices):
            return self.of.state
        for office in self.offices:
            if office.of is not None and office.of is not self:
                return office.of.state
        return None


@dataclass(slots=True, eq=False)
class Reference:
    """Tokens `start` to `end` (exclusive) refer to a referent; `root` is their head. `form`: name, acronym, adjective,
    demonym, capital, government, role, noun or pronoun."""

    start: int
    end: int
    root: int
    form: str
    referent: Referent
    second: Referent | None = None  # for "the two leaders" and the like: all that is meant stands in `referent.members`


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression; `char_start` and `char_end` are offsets, for expressions need not end where tokens end."""

    start: int
    end: int
    period: Period


@dataclass(slots=True, eq=False)
class Quoted:
    """A stretch between quotation marks; tokens `start` to `end` are the words inside. One that is not `closed` ends with its
    paragraph, and the next may go on with it."""

    start: int
    end: int
    closed: bool = True


@dataclass(slots=True, eq=False)
class Saying:
    """A statement in tokens: its stretches of content, its cue, its speaker.

    `act` is the class of its cue in `ontology/lexicon/reporting.toml`; `medium` the words for where it was said or printed
    ("Twitter", "a statement"); `outer` the statement whose content this one stands in; `responds_to` whom, or which statement, it
    answers. A `phrasal` one has no clause: what it names ("condemned *the raid*") is not thereby asserted.
    """

    stretches: list[tuple[int, int]]
    kind: StatementKind
    cue: str
    cue_token: int
    speaker: Referent | None = None
    speaker_root: int | None = None
    speaker_text: str = ""
    addressee: Referent | None = None
    period: Period | None = None
    claiming: bool = False
    act: str = "neutral"
    medium: str = ""
    place: Referent | None = None
    outer: Saying | None = None
    phrasal: bool = False
    responds_to: Referent | Saying | None = None


@dataclass(slots=True, eq=False)
class Found:
    """A claim in tokens."""

    subject: Referent
    relation: str
    object: Referent
    modality: Modality
    token: int
    subject_span: tuple[int, int]
    object_span: tuple[int, int]
    asserted_by: Referent | None = None
    period: Period | None = None
    place: Referent | None = None
    topic: str | None = None
    confidence: float = 0.5
    rule: str = ""
    reason: str = ""


@dataclass(slots=True, eq=False)
class Annotations:
    """Everything the components have found so far on one Doc."""

    published: Period | None = None
    references: list[Reference] = field(default_factory=list)
    at: dict[int, Reference] = field(default_factory=dict)
    by_root: dict[int, Reference] = field(default_factory=dict)
    referents: list[Referent] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    events: list[Referent] = field(default_factory=list)
    # tokens that say when and where each of several events was, and so nothing of what else the sentence tells
    listed: set[int] = field(default_factory=set)

    def add(self, reference: Reference) -> Reference:
        """Registers a reference; an earlier one that covers the same tokens keeps them."""
        self.references.append(reference)
        for i in range(reference.start, reference.end):
            self.at.setdefault(i, reference)
        self.by_root.setdefault(reference.root, reference)
        return reference

    def replace(self, reference: Reference) -> Reference:
        """Registers a reference in place of all that it overlaps."""
        gone = {id(self.at[i]) for i in range(reference.start, reference.end) if i in self.at}
        if gone:
            self.references = [r for r in self.references if id(r) not in gone]
            self.at = {i: r for i, r in self.at.items() if id(r) not in gone}
            self.by_root = {i: r for i, r in self.by_root.items() if id(r) not in gone}
        return self.add(reference)


Doc.set_extension("kg", default=None, force=True)


def notes_on(doc: Doc) -> Annotations:
    """The annotations of a Doc, made at the first call."""
    if doc._.kg is None:
        doc._.kg = Annotations()
    found: Annotations = doc._.kg
    return found


def innermost(sayings: Iterable[Saying]) -> dict[int, Saying]:
    """Token → the statement whose content it stands in; of several around one token the shortest, which the others pass on."""
    found: dict[int, Saying] = {}
    for saying in sorted(sayings, key=lambda s: (-sum(b - a for a, b in s.stretches), s.outer is not None)):
        for start, end in saying.stretches:
            found.update(dict.fromkeys(range(start, end), saying))
    return found


def subtree_span(token: Token) -> tuple[int, int]:
    """First and last (exclusive) token of what hangs on a token."""
    return token.left_edge.i, token.right_edge.i + 1


def root_of(doc: Doc, start: int, end: int) -> int:
    """The token of a span whose head lies outside it (the last such token, for a span that is no constituent)."""
    for i in range(end - 1, start - 1, -1):
        head = doc[i].head.i
        if head == i or not start <= head < end:
            return i
    return end - 1
