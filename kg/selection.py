"""A part of a network: what lies around somebody, what happened in a time, what a source says, what a query names.

Names are looked up by `kg.lookup.find`; here are IRIs. A part keeps whole claims and never changes one: an edge is in it as long
as one of its claims is.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.model import Modality, fold

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Cited
    from kg.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Picked:
    """What a CONSTRUCT names: edges as (subject IRI, local name of the relation, object IRI), and the IRIs of single claims."""

    edges: frozenset[tuple[str, str, str]]
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a network is wanted; what is None or empty may be anything.

    `around` are IRIs, from which at most `hops` edges lead to what is kept. `since` and `until` are inclusive days: a claim whose
    days overlap them is kept, one without days only with `undated`. `relations` are local names or labels. `source` is a part of
    the title, publisher or address of a document; case and accents do not count.
    """

    around: tuple[str, ...] | None = None
    hops: int = 1
    since: dt.date | None = None
    until: dt.date | None = None
    undated: bool = False
    relations: tuple[str, ...] = ()
    source: str = ""
    picked: Picked | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The part as a network of its own, and how many claims are not in it for the sole reason that nothing dates them."""

    graph: nx.MultiDiGraph[str]
    undated: int


def days(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year, a month or a day in ISO form. Raises QueryError for what is none."""
    parts = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text.strip())
    try:
        year, month, day = (int(part or 0) for part in parts.groups()) if parts else (0, 0, 0)
        first = dt.date(year, month or 1, day or 1)
        if day:
            return first, first
        return first, first.replace(month=month or 12, day=calendar.monthrange(year, month or 12)[1])
    except ValueError:
        raise QueryError(f"{text!r} is no date: give a year, a month or a day: 2025, 2025-06, 2025-06-30") from None


def picked(store: Store, sparql: str) -> Picked:
    """What the triples of a CONSTRUCT name: relations between parties, or claims that they say something of.

    Raises QueryError for what is not SPARQL, and for a SELECT or an ASK.
    """
    from kg.rdf.sparql import Triples

    answer = store.query(sparql)
    if not isinstance(answer, Triples):
        form = "an ASK" if isinstance(answer, bool) else "a SELECT"
        raise QueryError(f"{form} has no triples that could be drawn: write CONSTRUCT {{ ?a ?relation ?b }} WHERE {{ … }}")
    triples = [(s.value, p.value, o.value) for s, p, o in answer]
    return Picked(
        frozenset((s, re.split("[#/]", p.rstrip("#/"))[-1], o) for s, p, o in triples), frozenset(s for s, _, _ in triples)
    )


def select(graph: nx.MultiDiGraph[str], wanted: Selection) -> Part:
    """The part of a network of `kg.graph.network` that is wanted, in its order, the claims of each node counted anew.

    The claims are chosen first; what is around somebody is then reached over what is left of the edges. A claim that is not
    Actual leads only to its own end, and no farther. Raises QueryError for a relation that the network has not.
    """
    names = _relations(graph, wanted.relations)
    kept: list[_Kept] = []
    undated: list[tuple[str, str, int]] = []
    for subject, target, key, edge in graph.edges(keys=True, data=True):
        if names is not None and edge["relation"] not in names:
            continue
        claims = [cited for cited in _named(wanted.picked, subject, target, edge) if _from(cited, wanted.source)]
        within = tuple(cited for cited in claims if _overlaps(cited, wanted))
        undated.append((subject, target, len({cited.claim for cited in claims if not _dated(cited)} - {c.claim for c in within})))
        if within:
            kept.append((subject, target, key, within))
    if wanted.around is None:
        return Part(_network(graph, kept), sum(count for *_, count in undated))
    reached = _reached(graph, kept, wanted.around, wanted.hops)
    near = [edge for edge in kept if _near(graph, edge, reached, wanted.hops)]
    return Part(_network(graph, near), sum(count for a, b, count in undated if a in reached and b in reached))


_Kept = tuple[str, str, str, "tuple[Cited, ...]"]


def _relations(graph: nx.MultiDiGraph[str], asked: Iterable[str]) -> set[str] | None:
    """The local names that are meant; None when any may be."""
    called: dict[str, set[str]] = defaultdict(set)
    for _, _, edge in graph.edges(data=True):
        for name in (edge["relation"], edge["label"]):
            called[fold(name)].add(edge["relation"])
    found: set[str] = set()
    wanted = list(asked)
    for name in wanted:
        if fold(name) not in called:
            near = get_close_matches(fold(name), called, n=1, cutoff=0.6)
            cure = (
                f"did you mean {min(called[near[0]])}?" if near else f"it has {', '.join(sorted(set().union(*called.values())))}"
            )
            raise QueryError(f"the graph has no relation {name!r}: {cure}")
        found |= called[fold(name)]
    return found if wanted else None


def _named(named: Picked | None, subject: str, target: str, edge: dict[str, object]) -> tuple[Cited, ...]:
    """The claims of an edge that a query names: all, when it names the edge, either way round if it is symmetric."""
    claims: tuple[Cited, ...] = edge["claims"]  # type: ignore[assignment]
    relation = str(edge["relation"])
    if named is None or (subject, relation, target) in named.edges:
        return claims
    if edge["symmetric"] and (target, relation, subject) in named.edges:
        return claims
    return tuple(cited for cited in claims if cited.claim in named.claims)


def _from(cited: Cited, source: str) -> bool:
    if not source:
        return True
    words = fold(source)
    held = bool(words) and any(words in fold(text) for text in (cited.title, cited.publisher))
    return held or source.casefold() in cited.url.casefold()


def _overlaps(cited: Cited, wanted: Selection) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    if not _dated(cited):
        return wanted.undated
    after = wanted.since is None or cited.latest >= wanted.since.isoformat()
    return after and (wanted.until is None or cited.earliest <= wanted.until.isoformat())


def _dated(cited: Cited) -> bool:
    return bool(cited.earliest and cited.latest)


def _actual(graph: nx.MultiDiGraph[str], edge: _Kept) -> bool:
    return bool(graph.edges[edge[:3]]["modality"] == Modality.ACTUAL)


def _reached(graph: nx.MultiDiGraph[str], kept: Iterable[_Kept], around: Iterable[str], hops: int) -> dict[str, int]:
    """How many Actual edges lead to each node from the nearest of `around`, as far as `hops`."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in kept:
        if _actual(graph, edge):
            beside[edge[0]].add(edge[1])
            beside[edge[1]].add(edge[0])
    reached = dict.fromkeys(around, 0)
    front = set(reached)
    for step in range(1, hops + 1):
        front = {other for node in front for other in beside[node]} - reached.keys()
        reached |= dict.fromkeys(front, step)
    return reached


def _near(graph: nx.MultiDiGraph[str], edge: _Kept, reached: dict[str, int], hops: int) -> bool:
    steps = [reached.get(end, hops + 1) for end in edge[:2]]
    return max(steps) <= hops or (not _actual(graph, edge) and min(steps) < hops)


def _network(graph: nx.MultiDiGraph[str], kept: Iterable[_Kept]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges = list(kept)
    ends = {end for edge in edges for end in edge[:2]}
    part.add_nodes_from((iri, attributes | {"claims": 0}) for iri, attributes in graph.nodes(data=True) if iri in ends)
    for subject, target, key, claims in edges:
        for end in {subject, target}:
            part.nodes[end]["claims"] += len({cited.claim for cited in claims})
        part.add_edge(subject, target, key=key, **(graph.edges[subject, target, key] | {"claims": claims}))
    return part
