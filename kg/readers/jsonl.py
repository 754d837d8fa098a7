"""JSON Lines (`.jsonl`, `.jsonl.gz`): one object a line with `text` and, where known, `title date url publisher author`.

Read line by line, so that a file may be larger than memory; a bad line costs only itself.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.readers.article import FIELDS, Article
from kg.readers.encoding import decode, mark, not_text
from kg.readers.problem import Problem, Unreadable
from kg.readers.source import LIMIT, Source

SUFFIXES = (".jsonl", ".ndjson")
HELP = 'JSON Lines, plain or gzipped: one {"title", "date", "url", "publisher", "author", "text"} a line'

_GIVE_UP = 10  # lines at the top that are not JSON: the file is something else, and says so once


def read(source: Source) -> Iterator[Article | Problem]:
    """One article a line, a Problem for each line that gives none. Raises `Unreadable` if it is no JSON Lines file."""
    kind = not_text(source.head())
    if kind:
        raise Unreadable(source.name, f"not JSON Lines but {kind}")
    waiting: list[Problem] = []
    started = False
    with source.open() as stream:
        for number, line in enumerate(_lines(stream, source), 1):
            if not line.strip():
                continue
            item = _parse(line, f"{source.name}:{number}", f"{source.stem} {number}")
            if started:
                yield item
            elif isinstance(item, Article):
                started = True
                yield from waiting
                yield item
            else:
                waiting.append(item)
                if len(waiting) == _GIVE_UP:
                    raise Unreadable(source.name, f"not JSON Lines: none of its first {_GIVE_UP} lines is an article")
    if not started:
        yield from waiting or [Problem(source.name, "empty", "skipped")]


def count(source: Source) -> int:
    """How many lines are not blank."""
    with source.open() as stream:
        return sum(1 for line in stream if line.strip())


def article(value: object, place: str, name: str) -> Article | Problem:
    """One record of a JSON file as an article."""
    if not isinstance(value, dict):
        return Problem(place, "not a JSON object", "skipped")
    text = value.get("text")
    if not isinstance(text, str):
        return Problem(place, 'no "text"' if text is None else '"text" is not text', "skipped")
    return Article(place, name, text, {field: value.get(field) for field in FIELDS})


def parse(text: str) -> object:
    """JSON to values. Raises ValueError with a short reason, also for what would overflow the parser."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise ValueError(f"{error.msg[0].lower()}{error.msg[1:]} at {where}") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _parse(line: str, place: str, name: str) -> Article | Problem:
    try:
        return article(parse(line), place, name)
    except ValueError as error:
        return Problem(place, f"not JSON: {error}", "line skipped")


def _lines(stream: BinaryIO, source: Source) -> Iterator[str]:
    first = stream.readline(LIMIT)
    found = mark(first)
    if found and found[1] != "utf-8":  # a line feed is no longer one byte: decode before cutting into lines
        stream.seek(len(found[0]))
        yield from io.TextIOWrapper(stream, found[1], "replace", newline="\n")
        return
    line = first
    while line:
        if len(line) >= LIMIT:
            raise Unreadable(source.name, f"a line of more than {LIMIT >> 20} MiB", "the rest skipped")
        yield decode(line)[0]
        line = stream.readline(LIMIT)
