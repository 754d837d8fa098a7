"""Runs the examples of the relation files through the reader: a definition brings its proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Claim, Document, Reading, fold
from kg.vocabulary import Example, Expected, Relation

#: The examples say "in June" and "last month"; this is the day on which they were published.
PUBLISHED = dt.date(2025, 8, 26)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reader made of one example: the claims it should have drawn and did not, and those it drew."""

    relation: str
    number: int
    example: Example
    missing: tuple[Expected, ...]
    drawn: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """A counter-example passes when no claim of its relation was drawn."""
        return not self.missing if self.example.claims else not self.drawn


def run(relations: Sequence[Relation]) -> Iterator[Outcome]:
    """One outcome for each example, in the order of the files. Loads the language model."""
    from kg.nlp.pipeline import Pipeline

    cases = [(relation, number, example) for relation in relations for number, example in enumerate(relation.examples, 1)]
    documents = [Document(f"{relation.name} {number}", example.text, date=PUBLISHED) for relation, number, example in cases]
    for (relation, number, example), reading in zip(cases, Pipeline().read(documents), strict=True):
        claims = [claim for claim in reading.claims if claim.relation == relation.name]
        missing = (e for e in example.claims if not any(_is(claim, e, reading, relation.symmetric) for claim in claims))
        yield Outcome(relation.name, number, example, tuple(missing), tuple(_line(claim, reading) for claim in claims))


def _is(claim: Claim, expected: Expected, reading: Reading, symmetric: bool) -> bool:
    pairs = [(expected.subject, expected.object), (expected.object, expected.subject)][: 1 + symmetric]
    subject = _names(claim.subject, reading) | {fold(claim.subject_text)}
    object_ = _names(claim.object, reading) | {fold(claim.object_text)}
    period = claim.period
    return (
        any(fold(s) in subject and fold(o) in object_ for s, o in pairs)
        and claim.modality == expected.modality
        and (expected.earliest is None or (period is not None and period.earliest == expected.earliest))
        and (expected.latest is None or (period is not None and period.latest == expected.latest))
        and (expected.place is None or (claim.place is not None and fold(expected.place) in _names(claim.place, reading)))
    )


def _names(entity: str, reading: Reading) -> set[str]:
    """What an entity is called, compared as `fold` has it; of a statement, its words."""
    names = {fold(name) for e in reading.entities if e.id == entity for name in (e.label, *e.aliases)}
    return names | {fold(s.text) for s in reading.statements if s.id == entity}


def _line(claim: Claim, reading: Reading) -> str:
    labels = {e.id: e.label for e in reading.entities} | {s.id: f"“{s.text}”" for s in reading.statements}
    when = f" {claim.period.earliest} to {claim.period.latest}" if claim.period else ""
    ends = (labels.get(claim.subject, claim.subject), claim.relation, labels.get(claim.object, claim.object))
    return f"{' '.join(ends)} ({claim.modality}{when})"
