"""Relations between parties: every shape in which a sentence gives them."""

from __future__ import annotations

import pytest

from kg.model import Modality, Reading
from tests.nlp.tables import claims_of, edge, edges, missed, texts

ACTIVE_PASSIVE = [
    ("Norway rejected the Chadian plan.", {"Norway rejected Chad"}),
    ("The Chadian plan was rejected by Norway.", {"Norway rejected Chad"}),
    ("Norway sanctioned Chad in June.", {"Norway sanctioned Chad"}),
    ("Chad was sanctioned by Norway.", {"Norway sanctioned Chad"}),
    ("Chad has been sanctioned by Norway.", {"Norway sanctioned Chad"}),
    ("Chad, sanctioned by Norway, is poor.", {"Norway sanctioned Chad"}),
    ("Norway, which sanctioned Chad, is rich.", {"Norway sanctioned Chad"}),
    ("Chad, which Norway sanctioned, is poor.", {"Norway sanctioned Chad"}),
]
CONTROL = [
    ("Norway urged Chad to free the hostages.", {"Norway requested Chad"}),
    ("Norway asked Chad to attack Mali.", {"Norway requested Chad"}),
    ("Norway refused to meet the Chadian envoy.", {"Norway rejected Chadian envoy"}),
    ("Norway accused Chad of attacking Mali.", {"Norway accused Chad", "Chad attacked Mali"}),
    ("Norway threatened to attack Chad.", {"Norway threatened Chad"}),
]
EMBEDDED = [
    ("Norway was accused by Niger of attacking Mali.", {"Niger accused Norway", "Norway attacked Mali"}),
    ("After meeting Mali, Norway signed a treaty with Niger.", {"Norway met_with Mali", "Norway agreed_with Niger"}),
    ("Norway wants Mali to attack Niger.", {"Norway requested Mali"}),
    missed("Norway told Mali to free the hostages.", {"Norway requested Mali"}, reason="telling somebody to do a thing"),
    ("Norway condemned Mali for attacking Niger.", {"Norway accused Mali", "Mali attacked Niger"}),
    ("Norway said it had been attacked by Mali.", {"Mali attacked Norway"}),
    ("Norway withdrew its troops from Mali and sent aid to Niger.", {"Norway retreated_from Mali", "Norway aided Niger"}),
    ("Norway lifted sanctions on Mali.", {"Norway conceded_to Mali"}),
    ("Talks between Norwegian and Malian officials ended on Monday.", {"Norway consulted Mali"}),
    ("Norway expelled two Malian diplomats.", {"Norway sanctioned Mali"}),
]
LIGHT = [
    ("Norway held talks with Chad.", {"Norway consulted Chad"}),
    ("Norway held a meeting with Chad.", {"Norway met_with Chad"}),
    ("Norway signed a treaty with Chad.", {"Norway agreed_with Chad"}),
    ("Norway and Chad held talks.", {"Norway consulted Chad"}),
    ("Norway imposed sanctions on Chad.", {"Norway sanctioned Chad"}),
    ("Norway launched an attack on Chad.", {"Norway attacked Chad"}),
    ("Norway gave Chad a loan.", {"Norway aided Chad"}),
    ("Norway provided aid to Chad.", {"Norway aided Chad"}),
    ("Norway made a phone call to Chad.", {"Norway consulted Chad"}),
]
NOMINAL = [
    ("Oslo's rejection of the Chadian plan came late.", {"Norway rejected Chad"}),
    ("Norway's attack on Chad was brief.", {"Norway attacked Chad"}),
    ("The Norwegian attack on Chad was brief.", {"Norway attacked Chad"}),
    ("A meeting between Norway and Chad took place.", {"Norway met_with Chad"}),
    ("Norway's sanctions against Chad remain.", {"Norway sanctioned Chad"}),
    ("Norwegian airstrikes on Mali continued.", {"Norway attacked Mali"}),
]
COMPOUND = [
    ("Norway and Sweden sanctioned Chad.", {"Norway sanctioned Chad", "Sweden sanctioned Chad"}),
    ("Norway sanctioned Chad and Mali.", {"Norway sanctioned Chad", "Norway sanctioned Mali"}),
    ("Norway met Chad and sanctioned Mali.", {"Norway met_with Chad", "Norway sanctioned Mali"}),
    (
        "Norway, Sweden and Denmark sanctioned Chad.",
        {"Norway sanctioned Chad", "Sweden sanctioned Chad", "Denmark sanctioned Chad"},
    ),
    ("Norway and Chad signed a treaty.", {"Norway agreed_with Chad"}),
    ("Chancellor Anna Berg and President Erik Dahl met in Oslo.", {"Anna Berg met_with Erik Dahl"}),
    ("Chancellor Anna Berg met with Erik Dahl in Oslo.", {"Anna Berg met_with Erik Dahl"}),
    ("Turkish and Greek officials met in Oslo.", {"Turkey met_with Greece"}),
]
OWNERS = [
    ("Norway rejected a Senegalese plan.", {"Norway rejected Senegal"}),
    ("Norway rejected Senegal's plan.", {"Norway rejected Senegal"}),
    ("Norway rejected the plan of Senegal.", {"Norway rejected Senegal"}),
    ("Norwegian officials rejected the Senegalese plan.", {"Norway rejected Senegal"}),
    ("Norway’s government rejected Senegal’s plan.", {"Norway rejected Senegal"}),
    ("Norway rejected US diplomatic outreach.", {"Norway rejected United States"}),
    ("Norwegian troops attacked Mali.", {"Norway attacked Mali"}),
]
ATTRIBUTION = [
    ("Norway said Chad sanctioned Mali.", {"Chad sanctioned Mali"}),
    ("Norway said Chad had met Mali.", {"Chad met_with Mali"}),
    ("Norway's envoy told Chad that Mali had sanctioned Niger.", {"Mali sanctioned Niger"}),
    ("Norway reported that Chad had signed a treaty with Mali.", {"Chad agreed_with Mali"}),
]
NOTHING = [
    "Norway is larger than Chad.",
    "Norway met the deadline.",
    "The champion turned down the volume.",
    "Norway beat Chad at chess.",
    "Rain fell on Norway and Chad.",
    "Norway lies north of Chad.",
    "Shares rose in Norway.",
    "",
    ".",
    "Norway.",
]
# what must not be drawn from a sentence as a fact, whatever else is
FALSE = [
    missed("Norway is considering sanctions on Mali.", "Norway sanctioned Mali", reason="sanctions that are considered"),
    missed(
        "Norway rejected claims that it had attacked Mali.",
        "Norway rejected Mali",
        reason="the party inside a clause about a claim is taken for its owner",
    ),
    ("Norway sanctioned Mali but not Niger.", "Norway sanctioned Niger"),
    ("Norway-backed rebels attacked Mali.", "Norway attacked Mali"),
    missed(
        "The envoy criticised a country attacked by Norway.",
        "envoy accused Norway",
        reason="the party inside a clause about the object is taken for the object",
    ),
    ("Norway met and sanctioned nobody.", "Norway sanctioned nobody"),
    ("Norway criticised the attack on Chad.", "Norway attacked Chad"),
    ("Norway criticised Mali's attack on Chad.", "Norway accused Chad"),
    ("Norway denied it had attacked Chad.", "Norway accused Chad"),
    ("Norway thanked Chad for condemning Mali.", "Norway accused Mali"),
    ("Norway's minister met Mali's envoy in Chad.", "Norway met_with Chad"),
    ("Norway told Chad that Mali was attacked by Niger.", "Norway attacked Mali"),
    ("Chad said on Monday it had rejected the Norwegian plan.", "Norway rejected Chad"),
    ("Norway, not Sweden, sanctioned Mali.", "Sweden sanctioned Mali"),
]
KIN = [
    ("Anna Berg, the sister of President Erik Dahl, left.", {"Anna Berg sibling_of Erik Dahl"}),
    ("President Erik Dahl's wife, Anna Berg, left.", {"Anna Berg spouse_of Erik Dahl"}),
    ("Erik Dahl is an ally of Norway.", {"Erik Dahl allied_with Norway"}),
]
ROWS = [*ACTIVE_PASSIVE, *CONTROL, *EMBEDDED, *LIGHT, *NOMINAL, *COMPOUND, *OWNERS, *ATTRIBUTION, *KIN]
TEXTS = [*texts(ROWS, FALSE), *NOTHING]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_claims(text: str, expected: set[str], readings: dict[str, Reading]) -> None:
    assert edges(readings[text]) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_claims(text: str, readings: dict[str, Reading]) -> None:
    assert edges(readings[text]) == set()


@pytest.mark.parametrize(("text", "wrong"), FALSE)
def test_false_claims(text: str, wrong: str, readings: dict[str, Reading]) -> None:
    reading = readings[text]
    assert wrong not in {edge(c, reading) for c in reading.claims if c.modality is Modality.ACTUAL}


def test_the_thing_rejected_is_the_topic(readings: dict[str, Reading]) -> None:
    (claim,) = claims_of(readings["Norway rejected US diplomatic outreach."], "rejected")
    assert claim.topic == "US diplomatic outreach" or claim.topic == "diplomatic outreach"


def test_a_claim_names_the_rule_that_gave_it(readings: dict[str, Reading]) -> None:
    for text in texts(ROWS):
        for claim in readings[text].claims:
            assert claim.rule
            assert claim.reason
            assert 0 < claim.confidence <= 1


def test_the_words_of_the_two_ends(readings: dict[str, Reading]) -> None:
    (claim,) = claims_of(readings["Norwegian officials rejected the Senegalese plan."], "rejected")
    assert (claim.subject_text, claim.object_text) == ("Norwegian officials", "Senegalese")
