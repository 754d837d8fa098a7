"""What the page knows: the network as one JSON value, texts stored once, and the rows of the table that needs no script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.page.appearance import line_of, look_of

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Cited

Json = dict[str, Any]


@dataclass(slots=True)
class _Pool:
    """Values stored once and referred to by number, in the order of their first use."""

    values: list[Any] = field(default_factory=list)
    _numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, value: Any) -> int:
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


def content(graph: nx.MultiDiGraph[str], months: Sequence[str]) -> Json:
    """The network as the page's data: nodes, edges with claims, and pools of sentences, documents, relations and words.

    Nodes and edges are numbered by their place in its lists, which is that of the graph.
    """
    order = tuple(graph.nodes)
    numbers = {iri: number for number, iri in enumerate(order)}
    keys = _keys(order)
    sentences, documents, relations, words = _Pool(), _Pool(), _Pool(), _Pool()
    nodes = [_node(graph.nodes[iri], keys[iri], numbers, months) for iri in order]
    edges = []
    for subject, target, attributes in graph.edges(data=True):
        family = line_of(attributes["relation"], attributes.get("plover"), graph.nodes[target].get("kind", ""))
        relation = (_addressable(attributes["relation"]), attributes["label"], family, bool(attributes.get("symmetric")))
        claims = [_claim(cited, sentences, documents, words, months) for cited in attributes["claims"]]
        edges.append(
            _lean({"s": numbers[subject], "o": numbers[target], "r": relations.number(relation), "c": claims})
            | ({} if attributes.get("modality", "Actual") == "Actual" else {"m": attributes["modality"]})
        )
    return {
        "nodes": nodes,
        "edges": edges,
        "sentences": sentences.values,
        "documents": [
            _lean(dict(zip(("id", "title", "url", "publisher", "date"), row, strict=True))) for row in documents.values
        ],
        "relations": [dict(zip(("name", "label", "family", "symmetric"), row, strict=True)) for row in relations.values],
        "words": words.values,
    }


def _keys(order: Sequence[str]) -> dict[str, str]:
    """What an address calls a node: its IRI without the base that all of them share, so that links survive another base."""
    short = {iri: _addressable(iri.split("/id/", 1)[-1]) for iri in order}
    return short if len(set(short.values())) == len(order) else {iri: iri for iri in order}


def _addressable(name: str) -> str:
    """Half a UTF-16 pair, which no address can carry, is replaced as a browser would."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in name)


def _node(node: Mapping[str, Any], key: str, numbers: Mapping[str, int], months: Sequence[str]) -> Json:
    kind = str(node.get("kind", ""))
    return {"key": key, "label": str(node.get("label") or key), "kind": kind, "look": look_of(kind)} | _lean(
        {
            "also": list(node.get("aliases") or ()),
            "claims": node.get("claims", 0),
            "iso3": node.get("iso3"),
            "org": node.get("org_kind"),
            "of": node.get("of"),
            "place": node.get("place"),
            "when": when(node.get("earliest") or "", node.get("latest") or "", months),
            "about": [numbers[iri] for iri in node.get("mentions") or () if iri in numbers],
        }
    )


def _claim(cited: Cited, sentences: _Pool, documents: _Pool, words: _Pool, months: Sequence[str]) -> Json:
    """One claim; names of places, speakers, modalities and the parties' words are numbers into `words`."""
    source = (cited.document, cited.title, cited.url, cited.publisher, when(cited.published, cited.published, months))
    named = {
        "p": cited.place,
        "t": cited.topic,
        "b": cited.speaker,
        "x": cited.subject_text,
        "y": cited.object_text,
        "w": cited.date_text,
    }
    lean = {name: words.number(text) for name, text in named.items() if text}
    if cited.modality != "Actual":
        lean["m"] = words.number(cited.modality)
    dates = _lean({"a": cited.earliest, "z": cited.latest if cited.latest != cited.earliest else ""})
    said = when(cited.earliest, cited.latest, months)
    dates |= {"v": words.number(said)} if said else {}
    return {"d": documents.number(source), "q": sentences.number(cited.sentence), "f": round(cited.confidence, 2)} | lean | dates


def _lean(value: Json) -> Json:
    """Without what is empty: absent means empty to the reader."""
    return {name: item for name, item in value.items() if item not in ("", None, [], ())}


def when(earliest: str, latest: str, months: Sequence[str]) -> str:
    """Two ISO days in words, at the precision they have: a day, a month, a year, years, or a range; "" when unknown."""
    try:
        first, last = dt.date.fromisoformat(earliest[:10]), dt.date.fromisoformat(latest[:10])
    except ValueError:
        return earliest if earliest == latest else f"{earliest} – {latest}".strip(" –")
    ends_month = (last + dt.timedelta(days=1)).day == 1 if last < dt.date.max else True
    if first == last:
        return _day(first, months)
    if first.day == 1 and ends_month:
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        months_of = [f"{months[day.month - 1]} {day.year}" for day in (first, last)]
        return months_of[0] if months_of[0] == months_of[1] else " – ".join(months_of)
    return f"{_day(first, months)} – {_day(last, months)}"


def _day(day: dt.date, months: Sequence[str]) -> str:
    return f"{day.day} {months[day.month - 1]} {day.year}"


def years(claims: Iterable[Cited]) -> tuple[str, str]:
    """The first and last year that the claims speak of; ("", "") when none is dated."""
    dated = [(cited.earliest[:4], cited.latest[:4]) for cited in claims if cited.earliest and cited.latest]
    return (min(first for first, _ in dated), max(last for _, last in dated)) if dated else ("", "")
