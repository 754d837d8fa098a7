"""Every example and counter-example of every relation file, run through the reader."""

from __future__ import annotations

import pytest

from kg import examples, vocabulary
from kg.examples import Outcome

RELATIONS = vocabulary.load().relations
CASES = [(name, number) for name, relation in RELATIONS.items() for number in range(1, len(relation.examples) + 1)]


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[str, int], Outcome]:
    """All examples, read in one go."""
    return {(o.relation, o.number): o for o in examples.run(tuple(RELATIONS.values()))}


@pytest.mark.parametrize(("relation", "number"), CASES)
def test_the_example_holds(relation: str, number: int, outcomes: dict[tuple[str, int], Outcome]) -> None:
    outcome = outcomes[relation, number]
    assert outcome.passed, f"{outcome.example.text!r}: missing {outcome.missing}, drawn {outcome.drawn}"


def test_every_example_has_an_outcome(outcomes: dict[tuple[str, int], Outcome]) -> None:
    assert list(outcomes) == CASES


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_has_proof_and_counter_proof(relation: str) -> None:
    claims = [bool(example.claims) for example in RELATIONS[relation].examples]
    assert set(claims) == {True, False}
