"""JSON (`.json`): one object, a list of objects, or objects line by line under the wrong ending; fields as in JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.readers import jsonl
from kg.readers.article import Article
from kg.readers.encoding import decode, mark, not_text
from kg.readers.problem import Problem, Unreadable
from kg.readers.source import HEAD, LIMIT, Source

SUFFIXES = (".json",)
HELP = "JSON: one object or a list of objects with the fields of JSON Lines"

_RECORDS = re.compile(rb'\s*(?:\[\s*)?\{\s*"')


def looks_like(head: bytes) -> bool:
    """Whether bytes without a file name begin as an object or a list of objects; covers JSON Lines."""
    return _RECORDS.match(head[len((mark(head) or (b"",))[0]) :]) is not None


def read(source: Source) -> Iterator[Article | Problem]:
    """One article for each object. Raises `Unreadable` if it is not JSON."""
    if _line_by_line(source):
        yield from jsonl.read(source)
        return
    value = _value(source)
    if not isinstance(value, list):
        yield jsonl.article(value, source.name, source.stem)
        return
    if not value:
        raise Unreadable(source.name, "empty list")
    for number, record in enumerate(value, 1):
        yield jsonl.article(record, f"{source.name}: item {number}", f"{source.stem} {number}")


def count(source: Source) -> int:
    """How many objects there are; of a file that is not JSON, one."""
    if _line_by_line(source):
        return jsonl.count(source)
    try:
        value = _value(source)
    except Unreadable:
        return 1
    return len(value) if isinstance(value, list) else 1


def _value(source: Source) -> object:
    data = source.read()
    kind = not_text(data[:HEAD])
    if kind:
        raise Unreadable(source.name, f"not JSON but {kind}")
    try:
        return jsonl.parse(decode(data)[0])
    except ValueError as error:
        raise Unreadable(source.name, f"not JSON: {error}") from error


def _line_by_line(source: Source) -> bool:
    """Whether the first line is a whole object and more follows."""
    with source.open() as stream:
        first, more = stream.readline(LIMIT), stream.read(1)
    try:
        return bool(more) and isinstance(jsonl.parse(decode(first)[0]), dict)
    except ValueError:
        return False
