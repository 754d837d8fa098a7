"""Who and what is named, and of which kind."""

from __future__ import annotations

import pytest

from kg.model import Kind, Reading
from tests.nlp.tables import entity, missed, referent, texts

# text, label, kind
KINDS = [
    ("Anna Berg left Oslo.", "Anna Berg", Kind.PERSON),
    ("Ms. Anna Berg left.", "Anna Berg", Kind.PERSON),
    ("President Erik Dahl left.", "Erik Dahl", Kind.PERSON),
    ("Mr. Dahl left.", "Dahl", Kind.PERSON),
    ("Norway left the pact.", "Norway", Kind.STATE),
    ("The United Nations left Mali.", "United Nations", Kind.ORGANIZATION),
    ("The Nordic Trade Commission met in Oslo.", "Nordic Trade Commission", Kind.ORGANIZATION),
    ("They met in Geneva.", "Geneva", Kind.PLACE),
    ("Norway won the Second Northern War.", "Second Northern War", Kind.WAR),
    missed(
        "Norway signed the Geneva Peace Accord.",
        "Geneva Peace Accord",
        Kind.AGREEMENT,
        reason="an accord that the model takes for a place and a person",
    ),
]
# text of several sentences, the names that are one person
ONE_PERSON = [
    ("Anna Berg met Bo Lind. Berg left.", "Anna Berg", {"Anna Berg", "Berg"}),
    ("Anna Berg met Bo Lind. A. Berg left.", "Anna Berg", {"Anna Berg", "A. Berg"}),
    ("Anna Maria Berg met Bo Lind. Anna Berg left.", "Anna Maria Berg", {"Anna Maria Berg", "Anna Berg"}),
    ("President Berg spoke. Later Anna Berg met Bo Lind.", "Anna Berg", {"Anna Berg", "Berg"}),
]
SPELT = [
    ("Hamid al Sarkani met Bo Lind. Hamed al Sarkani left.", "Hamid al Sarkani", {"Hamid al Sarkani", "Hamed al Sarkani"}),
    ("Maria Gomez Silva met Bo Lind. Gomez left.", "Maria Gomez Silva", {"Maria Gomez Silva", "Gomez"}),
    ("Peter Zelensky met Bo Lind. Mr. Zelenskyy left.", "Peter Zelensky", {"Peter Zelensky", "Zelenskyy"}),
]
ONE_BODY = [
    ("The National Labour Party won. National Labour left Oslo.", "National Labour Party"),
    ("The House of Delegates of Mali met. The House voted in Oslo.", "House of Delegates of Mali"),
    ("The Nordic Center for Investigative Journalism met in Oslo.", "Nordic Center for Investigative Journalism"),
]
APART = [
    ("Mario Bianchi met Maria Bianchi.", {"Mario Bianchi", "Maria Bianchi"}),
    ("Anna Berg met Erik Berg. They left.", {"Anna Berg", "Erik Berg"}),
    ("Anna Berg met Bo Lind. Lind left.", {"Anna Berg", "Bo Lind"}),
]
TEXTS = [
    *texts(KINDS, ONE_PERSON, SPELT, ONE_BODY, APART),
    "On Monday in June they left.",
    "Anna Berg’s plan failed.",
    "The Turkish Armed Forces attacked Mali.",
]


@pytest.mark.parametrize(("text", "label", "kind"), KINDS)
def test_the_kind_of_what_is_named(text: str, label: str, kind: Kind, readings: dict[str, Reading]) -> None:
    assert entity(readings[text], label).kind is kind


def people(reading: Reading) -> set[str]:
    return {e.label for e in reading.entities if e.kind is Kind.PERSON}


@pytest.mark.parametrize(("text", "label"), ONE_BODY)
def test_one_body_by_several_names(text: str, label: str, readings: dict[str, Reading]) -> None:
    bodies = [e.label for e in readings[text].entities if e.kind is Kind.ORGANIZATION]
    assert [b for b in bodies if b in label or label in b] == [label]


@pytest.mark.parametrize(("text", "label", "names"), [*ONE_PERSON, *SPELT])
def test_one_person_by_several_names(text: str, label: str, names: set[str], readings: dict[str, Reading]) -> None:
    found = entity(readings[text], label)
    assert {found.label, *found.aliases} == names
    assert people(readings[text]) == {label, "Bo Lind"}


@pytest.mark.parametrize(("text", "expected"), APART)
def test_two_people_stay_two(text: str, expected: set[str], readings: dict[str, Reading]) -> None:
    assert people(readings[text]) == expected


def test_days_and_months_are_nobody(readings: dict[str, Reading]) -> None:
    assert readings["On Monday in June they left."].entities == ()


def test_a_possessive_mark_is_no_part_of_a_name(readings: dict[str, Reading]) -> None:
    assert referent(readings["Anna Berg’s plan failed."], "Anna Berg") == "Anna Berg"


def test_an_army_belongs_to_the_state_that_it_names(readings: dict[str, Reading]) -> None:
    (army,) = [e for e in readings["The Turkish Armed Forces attacked Mali."].entities if e.kind is Kind.ORGANIZATION]
    assert army.of == "state/TUR"


def test_a_part_of_a_name_is_marked_as_such(readings: dict[str, Reading]) -> None:
    assert entity(readings["Mr. Dahl left."], "Dahl").partial
    assert not entity(readings["Anna Berg left Oslo."], "Anna Berg").partial
