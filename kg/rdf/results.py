"""Answers of other servers, in the standard formats, as those of our own store."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import RemoteError
from kg.rdf.sparql import Rows, Triples
from kg.rdf.terms import XSD

_BOOLEANS = {f'"{n}"^^<{XSD}boolean>': f'"{word}"^^<{XSD}boolean>' for n, word in ((0, "false"), (1, "true"))}
_MOST = 1 << 30  # bytes that are taken for an answer


def answer(content: bytes, kind: str, prefixes: dict[str, str], base: str, place: str) -> Rows | Triples | bool:
    """Rows, triples or yes and no, by the media type `kind`. `place` is the server, for messages.

    Raises RemoteError when it is not what a SPARQL server answers.
    """
    media = kind.partition(";")[0].strip().lower()
    try:
        if len(content) > _MOST:
            raise ValueError("is larger than 1 GB")
        form = ox.QueryResultsFormat.from_media_type(media)
        if form is not None:
            return _rows(content, form)
        graphs = ox.RdfFormat.from_media_type("application/n-triples" if media == "text/plain" else media)
        if graphs is None:
            raise ValueError(f"is {media or 'nothing'}, no results of SPARQL")
        triples = [quad.triple for quad in ox.parse(content, format=graphs)]
        return Triples(triples, prefixes, base)
    except (ValueError, SyntaxError) as error:
        raise RemoteError(
            f"{place}: the answer {' '.join(str(error).split())[:160]}: is this the address of its queries?"
        ) from None


def quads(content: bytes, kind: str, place: str) -> list[str]:
    """The rows of a SELECT of ?s ?p ?o ?g as lines of N-Quads. Raises RemoteError as `answer` does."""
    try:
        form = ox.QueryResultsFormat.from_media_type(kind.partition(";")[0].strip().lower())
        rows = ox.parse_query_results(content, format=form) if form else None
        if not isinstance(rows, ox.QuerySolutions):
            raise ValueError(f"is {kind or 'nothing'}, no rows")
        return [f"{row['s']} {row['p']} {_usual(str(row['o']))} {row['g']} ." for row in rows]
    except (ValueError, SyntaxError, KeyError) as error:
        raise RemoteError(
            f"{place}: the answer {' '.join(str(error).split())[:160]}: is this the address of its queries?"
        ) from None


def _usual(node: str) -> str:
    """Virtuoso keeps true as 1, which is the same value and another literal."""
    return _BOOLEANS.get(node, node)


def _rows(content: bytes, form: ox.QueryResultsFormat) -> Rows | bool:
    first = ox.parse_query_results(content, format=form)
    if isinstance(first, ox.QueryBoolean):
        return bool(first)
    held = iter([first])
    return Rows(lambda: next(held, None) or ox.parse_query_results(content, format=form))  # type: ignore[arg-type, return-value]
