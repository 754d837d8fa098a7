"""Plain text (`.txt`), one document a file, with optional YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator

from kg.readers import frontmatter
from kg.readers.article import Article
from kg.readers.encoding import decode, not_text
from kg.readers.problem import Unreadable
from kg.readers.source import Source

SUFFIXES = (".txt", ".text")
HELP = "plain text, one document a file, with optional YAML front matter"


def read(source: Source) -> Iterator[Article]:
    """The file as one article. Raises `Unreadable` for what is not text."""
    yield article(source)


def article(source: Source) -> Article:
    """The decoded text below the front matter, and the fields above it."""
    data = source.read()
    kind = not_text(data[: 64 * 2**10])
    if kind:
        raise Unreadable(source.name, f"not text but {kind}")
    text, damage = decode(data)
    fields, below, broken = frontmatter.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    flaw = " and ".join(filter(None, [damage, broken]))
    return Article(source.name, source.stem, below, fields, flaw)
