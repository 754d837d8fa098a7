from __future__ import annotations

import pytest

from kg.readers.language import foreign

FOREIGN = [
    ("Der Präsident traf den Kanzler in Berlin am Montag.", "German"),
    ("Le président a rencontré le chancelier à Berlin lundi. Ils ont parlé de la paix.", "French"),
    ("El presidente se reunió con el canciller en Berlín el lunes.", "Spanish"),
    ("De president ontmoette de kanselier in Berlijn. Het was een goed gesprek over de vrede in Europa.", "Dutch"),
    ("Prezydent spotkał się z kanclerzem w Warszawie.", "Polish"),
    ("Президент встретился с канцлером в Москве.", "Russian"),
    ("会談は月曜日に行われた。", "Japanese"),
    ("اجتمع الرئيس مع المستشار في القاهرة يوم الاثنين لمناقشة السلام.", "Arabic"),
    ("Der Minister sagte: „The show must go on.“ Danach reiste er nach Wien, wo er den Kanzler und die Presse traf.", "German"),
]
ENGLISH = [
    "Talks failed.",
    "Merkel rejected Macron's plan.",
    "Xi met Kim.",
    "U.S. Lifts Travel Ban to Lebanon.",
    "Punjab government imposed blockades in Lahore, Rawalpindi, Multan and Faisalabad.",
    "Mexican President Andrés Manuel López Obrador on Thursday defended Mexico's restrictive immigration policy.",
    "On Tuesday, junior foreign minister Dubem Oniya summoned Niger's ambassador Brah Mohamane to complain of inaction.",
    "He said “la paix n'est pas un mot” and left; the chancellor, who had said „nein“ before, did not answer.",
    "",
]


@pytest.mark.parametrize(("text", "language"), FOREIGN)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert foreign(text) == language
    assert foreign(text * 30) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_and_doubt_are_read(text: str) -> None:
    assert foreign(text) is None
