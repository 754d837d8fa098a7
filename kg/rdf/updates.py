"""The graphs that a protocol request names for an update, written into the update as USING clauses.

Oxigraph's Python binding takes no dataset for an update, so the text is changed: between tokens alone, never inside one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.errors import QueryError
from kg.rdf.tokens import Token, place, tokens


def with_dataset(update: str, using: Sequence[str], named: Sequence[str]) -> str:
    """The update, its WHERE clauses seeing these graphs (IRIs). Raises QueryError where it has USING or WITH clauses of its own.

    SPARQL 1.1 Protocol, section 2.2.3. Templates and DATA still write to the graphs that they name.
    """
    if not using and not named:
        return update
    clauses = "".join(f"USING <{iri}> " for iri in using) + "".join(f"USING NAMED <{iri}> " for iri in named)
    made, last = [], 0
    for start, end, text in _changes(update, clauses):
        made += [update[last:start], text]
        last = end
    return "".join([*made, update[last:]])


def _changes(update: str, clauses: str) -> Iterator[tuple[int, int, str]]:
    """Where (from, to) the text is to be replaced by what."""
    read = tokens(update)
    depth = 0
    for at, token in enumerate(read):
        depth += _step(token)
        if depth == 0 and token.says("USING", "WITH"):
            where = place(update, token.start)
            raise QueryError(
                f"{where}: the update has {token.text.upper()}, and the request names graphs too: leave out one of the two"
            )
        if depth == 0 and token.says("WHERE"):
            if at and read[at - 1].says("DELETE"):  # DELETE WHERE { P } has no place for USING
                yield read[at - 1].start, token.end, _written_out(update, read[at + 1 :], clauses)
            else:
                yield token.start, token.start, clauses


def _written_out(update: str, after: Sequence[Token], clauses: str) -> str:
    """`DELETE WHERE { P }` up to P as the `DELETE { P } USING … WHERE { P }` that it is short for."""
    depth = 0
    for token in after:
        depth += _step(token)
        if depth == 0:
            return f"DELETE {update[after[0].start : token.end]} {clauses}WHERE"
    return "DELETE WHERE"  # the parser will say what is missing


def _step(token: Token) -> int:
    return (token.text == "{") - (token.text == "}") if token.kind == "mark" else 0
