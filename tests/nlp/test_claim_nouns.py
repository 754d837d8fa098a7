"""Nouns that report."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, missed, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("Norway rejected Chad's claim that it had sold the tankers.", ["Chad claim: it had sold the tankers"]),
    ("Norway rejected claims that it had sold the tankers.", ["claim: it had sold the tankers"]),
    ("Norway renewed its call for a ceasefire.", ["its call: a ceasefire"]),
    (
        "Norway welcomed Qatar's offer to host the talks.",
        ["Norway welcome: Qatar's offer to host the talks", "Qatar offer: to host the talks"],
    ),
    missed(
        "Norway rejected allegations by Chad of fraud.",
        ["Chad allegation: fraud"],
        reason="what is alleged hangs on who alleges it",
    ),
    ("The allegations Norway made were false.", []),
    ("The call lasted an hour.", []),
    ("Norway paid the charge of Friday.", []),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_claim_nouns(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
