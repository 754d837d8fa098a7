"""The queries that are shipped as files under `ontology/queries`, and how their parameters are given.

A file is plain SPARQL that runs as it stands. Its first line is its help. A parameter is a line that binds a variable to a text,
`VALUES ?who { "" } # parameter: part of a name (text, such as "Iran")`; giving it puts another literal, written by Oxigraph, in
that one place.
(Oxigraph's own `substitutions` do not reach into filters.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from kg import resources
from kg.errors import QueryError, VocabularyError
from kg.rdf.terms import text as literal

if TYPE_CHECKING:
    from kg.rdf.store import Rows, Store, Triples

_PARAMETER = re.compile(
    r'^(\s*VALUES \?(\w+) \{ )"[^"\\\n]*"( \} # parameter: (.+?)(?: \((\w+), such as "([^"\n]+)"\))?)$', re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One shipped query. `parameters` maps the name of each to its help, `examples` to a value; all may be left out."""

    name: str
    help: str
    text: str
    parameters: Mapping[str, str]
    types: Mapping[str, str]
    examples: Mapping[str, str]

    def bound(self, **values: str) -> str:
        """The text of the query with these values. Raises QueryError for a parameter that it does not have."""
        for name in sorted(values.keys() - self.parameters.keys()):
            has = f"it has {', '.join(self.parameters)}" if self.parameters else "it has none"
            raise QueryError(f"query {self.name}: no parameter {name!r}: {has}")

        def put(match: re.Match[str]) -> str:
            name = match[2]
            return f"{match[1]}{literal(values[name])}{match[3]}" if name in values else match[0]

        return _PARAMETER.sub(put, self.text)


@cache
def named() -> dict[str, NamedQuery]:
    """All shipped queries by name, in alphabetical order. Raises VocabularyError for a file without help."""
    found = {}
    for path in sorted((resources.ontology() / "queries").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        first = text.partition("\n")[0]
        if not first.startswith("# "):
            raise VocabularyError(f"ontology/queries/{path.name}: line 1 must be a comment that says what the query answers")
        matches = list(_PARAMETER.finditer(text))
        parameters, types, examples = ({m[2]: m[n] or other for m in matches} for n, other in ((4, ""), (5, "text"), (6, "")))
        found[path.stem] = NamedQuery(path.stem, first.removeprefix("# "), text, parameters, types, examples)
    return found


def query(name: str) -> NamedQuery:
    """The shipped query of this name. Raises QueryError naming those that come near."""
    if name not in named():
        near = get_close_matches(name, named(), n=1)
        hint = f"did you mean {near[0]}?" if near else "`kg queries` lists them"
        raise QueryError(f"there is no query {name!r}: {hint}")
    return named()[name]


def run(store: Store, name: str, **values: str) -> Rows | Triples | bool:
    """The answer of a shipped query. Raises QueryError for an unknown name or parameter."""
    return store.query(query(name).bound(**values))
