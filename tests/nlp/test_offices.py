"""Who holds which office, in every order that English uses."""

from __future__ import annotations

import pytest

from kg.model import Modality, Reading
from tests.nlp.tables import claims_of, edge, entity, missed, texts

# text, holder, position, whose it is
HELD = [
    ("South Korean President Lee Min-ho met reporters.", "Lee Min-ho", "President of South Korea", "South Korea"),
    ("Ghanaian Foreign Minister Ama Mensah arrived.", "Ama Mensah", "Foreign Minister of Ghana", "Ghana"),
    ("Anna Berg, the chancellor of Germany, spoke.", "Anna Berg", "Chancellor of Germany", "Germany"),
    ("Anna Berg, chancellor of Germany, spoke.", "Anna Berg", "Chancellor of Germany", "Germany"),
    ("President Luc Morel of France arrived.", "Luc Morel", "President of France", "France"),
    ("Canada's foreign minister, Jane Tremblay, agreed.", "Jane Tremblay", "Foreign Minister of Canada", "Canada"),
    ("Canada’s Foreign Minister Jane Tremblay agreed.", "Jane Tremblay", "Foreign Minister of Canada", "Canada"),
    ("Canadian prime minister Jane Tremblay resigned.", "Jane Tremblay", "Prime Minister of Canada", "Canada"),
    ("The prime minister of Norway, Erik Dahl, resigned.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Norwegian Prime Minister Erik Dahl resigned.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Erik Dahl, the Norwegian prime minister, resigned.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Erik Dahl, Norway's prime minister, resigned.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Erik Dahl (prime minister of Norway) resigned.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Erik Dahl is the prime minister of Norway.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Erik Dahl became prime minister of Norway in 2019.", "Erik Dahl", "Prime Minister of Norway", "Norway"),
    ("Erik Dahl was elected president of Norway.", "Erik Dahl", "President of Norway", "Norway"),
    ("Parliament elected Erik Dahl president of Norway.", "Erik Dahl", "President of Norway", "Norway"),
    ("Maria Silva was appointed foreign minister of Brazil.", "Maria Silva", "Foreign Minister of Brazil", "Brazil"),
    ("Maria Silva served as foreign minister of Brazil.", "Maria Silva", "Foreign Minister of Brazil", "Brazil"),
    ("Maria Silva, who is the Brazilian foreign minister, left.", "Maria Silva", "Foreign Minister of Brazil", "Brazil"),
    (
        "US Secretary of State John Carter arrived in Oslo.",
        "John Carter",
        "Secretary of State of the United States",
        "United States",
    ),
    ("U.S. Ambassador Mary Clark arrived in Oslo.", "Mary Clark", "Ambassador of the United States", "United States"),
    ("Mary Clark, the US ambassador to Chile, left.", "Mary Clark", "Ambassador of the United States", "United States"),
    missed(
        "UN Secretary-General Paul Weber arrived.",
        "Paul Weber",
        "Secretary-General of the United Nations",
        "United Nations",
        reason="a small letter behind the hyphen of a title",
    ),
    ("NATO Secretary General Paul Weber arrived.", "Paul Weber", "Secretary General of NATO", "NATO"),
    ("King Haldor of Denmark spoke.", "King Haldor", "King of Denmark", "Denmark"),
    ("Kenyan Deputy Foreign Minister Grace Otieno spoke.", "Grace Otieno", "Deputy Foreign Minister of Kenya", "Kenya"),
    ("Acting Kenyan President Grace Otieno spoke.", "Grace Otieno", "President of Kenya", "Kenya"),
    ("Kenya's newly elected president, Grace Otieno, spoke.", "Grace Otieno", "President of Kenya", "Kenya"),
    ("Defence Minister Grace Otieno of Kenya spoke.", "Grace Otieno", "Defence Minister of Kenya", "Kenya"),
    ("Kremlin spokesman Ivan Orlov declined to comment.", "Ivan Orlov", "Spokesman of Russia", "Russia"),
    ("Foreign ministry spokeswoman Mei Lin of China spoke.", "Mei Lin", "Foreign Ministry Spokeswoman of China", "China"),
]
SEVERAL = [
    (
        "Presidents Luc Morel of France and Erik Dahl of Norway met.",
        {"Luc Morel holds_position President of France", "Erik Dahl holds_position President of Norway"},
    ),
    (
        "German Chancellor Anna Berg met Polish Prime Minister Jan Nowak.",
        {"Anna Berg holds_position Chancellor of Germany", "Jan Nowak holds_position Prime Minister of Poland"},
    ),
    missed(
        "Erik Dahl, the prime minister and defence minister of Norway, spoke.",
        {"Erik Dahl holds_position Prime Minister of Norway", "Erik Dahl holds_position Defence Minister of Norway"},
        reason="the owner behind the second title is that of the first, too",
    ),
]
NOBODY = [
    "Erik Dahl is not the prime minister of Norway.",
    "A minister resigned in Norway.",
    "The president of the chess club of Oslo ate cake.",
    "Erik Dahl met the prime minister of Norway.",
    "Norwegian ministers met Erik Dahl.",
]
FORMER = [
    "Former German Chancellor Anna Berg spoke.",
    "Anna Berg, the former chancellor of Germany, spoke.",
    "Germany's former chancellor, Anna Berg, spoke.",
    "Ex-chancellor Anna Berg of Germany spoke.",
]
FUTURE = [
    missed("Norwegian President-elect Erik Dahl spoke.", reason="elect behind a hyphen is taken into the title"),
    ("Norway's incoming president, Erik Dahl, spoke.",),
]
TEXTS = [*texts(HELD, SEVERAL, FUTURE), *NOBODY, *FORMER]


def offices(reading: Reading) -> set[str]:
    return {edge(c, reading) for c in claims_of(reading, "holds_position") if c.modality is not Modality.DENIED}


@pytest.mark.parametrize(("text", "holder", "position", "owner"), HELD)
def test_holder_title_and_owner(text: str, holder: str, position: str, owner: str, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    assert offices(reading) == {f"{holder} holds_position {position}"}
    of = entity(reading, position).of
    assert of is not None
    assert of == entity(reading, owner).id
    assert {edge(c, reading) for c in claims_of(reading, "represents")} == {f"{holder} represents {owner}"}


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_offices(text: str, expected: set[str], readings: dict[str, Reading]) -> None:
    assert offices(readings[text]) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_an_office_that_nobody_is_said_to_hold(text: str, readings: dict[str, Reading]) -> None:
    assert offices(readings[text]) == set()


@pytest.mark.parametrize("text", FORMER)
def test_who_held_an_office_once_speaks_for_nobody(text: str, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    (claim,) = claims_of(reading, "holds_position")
    assert edge(claim, reading) == "Anna Berg holds_position Chancellor of Germany"
    assert claim.topic == "former"
    assert claims_of(reading, "represents") == []


@pytest.mark.parametrize(("text",), FUTURE)
def test_who_will_hold_an_office_is_intended(text: str, readings: dict[str, Reading]) -> None:
    (claim,) = claims_of(readings[text], "holds_position")
    assert claim.modality is Modality.INTENDED
    assert claims_of(readings[text], "represents") == []


def test_the_evidence_is_the_sentence(readings: dict[str, Reading]) -> None:
    for text in texts(HELD):
        for claim in claims_of(readings[text], "holds_position"):
            assert [e.quote for e in claim.evidence] == [text]
