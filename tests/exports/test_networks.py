"""GEXF, Neo4j, Kumu and FollowTheMoney: what each tool asks of a file, and the dates of what is drawn."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg import exports
from kg.exports._network import actual, everything, flat
from kg.graph import EVERY, network
from kg.rdf.store import Store
from kg.selection import Selection, select
from tests.rdf.sample import ANNA, BERT, CITY, ENTITIES, FIRST, claim, reading
from tests.rdf.test_formats import HOSTILE, store

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def graph() -> Store:
    return store()


def written(graph: Store, name: str, folder: Path, part: object = None) -> Path:
    form = exports.chosen(name)
    assert form
    form.write(graph, folder / name, part)  # type: ignore[arg-type]
    return folder / name


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- GEXF


def test_gexf_is_dynamic_with_dates(graph: Store, tmp_path: Path) -> None:
    root = ElementTree.parse(written(graph, "g.gexf", tmp_path)).getroot()
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    top = root.find(f"{GEXF}graph")
    assert top is not None
    assert (top.get("mode"), top.get("timeformat"), top.get("timerepresentation")) == ("dynamic", "date", "interval")


def test_edges_of_gexf_exist_in_the_days_of_their_claims(graph: Store, tmp_path: Path) -> None:
    root = ElementTree.parse(written(graph, "g.gexf", tmp_path)).getroot()
    found = {}
    for edge in root.iter(f"{GEXF}edge"):
        ends = tuple(edge.attrib[end].rpartition("/id/")[2] for end in ("source", "target"))
        found[(*ends, edge.get("label"))] = [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{GEXF}spell")]
    assert found[ANNA, BERT, "met with"] == [("2019-06-01", "2019-06-30")]
    assert found[ANNA, BERT, "rejected"] == []  # nobody says when: it is there always


def test_days_that_overlap_are_one_spell(tmp_path: Path) -> None:
    import datetime as dt

    from kg.model import Period

    days = [(1, 5), (4, 8), (20, 22)]
    words = ("Anna Arendt", "Anna Arendt, the president", "Anna Arendt, the president of Arland")
    claims = [
        claim(FIRST, text, ANNA, "met_with", BERT, period=Period(dt.date(2019, 6, a), dt.date(2019, 6, b)))
        for text, (a, b) in zip(words, days, strict=True)
    ]
    path = written(store([reading(FIRST, *claims)], ENTITIES), "g.gexf", tmp_path)
    spells = [(s.get("start"), s.get("end")) for s in ElementTree.parse(path).iter(f"{GEXF}spell")]
    assert spells == [("2019-06-01", "2019-06-08"), ("2019-06-20", "2019-06-22")]


def test_gexf_keeps_the_rules_of_its_schema(graph: Store, tmp_path: Path) -> None:
    """What the RelaxNG of gexf.net asks: known types, ids that are one, values for attributes that are declared."""
    root = ElementTree.parse(written(graph, "g.gexf", tmp_path)).getroot()
    for kind in ("node", "edge"):
        declared = {
            attribute.get("id"): attribute.get("type")
            for attributes in root.iter(f"{GEXF}attributes")
            if attributes.get("class") == kind
            for attribute in attributes
        }
        assert set(declared.values()) <= {"string", "long", "double", "boolean"}
        elements = list(root.iter(f"{GEXF}{kind}"))
        assert len({e.get("id") for e in elements}) == len(elements) > 0
        for value in (v for e in elements for v in e.iter(f"{GEXF}attvalue")):
            assert value.get("for") in declared
            if declared[value.get("for")] == "long":
                int(value.attrib["value"])
            if declared[value.get("for")] == "boolean":
                assert value.get("value") in ("true", "false")
    nodes = {node.get("id") for node in root.iter(f"{GEXF}node")}
    assert all({edge.get("source"), edge.get("target")} <= nodes for edge in root.iter(f"{GEXF}edge"))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for s in root.iter(f"{GEXF}spell") for day in s.attrib.values())


# -- Neo4j


def test_neo4j_has_the_header_of_its_import(graph: Store, tmp_path: Path) -> None:
    edges = table(written(graph, "g-neo4j.csv", tmp_path))
    nodes = table(tmp_path / "g-neo4j-nodes.csv")
    assert {":ID", ":LABEL", "aliases:string[]", "earliest:date"} <= nodes[0].keys()
    assert {":START_ID", ":END_ID", ":TYPE", "earliest:date", "confidence:double"} <= edges[0].keys()
    known = {row[":ID"] for row in nodes}
    assert len(known) == len(nodes)
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= known
    assert {row[":TYPE"] for row in edges} >= {"MET_WITH", "REJECTED"}
    assert all(re.fullmatch(r"[A-Z_]+", row[":TYPE"]) for row in edges)
    assert all(row["symmetric:boolean"] in ("true", "false") and float(row["confidence:double"]) for row in edges)
    anna = next(row for row in nodes if row["label"] == "Anna Arendt")
    assert (anna[":LABEL"], anna["aliases:string[]"]) == ("Node;Person", "Arendt;President Arendt")


# -- Kumu


def test_kumu_joins_elements_by_their_labels(graph: Store, tmp_path: Path) -> None:
    data = json.loads(written(graph, "g-kumu.json", tmp_path).read_bytes())
    labels = [element["label"] for element in data["elements"]]
    assert len(set(labels)) == len(labels)
    assert {c[end] for c in data["connections"] for end in ("from", "to")} <= set(labels)
    met = next(c for c in data["connections"] if (c["type"], c["modality"]) == ("met with", "Actual"))
    assert (met["direction"], met["strength"], met["start date"], met["end date"]) == ("mutual", 1, "2019-06-01", "2019-06-30")


def test_two_of_one_name_are_told_apart_in_kumu(tmp_path: Path) -> None:
    import dataclasses

    twins = [dataclasses.replace(e, label="Portville") if e.id in (ANNA, CITY, BERT) else e for e in ENTITIES]
    met = claim(FIRST, "Anna Arendt", ANNA, "met_with", BERT)
    data = json.loads(written(store([reading(FIRST, met)], twins), "kumu.json", tmp_path).read_bytes())
    assert [e["label"] for e in data["elements"]] == ["Portville (Person) (anna-arendt)", "Portville (Person) (bert-brandt)"]


# -- FollowTheMoney


def entities(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_ftm_gives_parties_and_interests_that_join_them(graph: Store, tmp_path: Path) -> None:
    found = {str(e["id"]): e for e in entities(written(graph, "g-ftm.json", tmp_path))}
    kinds = {e["schema"] for e in found.values()}
    assert {"Person", "PublicBody", "Position", "Event", "Article", "Occupancy", "Family", "UnknownLink"} <= kinds
    names = {"holder", "post", "person", "relative", "subject", "object", "proof", "agent", "client", "member", "organization"}
    for entity in found.values():
        for name, values in entity["properties"].items():  # type: ignore[attr-defined]
            assert name not in names or set(values) <= found.keys()


@pytest.mark.parametrize("made", ["sample", "hostile"])
def test_ftm_keeps_to_its_schemata(made: str, tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney checks its entities where it is installed")
    found = [claim(FIRST, "Anna Arendt", ANNA, "rejected", BERT, topic=text, object_text=text) for text in HOSTILE]
    graph = store() if made == "sample" else store([reading(FIRST, *found)], ENTITIES)
    for entity in entities(written(graph, "g-ftm.json", tmp_path)):
        proxy = ftm.EntityProxy.from_dict(entity)
        given: dict[str, list[str]] = entity["properties"]  # type: ignore[assignment]
        assert not set(proxy.schema.required) - given.keys()
        for name, values in given.items():
            known = proxy.schema.get(name)
            assert known is not None
            assert not known.stub
            if known.type.name in ("date", "country", "url", "entity"):
                assert [known.type.clean(value) for value in values] == values


def test_ftm_knows_countries_by_two_letters(tmp_path: Path) -> None:
    import dataclasses

    renamed = [dataclasses.replace(e, iso3="NOR") if e.iso3 == "ARL" else e for e in ENTITIES]
    path = written(store(None, renamed), "g-ftm.json", tmp_path)
    states = {e["properties"]["name"][0]: e["properties"].get("country") for e in entities(path) if e["schema"] == "PublicBody"}  # type: ignore
    assert states == {"Arland": ["no"], "Beland": ["be"]}


# -- a part


def test_a_part_is_written_and_nothing_else(graph: Store, tmp_path: Path) -> None:
    part = select(network(graph, modalities=EVERY), Selection(relations=("met_with",))).graph
    whole, some = everything(graph), everything(graph, part)
    assert 0 < some.number_of_edges() < whole.number_of_edges()
    assert {edge["relation"] for *_, edge in some.edges(data=True)} == {"met_with"}
    assert {edge["modality"] for *_, edge in actual(graph, part).edges(data=True)} == {"Actual"}
    found = nx.read_gexf(written(graph, "g.gexf", tmp_path, part))
    assert set(found.nodes) == set(flat(actual(graph, part)).nodes)
    assert {row["relation_name"] for row in table(written(graph, "g.csv", tmp_path, part))} == {"met_with"}
