"""What an edge rests on: the sentence around a quotation and, where no claim states the edge, the claims it was drawn from.

Who took part in one meeting met, though the sentence may only name the meeting; whoever holds an office represents the state
that it belongs to. An edge without a sentence would be one that nobody can check, so the page and `kg why` ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.rdf.store import Store

# The end of a sentence: a stop before white space, or the end of a paragraph or of the text.
_STOP = re.compile(r"[.!?…]+[\"”’)\]]*(?:\s+|\Z)|\n\s*\n")
# Where lines are longer than anybody breaks them, each is a paragraph, or a heading that has no stop.
_LINE = re.compile(_STOP.pattern + r"|\n")
_BROKEN = 120
_MEETING = """VALUES ?relation { kg:met_with } ?subject ?relation ?object .
  ?subject kg:participated_in ?through . ?object kg:participated_in ?through .
  ?through a ?kind . ?kind rdfs:subClassOf* kg:Meeting .
  ?claim rdf:object ?through ; rdf:predicate kg:participated_in ; kg:modality kg:Actual . FILTER(STR(?subject) < STR(?object))"""
# The union, because Oxigraph answers it sixty times as fast as the OPTIONAL that says the same.
_OFFICE = """VALUES ?relation { kg:represents }
  ?claim rdf:predicate kg:holds_position ; kg:modality kg:Actual ; rdf:subject ?subject ; rdf:object ?through .
  { ?through kg:of ?object } UNION { ?through kg:of ?owner . ?owner kg:org_kind "government" ; kg:of ?object }
  ?subject ?relation ?object"""
_NARROWER = """?subject ?relation ?object . ?through rdfs:subPropertyOf+ ?relation . ?through a kg:Relation .
  ?claim rdf:predicate ?through ; kg:modality kg:Actual ; rdf:subject ?s ; rdf:object ?o .
  FILTER((?s = ?subject && ?o = ?object) || (?s = ?object && ?o = ?subject && EXISTS { ?relation a owl:SymmetricProperty }))"""
_INVERSE = """?subject ?relation ?object . ?relation owl:inverseOf|^owl:inverseOf ?through .
  ?claim rdf:subject ?object ; rdf:predicate ?through ; rdf:object ?subject ; kg:modality kg:Actual"""


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """A claim (IRI) that an edge follows from; `through` is the meeting, office or relation that joins the two (IRIs all)."""

    subject: str
    relation: str
    object: str
    through: str
    claim: str


def grounds(store: Store) -> list[Ground]:
    """Of every edge that follows from a shared meeting or from an office, whether a claim states it too or not; sorted.

    Edges that say the same as a claim in other words (inverse and broader relations) are left out.
    """
    return sorted(found for pattern in (_MEETING, _OFFICE) for found in _ask(store, pattern, ""))


def grounds_of(store: Store, subjects: Iterable[str], relation: str, objects: Iterable[str]) -> list[Ground]:
    """Of the edges between these parties (IRIs) in this relation (name), by every rule, inverse and broader ones included."""
    one, other = (" ".join(f"<{iri}>" for iri in sorted(iris)) for iris in (subjects, objects))
    ways = [(one, other, (_MEETING, _OFFICE, _NARROWER, _INVERSE)), (other, one, (_MEETING,))]  # a meeting has one direction only
    found: set[Ground] = set()
    for a, b, patterns in ways:
        narrow = f"VALUES ?relation {{ kg:{relation} }} VALUES ?subject {{ {a} }} VALUES ?object {{ {b} }}"
        for pattern in patterns:
            found.update(_ask(store, pattern, narrow))
    return sorted(found)


def sentence_around(text: str, start: int, end: int, quote: str) -> str:
    """The quotation with the rest of its sentence, as far as signs and line ends tell; alone where the text is not as it was."""
    if text[start:end] != quote:
        return quote
    if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n"):
        return " ".join(quote.split())
    lines = text[max(0, start - 600) : end + 600].split("\n")
    stop = _LINE if max(len(line) for line in lines) > _BROKEN else _STOP
    before = [found.end() for found in stop.finditer(text, max(0, start - 600), start)]
    first = before[-1] if before else max(0, start - 600)
    after = stop.search(text, max(start, end - 3), end + 600)  # the quotation may hold the stop already
    last = max(end, after.end()) if after else min(len(text), end + 600)
    return " ".join(text[first:last].split())


def _ask(store: Store, pattern: str, narrow: str) -> Iterator[Ground]:
    from kg.rdf.sparql import Rows

    answer = store.query(f"SELECT DISTINCT ?subject ?relation ?object ?through ?claim {{ {narrow} {pattern} }}")
    assert isinstance(answer, Rows)  # noqa: S101 - a SELECT
    for row in answer:
        yield Ground(*(term.value if term else "" for term in row))
