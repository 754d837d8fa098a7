"""FollowTheMoney: entities as lines of JSON, for Aleph, OpenAleph and whatever else reads that model.

The schemata and their properties are those of https://followthemoney.tech/explorer/.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.exports import Network
from kg.exports._ftm_things import DOCUMENT, countries, schema, thing
from kg.exports._network import everything
from kg.graph import STATEMENT, Cited
from kg.model import digest
from kg.rdf.files import replace
from kg.rdf.store import Store

SUFFIXES = ("ftm.json", "ftm.jsonl")
HELP = "FollowTheMoney: parties, offices, events, articles and an interest for each claim, a line of JSON each; no statements"

_FAMILY = ("child_of", "parent_of", "sibling_of", "spouse_of")
_LEGAL = frozenset({"Person", "PublicBody", "Organization", "Company", "LegalEntity"})
_BODIES = frozenset({"PublicBody", "Organization", "Company"})


def write(store: Store, path: Path, part: Network | None = None) -> None:
    """Raises ExportError when the place cannot be written."""
    graph = everything(store, part)
    lines = {entity["id"]: entity for entity in _entities(graph)}
    written = (json.dumps(lines[key], ensure_ascii=False, sort_keys=True) for key in sorted(lines))
    replace(path, "".join(f"{line}\n" for line in written).encode())


def _entities(graph: Network) -> Iterator[Mapping[str, Any]]:
    states = {a["label"]: a["iso3"] for _, a in graph.nodes(data=True) if a["iso3"]}
    kinds: dict[str, str] = {}
    for iri, a in graph.nodes(data=True):
        if a["kind"] != STATEMENT:
            kinds[iri] = schema(a)
            country = countries().get(a["iso3"] or states.get(a["of"], ""), "")
            yield _line(iri, kinds[iri], thing(a, country))
    for source, target, a in graph.edges(data=True):
        if source in kinds and target in kinds:
            for cited in a["claims"]:
                yield _line(cited.document, DOCUMENT, _document(cited))
                yield _claim(cited, a, (source, kinds[source]), (target, kinds[target]))


def _claim(cited: Cited, edge: Mapping[str, Any], one: tuple[str, str], other: tuple[str, str]) -> Mapping[str, Any]:
    """The interest that fits best: each has names of its own for its two ends."""
    relation, ends = edge["relation"], (_id(one[0]), _id(other[0]))
    said = _said(cited) | {"role": [edge["label"]]}
    if relation == "holds_position" and (one[1], other[1]) == ("Person", "Position"):
        kind, names, said = "Occupancy", ("holder", "post"), _said(cited)
    elif relation == "represents" and {one[1], other[1]} <= _LEGAL:
        kind, names = "Representation", ("agent", "client")
    elif relation == "member_of" and one[1] in _LEGAL and other[1] in _BODIES:
        kind, names = "Membership", ("member", "organization")
    elif relation in _FAMILY and one[1] == other[1] == "Person":
        kind, names = "Family", ("person", "relative")
        said = {name: value for name, value in _said(cited).items() if name != "status"} | {"relationship": [edge["label"]]}
    else:
        kind, names = "UnknownLink", ("subject", "object")
    properties = said | {name: [end] for name, end in zip(names, ends, strict=True)}
    # an edge that follows from a claim about others has its words, yet is none of its own
    return _line(f"{cited.claim} {relation} {one[0]} {other[0]}", kind, properties)


def _said(cited: Cited) -> dict[str, list[str]]:
    found = {
        "status": cited.modality,
        "startDate": cited.earliest,
        "endDate": cited.latest,
        "date": cited.earliest if cited.earliest == cited.latest else "",
        "summary": cited.quote,
        "recordId": cited.claim,
        "sourceUrl": cited.url,
        "publisher": cited.publisher,
        "proof": _id(cited.document),
    }
    return {name: [value] for name, value in found.items() if value}


def _document(cited: Cited) -> dict[str, list[str]]:
    found = {"title": cited.title, "publishedAt": cited.published, "sourceUrl": cited.url, "publisher": cited.publisher}
    return {name: [value] for name, value in found.items() if value}


def _line(key: str, kind: str, properties: Mapping[str, list[str]]) -> dict[str, Any]:
    return {"id": _id(key), "schema": kind, "properties": dict(properties)}


@cache
def _id(key: str) -> str:
    return f"kg-{digest(key, length=40)}"
