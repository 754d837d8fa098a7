"""What a derived edge rests on where no claim says it in so many words: the claims that `ontology/rules` drew it from.

Who took part in one meeting met, though the sentence may only name the meeting; whoever holds an office represents the state
that it belongs to. An edge without a sentence would be one that nobody can check, so the page and `kg why` ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.rdf.store import Store

_OF_ITS_OWN = """FILTER NOT EXISTS { VALUES (?s ?o) { (?subject ?object) (?object ?subject) }
  ?own rdf:subject ?s ; rdf:predicate ?relation ; rdf:object ?o ; kg:modality kg:Actual }"""
_MEETING = """VALUES ?relation { kg:met_with } ?subject ?relation ?object .
  ?subject kg:participated_in ?through . ?object kg:participated_in ?through .
  ?through a ?kind . ?kind rdfs:subClassOf* kg:Meeting .
  ?claim rdf:object ?through ; rdf:predicate kg:participated_in ; kg:modality kg:Actual . FILTER(STR(?subject) < STR(?object))"""
_OFFICE = """VALUES ?relation { kg:represents } ?subject ?relation ?object .
  ?claim rdf:subject ?subject ; rdf:predicate kg:holds_position ; rdf:object ?through ; kg:modality kg:Actual .
  ?through kg:of ?owner . OPTIONAL { ?owner kg:org_kind "government" ; kg:of ?above }
  FILTER(?object = ?owner || (BOUND(?above) && ?object = ?above))"""
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
    """Of every edge that follows from a shared meeting or from an office and that no Actual claim states, sorted.

    Edges that say the same as a claim in other words (inverse and broader relations) are left out.
    """
    return sorted(found for pattern in (_MEETING, _OFFICE) for found in _ask(store, pattern, ""))


def grounds_of(store: Store, subjects: Iterable[str], relation: str, objects: Iterable[str]) -> list[Ground]:
    """Of the edges between these parties (IRIs) in this relation (IRI), by all rules, inverse and broader relations among them."""
    one, other = (" ".join(f"<{iri}>" for iri in sorted(iris)) for iris in (subjects, objects))
    ways = [(one, other, (_MEETING, _OFFICE, _NARROWER, _INVERSE)), (other, one, (_MEETING,))]  # a meeting has one direction only
    found = set()
    for a, b, patterns in ways:
        narrow = f"VALUES ?relation {{ <{relation}> }} VALUES ?subject {{ {a} }} VALUES ?object {{ {b} }}"
        for pattern in patterns:
            found.update(_ask(store, pattern, narrow))
    return sorted(found)


def _ask(store: Store, pattern: str, narrow: str) -> Iterator[Ground]:
    from kg.rdf.sparql import Rows

    answer = store.query(f"SELECT DISTINCT ?subject ?relation ?object ?through ?claim {{ {narrow} {pattern} {_OF_ITS_OWN} }}")
    assert isinstance(answer, Rows)  # noqa: S101 - a SELECT
    for row in answer:
        yield Ground(*(term.value if term else "" for term in row))
