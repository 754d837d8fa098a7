"""A small invented world, written out by hand: three documents, their readings, and the entities that they share."""

from __future__ import annotations

import datetime as dt

from kg.model import Claim, Document, Entity, Evidence, Kind, Mention, Modality, Period, Reading, Statement, StatementKind
from kg.vocabulary import Relation, Vocabulary

ANNA, BERT, CARA = "person/anna-arendt", "person/bert-brandt", "person/cara-cole"
ARLAND, BELAND = "state/ARL", "state/BEL"
OFFICE, SUMMIT, PLAN, CITY = "position/president-of-arland", "summit/portville-2019", "summit/quayside-2020", "place/portville"


def _relation(name: str, **more: object) -> Relation:
    fields: dict[str, object] = {
        "label": name.replace("_", " "),
        "comment": f"Of {name}.",
        "domain": ("Person",),
        "range": ("Person",),
    }
    return Relation(name=name, **(fields | more))  # type: ignore[arg-type]


VOCABULARY = Vocabulary(
    relations={
        r.name: r
        for r in (
            _relation("allied_with", symmetric=True, domain=("State",), range=("State",)),
            _relation("child_of", inverse="parent_of", matches=("schema:parent",)),
            _relation("consulted", symmetric=True, plover="CONSULT", domain=("Person", "State"), range=("Person", "State")),
            _relation("holds_position", range=("Position",)),
            _relation("met_with", symmetric=True, broader="consulted", plover="CONSULT"),
            _relation("parent_of", inverse="child_of"),
            _relation("participated_in", range=("Event",)),
            _relation("rejected", plover="REJECT"),
            _relation("represents", range=("State", "Organization")),
            _relation("said", range=("Statement",)),
        )
    },
    lexicons={},
)

ENTITIES = (
    Entity(ANNA, Kind.PERSON, "Anna Arendt", aliases=("Arendt", "President Arendt")),
    Entity(BERT, Kind.PERSON, "Bert Brandt"),
    Entity(CARA, Kind.PERSON, "Cara Cole", partial=True),
    Entity(ARLAND, Kind.STATE, "Arland", aliases=("Kingdom of Arland",), iso3="ARL"),
    Entity(BELAND, Kind.STATE, "Beland", iso3="BEL"),
    Entity(OFFICE, Kind.POSITION, "President of Arland", of=ARLAND),
    Entity(CITY, Kind.PLACE, "Portville"),
    Entity(
        SUMMIT,
        Kind.SUMMIT,
        "Portville summit (2019)",
        participants=(ANNA, BERT, ARLAND, BELAND),
        place=CITY,
        period=Period(dt.date(2019, 6, 1), dt.date(2019, 6, 30), "June 2019"),
    ),
    Entity(PLAN, Kind.SUMMIT, "Quayside summit (2020)", participants=(ANNA, CARA)),
)


def evidence(document: Document, words: str) -> Evidence:
    start = document.text.index(words)
    return Evidence(document.id, start, start + len(words), words)


def claim(
    document: Document, words: str, subject: str, relation: str, object: str, modality: Modality = Modality.ACTUAL, **more: object
) -> Claim:
    ends = {"subject_text": "who", "object_text": "whom"}
    return Claim(subject, relation, object, modality, (evidence(document, words),), **(ends | more))  # type: ignore[arg-type]


def reading(document: Document, *found: Claim | Statement) -> Reading:
    claims = tuple(f for f in found if isinstance(f, Claim))
    statements = tuple(f for f in found if isinstance(f, Statement))
    named = {c.subject for c in claims} | {c.object for c in claims} | {s.speaker for s in statements}
    mentions = tuple(Mention(e, 0, 1, "x", "name") for e in sorted(n for n in named if n and not n.startswith("statement/")))
    return Reading(document, ENTITIES, mentions, claims, statements, words=len(document.text.split()))


FIRST = Document(
    title="Leaders meet in Portville",
    text="Anna Arendt, the president of Arland, met Bert Brandt in Portville in June 2019.\n\nArland is an ally of Beland. 🕊",
    date=dt.date(2019, 7, 1),
    url="https://example.org/news/1",
    publisher="The Portville Post",
    author="N. N.",
)
SECOND = Document(
    title="Arendt rejects plan",
    text='Arendt rejected the plan of Brandt. "We will meet Cara Cole at Quayside," she said. Brandt may be an ally of Beland.',
    date=dt.date(2020, 1, 2),
)
THIRD = Document(title="Family", text="Cara Cole is the daughter of Bert Brandt. She consulted Beland.")

WORDS = "We will meet Cara Cole at Quayside"
STATEMENT = Statement(
    text=WORDS,
    kind=StatementKind.DIRECT,
    cue="said",
    evidence=(evidence(SECOND, f'"{WORDS},"'),),
    speaker=ANNA,
    speaker_text="she",
    mentions=(CARA,),
)


def readings() -> list[Reading]:
    june = Period(dt.date(2019, 6, 1), dt.date(2019, 6, 30), "June 2019")
    met = "Anna Arendt, the president of Arland, met Bert Brandt in Portville in June 2019."
    return [
        reading(
            FIRST,
            claim(FIRST, met, ANNA, "met_with", BERT, period=june, place=CITY, rule="met_with: pattern 1", confidence=0.8),
            claim(FIRST, met, ANNA, "participated_in", SUMMIT, period=june, place=CITY),
            claim(FIRST, "Anna Arendt, the president of Arland", ANNA, "holds_position", OFFICE),
            claim(FIRST, "Arland is an ally of Beland", ARLAND, "allied_with", BELAND),
        ),
        reading(
            SECOND,
            claim(SECOND, "Arendt rejected the plan of Brandt", ANNA, "rejected", BERT, topic="plan"),
            claim(SECOND, WORDS, ANNA, "met_with", CARA, Modality.INTENDED, asserted_by=ANNA, reason="will"),
            claim(SECOND, WORDS, ANNA, "participated_in", PLAN, Modality.INTENDED, asserted_by=ANNA, reason="will"),
            claim(SECOND, "Brandt may be an ally of Beland", BERT, "allied_with", BELAND, Modality.ALLEGED),
            STATEMENT,
        ),
        reading(
            THIRD,
            claim(THIRD, "Cara Cole is the daughter of Bert Brandt", CARA, "child_of", BERT),
            claim(THIRD, "She consulted Beland", CARA, "consulted", BELAND),
        ),
    ]
