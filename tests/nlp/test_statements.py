"""Who said what, and in which words."""

from __future__ import annotations

import pytest

from kg.model import Reading, Statement
from tests.nlp.tables import claims_of, edge, named, texts

DIRECT, INDIRECT, MIXED = "Direct", "Indirect", "Mixed"
# text, then for each statement: kind, cue, speaker, its words, the stretches of what was said
ROWS = [
    ("“We agree,” said Anna Berg.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree"])]),
    ('"We agree," said Anna Berg.', [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree"])]),
    ("“We agree,” Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree"])]),
    ("Anna Berg said: “We agree on the plan.”", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan."])]),
    ("Anna Berg said, “We agree on the plan.”", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan."])]),
    ("«We agree on the plan», Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan"])]),
    ("„We agree on the plan“, Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan"])]),
    ("「We agree on the plan」, Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan"])]),
    ("'We agree on the plan,' Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan"])]),
    ("''We agree on the plan,'' Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan"])]),
    (
        "“We agree on the plan”—Anna Berg said—“and will sign.”",
        [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree on the plan", "and will sign."])],
    ),
    ("“Thank you, Mr. President,” Anna Berg said.", [(DIRECT, "say", "Anna Berg", "Anna Berg", ["Thank you, Mr. President"])]),
    (
        "“We agree,” Anna Berg said, “and we will sign the treaty.”",
        [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree", "and we will sign the treaty."])],
    ),
    (
        "“We agree,” Anna Berg said. “We will sign the treaty.”",
        [(DIRECT, "say", "Anna Berg", "Anna Berg", ["We agree", "We will sign the treaty."])],
    ),
    ("Anna Berg said that Norway would sign.", [(INDIRECT, "say", "Anna Berg", "Anna Berg", ["Norway would sign"])]),
    ("Anna Berg said Norway would sign.", [(INDIRECT, "say", "Anna Berg", "Anna Berg", ["Norway would sign"])]),
    ("Norway would sign, Anna Berg said.", [(INDIRECT, "say", "Anna Berg", "Anna Berg", ["Norway would sign"])]),
    ("Norway would sign, said Anna Berg.", [(INDIRECT, "say", "Anna Berg", "Anna Berg", ["Norway would sign"])]),
    (
        "Anna Berg told reporters that Norway would sign.",
        [(INDIRECT, "tell", "Anna Berg", "Anna Berg", ["Norway would sign"])],
    ),
    (
        "Anna Berg said Norway would “never” sign.",
        [(MIXED, "say", "Anna Berg", "Anna Berg", ["Norway would “never” sign"])],
    ),
    (
        "Anna Berg said the plan was “a grave mistake”.",
        [(MIXED, "say", "Anna Berg", "Anna Berg", ["the plan was “a grave mistake"])],
    ),
    (
        "According to Anna Berg, Norway signed the treaty.",
        [(INDIRECT, "according to", "Anna Berg", "Anna Berg", ["Norway signed the treaty"])],
    ),
    (
        "Norway signed the treaty, according to Anna Berg.",
        [(INDIRECT, "according to", "Anna Berg", "Anna Berg", ["Norway signed the treaty"])],
    ),
    ("Anna Berg denied that Norway had signed.", [(INDIRECT, "deny", "Anna Berg", "Anna Berg", ["Norway had signed"])]),
    ("Anna Berg claimed that Norway had signed.", [(INDIRECT, "claim", "Anna Berg", "Anna Berg", ["Norway had signed"])]),
    ("Anna Berg warned that Norway would not sign.", [(INDIRECT, "warn", "Anna Berg", "Anna Berg", ["Norway would not sign"])]),
    (
        "Norwegian officials said the treaty was signed.",
        [(INDIRECT, "say", "Norway", "Norwegian officials", ["the treaty was signed"])],
    ),
    ("The Kremlin said the treaty was signed.", [(INDIRECT, "say", "Russia", "Kremlin", ["the treaty was signed"])]),
    (
        "Anna Berg left. She said the treaty was signed.",
        [(INDIRECT, "say", "Anna Berg", "She", ["the treaty was signed"])],
    ),
    (
        "“We agree,” said Norway's foreign minister, Anna Berg.",
        [(DIRECT, "say", "Anna Berg", None, ["We agree"])],
    ),
    (
        "In a statement, the United Nations said the truce holds.",
        [(INDIRECT, "say", "United Nations", "United Nations", ["the truce holds"])],
    ),
    (
        "Anna Berg praised the plan. “It is what we have always wanted.”",
        [
            (INDIRECT, "praise", "Anna Berg", "Anna Berg", ["the plan"]),
            (DIRECT, "praise", "Anna Berg", "Anna Berg", ["It is what we have always wanted."]),
        ],
    ),
    ("Anna Berg met Erik Dahl.", []),
    ("The sign said nothing.", []),
    ("She read “War and Peace” in Oslo.", []),
    ("Anna Berg wrote “War and Peace”.", []),
    ("The “so-called” plan failed.", []),
    ("Needless to say, it rained.", []),
]
TEXTS = [
    *texts(ROWS),
    "Anna Berg told Erik Dahl that Norway would sign.",
    "Anna Berg said on Monday that Chad had signed.",
    "“We agree with Chad,” Anna Berg said.",
    "Norwegian President Erik Dahl spoke. “We rejected a Chadian plan,” he said.",
    "“We agree.\n\n“We sign,” Anna Berg said.",
]


def told(statement: Statement, reading: Reading) -> tuple[str, str, str, str, list[str]]:
    (speaker,) = named(reading, [statement.speaker])
    return statement.kind.value, statement.cue, speaker, statement.speaker_text, [e.quote for e in statement.evidence]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_statements(text: str, expected: list[tuple[str, str, str, str | None, list[str]]], readings: dict[str, Reading]) -> None:
    reading = readings[text]
    found = [told(s, reading) for s in reading.statements]
    assert [f[:3] + f[4:] for f in found] == [e[:3] + e[4:] for e in expected]
    assert [f[3] for f, e in zip(found, expected, strict=True) if e[3]] == [e[3] for e in expected if e[3]]


@pytest.mark.parametrize("text", texts(ROWS))
def test_a_speaker_said_each_statement(text: str, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    said = sorted(edge(c, reading) for c in claims_of(reading, "said"))
    assert said == sorted(f"{named(reading, [s.speaker])[0]} said {s.text}" for s in reading.statements if s.speaker)


def test_whom_it_was_said_to(readings: dict[str, Reading]) -> None:
    reading = readings["Anna Berg told Erik Dahl that Norway would sign."]
    (statement,) = reading.statements
    assert named(reading, [statement.addressee]) == ["Erik Dahl"]
    assert named(reading, statement.mentions) == ["Norway"]


def test_when_it_was_said(readings: dict[str, Reading]) -> None:
    (statement,) = readings["Anna Berg said on Monday that Chad had signed."].statements
    assert statement.period is not None
    assert statement.period.earliest.isoformat() == "2025-08-25"


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_one_speakers(readings: dict[str, Reading]) -> None:
    reading = readings["“We agree.\n\n“We sign,” Anna Berg said."]
    quotes = [e.quote for s in reading.statements for e in s.evidence]
    assert quotes == ["We agree.", "We sign"]
    assert set(named(reading, [s.speaker for s in reading.statements])) == {"Anna Berg"}
