"""States, organisations and places by name: which names count, and what they stand for."""

from __future__ import annotations

import pytest

from kg.model import Kind, Reading
from kg.nlp import gazetteer
from tests.nlp.tables import edges, entity, referent, texts

# text, the words, what they stand for (None: nothing)
STANDS_FOR = [
    ("The US rejected the plan.", "US", "United States"),
    ("The U.S. rejected the plan.", "U.S.", "United States"),
    ("The USA rejected the plan.", "USA", "United States"),
    ("America rejected the plan.", "America", "United States"),
    ("Norway told us about the plan.", "us", None),
    ("Who left the room?", "Who", None),
    ("The WHO left the pact.", "WHO", "World Health Organization"),
    ("The un-named envoy left Norway.", "un", "envoy"),
    ("Britain rejected the plan.", "Britain", "United Kingdom"),
    ("The British rejected the plan.", "British", "United Kingdom"),
    ("Norwegians rejected the plan.", "Norwegians", "Norwegians"),
    ("The Soviet Union rejected the plan.", "Soviet Union", "Soviet Union"),
    ("East Germany rejected the plan.", "East Germany", "East Germany"),
    ("South Korea rejected the plan.", "South Korea", "South Korea"),
    ("The South Korean plan failed.", "South Korean", "South Korea"),
    ("The Democratic Republic of the Congo left.", "Democratic Republic of the Congo", "Democratic Republic of the Congo"),
    ("Côte d'Ivoire rejected the plan.", "Côte d'Ivoire", "Ivory Coast"),
    ("Burma rejected the plan.", "Burma", "Myanmar"),
    ("The Kremlin rejected the plan.", "Kremlin", "Russia"),
    ("The White House rejected the plan.", "White House", "United States"),
    ("Downing Street rejected the plan.", "Downing Street", "United Kingdom"),
    ("The European Union rejected the plan.", "European Union", "European Union"),
    ("The EU rejected the plan.", "EU", "European Union"),
    ("NATO rejected the plan.", "NATO", "NATO"),
    ("China ate from fine china.", "china", None),
    ("The turkey was eaten in Turkey.", "turkey", None),
    ("Chad Smith, a drummer, left.", "Chad", "Chad Smith"),
    ("Jordan Miller, a student, left.", "Jordan", "Jordan Miller"),
    ("Chad rejected the plan.", "Chad", "Chad"),
    ("Jordan rejected the plan.", "Jordan", "Jordan"),
    ("Georgia rejected the Russian plan.", "Georgia", "Georgia"),
    ("Officials said Chad had left. Chad rejected the plan.", "Chad", "Chad"),
]
# text, the capital, whether it is the state that acts
CAPITALS = [
    ("Paris rejected the plan.", "Paris", True),
    ("Seoul accused Tokyo of spying.", "Seoul", True),
    ("Seoul accused Tokyo of spying.", "Tokyo", True),
    ("Moscow's rejection came late.", "Moscow", True),
    ("Talks between Oslo and Copenhagen failed.", "Oslo", True),
    ("The ministers met in Paris.", "Paris", False),
    ("He flew to Oslo on Monday.", "Oslo", False),
    ("Anna Berg arrived in Copenhagen.", "Copenhagen", False),
    ("She visited Oslo.", "Oslo", False),
    ("The Oslo summit failed.", "Oslo", False),
    ("A bomb went off near Kabul.", "Kabul", False),
]
TEXTS = [*texts(STANDS_FOR, CAPITALS), "According to Norwegian officials, Chad had left."]


@pytest.mark.parametrize(("text", "words", "expected"), STANDS_FOR)
def test_what_a_name_stands_for(text: str, words: str, expected: str | None, readings: dict[str, Reading]) -> None:
    assert referent(readings[text], words) == expected


@pytest.mark.parametrize(("text", "words", "acts"), CAPITALS)
def test_a_capital_acts_or_is_a_place(text: str, words: str, acts: bool, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    label = referent(reading, words)
    assert label is not None
    kind = entity(reading, label).kind
    assert kind is (Kind.STATE if acts else Kind.PLACE)
    assert (label == words) is not acts


def test_a_capital_as_a_place_knows_its_state(readings: dict[str, Reading]) -> None:
    reading = readings["The ministers met in Paris."]
    assert entity(reading, "Paris").of == "state/FRA"


@pytest.mark.xfail(strict=True, reason="a state that the model takes for a person, where nobody of that name is spoken of")
def test_a_state_that_is_also_a_first_name(readings: dict[str, Reading]) -> None:
    reading = readings["According to Norwegian officials, Chad had left."]
    assert [e.kind for e in reading.entities if e.label == "Chad"] == [Kind.STATE]


def test_states_carry_their_code(readings: dict[str, Reading]) -> None:
    reading = readings["The US rejected the plan."]
    found = entity(reading, "United States")
    assert (found.id, found.iso3, found.kind) == ("state/USA", "USA", Kind.STATE)


def test_historic_states_carry_their_former_code(readings: dict[str, Reading]) -> None:
    assert entity(readings["The Soviet Union rejected the plan."], "Soviet Union").iso3 == "SUN"


def test_a_place_is_no_state(readings: dict[str, Reading]) -> None:
    assert edges(readings["The ministers met in Paris."]) == set()


@pytest.mark.parametrize(
    ("name", "label", "form"),
    [
        ("Norway", "Norway", "name"),
        ("Norwegian", "Norway", "adjective"),
        ("Norwegians", "Norway", "demonym"),
        ("Oslo", "Norway", "capital"),
        ("Kremlin", "Russia", "government"),
    ],
)
def test_the_forms_of_a_state(name: str, label: str, form: str) -> None:
    listed = gazetteer.listed()
    assert (listed[name].label, listed[name].form, listed[name].kind) == (label, form, Kind.STATE)


def test_no_name_is_empty_or_padded() -> None:
    assert [name for name in gazetteer.listed() if name != name.strip() or not name] == []


def test_every_state_has_a_code_of_three_letters() -> None:
    assert [code for code in gazetteer.states() if not (len(code) == 3 and code.isalpha() and code.isupper())] == []
