"""Queries before and after Oxigraph: what is refused, errors that say where, and answers that can be read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf import guard
from kg.rdf.terms import SHARED, Term, answer
from kg.rdf.tokens import KEYWORDS, Token, place, tokens

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

    def __init__(self, triples: Iterable[ox.Triple], prefixes: dict[str, str], base: str) -> None:
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


def boolean(yes: bool, fmt: str) -> bytes:
    """The answer to ASK as csv, json, tsv or xml. Raises QueryError for another."""
    if fmt not in _RESULTS:
        raise QueryError(f"yes or no cannot be written as {fmt}: take one of {', '.join(_RESULTS)}")
    told = ox.parse_query_results(b"true" if yes else b"false", format=ox.QueryResultsFormat.TSV)
    return told.serialize(format=_RESULTS[fmt]) or b""


def terms_of(lines: Iterable[str]) -> Iterator[tuple[Term, Term, Term]]:
    """The terms of lines of N-Triples."""
    for quad in ox.parse("".join(f"{line}\n" for line in lines), format=ox.RdfFormat.N_TRIPLES):
        yield answer(quad.subject), answer(quad.predicate), answer(quad.object)


def rewritten(lines: Iterable[str], fmt: str, prefixes: dict[str, str], base: str) -> bytes:
    """Lines of N-Triples in another format, as `Triples.serialize` writes it. Raises QueryError for one that there is not."""
    read = ox.parse("".join(f"{line}\n" for line in lines), format=ox.RdfFormat.N_TRIPLES)
    return Triples((quad.triple for quad in read), prefixes, base).serialize(fmt)


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
        raise QueryError(explain(str(error), sparql, prefixes)) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from None


def check(store: ox.Store, sparql: str, prefixes: dict[str, str]) -> bool:
    """Whether the query chooses its own graphs. Raises QueryError for what the guard refuses, but for its length."""
    # a graph that every store may have is known even while it is empty
    shared = {prefixes["graph"] + name for name in SHARED}

    def has(iri: str) -> bool:
        try:
            return iri in shared or store.contains_named_graph(ox.NamedNode(iri))
        except ValueError:
            return True  # the parser will say what is wrong with it

    guard.check(sparql, graphs=has, prefixes=prefixes, size=None)
    return guard.chooses(sparql)


def explain(message: str, sparql: str, prefixes: Mapping[str, str]) -> str:
    """The parser's message as one line that says where and, where it can be told, what and the nearest that is known."""
    read = tokens(sparql)
    unknown = _unknown_prefix(read, prefixes)
    if unknown:
        prefix = unknown.text.split(":")[0]
        near = get_close_matches(prefix, prefixes, n=1)
        cure = f"did you mean {near[0]}:? Else add" if near else "add"
        return f"{place(sparql, unknown.start)}: the prefix of {unknown.text} is not known: {cure} PREFIX {prefix}: <…>"
    found = re.match(r"error at (\d+):(\d+): ", message)
    if not found:
        return f"not SPARQL: {' '.join(message.split())[:200]}"
    line, column = int(found[1]), int(found[2])
    lines = sparql.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    said = " ".join(here[: column - 1].split())[-30:]
    near_by = f'after "{said}"' if said else "at the start of the line"
    at = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    return f"line {line}, column {column}: not SPARQL {near_by}{_reason(message, read, at)}"


def _reason(message: str, read: list[Token], at: int) -> str:
    for reason in ("The SELECT contains a variable that is unbound", "IRI parsing failed"):
        if reason in message:
            return f" ({reason[0].lower() + reason[1:] if reason.startswith('The') else reason})"
    misspelt = _misspelt(read, at)
    if misspelt:
        return f" ({misspelt})"
    depth = sum((token.text == "{") - (token.text == "}") for token in read)
    if depth:
        return f" ({abs(depth)} {'{' if depth > 0 else '}'} too many)"
    if not any(token.says("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") for token in read):
        return " (a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE)"
    return ""


def _misspelt(read: list[Token], at: int) -> str:
    """The first word before or at the error that is no keyword and comes near one."""
    for token in read:
        word = token.text.upper()
        if token.start <= at + 1 and token.kind == "word" and word.isalpha() and len(word) > 2 and word not in KEYWORDS:
            near = get_close_matches(word, KEYWORDS, n=1, cutoff=0.75)
            if near:
                ask = " - a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE" if token.start == read[0].start else ""
                return f"{token.text}: did you mean {near[0]}?{ask}"
    return ""


def _unknown_prefix(read: list[Token], prefixes: Mapping[str, str]) -> Token | None:
    """The first name whose prefix is neither known nor declared."""
    declared = {name.text.split(":")[0] for word, name in pairwise(read) if word.says("PREFIX")}
    names = (token for token in read if token.kind == "name")
    return next((name for name in names if name.text.split(":")[0] not in declared | prefixes.keys()), None)
