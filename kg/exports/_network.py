"""The network as tools for graphs and spreadsheets take it: plain values only, no lists, no text that a tool would run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.graph import EVERY, Cited, network
from kg.model import Modality
from kg.rdf.terms import clean

if TYPE_CHECKING:
    import networkx as nx

    from kg.rdf.store import Store

_BETWEEN = " | "  # between several texts in one cell


def everything(store: Store, part: nx.MultiDiGraph[str] | None = None) -> nx.MultiDiGraph[str]:
    """The network, or the part of it, with the claims of every modality; each edge says how real it is."""
    return network(store, modalities=EVERY) if part is None else part


def actual(store: Store, part: nx.MultiDiGraph[str] | None = None) -> nx.MultiDiGraph[str]:
    """The network, or the part of it, of what is reported as real."""
    if part is None:
        return network(store)
    import networkx as nx

    real: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges = [edge for edge in part.edges(keys=True, data=True) if edge[3]["modality"] == Modality.ACTUAL]
    ends = {end for edge in edges for end in edge[:2]}
    real.add_nodes_from((iri, {**attributes, "claims": 0}) for iri, attributes in part.nodes(data=True) if iri in ends)
    for subject, target, key, attributes in edges:
        for end in {subject, target}:
            real.nodes[end]["claims"] += len({cited.claim for cited in attributes["claims"]})
        real.add_edge(subject, target, key, **attributes)
    return real


def flat(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A network whose every attribute is one text or number: the writers of networkx take nothing else."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, attributes in graph.nodes(data=True):
        plain.add_node(iri, **{name: cell(value) for name, value in attributes.items()})
    for number, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True)):
        claims: tuple[Cited, ...] = attributes["claims"]
        kept = {name: cell(value) for name, value in attributes.items() if name != "claims"}
        plain.add_edge(source, target, key, id=f"e{number}", weight=len({c.claim for c in claims}), **kept, **_support(claims))
    return plain


def _support(claims: Iterable[Cited]) -> Mapping[str, object]:
    """What the claims of one edge say, each different text once, in their order."""
    found = list(claims)

    def join(texts: Iterable[str]) -> object:
        return cell(tuple(dict.fromkeys(text for text in texts if text)))

    return {
        "earliest": min((c.earliest for c in found if c.earliest), default=""),
        "latest": max((c.latest for c in found if c.latest), default=""),
        "places": join(c.place for c in found),
        "quotes": join(c.quote for c in found),
        "sources": join(c.title for c in found),
    }


def cell(value: object) -> str | int | float | bool:
    """One plain value: several texts are joined, what is missing is empty."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list | set | frozenset):
        return _BETWEEN.join(clean(str(part)) for part in value)
    return "" if value is None else clean(str(value))
