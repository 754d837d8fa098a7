"""The values that travel from room to room: what was read, from where, and how sure we are.

All offsets count Unicode code points in `Document.text`; all dates are days in the proleptic Gregorian calendar; every id is a
path below the base IRI of the build, made from content, so that the same input gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """The classes of entities, by their local name in the ontology."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    GROUP = "Group"  # people known by a description only: "dozens of activists"; never merged across documents
    PLACE = "Place"
    EVENT = "Event"
    MEETING = "Meeting"
    SUMMIT = "Summit"
    WAR = "War"
    AGREEMENT = "Agreement"
    ELECTION = "Election"
    POSITION = "Position"
    TOPIC = "Topic"  # a thing acted upon that no party owns: "the ceasefire"


class Modality(StrEnum):
    """How real a claim is, in the words of its sentence."""

    ACTUAL = "Actual"
    ALLEGED = "Alleged"
    INTENDED = "Intended"
    POSSIBLE = "Possible"
    DENIED = "Denied"


class StatementKind(StrEnum):
    """How a statement gives its speaker's words."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    MIXED = "Mixed"


class SpeechAct(StrEnum):
    """What a statement does, by the class of its cue in `ontology/lexicon/reporting.toml`."""

    NEUTRAL = "Neutral"
    CLAIMING = "Claiming"
    DENYING = "Denying"
    PROMISING = "Promising"
    DEMANDING = "Demanding"
    THINKING = "Thinking"
    WRITING = "Writing"


@lru_cache(maxsize=1 << 14)  # a text names the same few parties again and again
def fold(name: str) -> str:
    """A name without case, accents, dots, possessive and leading article: what two spellings of one name share."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = text.translate({0x131: "i", 0x142: "l", 0xF8: "o", 0x111: "d"})  # letters that do not decompose
    text = re.sub(r"['’ʼ]s\b", "", text).replace(".", "")
    text = re.sub(r"[\W_]+", " ", text).strip()
    return re.sub(r"^the ", "", text)


def slug(name: str, limit: int = 60) -> str:
    """A name as one segment of an IRI: letters, digits and hyphens, never empty."""
    return fold(name).replace(" ", "-")[:limit].strip("-") or "unnamed"


def digest(*parts: str, length: int = 10) -> str:
    """The first hexadecimal digits of the SHA-256 of the parts: an id that depends on content alone."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Document:
    """One source text. `text` is the cleaned text that every offset refers to; `origin` (file and line) is for messages only."""

    title: str
    text: str
    date: dt.date | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    origin: str = ""

    @property
    def sha256(self) -> str:
        """Of the cleaned text, in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """`document/<slug>-<hash>`: two documents share it only when title, date, address and text are the same."""
        return _document_id(self.title, self.date, self.url, self.text)


@lru_cache(maxsize=64)  # every piece of evidence names its document
def _document_id(title: str, date: dt.date | None, url: str | None, text: str) -> str:
    return f"document/{slug(title)}-{digest(title, str(date), url or '', text)}"


@dataclass(frozen=True, slots=True)
class Period:
    """The days, both inclusive, in which something happened or held, and the words that say so."""

    earliest: dt.date
    latest: dt.date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a document: `quote == document.text[start:end]`."""

    document: str
    start: int
    end: int
    quote: str

    @property
    def id(self) -> str:
        return f"{self.document.replace('document/', 'evidence/', 1)}/{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an entity. `form` is name, acronym, adjective, role, noun or pronoun."""

    entity: str
    start: int
    end: int
    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something the text speaks of. Ids are local to a reading until `kg.resolve` has compared the documents.

    `of` is the state or organisation it belongs to (of an office: whose it is); `participants`, `place` and `period` belong to
    events; `partial` says that only part of a name was seen ("Lee"), so that another document may complete it.
    """

    id: str
    kind: Kind
    label: str
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    org_kind: str | None = None
    of: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    period: Period | None = None
    partial: bool = False


def merge(a: Entity, b: Entity) -> Entity:
    """Two views of one entity: the first one's label, all other names, and whatever either knows."""
    period = min(
        (p for p in (a.period, b.period) if p is not None),
        key=lambda p: (p.latest - p.earliest, p.earliest, p.text),
        default=None,
    )
    label = max((a.label, b.label), key=lambda x: (len(x), x)) if a.kind is Kind.PERSON else min(a.label, b.label)
    return replace(
        a,
        label=label,
        aliases=tuple(sorted({*a.aliases, *b.aliases, a.label, b.label} - {label})),
        iso3=a.iso3 or b.iso3,
        org_kind=a.org_kind or b.org_kind,
        of=a.of or b.of,
        participants=tuple(sorted({*a.participants, *b.participants})),
        place=a.place or b.place,
        period=period,
        partial=a.partial and b.partial,
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence says that `subject` stands in `relation` to `object` (entity ids; for `said` the object is a statement's id).

    `rule` names the pattern that fired and `reason` why the modality is what it is; both are shown by `kg explain`. `stated_in`
    is the id of the innermost statement whose words the claim was read in; those that it is nested in tell who passed them on.
    """

    subject: str
    relation: str
    object: str
    modality: Modality
    evidence: tuple[Evidence, ...]
    subject_text: str
    object_text: str
    asserted_by: str | None = None  # None: the document itself
    period: Period | None = None
    place: str | None = None
    topic: str | None = None
    confidence: float = 0.5
    rule: str = ""
    reason: str = ""
    stated_in: str | None = None

    @property
    def id(self) -> str:
        where = [f"{e.document}:{e.start}-{e.end}" for e in self.evidence]
        when = [str(self.period.earliest), str(self.period.latest)] if self.period else []
        facts = [self.subject, self.relation, self.object, self.modality.value, self.subject_text, self.object_text]
        return "claim/" + digest(*facts, self.asserted_by or "", self.place or "", *when, *where, length=16)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words reported as somebody's. `evidence` has one entry for each stretch of text around one cue, in order.

    `medium` are the words for where it was said or printed ("Twitter"), `place` is an entity's id. `nested_in` is the id of the
    statement whose words tell of this one, `responds_to` that of the entity or the statement which it answers.
    """

    text: str
    kind: StatementKind
    cue: str
    evidence: tuple[Evidence, ...]
    speaker: str | None = None
    speaker_text: str = ""
    addressee: str | None = None
    mentions: tuple[str, ...] = ()
    period: Period | None = None
    act: SpeechAct = SpeechAct.NEUTRAL
    medium: str = ""
    place: str | None = None
    nested_in: str | None = None
    responds_to: str | None = None

    @property
    def id(self) -> str:
        """From what a text says and never from ids of entities, so that claims and statements may point here whoever is whom."""
        where = [f"{e.document}:{e.start}-{e.end}" for e in self.evidence]
        return "statement/" + digest(self.cue, self.speaker_text, *where, length=16)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document. `sentences` are (start, end) offsets, for those who ask what gave nothing."""

    document: Document
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[tuple[int, int], ...] = ()
    words: int = 0
