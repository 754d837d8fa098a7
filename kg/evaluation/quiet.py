"""Sentences of real articles that put no two parties into a relation: how many drew a claim all the same.

The list holds no text, since the articles are not ours: JSON Lines with `section`, `title`, `sha256` of the article's text, and
`start` and `end` of the sentence in it, in code points. The articles come from a corpus: JSON Lines with `title`, `text` and
`date`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.evaluation.articles import Articles
from kg.evaluation.gold import GoldError, lines
from kg.evaluation.judging import is_act
from kg.model import Claim, Document, Reading
from kg.vocabulary import Relation


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sentence that should have been silent, and what was read from it."""

    section: str
    document: Document
    reading: Reading
    claims: tuple[Claim, ...]


def sentences(listed: Path, corpus: Path) -> Iterator[tuple[str, Document]]:
    """The section and text of each listed sentence, as an article of its own.

    Raises:
        GoldError: a line of either file is wrong, or the corpus does not hold an article as it was when the list was made.
    """
    articles = Articles(corpus)
    for where, record in lines(listed):
        try:
            title, digest, start, end = record["title"], record["sha256"], int(record["start"]), int(record["end"])
        except (KeyError, TypeError, ValueError):
            raise GoldError(f"{where}: needs title, sha256, start and end") from None
        article = articles.find(where, title, digest)
        yield str(record.get("section", "")), Document(title, article.text[start:end], date=article.date)


def alarm(section: str, reading: Reading, relations: Mapping[str, Relation]) -> Alarm:
    """What was read from a sentence; only relations between parties count, neither kinship nor offices nor statements."""
    claims = tuple(claim for claim in reading.claims if is_act(relations[claim.relation]))
    return Alarm(section, reading.document, reading, claims)
