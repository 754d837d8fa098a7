"""What a graph holds, in numbers and in its best-supported edges: for the end of a build, `kg stats` and notebooks."""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Kind, Modality

if TYPE_CHECKING:
    from kg.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge and what it rests on: the number of claims that report it as real, and of the documents that hold them."""

    subject: str
    relation: str
    object: str
    claims: int
    documents: int

    def __str__(self) -> str:
        return f"{self.subject} {self.relation} {self.object}"


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a graph. The mappings run from the most frequent down, by local name of the ontology."""

    documents: int
    entities: dict[str, int]
    claims: dict[str, int]
    relations: dict[str, int]
    statements: int
    edges: int
    strongest: tuple[Edge, ...]


def summary(store: Store, *, strongest: int = 5) -> Summary:
    """The counts of a graph and its best-supported edges, the most documents first."""
    return Summary(
        documents=_count(store, "?x a kg:Document"),
        entities=_tally(store, f"VALUES ?key {{ {' '.join(f'kg:{kind}' for kind in Kind)} }} ?x a ?key"),
        claims=_tally(store, f"VALUES ?key {{ {' '.join(f'kg:{m}' for m in Modality)} }} ?x kg:modality ?key"),
        relations=_tally(store, "?x a kg:Claim ; kg:modality kg:Actual ; rdf:predicate ?key"),
        statements=_count(store, "?x a kg:Statement"),
        edges=_edges(store),
        strongest=_strongest(store, strongest),
    )


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT as plain strings; unbound is the empty string. The store knows the prefixes."""
    answer: Any = store.query(query)
    return [tuple(term.value if term else "" for term in row) for row in answer]


def _count(store: Store, pattern: str) -> int:
    return int(rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")[0][0])


def _tally(store: Store, pattern: str) -> dict[str, int]:
    found = rows(store, f"SELECT ?key (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?key")
    counts = {local(iri): int(n) for iri, n in found if iri}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _edges(store: Store) -> int:
    edges = "SELECT DISTINCT ?s ?p ?o { ?p a kg:Relation . ?s ?p ?o }"
    return int(rows(store, f"SELECT (COUNT(*) AS ?n) {{ {edges} }}")[0][0])


def _strongest(store: Store, most: int) -> tuple[Edge, ...]:
    """Offices and statements are left out: what joins two parties is asked for. Both directions of a symmetric edge are one."""
    symmetric = {iri for (iri,) in rows(store, "SELECT DISTINCT ?p { ?p a owl:SymmetricProperty }")}
    found = rows(
        store,
        """SELECT DISTINCT ?s ?p ?o ?c ?d {
        ?c a kg:Claim ; kg:modality kg:Actual ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
        ?c kg:evidence/prov:wasQuotedFrom ?d
        FILTER(?p NOT IN (kg:said, kg:holds_position, kg:represents, kg:participated_in)) }""",
    )
    claims: Counter[tuple[str, str, str]] = Counter()
    documents: dict[tuple[str, str, str], set[str]] = {}
    seen: set[tuple[tuple[str, str, str], str]] = set()
    for s, p, o, claim, document in found:
        edge = (o, p, s) if p in symmetric and o < s else (s, p, o)
        documents.setdefault(edge, set()).add(document)
        if (edge, claim) not in seen:
            seen.add((edge, claim))
            claims[edge] += 1
    best = sorted(claims, key=lambda e: (-len(documents[e]), -claims[e], e))[:most]
    names = labels(store, {iri for edge in best for iri in edge})
    return tuple(Edge(names[s], names[p], names[o], claims[s, p, o], len(documents[s, p, o])) for s, p, o in best)


def labels(store: Store, iris: set[str]) -> dict[str, str]:
    """The label of each IRI; its local name in words where it has none."""
    names = {iri: local(iri).replace("_", " ").replace("-", " ") for iri in iris}
    values = " ".join(f"<{iri}>" for iri in sorted(iris))
    found = rows(store, f"SELECT ?x (MIN(?label) AS ?l) {{ VALUES ?x {{ {values} }} ?x rdfs:label ?label }} GROUP BY ?x")
    return names | {iri: label for iri, label in found if label}


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def shortest(first: str, last: str) -> str:
    """The days from first to last (ISO, or ""), shortest: "2025", "2025-06", "2025-06-01 to 2025-06-12"; "" for none."""
    if first == last:
        return first
    for length, start, end in ((4, "-01-01", "-12-31"), (7, "-01", f"-{_last_day(first)}")):
        if first == first[:length] + start and last == first[:length] + end:
            return first[:length]
    return f"{first or '…'} to {last or '…'}"


def _last_day(day: str) -> str:
    """Of the month of an ISO day, as two digits."""
    year, month = int(day[:4] or 1), int(day[5:7] or 1)
    return str(calendar.monthrange(year, month)[1])
