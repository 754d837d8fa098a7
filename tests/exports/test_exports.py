"""Exports: each format is found, written, and read back by a tool of its kind."""

from __future__ import annotations

import csv
import dataclasses
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
from kg.exports._network import actual, everything, flat
from kg.model import Document, Modality
from kg.rdf.store import Store
from tests.rdf.sample import ANNA, BERT, CITY, ENTITIES, SECOND, STATEMENT, claim, evidence, reading
from tests.rdf.test_formats import HOSTILE, store

RDF = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads", ".jsonld": "json-ld", ".rdf": "xml"}
NETWORK = (".graphml", ".gexf", ".csv", ".json")
TOLD = ("statements.csv",)
OTHERS = ("ftm.json", "ftm.jsonl", "kumu.json", "nanopubs.trig", "neo4j.csv", "rdf12.nq", "rdf12.trig", "rdf12.ttl")


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
    path = folder / (f"graph{suffix}" if suffix.startswith(".") else f"graph-{suffix}")
    exports.formats()[suffix].write(graph, path)
    return path


def test_all_formats_are_found_with_their_help() -> None:
    found = exports.formats()
    assert set(found) == {*RDF, *NETWORK, *TOLD, *OTHERS}
    assert list(found) == sorted(found)
    assert all(form.HELP for form in found.values())


@pytest.mark.parametrize("suffix", sorted(RDF))
def test_rdf_is_read_by_rdflib(graph: Store, suffix: str, tmp_path: Path) -> None:
    parsed = rdflib.Dataset(default_union=True)
    parsed.parse(_write(graph, suffix, tmp_path), format=RDF[suffix])
    assert len(set(parsed.triples((None, None, None)))) == len(graph.memory())


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("graph.csv", ".csv"),
        ("statements.csv", "statements.csv"),
        ("Statements.CSV", "statements.csv"),
        ("week-statements.csv", "statements.csv"),
        ("week_statements.csv", "statements.csv"),
        ("week.statements.csv", "statements.csv"),
        ("understatements.csv", ".csv"),
        ("2statements.csv", ".csv"),
        ("statements.csv.json", ".json"),
        ("statements.json", ".json"),
        (".ttl", ".ttl"),
    ],
)
def test_the_longest_ending_that_fits_is_chosen(name: str, suffix: str) -> None:
    assert exports.chosen(name) is exports.formats()[suffix]


@pytest.mark.parametrize("name", ["graph", "graph.xlsx", "ttl", "graph.ttl.gz", "statements", "graph.ttl\n"])
def test_no_format_is_chosen_for_another_name(name: str) -> None:
    assert exports.chosen(name) is None


@pytest.mark.parametrize("suffix", [*RDF, *NETWORK, *TOLD, *OTHERS])
def test_the_same_graph_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    first = _write(store(), suffix, tmp_path).read_bytes()
    assert _write(store(), suffix, tmp_path).read_bytes() == first
    assert len(first) > 100


def test_the_seed_of_hashing_does_not_show_in_the_network(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg import exports; from tests.rdf.test_formats import store\n"
        f"for suffix in {(*NETWORK, *OTHERS)}: exports.formats()[suffix].write(store(), Path(sys.argv[1]) / f'graph-{{suffix}}')"
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
    expected = flat(actual(graph))
    assert set(found.nodes) == set(expected.nodes)
    assert found.number_of_edges() == expected.number_of_edges() > 0
    labels = {attributes["label"] for _, attributes in found.nodes(data=True)}
    assert "Anna Arendt" in labels
    quotes = {attributes["quotes"] for *_, attributes in found.edges(data=True)}
    assert "Arendt rejected the plan of Brandt" in quotes


def test_networks_for_pictures_hold_only_what_is_real(graph: Store) -> None:
    assert {attributes["modality"] for *_, attributes in flat(actual(graph)).edges(data=True)} == {"Actual"}
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


def _sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_statements_have_a_row_each(graph: Store, tmp_path: Path) -> None:
    (row,) = _sheet(_write(graph, "statements.csv", tmp_path))
    assert (row["speaker"], row["speaker_text"], row["cue"], row["act"], row["kind"]) == (
        *("Anna Arendt", "she", "said"),
        *("Neutral", "Direct"),
    )
    assert (row["text"], row["mentions"], row["title"], row["published"]) == (
        *(STATEMENT.text, "Cara Cole"),
        *("Arendt rejects plan", "2020-01-02"),
    )
    assert SECOND.text[int(row["start"]) : int(row["end"])] == STATEMENT.evidence[0].quote
    assert (row["statement"].endswith(STATEMENT.id), row["nested_in"], row["told_by"]) == (True, "", "")


def test_a_statement_in_a_statement_names_it_and_who_told(tmp_path: Path) -> None:
    inner = dataclasses.replace(STATEMENT, cue="hope", nested_in=STATEMENT.id, speaker=BERT, place=CITY, medium="a letter")
    parts = dataclasses.replace(STATEMENT, cue="add", evidence=(evidence(SECOND, "We will"), evidence(SECOND, "Cara")))
    made = store([reading(SECOND, STATEMENT, inner, parts)], ENTITIES)
    rows = {row["cue"]: row for row in _sheet(_write(made, "statements.csv", tmp_path))}
    assert (rows["hope"]["nested_in"], rows["hope"]["told_by"]) == (rows["said"]["statement"], "Anna Arendt")
    assert (rows["hope"]["place"], rows["hope"]["medium"]) == ("Portville", "a letter")
    assert rows["add"]["start"] == f"{SECOND.text.index('We will')} | {SECOND.text.index('Cara')}"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_statement_is_run_in_a_spreadsheet(cell: str, tmp_path: Path) -> None:
    document = dataclasses.replace(SECOND, title=cell)
    told = dataclasses.replace(
        STATEMENT, text=cell, cue=cell, speaker_text=cell, medium=cell, evidence=(evidence(document, "We will meet"),)
    )
    (row,) = _sheet(_write(store([reading(document, told)], ENTITIES), "statements.csv", tmp_path))
    assert {row[name] for name in ("text", "cue", "speaker_text", "medium", "title")} == {f"'{cell}"}
    assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t"))]


def test_a_graph_without_statements_gives_the_columns(tmp_path: Path) -> None:
    path = _write(Store.create(), "statements.csv", tmp_path)
    assert path.read_text(encoding="utf-8").startswith("speaker,speaker_text,cue,act,kind,text,addressee,")


@pytest.mark.parametrize("suffix", [*RDF, *NETWORK, *TOLD, *OTHERS])
def test_a_place_that_cannot_be_written_is_one_line(graph: Store, suffix: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="missing") as caught:
        exports.formats()[suffix].write(graph, tmp_path / "missing" / f"graph-{suffix}")
    assert "\n" not in str(caught.value)
