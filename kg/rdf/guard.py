"""What an untrusted query may not do, told from its text before any parser sees it.

Oxigraph's parser goes down one level of its stack for each bracket and aborts the process when the stack is used up, so depth is
counted first; and a query may not reach beyond the store that it is put to. What takes too long or too much memory cannot be told
from the text: for that there is `kg.rdf.worker`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from kg.errors import QueryError
from kg.rdf.tokens import Malformed, Token, place, tokens

__all__ = ["ALLOWABLE", "DEPTH", "SIZE", "Malformed", "Refused", "check", "chooses"]

SIZE = 64 * 1024  # bytes of UTF-8
DEPTH = 100
#: What can be allowed by name.
ALLOWABLE = ("from", "load", "service")

_OPEN, _CLOSE = frozenset(("{", "(", "[", "<<", "<<(", "{|")), frozenset(("}", ")", "]", ">>", ")>>", "|}"))
_PREFIXED = frozenset(("!", "-", "+", "^", "^^"))  # each goes down a level, and many may stand in a row
#: A query without any of these, and with few signs that nest, cannot be one of those refused.
_SUSPECT = ("SERVICE", "LOAD", "FROM", "\\", '"""', "'''")
_QUOTED = re.compile(r"\"[^\"'\n\r]*+\"|'[^\"'\n\r]*+'")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Refused(QueryError):
    """A query that would not be safe to run; nothing ran. The message says which part, and how it may be allowed."""


def check(
    text: str,
    *,
    allow: frozenset[str] = frozenset(),
    graphs: Callable[[str], bool] = lambda iri: False,
    prefixes: Mapping[str, str] | None = None,
    base: str | None = None,
    size: int | None = SIZE,
) -> None:
    """Lets a query pass or says in one line, with line and column, why not.

    `graphs` tells whether the store has the graph of an IRI; `prefixes` and `base` are those known without being declared.
    `size` None sets no limit to the text.
    Raises Refused for more than 64 kB, for brackets, sub-queries or signs nested deeper than 100, for SERVICE, LOAD and for FROM
    with a graph that the store does not have, unless `allow` names it; Malformed for an open quotation or broken Unicode.
    """
    try:
        long = len(text.encode())
    except UnicodeEncodeError as error:
        raise Malformed(f"{place(text, error.start)}: not SPARQL: this is no letter of Unicode") from None
    if size is not None and long > size:
        raise Refused(f"the query has {long:,} bytes, more than {size:,}: ask for less at once")
    if _harmless(text):
        return
    read = tokens(text)
    _depth(text, read)
    _unclear(text, read)
    _reach(text, read, allow, graphs, prefixes or {}, base)
    _hidden(text, allow)


def _harmless(text: str) -> bool:
    """Whether one look tells that the closer ones below would find nothing: it costs a tenth of them, and most queries are so."""
    said = text.upper()  # as a token says a word
    if sum(map(text.count, "{([<!-+^")) > DEPTH or any(part in said for part in _SUSPECT):
        return False
    bare = _QUOTED.sub("", text)
    return '"' not in bare and "'" not in bare


def _hidden(text: str, allow: frozenset[str]) -> None:
    """The same with \\u escapes read first, as SPARQL has it and other engines do."""
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    if plain == text:
        return
    try:
        read = tokens(plain)
    except Malformed:
        return
    _depth(plain, read)
    _unclear(plain, read)
    _reach(plain, read, allow | {"from"}, lambda iri: True, {}, None)


def chooses(text: str) -> bool:
    """Whether a query says FROM, and so chooses the graphs it asks."""
    return "FROM" in text.upper() and any(token.says("FROM") for token in tokens(text))


def _depth(text: str, read: Sequence[Token]) -> None:
    depth = signs = 0
    for token in read:
        signs = signs + len(token.text) if token.text in _PREFIXED and token.kind == "mark" else 0
        if token.kind == "mark":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
        elif token.kind == "iri":  # in `?a<((1>0` Oxigraph sees brackets where this scan sees an IRI
            depth += max(0, sum(token.text.count(sign) for sign in "([") - sum(token.text.count(sign) for sign in ")]"))
        if max(depth, signs) > DEPTH:
            raise Refused(f"{place(text, token.start)}: nested more than {DEPTH} deep: write it flatter")


def _unclear(text: str, read: Sequence[Token]) -> None:
    """Refuses a "less than" that this scan may take for an IRI, where a comment would then be read as a text over several lines.

    `(?a<?b#>''' …` is `(?a < ?b` and a comment for Oxigraph. Only in round brackets and after an operand can it be both.
    """
    brackets: list[str] = []
    suspect = -1
    for before, token in pairwise(read):
        if before.kind == "mark" and before.text in _OPEN:
            brackets.append(before.text)
        elif before.kind == "mark" and before.text in _CLOSE and brackets:
            brackets.pop()
        operand = before.kind in ("variable", "text", "word", "name", "iri") or before.text == ")"
        if token.kind == "iri" and "#" in token.text and operand and "(" in brackets[-1:]:
            suspect = token.start
        several = token.kind == "text" and ("\n" in token.text or "\r" in token.text)
        if suspect >= 0 and several and not re.search(r"[\n\r]", text[suspect : token.start]):
            raise Refused(
                f"{place(text, suspect)}: cannot be told from a comparison here: put white space around <, or begin a new line"
            )


def _reach(
    text: str,
    read: Sequence[Token],
    allow: frozenset[str],
    graphs: Callable[[str], bool],
    prefixes: Mapping[str, str],
    base: str | None,
) -> None:
    own = dict(prefixes)
    for at, token in enumerate(read):
        if token.kind != "word":
            continue
        after = read[at + 1 : at + 3]
        if token.says("BASE") and after and after[0].kind == "iri":
            base = _joined(after[0].text[1:-1], base)
        elif token.says("PREFIX") and [t.kind for t in after] == ["name", "iri"]:
            own[after[0].text.removesuffix(":")] = _joined(after[1].text[1:-1], base)
        elif token.says("SERVICE") and "service" not in allow:
            raise Refused(
                f"{place(text, token.start)}: SERVICE would ask another server: leave it out, or allow it (--allow service)"
            )
        elif token.says("LOAD") and "load" not in allow:
            raise Refused(f"{place(text, token.start)}: LOAD would fetch a file: leave it out, or allow it (--allow load)")
        elif token.says("FROM") and "from" not in allow and after:
            named = after[0].says("NAMED") and len(after) > 1
            _known_graph(text, after[1 if named else 0], graphs, own, base)


def _known_graph(text: str, token: Token, graphs: Callable[[str], bool], prefixes: Mapping[str, str], base: str | None) -> None:
    if token.kind not in ("iri", "name"):
        return  # the parser will say what is wrong with it
    prefix, _, local = token.text.partition(":")
    if token.kind == "iri":
        name = _joined(token.text[1:-1], base)
    elif prefix in prefixes:
        name = prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
    else:
        return
    if not graphs(name):
        raise Refused(
            f"{place(text, token.start)}: there is no graph {token.text} here, and kg fetches none: leave out FROM to ask all"
        )


def _joined(iri: str, base: str | None) -> str:
    iri = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), iri)
    if not base or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
        return iri
    from urllib.parse import urljoin

    return urljoin(base, iri)
