"""Files: the same content gives the same bytes, and rdflib, Oxigraph and Raptor all read back what was put in."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.model import Document, Entity, Kind, Reading
from kg.rdf import sorting
from kg.rdf.formats import DATASETS, GRAPHS
from kg.rdf.store import Store
from tests.rdf import strategies
from tests.rdf.sample import ANNA, BERT, ENTITIES, VOCABULARY, claim, reading, readings

HOSTILE = (
    'quotes " and \'\'\' and """ and \\ and \\" at the end \\',
    "control \x00 \x07 \x1b \x7f \x85 and \u2028 and \u2029 lines",
    "lone \ud800 surrogate",
    "not \ufffe nor \uffff characters",
    "\u202eturned\u2066 around \u200f",
    "one\r\ntwo\rthree\n\nfour\ttab",
    "<script>alert(1)</script> & <!-- ]]> -->",
    "} . <http://evil> <http://evil> <http://evil> .",
    "\U0001f54a 김정은 Ø é e\u0301",
    "x" * 100_000,
    "",
)
RAPPER = {"trig": "trig", "nq": "nquads", "ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}
RDFLIB = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld", "ttl": "turtle", "nt": "nt", "rdf": "xml"}


def store(found: list[Reading] | None = None, entities: tuple[Entity, ...] = ENTITIES, base: str | None = None) -> Store:
    made = Store.create(None, base) if base else Store.create()
    made.add(readings() if found is None else found, entities, VOCABULARY)
    made.derive()
    return made


@pytest.fixture(scope="module")
def hostile() -> Store:
    """Every text field of the model carries hostile text."""
    found = []
    for number, text in enumerate(HOSTILE):
        document = Document(
            title=text, text=f"{text} said {number}", url="https://example.org/" + "x" * number, publisher=text, author=text
        )
        whole = (0, len(document.text))
        said = claim(document, document.text, ANNA, "met_with", BERT, topic=text, rule=text, reason=text, subject_text=text)
        assert (said.evidence[0].start, said.evidence[0].end) == whole
        found.append(reading(document, said, claim(document, "said", f"person/{text}", "rejected", BERT)))
    named = tuple(Entity(f"person/{text}", Kind.PERSON, text or "x", aliases=(f"{text}!",), org_kind=text) for text in HOSTILE)
    return store(found, (*ENTITIES, *named))


def _quads(content: bytes, fmt: str) -> set[ox.Quad]:
    formats = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
    formats |= {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
    return set(ox.parse(content, format=formats[fmt]))


def _union(quads: set[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


@pytest.mark.parametrize("fmt", DATASETS + GRAPHS)
def test_the_order_of_putting_in_does_not_show(fmt: str) -> None:
    written = {
        store(list(found), entities).serialize(fmt)
        for found in itertools.permutations(readings())
        for entities in (ENTITIES, ENTITIES[::-1])
    }
    assert len(written) == 1


def digests() -> dict[str, str]:
    """The SHA-256 of every format of the sample."""
    made = store()
    return {fmt: hashlib.sha256(made.serialize(fmt)).hexdigest() for fmt in DATASETS + GRAPHS}


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_seed_of_hashing_and_the_locale_do_not_show(seed: str) -> None:
    program = "import json; from tests.rdf.test_formats import digests; print(json.dumps(digests()))"
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == digests()


@pytest.mark.parametrize("fmt", DATASETS)
def test_datasets_lose_nothing_even_of_hostile_text(hostile: Store, fmt: str) -> None:
    assert _quads(hostile.serialize(fmt), fmt) == set(hostile._store)


@pytest.mark.parametrize("fmt", GRAPHS)
def test_graphs_hold_every_triple_even_of_hostile_text(hostile: Store, fmt: str) -> None:
    assert _union(_quads(hostile.serialize(fmt), fmt)) == _union(set(hostile._store))


@pytest.mark.parametrize("fmt", DATASETS + GRAPHS)
def test_rdflib_reads_the_same(hostile: Store, fmt: str) -> None:
    def triples(graph: rdflib.Graph | rdflib.Dataset) -> set[tuple[str, str, str]]:
        return {(str(s), str(p), str(o)) for s, p, o, *_ in (graph.quads() if isinstance(graph, rdflib.Dataset) else graph)}

    parsed = rdflib.Dataset() if fmt in DATASETS else rdflib.Graph()
    parsed.parse(data=hostile.serialize(fmt), format=RDFLIB[fmt])
    assert triples(parsed) == triples(hostile.memory())


@pytest.mark.skipif(not shutil.which("rapper"), reason="raptor2-utils is not installed")
@pytest.mark.parametrize("fmt", sorted(RAPPER))
def test_raptor_reads_it(hostile: Store, fmt: str, tmp_path: Path) -> None:
    file = tmp_path / f"graph.{fmt}"
    hostile.dump(file, fmt)
    done = subprocess.run(["rapper", "-q", "-c", "-i", RAPPER[fmt], str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(strategies.readings())
def test_any_reading_survives_the_pleasant_files(found: Reading) -> None:
    made = Store.create()
    made._store.extend(store([found], ())._store)
    assert _quads(made.serialize("trig"), "trig") == set(made._store)
    assert _union(_quads(made.serialize("ttl"), "ttl")) == _union(set(made._store))


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(strategies.readings(), st.integers(min_value=300, max_value=3000))
def test_what_is_sorted_on_disk_is_what_is_sorted_in_memory(found: Reading, run: int) -> None:
    made = store([*readings(), found])
    whole = {fmt: made.serialize(fmt) for fmt in DATASETS + GRAPHS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "RUN", run)
        assert {fmt: made.serialize(fmt) for fmt in DATASETS + GRAPHS} == whole


def test_plain_files_are_the_sorted_lines(hostile: Store) -> None:
    """The plainest way to write them, in memory and at once."""
    quads = [(getattr(quad.graph_name, "value", ""), str(quad.triple), quad) for quad in hostile._store]
    lines = {(name, _line(ox.serialize([quad], format=ox.RdfFormat.N_QUADS))) for name, _, quad in quads}
    assert hostile.serialize("nq").decode() == "".join(line for _, line in sorted(lines))
    triples = {_line(ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)) for *_, quad in quads}
    assert hostile.serialize("nt").decode() == "".join(sorted(triples))


def _line(written: bytes | None) -> str:
    return (written or b"").decode()


def test_graphs_named_by_blank_nodes_are_kept_apart() -> None:
    made = Store.create()
    one, other = (ox.NamedNode(f"https://example.org/{name}") for name in ("one", "other"))
    made._store.extend([ox.Quad(one, one, one), ox.Quad(other, other, other, ox.BlankNode("g"))])
    for fmt in ("nq", "trig"):
        assert _quads(made.serialize(fmt), fmt) == set(made._store)


def test_another_base_is_written_and_found_again(tmp_path: Path) -> None:
    other = store(base="https://example.org/kg/")
    other.dump(tmp_path / "graph.trig", "trig")
    again = Store.open(tmp_path / "graph.trig")
    assert again.base == "https://example.org/kg/"
    assert b"w3id.org/kg-diplomacy/id/" not in (tmp_path / "graph.trig").read_bytes()
    assert again.serialize("trig") == other.serialize("trig")


def test_an_empty_store_can_be_written() -> None:
    for fmt in DATASETS + GRAPHS:
        assert _quads(Store.create().serialize(fmt), fmt) == set()


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ExportError, match="n3: no such format: take one of ttl, nt, rdf, trig, nq, jsonld"):
        Store.create().serialize("n3")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="missing"):
        store().dump(tmp_path / "missing" / "graph.ttl", "ttl")
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(ExportError, match=r"graph\.ttl"):
        store().dump(tmp_path / "graph.ttl", "ttl")
    assert [p.name for p in tmp_path.iterdir()] == ["graph.ttl"]


def test_lone_surrogates_become_replacement_characters() -> None:
    odd = dataclasses.replace(ENTITIES[0], label="Anna \ud800 Arendt")
    assert "Anna \ufffd Arendt" in store([], (odd,)).serialize("ttl").decode()
