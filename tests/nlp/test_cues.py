"""Reporting words: which verbs report, with which particle, and that the lists that say how agree."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg import vocabulary
from kg.nlp.cues import _FRAMES, ACTS, Cues

VOCABULARY = vocabulary.load()
LEXICON = VOCABULARY.lexicons["reporting"]
CUES = Cues(VOCABULARY)
# text, the verb, the cue's words and act; None where the verb reports nothing
ROWS = [
    ("Norway said that it rained.", "said", ("say", "neutral")),
    ("Norway claimed that it rained.", "claimed", ("claim", "claiming")),
    ("Norway denied the report.", "denied", ("deny", "denying")),
    ("Norway vowed to pay.", "vowed", ("vow", "promising")),
    ("Norway called for an inquiry.", "called", ("call for", "demanding")),
    ("Norway called for members to pay.", "called", ("call for", "demanding")),
    ("Norway called on Chad to pay.", "called", ("call on", "demanding")),
    ("Norway called the deal a disgrace.", "called", ("call", "neutral")),
    ("Norway lashed out at Chad.", "lashed", ("lash out at", "denying")),
    ("Norway ruled out talks.", "ruled", ("rule out", "neutral")),
    ("Norway believes that it rained.", "believes", ("believe", "thinking")),
    ("Norway walked out of the talks.", "walked", None),
    ("Norway lashed the boats to the pier.", "lashed", None),
]


@pytest.mark.parametrize(("text", "verb", "expected"), ROWS)
def test_what_a_verb_reports(text: str, verb: str, expected: tuple[str, str] | None, nlp: Language) -> None:
    (token,) = [t for t in nlp(text) if t.text == verb]
    cue = CUES.of(token)
    assert (cue and (cue.words, cue.act)) == expected


@pytest.mark.parametrize(
    ("text", "verb", "leads"),
    [
        ("He went on to say that it rained.", "went", True),
        ("He was quoted as saying that it rained.", "quoted", True),
        ("He quoted Plato.", "quoted", False),
        ("He said that it rained.", "said", False),
    ],
)
def test_what_only_leads_to_another(text: str, verb: str, leads: bool, nlp: Language) -> None:
    (token,) = [t for t in nlp(text) if t.text == verb]
    cue = CUES.of(token)
    assert cue is not None
    assert CUES.leads_on(cue) is leads


@pytest.mark.parametrize(
    ("text", "noun", "medium"),
    [
        ("He spoke at a briefing.", "briefing", True),
        ("He wrote on Twitter.", "Twitter", True),
        ("He wrote on X today.", "X", True),
        ("He wrote x today.", "x", False),
        ("He spoke at a rally.", "rally", False),
    ],
)
def test_where_words_are_spoken_or_printed(text: str, noun: str, medium: bool, nlp: Language) -> None:
    (token,) = [t for t in nlp(text) if t.text == noun]
    assert CUES.is_medium(token) is medium


@pytest.mark.parametrize("frame", _FRAMES)
def test_a_frame_is_of_words_that_report(frame: str) -> None:
    assert LEXICON[frame] - frozenset().union(*(LEXICON[act] for act in ACTS)) == frozenset()


@pytest.mark.parametrize("narrower", ["demand_nouns", "accusing_nouns"])
def test_the_narrower_nouns_are_among_the_wider(narrower: str) -> None:
    assert LEXICON[narrower] <= LEXICON["claim_nouns"]
