"""Gold of coreference, and the mentions of a reading, brought to the form in which `kg.evaluation.coreference` compares them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluation.articles import Articles
from kg.evaluation.coreference import Cluster, Scores, Span, score
from kg.evaluation.gold import GoldError, lines
from kg.model import Document, Kind, Mention, Reading
from kg.vocabulary import Vocabulary

KINDS = {Kind.PERSON, Kind.STATE, Kind.ORGANIZATION, Kind.GROUP}
_NAMES = {"name", "acronym"}
_DETERMINERS = frozenset("the a an this that these those some any each every both all my your his her its our their".split())
_WORD = re.compile(r"[^\s]+")
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])$", re.IGNORECASE)
_BESIDE = re.compile(r"[\s,]*(?:(?:the|a|an)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its clusters, by the name of the entity. What lies behind `until` is not annotated."""

    document: Document
    clusters: tuple[tuple[str, Cluster], ...]
    until: int


@dataclass(frozen=True, slots=True)
class Compared:
    """An annotated article, the clusters drawn from it by the label of the entity, and the figures."""

    gold: Annotated
    drawn: tuple[tuple[str, Cluster], ...]
    scores: Scores

    @property
    def missed(self) -> list[tuple[str, Span]]:
        """Mentions of the gold that were not drawn, with their entity, in the order of the text."""
        return _only_in(self.gold.clusters, self.drawn)

    @property
    def spurious(self) -> list[tuple[str, Span]]:
        """Mentions drawn that the gold does not have, with the entity drawn, in the order of the text."""
        return _only_in(self.drawn, self.gold.clusters)

    @property
    def split(self) -> list[tuple[str, dict[str, int]]]:
        """Entities of the gold that were drawn as several, with the mentions each has of it; the worst first."""
        return _torn(self.gold.clusters, self.drawn)

    @property
    def merged(self) -> list[tuple[str, dict[str, int]]]:
        """Entities drawn that are several of the gold, with the mentions of each; the worst first."""
        return _torn(self.drawn, self.gold.clusters)


def _only_in(one: Iterable[tuple[str, Cluster]], other: Iterable[tuple[str, Cluster]]) -> list[tuple[str, Span]]:
    known = {span for _, cluster in other for span in cluster}
    return sorted(((name, span) for name, cluster in one for span in cluster - known), key=lambda found: found[1])


def _torn(one: Iterable[tuple[str, Cluster]], other: Iterable[tuple[str, Cluster]]) -> list[tuple[str, dict[str, int]]]:
    others, found = tuple(other), []
    for name, cluster in one:
        parts = {label: len(cluster & part) for label, part in others if cluster & part}
        if len(parts) > 1:
            found.append((name, dict(sorted(parts.items(), key=lambda part: -part[1]))))
    return sorted(found, key=lambda torn: max(torn[1].values()) - sum(torn[1].values()))


class Heads:
    """Takes from a span what two annotators may or may not count to a mention.

    A title goes only when a name stands behind it: "President Berg" is "Berg", while "the President" is "President".
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        titles = vocabulary.lexicons["titles"]
        self._heads: Collection[str] = titles["heads"] | titles["address"]
        self._before: Collection[str] = self._heads | titles["modifiers"]

    def __call__(self, text: str, start: int, end: int) -> Span:
        """The span without determiners and titles before it and a possessive 's behind it; never empty."""
        stretch = text[start:end]
        end -= len(stretch) - len(_POSSESSIVE.sub("", stretch).rstrip()) if len(stretch) > 2 else 0
        words = [(start + m.start(), m.group()) for m in _WORD.finditer(text[start:end])]
        while len(words) > 1 and words[0][1].lower() in _DETERMINERS:
            words.pop(0)
        run = next((n for n, (_, word) in enumerate(words) if word.lower() not in self._before), len(words))
        if run < len(words) and words[run][1][:1].isupper() and any(w.lower() in self._heads for _, w in words[:run]):
            words = words[run:]
        return (words[0][0] if words else start, end)


def load(path: Path, corpus: Path, heads: Heads) -> tuple[Annotated, ...]:
    """The articles of a gold file, in its order: JSON Lines with `title`, `sha256`, `clusters` and perhaps `until`.

    Raises:
        GoldError: a line of either file is wrong, or the corpus does not hold an article as it was when it was annotated.
    """
    articles = Articles(corpus)
    found = tuple(_annotated(where, record, articles, heads) for where, record in lines(path))
    if not found:
        raise GoldError(f"{path}: holds no article")
    return found


def _annotated(where: str, record: dict[str, Any], articles: Articles, heads: Heads) -> Annotated:
    try:
        document = articles.find(where, str(record["title"]), str(record["sha256"]))
        until = int(record.get("until", len(document.text)))
        spans = [
            (str(c["name"]), [heads(document.text, int(start), int(end)) for start, end in c["mentions"]])
            for c in record["clusters"]
        ]
    except (KeyError, TypeError, ValueError):
        raise GoldError(f"{where}: needs title, sha256 and clusters with name and mentions") from None
    every = [span for _, mentions in spans for span in mentions]
    if len(set(every)) < len(every):
        raise GoldError(f"{where}: a mention stands there twice")
    return Annotated(document, tuple((name, frozenset(mentions)) for name, mentions in spans), until)


def compare(gold: Annotated, reading: Reading, heads: Heads) -> Compared:
    """What was read from an article against its gold."""
    drawn = tuple(clusters(reading, heads, gold.until))
    return Compared(gold, drawn, score([c for _, c in gold.clusters], [c for _, c in drawn]))


def clusters(reading: Reading, heads: Heads, until: int) -> Iterator[tuple[str, Cluster]]:
    """The clusters of a reading that gold would have, with the labels of their entities. A span belongs to one of them only."""
    entities = {e.id: e for e in reading.entities}
    groups: dict[str, dict[Span, Mention]] = defaultdict(dict)
    taken: set[Span] = set()
    for mention in sorted(reading.mentions, key=lambda m: (m.start, -m.end, m.entity)):
        if mention.form == "adjective" or mention.end > until or entities[mention.entity].kind not in KINDS:
            continue
        span = heads(reading.document.text, mention.start, mention.end)
        if span not in taken:
            taken.add(span)
            groups[mention.entity][span] = mention
    for entity, spans in groups.items():
        kept = {span: m for span, m in spans.items() if not _is_part(m, spans.values(), reading.document.text)}
        if len(kept) > 1 or any(m.form in _NAMES for m in kept.values()):
            yield entities[entity].label, frozenset(kept)


def _is_part(mention: Mention, others: Collection[Mention], text: str) -> bool:
    """Whether it lies in a longer mention of its entity, or is a role beside a name of its holder."""
    for other in others:
        if other is mention:
            continue
        if other.start <= mention.start and mention.end <= other.end:
            return True
        if mention.form == "role" and other.form in _NAMES:
            before, after = sorted((mention, other), key=lambda m: m.start)
            if before.end <= after.start and _BESIDE.fullmatch(text[before.end : after.start]):
                return True
    return False
