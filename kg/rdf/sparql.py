"""Queries before and after Oxigraph: what is refused, errors that say where, and answers that can be read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.terms import SHARED, Term, answer

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<name>[A-Za-z_][\w.-]*:[\w%.\\-]* | :[\w%.\\-]*)
      | (?P<word>[?$@]?\w+)
      | (?P<mark>[{}()])""",
    re.VERBOSE | re.DOTALL,
)

_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "ttl": ox.RdfFormat.TURTLE,
    "xml": ox.RdfFormat.RDF_XML,
}


class Rows:
    """The answer to SELECT: tuples of terms, None where unbound. Can be read several times."""

    def __init__(self, run: Callable[[], ox.QuerySolutions]) -> None:
        self._run = run
        self._first: ox.QuerySolutions | None = run()
        self.variables: tuple[str, ...] = tuple(v.value for v in self._first.variables)

    def _solutions(self) -> ox.QuerySolutions:
        solutions, self._first = self._first or self._run(), None
        return solutions

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        for solution in self._solutions():
            yield tuple(answer(node) if node is not None else None for node in solution)

    def serialize(self, fmt: str) -> bytes:
        """As csv, json, tsv or xml, the standard formats for SPARQL results. Raises QueryError for another."""
        if fmt not in _RESULTS:
            raise QueryError(f"rows cannot be written as {fmt}: take one of {', '.join(_RESULTS)}")
        return self._solutions().serialize(format=_RESULTS[fmt]) or b""


class Triples:
    """The answer to CONSTRUCT or DESCRIBE: each triple once, in order. Can be read several times."""

    def __init__(self, triples: ox.QueryTriples, prefixes: dict[str, str], base: str) -> None:
        self._triples = sorted(set(triples), key=str)
        self._prefixes = prefixes
        self._base = base

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[tuple[Term, Term, Term]]:
        for triple in self._triples:
            yield answer(triple.subject), answer(triple.predicate), answer(triple.object)

    def serialize(self, fmt: str) -> bytes:
        """As ttl, nt, jsonld or rdf (also called xml). Raises QueryError for another."""
        if fmt not in _GRAPHS:
            raise QueryError(f"triples cannot be written as {fmt}: take one of {', '.join(_GRAPHS)}")
        if fmt != "ttl":
            return ox.serialize(self._triples, format=_GRAPHS[fmt]) or b""
        from kg.rdf.turtle import turtle

        lines = (ox.serialize(self._triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode().split("\n")
        return turtle(filter(None, lines), self._prefixes, self._base).encode()


def run(store: ox.Store, sparql: str, prefixes: dict[str, str], base: str) -> Rows | Triples | bool:
    """The answer over the union of all graphs, or over the graphs that a FROM names.

    Raises QueryError, one line: for what is not SPARQL, for SERVICE, for FROM with a graph that is not in the store.
    """
    chosen = check(store, sparql, prefixes)

    def ask() -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        return store.query(sparql, prefixes=prefixes, use_default_graph_as_union=not chosen)

    try:
        found = ask()
        if isinstance(found, ox.QueryTriples):
            return Triples(found, prefixes, base)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        first = iter([found])
        return Rows(lambda: next(first, None) or ask())  # type: ignore[arg-type, return-value]
    except SyntaxError as error:
        raise QueryError(_explain(str(error), sparql, prefixes)) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from None


def check(store: ox.Store, sparql: str, prefixes: dict[str, str]) -> bool:
    """Whether the query chooses its own graphs. Raises QueryError for what would ask the network."""
    # SPARQL allows \uXXXX anywhere, even inside a keyword
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), sparql)
    tokens = _tokens(plain)
    own = prefixes | {
        name[0].removesuffix(":"): iri[0][1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if _is(word, "PREFIX")
    }
    chosen = False
    for at, word in enumerate(tokens[:-1]):
        if _is(word, "SERVICE"):
            raise QueryError(
                f"{_place(plain, word.start())}: SERVICE would ask another server, which kg does not do: leave it out"
            )
        if _is(word, "FROM"):
            chosen = True
            graph = tokens[min(at + 1 + _is(tokens[at + 1], "NAMED"), len(tokens) - 1)]
            _known_graph(store, graph, own, _place(plain, graph.start()))
    return chosen


def _known_graph(store: ox.Store, token: re.Match[str], prefixes: dict[str, str], place: str) -> None:
    prefix, _, local = token[0].partition(":")
    name = token[0][1:-1] if token.lastgroup == "iri" else prefixes.get(prefix, prefix + ":") + local
    try:
        # a graph that every store may have is known even while it is empty
        known = name in {prefixes["graph"] + shared for shared in SHARED} or store.contains_named_graph(ox.NamedNode(name))
    except ValueError:
        return  # the parser will say what is wrong with it
    if not known:
        raise QueryError(f"{place}: there is no graph {token[0]} here, and kg fetches none: leave out FROM to ask all graphs")


def _tokens(sparql: str) -> list[re.Match[str]]:
    return [token for token in _TOKEN.finditer(sparql) if token.lastgroup != "comment"]


def _is(token: re.Match[str], word: str) -> bool:
    return token.lastgroup == "word" and token[0].upper() == word


def _place(sparql: str, at: int) -> str:
    before = sparql[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


def _explain(message: str, sparql: str, prefixes: dict[str, str]) -> str:
    """The parser's message as one line that says where and, where it can be told, what."""
    unknown = _unknown_prefix(sparql, prefixes)
    if unknown:
        prefix = unknown[0].split(":")[0]
        return f"{_place(sparql, unknown.start())}: the prefix of {unknown[0]} is not known: add PREFIX {prefix}: <…>"
    found = re.match(r"error at (\d+):(\d+): ", message)
    if not found:
        return f"not SPARQL: {' '.join(message.split())}"
    line, column = int(found[1]), int(found[2])
    lines = sparql.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    said = " ".join(here[: column - 1].split())[-30:]
    near = f'after "{said}"' if said else "at the start of the line"
    return f"line {line}, column {column}: not SPARQL {near}{_reason(message, sparql)}"


def _reason(message: str, sparql: str) -> str:
    for reason in ("The SELECT contains a variable that is unbound", "IRI parsing failed"):
        if reason in message:
            return f" ({reason[0].lower() + reason[1:] if reason.startswith('The') else reason})"
    tokens = _tokens(sparql)
    depth = sum((token[0] == "{") - (token[0] == "}") for token in tokens)
    if depth:
        return f" ({abs(depth)} {'{' if depth > 0 else '}'} too many)"
    if not any(_is(token, form) for token in tokens for form in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")):
        return " (a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE)"
    return ""


def _unknown_prefix(sparql: str, prefixes: dict[str, str]) -> re.Match[str] | None:
    """The first name whose prefix is neither known nor declared."""
    tokens = _tokens(sparql)
    declared = {name[0].split(":")[0] for word, name in pairwise(tokens) if _is(word, "PREFIX")}
    names = (token for token in tokens if token.lastgroup == "name")
    return next((name for name in names if name[0].split(":")[0] not in declared | prefixes.keys()), None)
