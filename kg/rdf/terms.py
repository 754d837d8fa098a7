"""IRIs, prefixes and literals: the only place where names and texts become RDF terms, made so that no text can break a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as OneOf
from urllib.parse import quote, unquote

import pyoxigraph as ox

KG = "https://w3id.org/kg-diplomacy/ontology#"
PLOVER = "https://w3id.org/kg-diplomacy/plover#"
BASE = "https://w3id.org/kg-diplomacy/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "http://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"

VOCABULARIES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": KG,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": OWL,
    "plover": PLOVER,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": SKOS,
    "xsd": XSD,
}

#: The first segment of every id; each is a prefix of its own, because Turtle allows no slash in `id:person/…`.
FOLDERS = (
    *("agreement", "claim", "document", "election", "event", "evidence", "group", "meeting", "organization"),
    *("person", "place", "position", "state", "statement", "summit", "topic", "war"),
)

#: The graphs that all documents share; each document has one more of its own.
SHARED = ("entities", "facts", "ontology")

# What XML 1.0 cannot hold, lone surrogates (no Unicode text has them), and the carriage return, which XML readers rewrite.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an answer. `datatype` is None for IRIs and texts, `language` is None but for texts that carry one."""

    kind: OneOf["iri", "literal", "blank"]
    value: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.value


def prefixes(base: str = BASE) -> dict[str, str]:
    """All prefixes that queries know untyped and files are written with, in alphabetical order."""
    own = {folder: f"{base}id/{folder}/" for folder in FOLDERS}
    return dict(sorted({**VOCABULARIES, **own, "graph": f"{base}graph/", "id": f"{base}id/"}.items()))


def clean(text: str) -> str:
    """The text with whatever a file format cannot hold replaced, one code point for one, so that offsets stay true."""
    return _UNWRITABLE.sub("\ufffd", text).replace("\r", "\n")


def iri(identifier: str, base: str = BASE) -> ox.NamedNode:
    """The IRI of an id such as "person/angela-merkel"; each segment is percent-encoded, so any text gives a legal IRI."""
    return ox.NamedNode(f"{base}id/" + "/".join(_segment(s) for s in identifier.split("/")))


def _segment(text: str) -> str:
    # "." and ".." are whole steps in a path and would be resolved away
    return text.replace(".", "%2E") if text in (".", "..") else quote(clean(text), safe="")


def identifier(node: object, base: str = BASE) -> str:
    """The id that `iri` made a node of. Raises ValueError for nodes outside the base."""
    start = f"{base}id/"
    if not isinstance(node, ox.NamedNode) or not node.value.startswith(start):
        raise ValueError(f"{node} is not below {start}")
    return "/".join(unquote(segment) for segment in node.value[len(start) :].split("/"))


def graph(name: str, base: str = BASE) -> ox.NamedNode:
    """One of the shared graphs: entities, facts, ontology."""
    return ox.NamedNode(f"{base}graph/{name}")


def term(namespace: str, name: str) -> ox.NamedNode:
    """A class, property or individual of a vocabulary."""
    return ox.NamedNode(namespace + name)


def text(value: str, language: str | None = None) -> ox.Literal:
    """A plain literal, cleaned."""
    return ox.Literal(clean(value), language=language)


def whole(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def decimal(value: float) -> ox.Literal:
    """Without exponent and without trailing noughts, and equal to the float when read back."""
    return ox.Literal(format(Decimal(repr(value)).normalize(), "f"), datatype=ox.NamedNode(XSD + "decimal"))


def day(value: dt.date) -> ox.Literal:
    return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))


def address(url: str) -> ox.Literal | None:
    """A web address as xsd:anyURI, a literal so that it need not be a legal IRI; None unless it is http or https."""
    if not re.fullmatch(r"https?://[^\s\"<>]+", url, re.IGNORECASE) or clean(url) != url:
        return None
    return ox.Literal(url, datatype=ox.NamedNode(XSD + "anyURI"))


def answer(node: object) -> Term:
    """A term of Oxigraph's as one of ours."""
    if isinstance(node, ox.NamedNode):
        return Term("iri", node.value)
    if isinstance(node, ox.Literal):
        datatype = None if node.language or node.datatype.value == XSD + "string" else node.datatype.value
        return Term("literal", node.value, datatype, node.language)
    return Term("blank", str(node))
