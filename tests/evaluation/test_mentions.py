"""What is a mention in the score of coreference, and what one article says of its errors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from kg import vocabulary
from kg.evaluation import mentions
from kg.evaluation.gold import GoldError
from kg.model import Document, Entity, Kind, Mention, Reading
from tests.evaluation.made import write

HEADS = mentions.Heads(vocabulary.load())


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the president", "president"),
        ("The President", "President"),
        ("President Berg", "Berg"),
        ("Prime Minister Ada Berg's", "Ada Berg"),
        ("Norway’s", "Norway"),
        ("the United States'", "United States"),
        ("its government", "government"),
        ("his", "his"),
        ("this", "this"),
        ("Prime Minister", "Prime Minister"),
        ("the prime minister", "prime minister"),
        ("Minister of Defence", "Minister of Defence"),
        ("'s", "'s"),
    ],
)
def test_heads(phrase: str, head: str) -> None:
    text = f"{phrase} spoke"
    start, end = HEADS(text, 0, len(phrase))
    assert text[start:end] == head


TEXT = "President Ada Berg of Norway said the Norwegian government and Chad agreed. She thanked Chad. It rained. They said so."
ENTITIES = (
    Entity("person/berg", Kind.PERSON, "Ada Berg"),
    Entity("state/NOR", Kind.STATE, "Norway"),
    Entity("state/TCD", Kind.STATE, "Chad"),
    Entity("place/oslo", Kind.PLACE, "Oslo"),
    Entity("group/they", Kind.GROUP, "they"),
)


def mention(entity: str, words: str, form: str, nth: int = 0) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Mention(entity, at, at + len(words), words, form)


def reading(*found: Mention) -> Reading:
    return Reading(Document("Rain", TEXT), ENTITIES, found, (), ())


def drawn(*found: Mention, until: int = len(TEXT)) -> dict[str, list[str]]:
    return {
        label: sorted(TEXT[start:end] for start, end in cluster)
        for label, cluster in mentions.clusters(reading(*found), HEADS, until)
    }


def test_which_mentions_are_compared() -> None:
    assert drawn(
        mention("person/berg", "President", "role"),  # beside the name of its holder
        mention("person/berg", "Ada Berg", "name"),
        mention("person/berg", "She", "pronoun"),
        mention("state/NOR", "Norway", "name"),
        mention("state/NOR", "Norwegian", "adjective"),
        mention("state/NOR", "the Norwegian government", "description"),
        mention("state/TCD", "Chad", "name"),
        mention("place/oslo", "It", "pronoun"),
        mention("group/they", "They", "pronoun"),  # alone and no name
    ) == {"Ada Berg": ["Ada Berg", "She"], "Norway": ["Norway", "Norwegian government"], "Chad": ["Chad"]}


def test_a_name_inside_a_longer_mention_of_its_entity_is_none() -> None:
    text = "the US government said it"
    us = (Entity("state/USA", Kind.STATE, "United States"),)
    found = (
        Mention("state/USA", 4, 6, "US", "name"),
        Mention("state/USA", 4, 17, "US government", "description"),
        Mention("state/USA", 23, 25, "it", "pronoun"),
    )
    ((_, cluster),) = mentions.clusters(Reading(Document("x", text), us, found, (), ()), HEADS, len(text))
    assert sorted(cluster) == [(4, 17), (23, 25)]


def test_what_is_not_annotated_is_not_drawn() -> None:
    chad = [mention("state/TCD", "Chad", "name"), mention("state/TCD", "Chad", "name", 1)]
    assert drawn(*chad) == {"Chad": ["Chad", "Chad"]}
    assert drawn(*chad, until=chad[0].end) == {"Chad": ["Chad"]}


def annotated(folder: Path, *clusters: dict[str, Any], **more: Any) -> mentions.Annotated:
    corpus = write(folder / "corpus.jsonl", {"title": "Rain", "text": TEXT})
    record = {"title": "Rain", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "clusters": list(clusters)} | more
    (found,) = mentions.load(write(folder / "gold.jsonl", record), corpus, HEADS)
    return found


def cluster(name: str, *found: Mention) -> dict[str, Any]:
    return {"name": name, "kind": "state", "mentions": [[m.start, m.end] for m in found]}


def test_errors_are_named(tmp_path: Path) -> None:
    berg, she = mention("person/berg", "Ada Berg", "name"), mention("person/berg", "She", "pronoun")
    chad = [mention("state/TCD", "Chad", "name", n) for n in (0, 1)]
    gold = annotated(tmp_path, cluster("Ada Berg", berg, she), cluster("Chad", *chad))
    it = mention("state/TCD", "It", "pronoun")
    wrong = [berg, Mention("state/TCD", she.start, she.end, "She", "pronoun"), chad[0], it]
    found = mentions.compare(gold, reading(*wrong), HEADS)
    assert found.split == [("Ada Berg", {"Ada Berg": 1, "Chad": 1})]
    assert found.merged == [("Chad", {"Ada Berg": 1, "Chad": 1})]
    assert found.missed == [("Chad", (chad[1].start, chad[1].end))]
    assert found.spurious == [("Chad", (it.start, it.end))]
    assert (found.scores.mentions.right, found.scores.mentions.drawn, found.scores.mentions.gold) == (3, 4, 4)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"title": "Snow"}, "gold.jsonl:1: .*corpus.jsonl has no article 'Snow'"),
        ({"sha256": "0"}, "gold.jsonl:1: .*corpus.jsonl has another text of 'Rain'"),
        ({"clusters": [{"name": "x"}]}, "gold.jsonl:1: needs title, sha256 and clusters"),
        ({"clusters": [{"name": n, "mentions": [[0, 4]]} for n in "xy"]}, "gold.jsonl:1: a mention stands there twice"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, more: dict[str, Any], says: str) -> None:
    with pytest.raises(GoldError, match=says):
        annotated(tmp_path, **more)
