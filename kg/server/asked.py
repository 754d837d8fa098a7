"""What a request of the SPARQL 1.1 Protocol (section 2) asks for: a query or an update, and over which graphs."""

from __future__ import annotations

import re
from binascii import a2b_qp
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from kg.server.problem import Problem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_LYING = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the graphs (IRIs) that the protocol names; empty where it names none."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """An update and the graphs (IRIs) that its WHERE clauses are to see; empty where the protocol names none."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


Fields = list[tuple[str, str]]


def in_address(query_string: bytes) -> Query | None:
    """The query that a GET asks; None when it asks none. Raises Problem (400, 405)."""
    fields = decoded(query_string)
    if _all(fields, "update"):
        raise Problem(405, "an update is sent by POST, not by GET", {"Allow": "POST"})
    return _query(fields) if _all(fields, "query") else None


def in_body(query_string: bytes, content_type: str | None, body: bytes) -> Query | Update:
    """The query or update that a POST asks for. Raises Problem (400, 415)."""
    kind, charset = media_type(content_type)
    if kind not in (FORM, QUERY, UPDATE):
        said = f"not {kind}" if kind else "and the request names none"
        raise Problem(415, f"the content type must be {FORM}, {QUERY} or {UPDATE}, {said}")
    if charset not in ("", "utf-8", "utf8"):
        raise Problem(415, f"SPARQL is sent as UTF-8, not as {charset}")
    fields = decoded(query_string)
    if _all(fields, "update"):
        raise Problem(400, "an update belongs in the body of the request, not in its address")
    if kind == FORM:
        fields += decoded(body)
    else:
        fields.append(("query" if kind == QUERY else "update", utf8(body, "the body")))
    if _all(fields, "query") and _all(fields, "update"):
        raise Problem(400, "a request is a query or an update, not both")
    if _all(fields, "update"):
        return _update(fields)
    if not _all(fields, "query"):
        raise Problem(400, "the form has neither a field query nor a field update")
    return _query(fields)


def decoded(data: bytes) -> Fields:
    """The fields of a form or an address. Raises Problem (400) for percent signs that escape nothing, and for no UTF-8."""
    parts = [part for part in data.split(b"&") if part]
    if len(parts) > _MOST_FIELDS:
        raise Problem(400, f"more than {_MOST_FIELDS} fields")
    return [(text(name), text(value)) for name, _, value in (part.partition(b"=") for part in parts)]


def text(data: bytes) -> str:
    """One percent-encoded name or value, in which + is a space. Raises Problem (400) as `decoded` does."""
    if _LYING.search(data):
        raise Problem(400, "a % is not followed by two hexadecimal digits: write it as %25")
    return utf8(unquoted(data.replace(b"+", b" ")), "what is percent-encoded")


def unquoted(data: bytes) -> bytes:
    """What `urllib.parse.unquote_to_bytes` gives for data in which every % escapes something, in a tenth of its time.

    Quoted-printable differs in the sign that escapes alone, and its decoder is written in C. It knows line breaks too, which an
    address does not have, and is not asked then.
    """
    if b"\n" in data or b"\r" in data:
        return unquote_to_bytes(data)
    return a2b_qp(data.replace(b"=", b"=3D").replace(b"%", b"="))


def utf8(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"{what} is not UTF-8 (byte {error.start})") from None


def media_type(content_type: str | None) -> tuple[str, str]:
    """The media type and the charset that a Content-Type header names, in lower case; "" where it names none."""
    kind, *parameters = (content_type or "").lower().split(";")
    charsets = (value for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "charset")
    return kind.strip(), next(charsets, "").strip().strip('"')


def iri(value: str) -> str:
    """The value, when it is an absolute IRI. Raises Problem (400)."""
    if not _IRI.fullmatch(value):
        raise Problem(400, f"not an absolute IRI: {value[:200]!r}")
    return value


def _query(fields: Fields) -> Query:
    if _all(fields, "using-graph-uri") or _all(fields, "using-named-graph-uri"):
        raise Problem(400, "using-graph-uri goes with an update; a query takes default-graph-uri and named-graph-uri")
    return Query(_one(fields, "query"), _graphs(fields, "default-graph-uri"), _graphs(fields, "named-graph-uri"))


def _update(fields: Fields) -> Update:
    if _all(fields, "default-graph-uri") or _all(fields, "named-graph-uri"):
        raise Problem(400, "default-graph-uri goes with a query; an update takes using-graph-uri and using-named-graph-uri")
    return Update(_one(fields, "update"), _graphs(fields, "using-graph-uri"), _graphs(fields, "using-named-graph-uri"))


def _all(fields: Fields, name: str) -> list[str]:
    return [value for found, value in fields if found == name]


def _one(fields: Fields, name: str) -> str:
    values = _all(fields, name)
    if len(values) != 1:
        raise Problem(400, f"{len(values)} fields are called {name}: send one at a time")
    return values[0]


def _graphs(fields: Fields, name: str) -> tuple[str, ...]:
    """The IRIs of all fields of this name.

    The protocol test `query_multiple_dataset` of the W3C escapes the `&` between two of them, so that both arrive as one value.
    """
    values = (value for joined in _all(fields, name) for value in joined.split(f"&{name}="))
    return tuple(iri(value) for value in values)
