"""Who speaks: the subject, the agent of a passive, whoever issued a document."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("Anna Berg said that the plan was dead.", ["Anna Berg say: the plan was dead"]),
    ("The plan was dead, said Anna Berg.", ["Anna Berg say: The plan was dead"]),
    ("The envoys left Oslo, saying that the plan was dead.", ["envoys say: the plan was dead"]),
    ("Anna Berg, who said that the plan was dead, left.", ["Anna Berg say: the plan was dead"]),
    ("Anna Berg, director of the institute, said that the plan was dead.", ["Anna Berg say: the plan was dead"]),
    ("Mayor of London Anna Berg said that the plan was dead.", ["Anna Berg say: the plan was dead"]),
    ("A statement by the Red Cross said that the plan was dead.", ["Red Cross say: the plan was dead"]),
    ("The Norwegian ministry issued a statement saying that the plan was dead.", ["Norwegian ministry say: the plan was dead"]),
    ("The plan was denounced by Anna Berg as a farce.", ["Anna Berg denounce: The plan / as a farce"]),
    ("Anna Berg was quoted as saying that the plan was dead.", ["Anna Berg say: the plan was dead"]),
    ("Norwegian officials and Chad said that the plan was dead.", ["Norwegian officials say: the plan was dead"]),
    ("It was said that the plan was dead.", ["say: the plan was dead"]),
    ("The results suggest that the plan was dead.", []),
    ("The report suggests that the plan was dead.", ["report suggest: the plan was dead"]),
    ("The court ruled that the plan was illegal.", ["court rule: the plan was illegal"]),
    ("The boy found that the plan was illegal.", []),
    ("A number of senators said that the plan was dead.", ["number of senators say: the plan was dead"]),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_speakers(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
