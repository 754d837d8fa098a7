"""What a query asks for, as its algebra: every pattern with the number of triples that fit it alone.

Oxigraph does not tell the order in which it works, so this is no plan: it is the query as SPARQL's definition reads it (rdflib's
translation), with counts that were really taken. Patterns that many triples fit, joined by none, are where time goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Identifier, Variable

from kg.errors import QueryError

_NAMES = {
    "LeftJoin": "OPTIONAL",
    "Extend": "BIND",
    "Minus": "MINUS",
    "Union": "UNION",
    "Filter": "FILTER",
    "OrderBy": "ORDER BY",
    "Slice": "LIMIT",
    "Group": "GROUP BY",
    "Distinct": "DISTINCT",
    "Reduced": "REDUCED",
    "ToMultiSet": "VALUES or sub-query",
    "ServiceGraphPattern": "SERVICE",
}
_INSIDE = ("p", "p1", "p2")
_NOT_SHOWN = ("values", "SelectQuery", "ConstructQuery", "DescribeQuery", "AskQuery", "AggregateJoin", "Project", "Join")


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the algebra: how deep it stands, its words, and of a pattern the number of triples that fit it.

    `count` is None for what is no pattern, and -1 where counting took too long.
    """

    depth: int
    words: str
    count: int | None = None


def plan(sparql: str, prefixes: Mapping[str, str], count: Callable[[str], int], base: str | None = None) -> list[Step]:
    """The steps of a query, outermost first. `count` gives the number of solutions of a pattern, or -1.

    Raises QueryError where rdflib cannot read what Oxigraph may.
    """
    try:
        read = translateQuery(parseQuery(sparql), base=base, initNs=dict(prefixes))
    except Exception as error:  # pyparsing, rdflib and recursion all fail in their own ways
        raise QueryError(f"rdflib cannot read this query, so it is not explained: {' '.join(str(error).split())[:120]}") from None
    names = {space: name for name, space in prefixes.items()}

    def short(node: Any) -> str:
        if isinstance(node, Variable | BNode):
            return f"?{node}"
        written = str(node.n3()) if isinstance(node, Identifier | Path) else str(node)
        return re.sub(r"<([^<>]*[/#])([\w.-]*)>", lambda m: f"{names[m[1]]}:{m[2]}" if m[1] in names else m[0], written)

    return list(_steps(read.algebra, 0, "", short, count))


def _steps(node: Any, depth: int, graph: str, short: Callable[[Any], str], count: Callable[[str], int]) -> Iterator[Step]:
    if not isinstance(node, CompValue):
        return
    if node.name in ("BGP", "TriplesBlock"):
        for triple in node.triples or ():
            pattern = " ".join(_exact(part) for part in triple)
            counted = count(f"GRAPH {graph} {{ {pattern} }}" if graph else pattern)
            yield Step(depth, " ".join(short(part) for part in triple), counted)
        return
    if node.name == "Graph":
        yield Step(depth, f"GRAPH {short(node.term)}")
        yield from _steps(node.p, depth + 1, _exact(node.term), short, count)
        return
    if node.name not in _NOT_SHOWN:
        yield Step(depth, _NAMES.get(node.name, node.name))
        depth += 1
    if node.name == "Filter":
        for found in _exists(node.expr):
            yield Step(depth, "EXISTS" if found.name.endswith("Builtin_EXISTS") else "NOT EXISTS")
            yield from _steps(found.graph, depth + 1, graph, short, count)
    for part in _INSIDE:
        yield from _steps(node.get(part), depth, graph, short, count)


def _exists(expression: Any) -> Iterator[CompValue]:
    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield expression
            return
        for value in expression.values():
            yield from _exists(value)
    elif isinstance(expression, list):
        for value in expression:
            yield from _exists(value)


def _exact(node: Any) -> str:
    """A part of a pattern as SPARQL; a blank node is a variable there."""
    return f"?b_{node}" if isinstance(node, BNode) else str(node.n3())
