"""SPARQL cut into tokens in one linear scan, so that a text, a comment or an IRI is never taken for a keyword or a bracket.

This is no parser: what it does not know is a mark of one character. Oxigraph reads `\\uXXXX` in texts and IRIs alone, and so a
scan of the text as it stands is a scan of what Oxigraph reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.errors import QueryError

# Possessive throughout: a scan never goes back, whatever the text.
_TOKEN = re.compile(
    r"""(?P<space>[\s\ufeff]++)
      | (?P<comment>\#[^\n\r]*+)
      | (?P<text>\"\"\"(?:[^"\\]++|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]++|\\.|'(?!''))*+'''
          | "(?!"")(?:[^"\\\n\r]++|\\[^\n\r])*+" | '(?!'')(?:[^'\\\n\r]++|\\[^\n\r])*+')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+(?:\\[uU][0-9A-Fa-f]++[^<>"{}|^`\\\x00-\x20]*+)*+>)
      | (?P<variable>[?$]\w++)
      | (?P<name>(?:[^\W\d_](?:[\w.\-]*+)(?=:))?:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
      | (?P<blank>_:[\w.\-]++)
      | (?P<word>@?\w++)
      | (?P<mark><<\(?|\)?>>|\{\||\|\}|\^\^|.)""",
    re.VERBOSE | re.DOTALL,
)


KEYWORDS = frozenset(
    """ABS ADJUST ASC ASK AS AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC DESCRIBE
    DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL
    ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OBJECT
    OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1
    SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR
    SUM TIMEZONE TRIPLE TRUE TZ UCASE UNDEF UNION URI UUID VALUES VERSION WHERE YEAR""".split()
)


class Malformed(QueryError):
    """The text is no SPARQL. Whoever wrote it mends it at the line and column that the message names."""


class Token(NamedTuple):
    """A piece of a query: its kind (text, iri, variable, name, blank, word or mark), the words, and where they begin."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def says(self, *words: str) -> bool:
        """Whether this is one of these keywords (upper case)."""
        return self.kind == "word" and self.text.upper() in words


def tokens(sparql: str) -> list[Token]:
    """All tokens without white space and comments. Raises Malformed for a quotation that never ends."""
    return list(_scan(sparql))


def _scan(sparql: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or "mark"
        if kind == "mark" and found[0] in "\"'":
            raise Malformed(f"{place(sparql, found.start())}: not SPARQL: the quotation that begins here does not end")
        if kind not in ("space", "comment"):
            yield Token(kind, found[0], found.start())


def place(sparql: str, at: int) -> str:
    """The line and column of an offset, both from 1, in characters."""
    before = sparql[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


_FORMS = {"SELECT": "rows", "CONSTRUCT": "triples", "DESCRIBE": "triples", "ASK": "boolean"}
_AT_ONCE = re.compile(rf"\s*+({'|'.join(_FORMS)})(?![\w:.\-])", re.IGNORECASE | re.ASCII)


def form(sparql: str) -> str:
    """What the query gives: "rows", "triples" or "boolean"; "" for what begins with none of the four words."""
    if found := _AT_ONCE.match(sparql):
        return _FORMS[found[1].upper()]
    for token in tokens(sparql):
        if token.kind == "word" and token.text.upper() in _FORMS:
            return _FORMS[token.text.upper()]
    return ""


def prefixes_of(sparql: str) -> dict[str, str]:
    """The prefixes that a query declares itself, by name."""
    read = tokens(sparql)
    found = zip(read, read[1:], read[2:], strict=False)
    return {n.text[:-1]: i.text[1:-1] for word, n, i in found if word.says("PREFIX") and (n.kind, i.kind) == ("name", "iri")}


def names_in(sparql: str, prefixes: Mapping[str, str], namespace: str) -> list[str]:
    """The IRIs of a namespace that a query names, each once, in the order of the text."""
    known = {**prefixes, **prefixes_of(sparql)}
    found = []
    for token in tokens(sparql):
        prefix, _, local = token.text.partition(":")
        if token.kind == "name" and prefix in known and local:
            found.append(known[prefix] + re.sub(r"\\(.)", r"\1", local.rstrip(".")))
        elif token.kind == "iri":
            found.append(token.text[1:-1])
    return [iri for iri in dict.fromkeys(found) if iri.startswith(namespace) and iri != namespace]
