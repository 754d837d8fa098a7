"""What was read from each sentence of a text, and why: the claims and statements of a reading, put back into their sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Document, Reading, Statement

if TYPE_CHECKING:
    from kg.readers import Problem


@dataclass(frozen=True, slots=True)
class Read:
    """A claim with the names of its parties, the rule that fired and the reason for its modality. Dates as ISO 8601.

    `asserted_by` is whose words it stands in, and `told_by` are those who passed them on, the nearest first.
    """

    subject: str
    relation: str
    object: str
    modality: str
    subject_text: str
    object_text: str
    earliest: str | None
    latest: str | None
    place: str | None
    topic: str | None
    asserted_by: str | None
    confidence: float
    rule: str
    reason: str
    told_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the names of its speaker and addressee, None where nobody was found.

    `told_by` are those in whose words it stands, the nearest first; `responds_to` is a name or the words of another statement.
    """

    speaker: str | None
    speaker_text: str
    cue: str
    kind: str
    text: str
    act: str
    medium: str
    place: str | None
    addressee: str | None
    responds_to: str | None
    told_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its offsets in the text of the document, and what was read from it."""

    start: int
    end: int
    text: str
    claims: tuple[Read, ...]
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document, sentence by sentence."""

    document: Document
    sentences: tuple[Sentence, ...]

    def as_record(self) -> dict[str, Any]:
        """For JSON; without the text, which the sentences hold."""
        document = self.document
        date = document.date.isoformat() if document.date else None
        return {"title": document.title, "date": date, "url": document.url, "sentences": [asdict(s) for s in self.sentences]}


def explain(sources: Sequence[str | Path], *, on_problem: Callable[[Problem], None]) -> Iterator[Explanation]:
    """Reads the sources as a build does, and explains each document. Loads the language model."""
    from kg import readers
    from kg.nlp.pipeline import Pipeline

    for reading in Pipeline().read(readers.read(sources, on_problem=on_problem)):
        yield Explanation(reading.document, tuple(_sentences(reading)))


def _sentences(reading: Reading) -> Iterator[Sentence]:
    """A claim stands in the sentence in which its first evidence begins; what stands before the first sentence, in the first."""
    starts = [start for start, _ in reading.sentences]
    labels = {entity.id: entity.label for entity in reading.entities}
    statements = {statement.id: statement for statement in reading.statements}
    labels |= {key: statement.text for key, statement in statements.items()}
    claims: dict[int, list[Read]] = {}
    said: dict[int, list[Said]] = {}
    for claim in reading.claims:
        if claim.object not in statements:  # `said` claims are shown as the statements they point at
            claims.setdefault(_place(starts, claim), []).append(_read(claim, labels, statements))
    for statement in reading.statements:
        said.setdefault(_place(starts, statement), []).append(_said(statement, labels, statements))
    for number, (start, end) in enumerate(reading.sentences):
        text = reading.document.text[start:end].strip()
        yield Sentence(start, end, text, tuple(claims.get(number, ())), tuple(said.get(number, ())))


def _place(starts: list[int], found: Claim | Statement) -> int:
    first = min((evidence.start for evidence in found.evidence), default=0)
    return max(0, bisect_right(starts, first) - 1)


def _tellers(statement: Statement | None, labels: dict[str, str], statements: dict[str, Statement]) -> tuple[str, ...]:
    """Who speaks in each statement that this one is nested in, from the nearest out."""
    tellers: list[str] = []
    seen: set[str] = set()
    while statement is not None and statement.nested_in is not None and statement.nested_in not in seen:
        seen.add(statement.nested_in)
        statement = statements.get(statement.nested_in)
        if statement is not None:
            name = labels.get(statement.speaker or "", statement.speaker) or statement.speaker_text
            tellers += [name] if name else []
    return tuple(tellers)


def _read(claim: Claim, labels: dict[str, str], statements: dict[str, Statement]) -> Read:
    def name(entity: str | None) -> str | None:
        return entity and labels.get(entity, entity)

    return Read(
        subject=labels.get(claim.subject, claim.subject),
        relation=claim.relation,
        object=labels.get(claim.object, claim.object),
        modality=claim.modality.value,
        subject_text=claim.subject_text,
        object_text=claim.object_text,
        earliest=claim.period.earliest.isoformat() if claim.period else None,
        latest=claim.period.latest.isoformat() if claim.period else None,
        place=name(claim.place),
        topic=name(claim.topic),
        asserted_by=name(claim.asserted_by),
        confidence=claim.confidence,
        rule=claim.rule,
        reason=claim.reason,
        told_by=_tellers(statements.get(claim.stated_in or ""), labels, statements),
    )


def _said(statement: Statement, labels: dict[str, str], statements: dict[str, Statement]) -> Said:
    def name(entity: str | None) -> str | None:
        return entity and labels.get(entity, entity)

    return Said(
        speaker=name(statement.speaker),
        speaker_text=statement.speaker_text,
        cue=statement.cue,
        kind=statement.kind.value,
        text=statement.text,
        act=statement.act.value,
        medium=statement.medium,
        place=name(statement.place),
        addressee=name(statement.addressee),
        responds_to=name(statement.responds_to),
        told_by=_tellers(statement, labels, statements),
    )
