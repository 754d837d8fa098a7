"""Exports: each format is found, written, and read back by a tool of its kind."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib

from kg import exports
from kg.errors import ExportError
from kg.exports._network import everything, flat
from kg.model import Document, Modality
from kg.rdf.store import Store
from tests.rdf.sample import ANNA, BERT, ENTITIES, claim, reading
from tests.rdf.test_formats import HOSTILE, store

RDF = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads", ".jsonld": "json-ld", ".rdf": "xml"}
NETWORK = (".graphml", ".gexf", ".csv", ".json")


@pytest.fixture(scope="module")
def graph() -> Store:
    return store()


@pytest.fixture(scope="module")
def hostile() -> Store:
    found = []
    for text in HOSTILE:
        document = Document(title=text, text=f"{text} end", publisher=text)
        found.append(reading(document, claim(document, document.text, ANNA, "rejected", BERT, topic=text, object_text=text)))
    return store(found, ENTITIES)


def _write(graph: Store, suffix: str, folder: Path) -> Path:
    path = folder / f"graph{suffix}"
    exports.formats()[suffix].write(graph, path)
    return path


def test_all_formats_are_found_with_their_help() -> None:
    found = exports.formats()
    assert set(found) == {*RDF, *NETWORK}
    assert list(found) == sorted(found)
    assert all(form.HELP for form in found.values())


@pytest.mark.parametrize("suffix", sorted(RDF))
def test_rdf_is_read_by_rdflib(graph: Store, suffix: str, tmp_path: Path) -> None:
    parsed = rdflib.Dataset(default_union=True)
    parsed.parse(_write(graph, suffix, tmp_path), format=RDF[suffix])
    assert len(set(parsed.triples((None, None, None)))) == len(graph.memory())


@pytest.mark.parametrize("suffix", [*RDF, *NETWORK])
def test_the_same_graph_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    first = _write(store(), suffix, tmp_path).read_bytes()
    assert _write(store(), suffix, tmp_path).read_bytes() == first
    assert len(first) > 100


def test_the_seed_of_hashing_does_not_show_in_the_network(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg import exports; from tests.rdf.test_formats import store\n"
        f"for suffix in {NETWORK}: exports.formats()[suffix].write(store(), Path(sys.argv[1]) / f'graph{{suffix}}')"
    )
    written = []
    for seed in ("0", "99"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run([sys.executable, "-c", program, str(folder)], env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_networks_are_read_by_networkx(graph: Store, suffix: str, read: object, tmp_path: Path) -> None:
    found = read(_write(graph, suffix, tmp_path))  # type: ignore[operator]
    expected = flat(graph)
    assert set(found.nodes) == set(expected.nodes)
    assert found.number_of_edges() == expected.number_of_edges() > 0
    labels = {attributes["label"] for _, attributes in found.nodes(data=True)}
    assert "Anna Arendt" in labels
    quotes = {attributes["quotes"] for *_, attributes in found.edges(data=True)}
    assert "Arendt rejected the plan of Brandt" in quotes


def test_networks_for_pictures_hold_only_what_is_real(graph: Store) -> None:
    assert {attributes["modality"] for *_, attributes in flat(graph).edges(data=True)} == {"Actual"}
    assert {attributes["modality"] for *_, attributes in everything(graph).edges(data=True)} == {"Actual", "Intended", "Alleged"}


def test_csv_has_a_row_for_each_claim_and_the_nodes_beside(graph: Store, tmp_path: Path) -> None:
    path = _write(graph, ".csv", tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = next(row for row in rows if row["relation_name"] == "rejected")
    assert (said["source"], said["target"], said["topic"]) == ("Anna Arendt", "Bert Brandt", "plan")
    assert said["quote"] == "Arendt rejected the plan of Brandt"
    assert {row["modality"] for row in rows} <= set(Modality)
    with (tmp_path / "graph-nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["iri"]: row for row in csv.DictReader(file)}
    assert {row["source_iri"] for row in rows} | {row["target_iri"] for row in rows} <= nodes.keys()
    assert nodes[said["source_iri"]]["aliases"] == "Arendt | President Arendt"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\t=1", "=cmd|' /C calc'!A0"])
def test_csv_runs_nothing_in_a_spreadsheet(cell: str, tmp_path: Path) -> None:
    document = Document(title=cell, text=f"{cell} end")
    made = store([reading(document, claim(document, document.text, ANNA, "rejected", BERT, topic=cell))])
    with _write(made, ".csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["topic"] for row in rows} == {f"'{cell}"}
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@", "\t"))]


def test_json_is_a_network_with_all_claims(graph: Store, tmp_path: Path) -> None:
    data = json.loads(_write(graph, ".json", tmp_path).read_bytes())
    found = nx.node_link_graph(data, edges="edges")
    assert set(found.nodes) == set(everything(graph).nodes)
    assert found.number_of_edges() == everything(graph).number_of_edges()
    assert all(attributes["claims"][0]["quote"] for *_, attributes in found.edges(data=True))


@pytest.mark.parametrize("suffix", NETWORK)
def test_hostile_text_breaks_no_network(hostile: Store, suffix: str, tmp_path: Path) -> None:
    path = _write(hostile, suffix, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "x" * 1000 in text
    if suffix in (".graphml", ".gexf"):
        assert "alert(1)" in "".join(ElementTree.parse(path).getroot().itertext()) + "".join(
            element.get("value", "") for element in ElementTree.parse(path).iter()
        )


@pytest.mark.parametrize("suffix", [*RDF, *NETWORK])
def test_a_place_that_cannot_be_written_is_one_line(graph: Store, suffix: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="missing") as caught:
        exports.formats()[suffix].write(graph, tmp_path / "missing" / f"graph{suffix}")
    assert "\n" not in str(caught.value)
