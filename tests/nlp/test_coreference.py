"""Who is meant by a surname, an acronym, a role, a noun, a pronoun."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import edges, missed, named, referent, texts

# text, the words, which occurrence, whom they mean (None: nobody)
MEANT = [
    ("Anna Berg met Erik Dahl. Berg was pleased.", "Berg", 1, "Anna Berg"),
    ("Anna Berg met Erik Dahl. Ms. Berg was pleased.", "Berg", 1, "Anna Berg"),
    ("Berg spoke first. Later Anna Berg left.", "Berg", 0, "Anna Berg"),
    ("The Nordic Peace Institute (NPI) spoke. NPI left.", "NPI", 1, "Nordic Peace Institute"),
    ("The Syrian Democratic Forces (SDF) attacked. The SDF won.", "SDF", 1, "Syrian Democratic Forces"),
    ("The United Nations met. The UN voted.", "UN", 0, "United Nations"),
    ("President Erik Dahl of Norway left. The president was tired.", "president", 0, "Erik Dahl"),
    ("Norwegian President Erik Dahl left. The Norwegian president was tired.", "president", 0, "Erik Dahl"),
    ("Norwegian President Erik Dahl left. The Norwegian leader was tired.", "leader", 0, "Erik Dahl"),
    ("Norwegian President Erik Dahl left. The leader of Norway was tired.", "leader", 0, "Erik Dahl"),
    (
        "Norwegian President Erik Dahl met Chadian President Ali Oumar. The Chadian leader was tired.",
        "leader",
        0,
        "Ali Oumar",
    ),
    (
        "Norwegian President Erik Dahl met Chadian President Ali Oumar. The Norwegian leader was tired.",
        "leader",
        0,
        "Erik Dahl",
    ),
    ("Foreign Minister Anna Berg of Norway left. The minister was tired.", "minister", 0, "Anna Berg"),
    ("Erik Dahl left. He was tired.", "He", 0, "Erik Dahl"),
    ("Mr. Dahl met Mrs. Berg. He was tired.", "He", 0, "Dahl"),
    ("Mr. Dahl met Mrs. Berg. She was tired.", "She", 0, "Berg"),
    missed(
        "Erik Dahl praised Mrs. Berg because she had won.",
        "she",
        0,
        "Berg",
        reason="a gender that is known does not outweigh one that is not",
    ),
    ("Speaking to Erik Dahl, Anna Berg was calm. Speaking to Erik Dahl, she said no.", "she", 0, "Anna Berg"),
    ("Anna Berg met Erik Dahl. Speaking to Dahl, she said no.", "she", 0, "Anna Berg"),
    ("Erik Dahl sent a letter to Anna Berg and her team.", "her", 0, "Anna Berg"),
    ("Erik Dahl told the press: “He lied.” Bo Lind left.", "He", 0, None),
    ("Bo Lind left. Erik Dahl told the press: “He lied.”", "He", 0, "Bo Lind"),
    ("Norway passed a bill. The ferry sank because it was old.", "it", 0, None),
    ("Norway hesitated. Anna Berg can do it.", "it", 0, None),
    ("Norway is quiet. Anna Berg called it a success.", "it", 0, None),
    ("Norway hesitated. It happened in June.", "It", 0, None),
    ("Chad is no member of the pact, but it is an observer.", "it", 0, "Chad"),
    ("Norway published the letters. Anna Berg released them.", "them", 0, None),
    ("The Nordic Trade Commission met. The commission was split.", "commission", 0, "Nordic Trade Commission"),
    ("The Saha News Agency left Oslo. Reuters stayed. The agency was split.", "agency", 0, "Saha News Agency"),
    ("The National Assembly of Chad met. The Chadian assembly was split.", "assembly", 0, "National Assembly of Chad"),
    ("Anna Berg posted a photo on Twitter. They are pleased.", "They", 0, None),
    ("The villain was brought to justice. He was tired.", "He", 0, None),
    ("Norway left the pact. It gave no reason.", "It", 0, "Norway"),
    ("Norway said it would leave the pact.", "it", 0, "Norway"),
    ("Erik Dahl met his ministers.", "his", 0, "Erik Dahl"),
    ("Norway recalled its envoy.", "its", 0, "Norway"),
    ("Rebels took the town. They burned it.", "They", 0, "Rebels"),
    ("Norway hosted the talks. The country is rich.", "country", 0, "Norway"),
    ("Chad and Norway spoke. Norway hosted the talks. The country is rich.", "country", 0, "Norway"),
    ("It rained. Norway left.", "It", 0, None),
    ("It is raining in Norway.", "It", 0, None),
    ("Anna Berg admires him.", "him", 0, None),
    ("He slept. Erik Dahl left.", "He", 0, None),
]
TOGETHER = [
    ("Norway met Chad in Oslo. The two sides signed a treaty.", {"Norway agreed_with Chad", "Norway met_with Chad"}),
    ("Norway met Chad in Oslo. Both countries signed a treaty.", {"Norway agreed_with Chad", "Norway met_with Chad"}),
    (
        "Chancellor Anna Berg met President Erik Dahl. The two leaders signed a treaty.",
        {"Anna Berg agreed_with Erik Dahl", "Anna Berg met_with Erik Dahl"},
    ),
    ("Norway met Chad in Oslo. It rejected a Chadian plan.", {"Norway rejected Chad", "Norway met_with Chad"}),
    missed(
        "Chancellor Anna Berg left Norway. She met Erik Dahl in Oslo.",
        {"Anna Berg met_with Erik Dahl"},
        reason="somebody who leaves a country retreats from it only where he is its enemy or holds its office",
    ),
    ("Chancellor Anna Berg smiled. She met Erik Dahl in Oslo.", {"Anna Berg met_with Erik Dahl"}),
    ("President Erik Dahl arrived. Anna Berg met him in Oslo.", {"Anna Berg met_with Erik Dahl"}),
]
TEXTS = texts(MEANT, TOGETHER)


@pytest.mark.parametrize(("text", "words", "occurrence", "expected"), MEANT)
def test_whom_the_words_mean(text: str, words: str, occurrence: int, expected: str | None, readings: dict[str, Reading]) -> None:
    assert referent(readings[text], words, occurrence) == expected


@pytest.mark.parametrize(("text", "expected"), TOGETHER)
def test_claims_about_those_who_are_meant(text: str, expected: set[str], readings: dict[str, Reading]) -> None:
    assert edges(readings[text]) == expected


def test_a_title_marks_the_gender_that_a_pronoun_needs(readings: dict[str, Reading]) -> None:
    reading = readings["Mr. Dahl met Mrs. Berg. She was tired."]
    assert named(reading, [m.entity for m in reading.mentions if m.form == "pronoun"]) == ["Berg"]
