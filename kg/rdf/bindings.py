"""Values for the variables of somebody's own query, and a limit to its rows: put in between tokens, never into them.

A value goes in as `VALUES ?x { term }` at the beginning of each group that uses the variable, so that patterns, filters, OPTIONAL
and sub-queries see it alike; the term is written by Oxigraph. (Oxigraph's own `substitutions` want the variable among those
selected, and VALUES at the end of a query comes too late for its filters.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.terms import text
from kg.rdf.tokens import Token, place, tokens

_IRI = re.compile(r'<([^<>"{}|^`\\\x00-\x20]*)>')
_NAME = re.compile(r"([A-Za-z][\w.-]*)?:([\w.%-]*)")
_TYPED = re.compile(r'"(.*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(\S+))?', re.DOTALL)


def term(value: str, prefixes: Mapping[str, str]) -> ox.NamedNode | ox.Literal:
    """A term from what somebody typed: `<iri>`, a name with a known prefix, `"a text"`, `"a text"@en`, `"1"^^xsd:integer`.

    Whatever looks otherwise is a text as it stands. Raises QueryError for an IRI or a type that is none.
    """
    try:
        if _IRI.fullmatch(value):
            return ox.NamedNode(value[1:-1])
        name = _NAME.fullmatch(value)
        if name and (name[1] or "") in prefixes:
            return ox.NamedNode(prefixes[name[1] or ""] + name[2])
        typed = _TYPED.fullmatch(value)
        if typed and typed[3]:
            datatype = term(typed[3], prefixes)
            if not isinstance(datatype, ox.NamedNode):
                raise QueryError(f"{value}: the type {typed[3]} is no IRI and has no known prefix")
            return ox.Literal(text(typed[1]).value, datatype=datatype)
        if typed:
            return text(typed[1], typed[2])
    except ValueError as error:
        raise QueryError(f"{value}: not a term: {error}") from None
    return text(value)


@dataclass
class _Group:
    """A pair of braces: where its patterns begin, and the variables that stand directly in it."""

    start: int
    patterns: bool = True
    waiting: bool = False  # of a SELECT: the braces of its WHERE are still to come
    used: set[str] = field(default_factory=set)


def must_use(sparql: str, names: Iterable[str]) -> None:
    """Raises QueryError for the first name that is no variable of the query."""
    used = {t.text[1:] for t in tokens(sparql) if t.kind == "variable"}
    for name in names:
        if name not in used:
            near = get_close_matches(name, used, n=1)
            has = f"did you mean ?{near[0]}?" if near else f"it has {', '.join(f'?{v}' for v in sorted(used)) or 'none'}"
            raise QueryError(f"the query has no variable ?{name}: {has}")


def bound(sparql: str, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with its variables bound. Raises QueryError for a variable that it does not use, and where none can be bound."""
    must_use(sparql, values)
    read = tokens(sparql)
    for one, other in pairwise(read):
        if one.says("CONSTRUCT") and other.says("WHERE"):
            raise QueryError(
                f"{place(sparql, one.start)}: CONSTRUCT WHERE takes no parameter: write CONSTRUCT {{ … }} WHERE {{ … }}"
            )
    groups = _groups(read)
    if not groups and any(t.says("DESCRIBE") for t in read):
        return f"{sparql}\nWHERE {{ {_values(values)} }}"
    parts, at = [], 0
    for group in sorted(groups, key=lambda g: g.start):
        own = {name: node for name, node in values.items() if name in group.used}
        if own:
            parts += [sparql[at : group.start], f" {_values(own)} "]
            at = group.start
    return "".join([*parts, sparql[at:]])


def _values(values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    return " ".join(f"VALUES ?{name} {{ {node} }}" for name, node in values.items())


def _groups(read: list[Token]) -> list[_Group]:
    """The groups of patterns; what a SELECT names belongs to the group of its WHERE."""
    found: list[_Group] = []
    above: list[_Group] = [_Group(-1, patterns=False, waiting=True)]
    data = template = False
    for at, token in enumerate(read):
        here = above[-1]
        if token.kind == "variable" and not data:
            here.used.add(token.text[1:])
        elif token.kind == "word":
            data = data or token.says("VALUES")
            template = token.says("CONSTRUCT")
        elif token.text == "{":
            sub_select = read[at + 1 : at + 2] and read[at + 1].says("SELECT")
            group = _Group(token.end, patterns=not (data or template or sub_select), waiting=bool(sub_select))
            if group.patterns:
                found.append(group)
                if here.waiting:
                    group.used, here.waiting = here.used, False
            above.append(group)
            template = False
        elif token.text == "}" and len(above) > 1:
            above.pop()
            data = False
    return found


def limited(sparql: str, most: int) -> str:
    """The query with no more than `most` solutions: LIMIT at the end, or the one that is there made smaller; ASK as it is."""
    read = tokens(sparql)
    if any(token.says("ASK") for token in read[: next((n for n, t in enumerate(read) if t.text == "{"), 0)]):
        return sparql
    depth, end = 0, len(sparql)
    for token, after in zip(read, [*read[1:], None], strict=True):
        if token.kind == "mark":
            depth += (token.text in "{(") - (token.text in "})")
        elif depth == 0 and token.says("LIMIT") and after and after.text.isdigit():
            return f"{sparql[: after.start]}{min(most, int(after.text))}{sparql[after.end :]}"
        elif depth == 0 and token.says("VALUES"):
            end = min(end, token.start)
    return f"{sparql[:end]}\nLIMIT {most}\n{sparql[end:]}"
