"""What a cue reports: as wide as the paraphrase, and no wider."""

from __future__ import annotations

import pytest

from kg.model import Reading
from tests.nlp.tables import contents, missed, texts

# text, each statement as "speaker cue: what was said"
ROWS = [
    ("Anna Berg said that the plan was dead.", ["Anna Berg say: the plan was dead"]),
    ("Anna Berg said the plan was dead, though it was signed on Friday.", ["Anna Berg say: the plan was dead"]),
    ("Anna Berg said that the plan was dead before leaving Oslo.", ["Anna Berg say: the plan was dead"]),
    (
        "Anna Berg said that the plan was dead and warned that it would fail.",
        ["Anna Berg say: the plan was dead", "Anna Berg warn: it would fail"],
    ),
    ("The plan, Anna Berg said, was dead.", ["Anna Berg say: The plan / was dead"]),
    ("Anna Berg called the deal a disgrace.", ["Anna Berg call: the deal a disgrace"]),
    ("Anna Berg described the deal as a disgrace.", ["Anna Berg describe: the deal as a disgrace"]),
    ("Anna Berg compared the deal to a war.", ["Anna Berg compare: the deal to a war"]),
    ("Anna Berg accused Chad of theft.", ["Anna Berg accuse: Chad of theft"]),
    ("Anna Berg called for an inquiry into the attack.", ["Anna Berg call for: an inquiry into the attack"]),
    ("Anna Berg urged Chad to sign the treaty.", ["Anna Berg urge: Chad to sign the treaty"]),
    ("Anna Berg told residents to stay at home.", ["Anna Berg tell: to stay at home"]),
    ("Anna Berg told reporters that the plan was dead.", ["Anna Berg tell: the plan was dead"]),
    ("Anna Berg vowed to sign the treaty.", ["Anna Berg vow: to sign the treaty"]),
    ("Anna Berg denied the accusation.", ["Anna Berg deny: the accusation"]),
    ("Anna Berg announced the measure at a briefing.", ["Anna Berg announce: the measure"]),
    missed(
        "The deal was described as a disgrace by Anna Berg.",
        ["Anna Berg describe: The deal / as a disgrace"],
        reason="an agent that the parser hangs on the noun",
    ),
    ("Five cases were reported in Oslo.", []),
    ("Anna Berg expressed a similar view.", []),
    ("Anna Berg cited sources.", []),
]
TEXTS = texts(ROWS)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_contents(text: str, expected: list[str], readings: dict[str, Reading]) -> None:
    assert contents(readings[text]) == expected
