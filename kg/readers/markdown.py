"""Markdown (`.md`), one document a file, with optional YAML front matter, made into the text a reader sees.

Parsed as CommonMark with tables (markdown-it-py). Headings, paragraphs, list items and table rows become lines of their own; of
links the words stay; lines wrapped by hand are joined; pictures, code blocks, comments and HTML tags go.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kg.readers import text as plain
from kg.readers.article import Article
from kg.readers.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown")
HELP = "Markdown, one document a file, with optional YAML front matter"


def read(source: Source) -> Iterator[Article]:
    """The file as one article without its marks. Raises `Unreadable` for what is not text."""
    article = plain.article(source)
    yield dataclasses.replace(article, text=readable(article.text))


def readable(markdown: str) -> str:
    """The words of a Markdown text, one block a line, blocks apart by a blank line except in a list or a table."""
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    row: list[str] = []
    in_row = in_list = 0
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        in_list += token.nesting if token.type in ("bullet_list_open", "bullet_list_close") else 0
        in_list += token.nesting if token.type in ("ordered_list_open", "ordered_list_close") else 0
        in_row += token.nesting if token.type in ("tr_open", "tr_close") else 0
        if token.type == "inline":
            words = _inline(token.children or [])
            if in_row:
                row.append(words)
            else:
                blocks.append(words + ("\n" if in_list else "\n\n"))
        elif token.type == "html_block":
            blocks.append(_Tags.strip(token.content) + "\n\n")
        elif token.type == "tr_close":
            blocks.append("\t".join(row) + "\n")
            row.clear()
        if not in_list and token.type.endswith(("_list_close", "table_close")):
            blocks.append("\n")
    return "".join(block for block in blocks if block.strip() or block == "\n").strip()


def _inline(tokens: Sequence[Token]) -> str:
    kept = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(t.content if t.type in ("text", "code_inline") else kept.get(t.type, "") for t in tokens).strip()


class _Tags(HTMLParser):
    """The words of a stretch of HTML that Markdown lets through."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)

    @classmethod
    def strip(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        return " ".join("".join(parser.words).split())
