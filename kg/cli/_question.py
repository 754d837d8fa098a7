"""What `kg query` is to ask: a named query or somebody's own, its parameters filled in, its rows limited."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import click

from kg.errors import QueryError


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it is sent; `named` when it came with kg and is trusted. `base` resolves its relative IRIs."""

    text: str
    named: bool
    base: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed: SPARQL or the name of a query, or the file that holds it; values for its variables; the most rows."""

    query: str | None
    file: IO[bytes] | None
    values: Mapping[str, str]
    limit: int | None

    def filled(self, base: str | None, prefixes: Callable[[], Mapping[str, str]]) -> Question:
        """The query with its values filled in. `prefixes` gives those known without being declared. Raises QueryError."""
        named = self.file is None and re.fullmatch(r"\s*[\w-]+\s*", self.query or "") is not None
        if named:
            from kg.rdf import queries

            text = queries.query((self.query or "").strip()).bound(**self.values)
        else:
            text = self._own(prefixes)
        if self.limit is not None:
            from kg.rdf.bindings import limited

            text = limited(text, self.limit)
        return Question(text, named, base)

    def _own(self, prefixes: Callable[[], Mapping[str, str]]) -> str:
        text = _decoded(self.file) if self.file else self.query or ""
        if self.values or self.limit is not None:
            from kg.rdf import guard

            guard.check(text, allow=frozenset(guard.ALLOWABLE))  # before it is taken apart here
        if not self.values:
            return text
        from kg.rdf import bindings
        from kg.rdf.tokens import prefixes_of

        bindings.must_use(text, self.values)
        known = {**prefixes(), **prefixes_of(text)}
        return bindings.bound(text, {name: bindings.term(value, known) for name, value in self.values.items()})


def name_of(file: IO[bytes]) -> str:
    """The name of the file that a query is read from, for messages."""
    return getattr(file, "name", "<stdin>")


def values_of(parameters: Sequence[str]) -> dict[str, str]:
    """What `-p name=value` gives each variable. Raises UsageError for what is not of that form."""
    values = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        name = name.strip().lstrip("?$")
        if not equals or not re.fullmatch(r"\w+", name):
            raise click.UsageError(f"-p {parameter!r} is not of the form name=value", click.get_current_context())
        values[name] = value
    return values


def _decoded(file: IO[bytes]) -> str:
    content = file.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QueryError(f"line {line}: not text in UTF-8: save it as such") from None
