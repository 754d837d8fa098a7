"""The store: made, opened, added to, taken from, copied."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.rdf.store import Rows, Store
from tests.rdf.sample import ENTITIES, VOCABULARY, readings
from tests.rdf.test_formats import store


def _labels(made: Store) -> set[str]:
    rows = made.query("SELECT ?l { GRAPH graph:entities { ?x rdfs:label ?l } }")
    assert isinstance(rows, Rows)
    return {label.value for (label,) in rows if label}


def test_a_store_on_disk_holds_what_one_in_memory_holds(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "store")
    made.add(readings(), ENTITIES, VOCABULARY)
    made.derive()
    written = made.serialize("trig")
    assert written == store().serialize("trig")
    del made
    for path in (tmp_path, tmp_path / "store"):
        opened = Store.open(path)
        assert opened.serialize("trig") == written
        assert opened.query("ASK { person:anna-arendt kg:met_with person:bert-brandt }") is True
        assert len(opened.dataset()) == len(store())


@pytest.mark.parametrize("fmt", ["trig", "ttl", "nt", "nq", "rdf", "jsonld"])
def test_any_file_of_rdf_can_be_opened(tmp_path: Path, fmt: str) -> None:
    file = tmp_path / f"graph.{fmt}"
    store().dump(file, fmt)
    assert Store.open(file).query("ASK { person:anna-arendt kg:met_with person:bert-brandt }") is True


def test_an_output_folder_without_its_store_is_read_from_its_file(tmp_path: Path) -> None:
    store().dump(tmp_path / "graph.trig", "trig")
    assert Store.open(tmp_path).serialize("trig") == store().serialize("trig")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent", None, r"absent: there is no graph here: `kg build SOURCE -o .*absent` makes one"),
        ("absent.ttl", None, r"absent\.ttl: there is no graph here: name a folder"),
        ("bad.ttl", b"this is no Turtle", r"bad\.ttl: cannot be read as RDF: .*line 1"),
        ("bad.docx", b"PK", r"bad\.docx: not known as a file of RDF by its ending"),
        ("cut.trig", b"@prefix a: <http://a/> . a:g { a:b a:c", r"cut\.trig: cannot be read as RDF"),
        ("binary.nq", bytes(range(256)), r"binary\.nq: cannot be read as RDF"),
    ],
)
def test_what_cannot_be_opened_is_one_line(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no built graph: `kg build SOURCE"):
        Store.open(tmp_path)


def test_a_broken_store_says_how_to_make_it_anew(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-000099\n")
    with pytest.raises(StoreError, match="`kg build` makes it anew"):
        Store.open(tmp_path)


def test_a_new_store_needs_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not empty"):
        Store.create(tmp_path)
    with pytest.raises(StoreError, match="no store can be made here"):
        Store.create(tmp_path / "letter.txt")


@pytest.mark.parametrize(
    "base", ["", "example", "https://example.org/kg", "https://example.org/a b/", "urn:kg/", 'https://e.org/">/']
)
def test_a_base_is_an_address_that_ends_in_a_slash(base: str) -> None:
    with pytest.raises(StoreError, match="IRI|slash"):
        Store.create(None, base)


def test_adding_a_document_again_changes_nothing() -> None:
    made = store()
    before = made.serialize("trig")
    made.add(readings(), ENTITIES, VOCABULARY)
    made.derive()
    assert made.serialize("trig") == before


def test_adding_one_by_one_gives_the_same_as_all_at_once() -> None:
    made = Store.create()
    for one in readings():
        made.add([one], ENTITIES, VOCABULARY)
    made.derive()
    assert made.serialize("trig") == store().serialize("trig")


def test_an_entity_described_anew_loses_its_old_description() -> None:
    made = store()
    made.add([], [dataclasses.replace(ENTITIES[0], label="Anna B. Arendt", aliases=())], VOCABULARY)
    assert "Anna B. Arendt" in _labels(made)
    assert "Anna Arendt" not in _labels(made)


def test_a_copy_is_the_same_on_disk(tmp_path: Path) -> None:
    made = store()
    made.copy(tmp_path / "store")
    assert Store.open(tmp_path).serialize("nq") == made.serialize("nq")


def test_asking_needs_neither_rdflib_nor_shacl() -> None:
    heavy = ("rdflib", "pyshacl", "oxrdflib", "networkx")
    program = f"import sys, kg.rdf.store, kg.rdf.queries; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
