"""The occasion of a statement: what it does, to whom, where and on what it was said, what it answers, what it stands in."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import labels, missed, texts

# text, the field, what it holds for the last statement ("" or None: nothing)
ROWS = [
    ("Anna Berg said that it rained.", "act", "Neutral"),
    ("Anna Berg claimed that it rained.", "act", "Claiming"),
    ("Norway denied that it had signed.", "act", "Denying"),
    ("Norway vowed to sanction Chad.", "act", "Promising"),
    ("Norway demanded that Chad sign the treaty.", "act", "Demanding"),
    ("Norway renewed its call for a ceasefire.", "act", "Demanding"),
    # medium
    ("Anna Berg said on Twitter that the plan was dead.", "medium", "Twitter"),
    ("Anna Berg tweeted that the plan was dead.", "medium", "Twitter"),
    ("Anna Berg said via Facebook that the plan was dead.", "medium", "Facebook"),
    ("Writing on Telegram, Anna Berg said that the plan was dead.", "medium", "Telegram"),
    ("In a statement, Anna Berg said that the plan was dead.", "medium", "statement"),
    ("Anna Berg said in a speech in Vienna that the plan was dead.", "medium", "speech"),
    ("Anna Berg said during a television interview that the plan was dead.", "medium", "television interview"),
    ("Anna Berg announced the plan at a press conference in Berlin.", "medium", "press conference"),
    ("The report said that the plan was dead.", "medium", "report"),
    ("Anna Berg said at a rally in Ohio that the plan was dead.", "medium", ""),
    ("A number of senators said that the plan was dead.", "medium", ""),
    ("Anna Berg said in Norwegian that the plan was dead.", "medium", ""),
    # place
    ("Anna Berg said at a rally in Ohio that the plan was dead.", "place", "Ohio"),
    ("Speaking in Oslo, Anna Berg said that the plan was dead.", "place", "Oslo"),
    ("Anna Berg told reporters in Geneva on Monday that the plan was dead.", "place", "Geneva"),
    ("Anna Berg announced the plan at a press conference in Berlin.", "place", "Berlin"),
    ("Anna Berg said in France that Chad had left.", "place", "France"),
    ("Anna Berg said that Chad had left Geneva.", "place", None),
    ("Anna Berg said in June that the plan was dead.", "place", None),
    missed(
        "From Oslo, Anna Berg said that the plan was dead.", "place", "Oslo", reason="a capital behind from acts as its state"
    ),
    # addressee
    ("Anna Berg told Erik Dahl that the plan was dead.", "addressee", "Erik Dahl"),
    ("Anna Berg told reporters that the plan was dead.", "addressee", "reporters"),
    ("Anna Berg warned Chad that the plan was dead.", "addressee", "Chad"),
    ("Anna Berg said to Erik Dahl that the plan was dead.", "addressee", "Erik Dahl"),
    ("“The plan is dead,” Anna Berg said to Mr. Dahl. Erik Dahl left.", "addressee", "Erik Dahl"),
    ("Anna Berg wrote to the Norwegian embassy that the plan was dead.", "addressee", "Norway"),
    ("In a letter to the Norwegian government, Chad said that the plan was dead.", "addressee", "Norway"),
    ("Erik Dahl accused Chad of theft in a letter to the United Nations.", "addressee", "United Nations"),
    ("Anna Berg said that the plan was dead.", "addressee", None),
    ("According to Erik Dahl, the plan was dead.", "addressee", None),
    ("Anna Berg said that Erik Dahl had spoken to Chad.", "addressee", None),
    # what it answers
    ("In response to Chad, Anna Berg said that the plan was dead.", "responds_to", "Chad"),
    ("In response to the Chadian proposal, Anna Berg said that the plan was dead.", "responds_to", "Chad"),
    ("Erik Dahl replied to Anna Berg that the plan was dead.", "responds_to", "Anna Berg"),
    ("“The plan is dead,” Anna Berg said. “It is alive,” Erik Dahl replied.", "responds_to", "The plan is dead"),
    ("Anna Berg said that the plan was dead. Erik Dahl replied that it was alive.", "responds_to", "the plan was dead"),
    ("Norway said that Chad left. Norway replied that it was sorry.", "responds_to", None),
    ("Anna Berg said that the plan was dead. Erik Dahl said that it was alive.", "responds_to", None),
    # whose report it stands in
    ("Reuters reported that Anna Berg said that the plan was dead.", "nested_in", "Anna Berg said that the plan was dead"),
    ("Anna Berg said that the plan was dead and warned that it would fail.", "nested_in", None),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "field", "expected"), ROWS)
def test_the_occasion(text: str, field: str, expected: str | None, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    value = getattr(reading.statements[-1], field)
    if field == "act":
        value = value.value
    elif field != "medium" and value is not None:
        value = labels(reading)[value]
    assert value == expected


def test_every_field_is_there(readings: dict[str, Reading]) -> None:
    assert {(getattr(row, "values", row))[1] for row in ROWS} == {
        "act",
        "medium",
        "place",
        "addressee",
        "responds_to",
        "nested_in",
    }
