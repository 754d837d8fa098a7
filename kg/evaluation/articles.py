"""The articles that gold speaks of without holding them: found by title in a corpus, and held to their SHA-256.

A corpus is JSON Lines with `title`, `text` and `date`. Gold that names its articles by title and hash stays free of their text,
and an article that was changed since is refused instead of measured at shifted offsets.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kg.evaluation.gold import GoldError, lines
from kg.model import Document


class Articles:
    """The articles of a corpus, by title.

    Raises:
        GoldError: the file cannot be read, or one of its lines is not an article.
    """

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._documents: dict[str, Document] = {}
        for where, record in lines(corpus):
            title, text = record.get("title"), record.get("text")
            if not isinstance(title, str) or not isinstance(text, str):
                raise GoldError(f"{where}: an article needs title and text")
            self._documents[title] = Document(title, text, date=_date(record.get("date")))

    def find(self, where: str, title: str, sha256: str) -> Document:
        """The article of that title, with the very text that the gold was made of. `where` is the gold's file and line.

        Raises:
            GoldError: the corpus has no such article, or has another text of it.
        """
        document = self._documents.get(title)
        if document is None:
            raise GoldError(f"{where}: {self._corpus} has no article {title!r}")
        if document.sha256 != sha256:
            raise GoldError(f"{where}: {self._corpus} has another text of {title!r}")
        return document


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
