"""Reads gold through the real pipeline. Each function loads the language model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import resources, vocabulary
from kg.evaluation import events, gold, mentions, quiet
from kg.evaluation.judging import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Document, Reading


@dataclass(frozen=True, slots=True)
class Compared:
    """A coded sentence, what was read from it, and how the two compare."""

    gold: events.Coded
    reading: Reading
    drawn: tuple[events.Drawn, ...]
    counts: events.Counts


def shipped(name: str) -> Path:
    """A file of the gold that ships with the project: "relations.jsonl" or "quiet.jsonl"."""
    return resources.data() / "gold" / name


def is_event_gold(path: Path) -> bool:
    """Whether the first record of a file has a coded event instead of claims.

    Raises:
        GoldError: it cannot be read, or has no record.
    """
    for _, record in gold.lines(path):
        return "event" in record and "claims" not in record
    raise gold.GoldError(f"{path}: holds no sentence")


def verdicts(path: Path) -> list[Verdict]:
    """Each sentence of our own gold, judged."""
    relations = vocabulary.load().relations
    sentences = gold.load(path, relations)
    readings = _read(sentence.document for sentence in sentences)
    return [judge(sentence, reading, relations) for sentence, reading in zip(sentences, readings, strict=True)]


def comparisons(path: Path) -> list[Compared]:
    """Each sentence of event gold, compared; the parties as a build knows them, resolved over all sentences."""
    from kg.resolve import resolve

    relations = vocabulary.load().relations
    coded = events.load(path)
    readings, entities = resolve(_read(sentence.document for sentence in coded))
    country = events.codes(readings, entities) if coded[0].codes else None
    out = []
    for sentence, reading in zip(coded, readings, strict=True):
        drawn = events.drawn(reading, relations, country)
        out.append(Compared(sentence, reading, drawn, events.count(sentence, drawn)))
    return out


def alarms(corpus: Path, listed: Path | None = None) -> list[quiet.Alarm]:
    """Each quiet sentence with what was read from it, mostly nothing."""
    relations = vocabulary.load().relations
    sentences = list(quiet.sentences(listed or shipped("quiet.jsonl"), corpus))
    readings = _read(document for _, document in sentences)
    return [quiet.alarm(section, reading, relations) for (section, _), reading in zip(sentences, readings, strict=True)]


def coreference(corpus: Path, listed: Path | None = None) -> list[mentions.Compared]:
    """Each annotated article with what was put together in it. Each is read to its end, as a build would."""
    heads = mentions.Heads(vocabulary.load())
    annotated = mentions.load(listed or shipped("coreference.jsonl"), corpus, heads)
    readings = _read(article.document for article in annotated)
    return [mentions.compare(article, reading, heads) for article, reading in zip(annotated, readings, strict=True)]


def _read(documents: Iterable[Document]) -> Sequence[Reading]:
    from kg.nlp.pipeline import Pipeline

    return list(Pipeline().read(documents))
