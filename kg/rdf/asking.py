"""What a worker is asked, as it is sent, and what its complaint means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from kg.errors import QueryError
from kg.rdf import guard
from kg.rdf.process import Failed, Unwritable, gone
from kg.rdf.tokens import Malformed


def question(
    query: str,
    *,
    accept: str,
    seconds: float,
    union: bool,
    base: str | None = None,
    default_graphs: Iterable[str] = (),
    named_graphs: Iterable[str] = (),
) -> dict[str, object]:
    """The content of a frame Q. `union` says whether all graphs are asked together where none are given or chosen by FROM.

    `accept` is one media type or several with commas, the dearest first; the IRI "" is the store's own default graph.
    """
    default, named = list(default_graphs), list(named_graphs)
    return {
        "query": query,
        "accept": [media.split(";")[0].strip().lower() for media in accept.split(",")],
        "base": base,
        "union": union and not guard.chooses(query),
        "default": default if default or named else None,
        "named": named if default or named else None,
        "seconds": seconds,
    }


def complaint(content: bytes, query: str, prefixes: Mapping[str, str]) -> tuple[QueryError, bool]:
    """The error that a frame X tells of, and whether the process is spoilt by it."""
    told = json.loads(content)
    message = told["message"]
    if told["what"] == "syntax":
        from kg.rdf.sparql import explain

        return Malformed(explain(message, query, prefixes)), False
    if told["what"] == "form":
        return Unwritable(message), False
    if told["what"] == "memory":
        return gone(), True
    return Failed(f"the query cannot be answered: {message}"), False
