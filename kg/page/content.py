"""What the page knows: the network as one JSON value, texts stored once, and the rows of the table that needs no script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
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

    def number(self, value: Any, iri: str = "") -> int:
        """The number of a value; two of one name are told apart by what they are names of."""
        key = (value, iri) if iri else value
        if key not in self._numbers:
            self._numbers[key] = len(self.values)
            self.values.append(value)
        return self._numbers[key]


@dataclass(slots=True)
class _Pools:
    """What the edges refer to; `base` is what ids are written without, `months` their names."""

    base: str
    months: Sequence[str]
    sentences: _Pool = field(default_factory=_Pool)
    documents: _Pool = field(default_factory=_Pool)
    relations: _Pool = field(default_factory=_Pool)
    words: _Pool = field(default_factory=_Pool)
    names: dict[int, str] = field(default_factory=dict)

    def named(self, text: str, iri: str) -> int:
        """The number of a name in words, kept together with the id of who or what it names."""
        number = self.words.number(text, iri)
        if iri:
            self.names[number] = _addressable(self.short(iri))
        return number

    def short(self, iri: str) -> str:
        return iri.removeprefix(self.base) if self.base else iri


def content(graph: nx.MultiDiGraph[str], months: Sequence[str]) -> Json:
    """The network as the page's data: nodes, edges with claims, and pools of sentences, documents, relations and words.

    An edge is one occasion: the claims of one edge of the graph that give the same days and the same place, so that three
    meetings of the same two people are three edges. Nodes are numbered by their place in the graph; edges follow those of the
    graph, the occasions of each by their days. What is absent is empty:

    - edge: `s` `o` nodes, `r` relation, `m` modality when not Actual, `a` `z` first and last ISO day (`z` when another), `v`
      those days in words, `p` place, `c` claims;
    - claim: `i` its id, `d` document, `q` sentence, `f` confidence, `n` first and last code point in the document, `b` speaker,
      `t` topic, `x` `y` the words of the parties, `w` those of the date, `u` the quotation, a number into `sentences`, when the
      sentence is another; `h` 1 when the edge only follows from the claim, `k` 1 when the claim names the parties the other way;
    - `v p b t x y w` are numbers into `words`; `names` has the ids of those that name a speaker or a place.
    `base` is what stands before every key and id, `built` what wrote the page.
    """
    order = tuple(graph.nodes)
    numbers = {iri: number for number, iri in enumerate(order)}
    base, keys = _keys(order)
    pools = _Pools(base, months)
    nodes = [_node(graph.nodes[iri], keys[iri], numbers, months) for iri in order]
    edges: list[Json] = []
    for subject, target, attributes in graph.edges(data=True):
        family = line_of(attributes["relation"], attributes.get("plover"), graph.nodes[target].get("kind", ""))
        relation = (_addressable(attributes["relation"]), attributes["label"], family, bool(attributes.get("symmetric")))
        modality = attributes.get("modality", "Actual")
        ends = {"s": numbers[subject], "o": numbers[target], "r": pools.relations.number(relation)}
        ends |= {} if modality == "Actual" else {"m": modality}
        edges += [ends | occasion for occasion in _occasions(attributes["claims"], pools)]
    names = ("id", "title", "url", "publisher", "date", "day")
    return {
        "base": base,
        "built": _built(),
        "nodes": nodes,
        "edges": edges,
        "sentences": pools.sentences.values,
        "documents": [_lean(dict(zip(names, row, strict=True))) for row in pools.documents.values],
        "relations": [dict(zip(("name", "label", "family", "symmetric"), row, strict=True)) for row in pools.relations.values],
        "words": pools.words.values,
        "names": pools.names,
    }


def _built() -> str:
    """What wrote the page; no clock, so that the same graph gives the same bytes."""
    try:
        return f"kg {metadata.version('kg-diplomacy')}"
    except metadata.PackageNotFoundError:
        return "kg"


def _occasions(claims: Sequence[Cited], pools: _Pools) -> list[Json]:
    """The claims of one edge by days and place, in the order of their first claim; one without any when there are no claims."""
    groups: dict[tuple[str, str, str], list[Cited]] = {}
    for cited in claims:
        groups.setdefault((cited.earliest, cited.latest, cited.place), []).append(cited)
    found = []
    for (first, last, place), among in groups.items():
        said = when(first, last, pools.months)
        words = {"v": pools.words.number(said)} if said else {}
        words |= {"p": pools.named(place, among[0].place_iri)} if place else {}
        days = _lean({"a": first, "z": last if last != first else ""})
        found.append(days | words | {"c": [_claim(cited, pools) for cited in among]})
    return found or [{"c": []}]


def _keys(order: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The base that all IRIs share, and what an address calls each: the IRI without it, so that links survive another base."""
    base = order[0].partition("/id/")[0] + "/id/" if order and "/id/" in order[0] else ""
    if all(iri.startswith(base) for iri in order):
        return _addressable(base), {iri: _addressable(iri[len(base) :]) for iri in order}
    return "", {iri: _addressable(iri) for iri in order}


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
            "a": node.get("earliest"),
            "z": node.get("latest"),
            "about": [numbers[iri] for iri in node.get("mentions") or () if iri in numbers],
        }
    )


def _claim(cited: Cited, pools: _Pools) -> Json:
    """One claim; names of speakers, topics and the parties' words are numbers into `words`."""
    published = when(cited.published, cited.published, pools.months)
    source = (pools.short(cited.document), cited.title, cited.url, cited.publisher, published, cited.published)
    named = {"t": cited.topic, "x": cited.subject_text, "y": cited.object_text, "w": cited.date_text}
    words = {name: pools.words.number(text) for name, text in named.items() if text}
    words |= {"b": pools.named(cited.speaker, cited.speaker_iri)} if cited.speaker else {}
    # A quotation is as the document has it; the sentence around it may be longer, and has no line ends.
    words |= {"u": pools.sentences.number(cited.quote)} if cited.quote != cited.sentence else {}
    marks = {name: 1 for name, said in (("h", cited.inferred), ("k", cited.turned)) if said}
    return (
        {
            "i": pools.short(cited.claim),
            "d": pools.documents.number(source),
            "q": pools.sentences.number(cited.sentence),
            "f": round(cited.confidence, 2),
            "n": [cited.start, cited.end],
        }
        | words
        | marks
    )


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


def years(edges: Iterable[Json]) -> tuple[str, str]:
    """The first and last year that edges of the data speak of; ("", "") when none is dated."""
    dated = [(edge["a"][:4], (edge.get("z") or edge["a"])[:4]) for edge in edges if edge.get("a")]
    return (min(first for first, _ in dated), max(last for _, last in dated)) if dated else ("", "")
