"""The store: made, opened, added to, taken from, copied."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.rdf.store import Rows, Store
from tests.rdf.sample import ANNA, BERT, CARA, ENTITIES, FIRST, SECOND, THIRD, VOCABULARY, readings
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
        ("absent", None, r"absent: not known as a file of RDF"),
        ("absent.ttl", None, r"absent\.ttl: cannot be read as RDF: .*No such file"),
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


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_document_taken_out_leaves_what_the_others_would_have_given(number: int) -> None:
    made = store()
    taken = readings()[number]
    made.remove(taken.document.id)
    rest = [r for i, r in enumerate(readings()) if i != number]
    alone = store(rest)
    for graph in ("facts", "ontology"):
        query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH graph:{graph} {{ ?s ?p ?o }} }}"
        assert list(made.query(query)) == list(alone.query(query))  # type: ignore[arg-type]
    assert made.documents() == alone.documents()
    assert list(made.readings()) == list(alone.readings())


def test_entities_that_nobody_speaks_of_any_more_go() -> None:
    made = store()
    made.remove(FIRST.id)
    # the office and its summit go, the state with them, which no other document names
    assert _labels(made) == {"Anna Arendt", "Bert Brandt", "Cara Cole", "Beland", "Quayside summit (2020)"}
    made.remove(SECOND.id)
    assert _labels(made) == {"Bert Brandt", "Cara Cole", "Beland"}
    made.remove(THIRD.id)
    assert _labels(made) == set()
    assert made.derive() == 0


def test_a_participant_goes_with_the_only_document_that_has_him_there() -> None:
    made = store()
    made.remove(FIRST.id)
    people = {e.id: e.participants for e in made.entities()}
    assert people["summit/quayside-2020"] == (ANNA, CARA)
    assert BERT in people


def test_taking_out_an_unknown_document_is_refused() -> None:
    with pytest.raises(StoreError, match="there is no document document/x in this graph"):
        store().remove("document/x")


def test_a_copy_is_the_same_on_disk(tmp_path: Path) -> None:
    made = store()
    made.copy(tmp_path / "store")
    assert Store.open(tmp_path).serialize("nq") == made.serialize("nq")


def test_asking_needs_neither_rdflib_nor_shacl() -> None:
    heavy = ("rdflib", "pyshacl", "oxrdflib", "networkx")
    program = f"import sys, kg.rdf.store, kg.rdf.queries; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
