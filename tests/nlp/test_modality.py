"""How real a claim is, and the words that make it so."""

from __future__ import annotations

import pytest

from kg.model import Modality, Reading
from tests.nlp.tables import ATTENDANT, texts

# text, modality, what the reason must name
ROWS = [
    ("Norway rejected a Chadian plan.", "Actual", "reported as fact"),
    ("Officials said Norway rejected a Chadian plan.", "Actual", "reported as fact"),
    ("According to officials, Norway rejected a Chadian plan.", "Actual", "reported as fact"),
    ("Norway has rejected a Chadian plan.", "Actual", "reported as fact"),
    ("Norway declined a Chadian invitation.", "Actual", "reported as fact"),
    ("Norway not only sanctioned Chad.", "Actual", "reported as fact"),
    ("Norway, which sanctioned Chad, left the pact.", "Actual", "reported as fact"),
    ("Norway denied that it had sanctioned Chad.", "Denied", "denied"),
    ("Norway did not sanction Chad.", "Denied", "not"),
    ("Norway didn't sanction Chad.", "Denied", "n't"),
    ("Norway never sanctioned Chad.", "Denied", "never"),
    ("Chad was not attacked by Norway.", "Denied", "not"),
    ("Norway failed to attack Chad.", "Denied", "failed"),
    ("Norway left without attacking Chad.", "Denied", "without"),
    ("Neither Norway nor Sweden sanctioned Chad.", "Denied", "neither"),
    ("No Norwegian troops attacked Chad.", "Denied", "no"),
    ("Norway will sanction Chad.", "Intended", "will"),
    ("Chad will be sanctioned by Norway.", "Intended", "will"),
    ("Norway wants to sanction Chad.", "Intended", "wants"),
    ("Norway plans to sanction Chad.", "Intended", "plans"),
    ("Norway vowed to sanction Chad.", "Intended", "vowed"),
    ("Norway agreed to aid Chad.", "Intended", "agreed"),
    ("Norway is ready to attack Chad.", "Intended", "ready"),
    ("Norway hopes to meet Chad.", "Intended", "hopes"),
    ("Officials said Norway would sanction Chad.", "Intended", "would"),
    ("Norway may sanction Chad.", "Possible", "may"),
    ("Norway might sanction Chad.", "Possible", "might"),
    ("Norway could sanction Chad.", "Possible", "could"),
    ("Norway should sanction Chad.", "Possible", "should"),
    ("If Norway attacked Chad, the pact would end.", "Possible", "If"),
    ("Perhaps Norway sanctioned Chad.", "Possible", "Perhaps"),
    ("Has Norway sanctioned Chad?", "Possible", "?"),
    ("Analysts believe that Norway sanctioned Chad.", "Possible", "believe"),
    ("Anna Berg claimed that Norway sanctioned Chad.", "Alleged", "claimed"),
    ("Anna Berg alleged that Norway had attacked Chad.", "Alleged", "alleged"),
    ("Norway allegedly sanctioned Chad.", "Alleged", "allegedly"),
    ("Norway reportedly attacked Chad.", "Alleged", "reportedly"),
    ("“Norway sanctioned Chad,” said Anna Berg.", "Alleged", "quotation"),
    ("Anna Berg said: “Norway attacked Chad.”", "Alleged", "quotation"),
    ("Norway's alleged attack on Chad was discussed.", "Alleged", "alleged"),
    ("Norway's planned attack on Chad was discussed.", "Intended", "planned"),
    ("“We condemn the Chadian attack,” Norway said.", "Actual", "saying it is doing it"),
]
TEXTS = texts(ROWS)
#: Who vows to sanction somebody threatens them, and that is done: a claim of its own, with a reason of its own.
ANNOUNCED = "announced by whoever does it"


@pytest.mark.parametrize(("text", "modality", "reason"), ROWS)
def test_modality_and_its_reason(text: str, modality: str, reason: str, readings: dict[str, Reading]) -> None:
    claims = [c for c in readings[text].claims if c.relation not in ATTENDANT and c.subject == "state/NOR"]
    claims = [c for c in claims if c.reason != ANNOUNCED]
    assert claims, "nothing was read"
    assert {c.modality for c in claims} == {Modality(modality)}
    assert all(reason.casefold() in c.reason.casefold() for c in claims), [c.reason for c in claims]


def test_a_vow_is_a_threat_that_is_made(readings: dict[str, Reading]) -> None:
    claims = [c for c in readings["Norway vowed to sanction Chad."].claims if c.relation not in ATTENDANT]
    assert {(c.relation, c.modality) for c in claims} == {
        ("sanctioned", Modality.INTENDED),
        ("threatened", Modality.ACTUAL),
    }


def test_the_table_has_all_five() -> None:
    assert {row[1] for row in (getattr(r, "values", r) for r in ROWS)} == {m.value for m in Modality}


def test_who_asserts_what_is_alleged(readings: dict[str, Reading]) -> None:
    for text in ("Anna Berg claimed that Norway sanctioned Chad.", "“Norway sanctioned Chad,” said Anna Berg."):
        (claim,) = [c for c in readings[text].claims if c.relation == "sanctioned"]
        assert claim.asserted_by == "person/anna-berg"


def test_what_nobody_reports_is_asserted_by_the_document(readings: dict[str, Reading]) -> None:
    (claim,) = [c for c in readings["Norway rejected a Chadian plan."].claims if c.relation == "rejected"]
    assert claim.asserted_by is None
