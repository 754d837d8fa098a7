"""Readings made by hand, so that the arithmetic is tested without the language model."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from kg.evaluation import gold
from kg.model import Claim, Document, Entity, Evidence, Kind, Modality, Period, Reading
from kg.vocabulary import Relation

PARTIES = ("Person", "State", "Organization")
RELATIONS = {
    "met_with": Relation("met_with", "met with", "Met.", PARTIES, PARTIES, symmetric=True, plover="CONSULT"),
    "rejected": Relation("rejected", "rejected", "Refused.", PARTIES, (*PARTIES, "Topic"), plover="REJECT"),
    "sanctioned": Relation("sanctioned", "sanctioned", "Punished.", PARTIES, PARTIES, plover="SANCTION"),
    "parent_of": Relation("parent_of", "parent of", "Is.", ("Person",), ("Person",), inverse="child_of"),
    "child_of": Relation("child_of", "child of", "Is.", ("Person",), ("Person",), inverse="parent_of"),
    "represents": Relation("represents", "represents", "Speaks for.", ("Person",), ("State", "Organization")),
}
ENTITIES = (
    Entity("state/NOR", Kind.STATE, "Norway", ("Kingdom of Norway", "Oslo"), iso3="NOR"),
    Entity("state/TCD", Kind.STATE, "Chad", (), iso3="TCD"),
    Entity("state/MLI", Kind.STATE, "Mali", (), iso3="MLI"),
    Entity("person/ada-berg", Kind.PERSON, "Ada Berg", of="state/NOR"),
    Entity("person/bo-berg", Kind.PERSON, "Bo Berg"),
    Entity("group/teachers", Kind.GROUP, "thousands of angry teachers", of="state/MLI"),
    Entity("organization/un", Kind.ORGANIZATION, "United Nations", ("UN",), org_kind="IGO"),
    Entity("place/geneva", Kind.PLACE, "Geneva"),
)
IDS = {e.label: e.id for e in ENTITIES}
DAY = dt.date(2025, 3, 14)


def claim(told: str, **more: Any) -> Claim:
    """`claim("Norway rejected Chad, Denied")`: ends by their labels; Actual where no modality is named."""
    words, _, modality = told.partition(", ")
    relation = next(name for name in RELATIONS if f" {name} " in words)
    subject, object_ = words.split(f" {relation} ")
    evidence = (Evidence("document/x", 0, 1, "x"),)
    kind = Modality(modality or "Actual")
    return Claim(IDS[subject], relation, IDS[object_], kind, evidence, more.pop("subject_text", subject), object_, **more)


def reading(*claims: Claim) -> Reading:
    return Reading(Document("x", "x"), ENTITIES, (), claims, ())


def sentence(*claims: dict[str, Any], note: str = "plain") -> gold.Sentence:
    """A gold sentence as its file would give it."""
    record = {"id": "x", "date": "2025-03-14", "note": note, "text": "x", "claims": [{"modality": "Actual"} | c for c in claims]}
    return gold._sentence("x", record, RELATIONS)


def wants(subject: str, relation: str, object_: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "relation": relation, "object": object_, **more}


def day(text: str) -> Period:
    return Period(dt.date.fromisoformat(text), dt.date.fromisoformat(text))


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path
