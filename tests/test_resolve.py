"""Who is the same in two articles."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Kind,
    Mention,
    Modality,
    Period,
    Reading,
    Statement,
    StatementKind,
    merge,
    slug,
)
from kg.resolve import decide, rename, resolve


def person(name: str) -> Entity:
    return Entity(f"person/{slug(name)}", Kind.PERSON, name, partial=len(name.split()) == 1)


NORWAY = Entity("state/NOR", Kind.STATE, "Norway", iso3="NOR")
MALI = Entity("state/MLI", Kind.STATE, "Mali", iso3="MLI")


def article(title: str, *names: str, speaks_for: dict[str, str] | None = None, met: tuple[str, str] | None = None) -> Reading:
    """A reading in which the named people appear, some as representatives of a state, two of them meeting."""
    document = Document(title, f"{title}.")
    evidence = (Evidence(document.id, 0, len(title), title),)
    people = tuple(person(n) for n in names)
    claims = [
        Claim(person(n).id, "represents", state, Modality.ACTUAL, evidence, n, state) for n, state in (speaks_for or {}).items()
    ]
    if met:
        a, b = met
        claims.append(Claim(person(a).id, "met_with", person(b).id, Modality.ACTUAL, evidence, a, b))
    mentions = tuple(Mention(p.id, 0, 1, p.label, "name") for p in people)
    statements = tuple(Statement(p.label, StatementKind.DIRECT, "say", evidence, p.id, p.label) for p in people[:1])
    return Reading(document, (MALI, NORWAY, *people), mentions, tuple(claims), statements)


# articles, the partial name of the last one, whom it is found to be
TABLE = [
    ([article("a", "Anna Berg"), article("b", "Berg")], "Berg", "person/anna-berg"),
    ([article("b", "Berg"), article("a", "Anna Berg")], "Berg", "person/anna-berg"),
    ([article("a", "Anna Berg"), article("b", "Anna")], "Anna", "person/anna-berg"),
    ([article("a", "Anna Berg"), article("b", "Bo Lind"), article("c", "Lind")], "Lind", "person/bo-lind"),
    ([article("a", "Anna Berg"), article("b", "Erik Berg"), article("c", "Berg")], "Berg", None),
    ([article("a", "Anna Berg"), article("b", "Lind")], "Lind", None),
    ([article("a", "Berg"), article("b", "Berg")], "Berg", None),
    ([article("a", "Anna Maria Berg"), article("b", "Maria")], "Maria", None),
    ([article("a", "Berg Lind"), article("b", "Anna Berg"), article("c", "Berg")], "Berg", "person/anna-berg"),
    (
        [
            article("a", "Anna Berg", speaks_for={"Anna Berg": "state/NOR"}),
            article("b", "Erik Berg", speaks_for={"Erik Berg": "state/MLI"}),
            article("c", "Berg", speaks_for={"Berg": "state/NOR"}),
        ],
        "Berg",
        "person/anna-berg",
    ),
    (
        [
            article("a", "Anna Berg", speaks_for={"Anna Berg": "state/NOR"}),
            article("b", "Erik Berg", speaks_for={"Erik Berg": "state/NOR"}),
            article("c", "Berg", speaks_for={"Berg": "state/NOR"}),
        ],
        "Berg",
        None,
    ),
]


@pytest.mark.parametrize(("readings", "name", "expected"), TABLE)
def test_whom_a_part_of_a_name_means(readings: list[Reading], name: str, expected: str | None) -> None:
    found = {d.canonical for d in decide(readings) if d.local == person(name).id}
    assert found == ({expected} if expected else set())
    _, entities = resolve(readings)
    assert (person(name).id in {e.id for e in entities}) is (expected is None)


def test_a_decision_gives_its_reason() -> None:
    (decision,) = decide([article("a", "Anna Berg"), article("b", "Berg")])
    assert decision.document == article("b", "Berg").document.id
    assert decision.reason == "the only one of that name"


def test_all_that_speaks_of_somebody_is_renamed() -> None:
    readings, entities = resolve([article("a", "Anna Berg"), article("b", "Berg", "Bo Lind", met=("Berg", "Bo Lind"))])
    second = readings[1]
    assert [c.subject for c in second.claims] == ["person/anna-berg"]
    assert second.statements[0].speaker == "person/anna-berg"
    assert "person/berg" not in {m.entity for m in second.mentions} | {e.id for e in second.entities}
    berg = next(e for e in entities if e.id == "person/anna-berg")
    assert (berg.label, berg.aliases, berg.partial) == ("Anna Berg", ("Berg",), False)


def test_nobody_meets_himself() -> None:
    readings, _ = resolve([article("a", "Anna Berg", "Berg", met=("Anna Berg", "Berg"))])
    assert readings[0].claims == ()


def test_participants_owners_and_places_are_renamed() -> None:
    summit = Entity("summit/x", Kind.SUMMIT, "x", participants=("person/berg", "state/NOR"), place="place/y", of="person/berg")
    reading = Reading(Document("t", ""), (summit,), (), (), ())
    (entity,) = rename(reading, {"person/berg": "person/anna-berg", "place/y": "place/z"}).entities
    assert (entity.participants, entity.place, entity.of) == (("person/anna-berg", "state/NOR"), "place/z", "person/anna-berg")


def test_who_is_answered_and_where_is_renamed_and_statements_stay() -> None:
    told = Statement("x", StatementKind.DIRECT, "say", (), place="place/y", responds_to="person/berg", nested_in="statement/0")
    answer = Statement("y", StatementKind.DIRECT, "say", (), responds_to="statement/0")
    claim = Claim("person/berg", "said", told.id, Modality.ACTUAL, (), "Berg", "say", stated_in="statement/0")
    renamed = rename(
        Reading(Document("t", ""), (), (), (claim,), (told, answer)), {"person/berg": "person/anna-berg", "place/y": "place/z"}
    )
    first, second = renamed.statements
    assert (first.place, first.responds_to, first.nested_in) == ("place/z", "person/anna-berg", "statement/0")
    assert second.responds_to == "statement/0"
    assert (renamed.claims[0].object, renamed.claims[0].stated_in) == (first.id, "statement/0")


def test_nothing_comes_of_nothing() -> None:
    assert resolve([]) == ([], ())


NAMES = st.sampled_from(["Anna Berg", "Erik Berg", "Berg", "Anna", "Bo Lind", "Lind", "Maria Lind", "Li"])
ARTICLES = st.lists(st.lists(NAMES, max_size=4, unique=True), max_size=5).map(
    lambda lists: [article(f"title {i}", *names) for i, names in enumerate(lists)]
)


@given(ARTICLES)
def test_every_id_that_is_used_has_its_entity(readings: list[Reading]) -> None:
    resolved, entities = resolve(readings)
    known = {e.id for e in entities}
    assert [r.document for r in resolved] == [r.document for r in readings]
    assert [e.id for e in entities] == sorted(known)
    for reading in resolved:
        assert {m.entity for m in reading.mentions} | {e.id for e in reading.entities} <= known
        assert {s.speaker for s in reading.statements if s.speaker} <= known


@given(ARTICLES)
def test_resolving_twice_changes_nothing(readings: list[Reading]) -> None:
    once, entities = resolve(readings)
    assert resolve(once) == (once, entities)


@given(ARTICLES, st.randoms())
def test_the_order_of_the_articles_does_not_matter(readings: list[Reading], random: object) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled)[1] == resolve(readings)[1]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2001, 1, 1))
PERIODS = st.none() | st.tuples(DAYS, DAYS).map(lambda d: Period(min(d), max(d)))
VIEWS = st.builds(
    Entity,
    id=st.just("person/x"),
    kind=st.just(Kind.PERSON),
    label=st.sampled_from(["Berg", "Anna Berg", "A. Berg"]),
    aliases=st.lists(st.sampled_from(["Ms Berg", "Anna"]), unique=True).map(lambda a: tuple(sorted(a))),
    participants=st.lists(st.sampled_from("abc"), unique=True).map(lambda a: tuple(sorted(a))),
    period=PERIODS,
    partial=st.booleans(),
)


@given(VIEWS, VIEWS)
def test_merging_forgets_nothing_and_asks_for_no_order(a: Entity, b: Entity) -> None:
    assert merge(a, b) == merge(b, a)
    both = merge(a, b)
    assert {both.label, *both.aliases} == {a.label, b.label, *a.aliases, *b.aliases}
    assert set(both.participants) == {*a.participants, *b.participants}
    assert both.label not in both.aliases


@given(VIEWS, VIEWS, VIEWS)
def test_merging_three_views_in_any_grouping(a: Entity, b: Entity, c: Entity) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
