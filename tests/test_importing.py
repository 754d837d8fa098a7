"""`kg.importing`: what was exported comes back without loss, event data conforms, bad files cost only themselves."""

from __future__ import annotations

import gzip
import importlib.util
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg import exports, folder
from kg.errors import SourceError, StoreError
from kg.importing import Imported, load
from kg.imports._events import Silence
from kg.model import Document
from kg.rdf import shapes
from kg.rdf.store import Rows, Store
from kg.readers.problem import Problem
from tests.rdf.sample import ANNA, BERT, ENTITIES, FIRST, claim, reading
from tests.rdf.test_formats import HOSTILE, store

ROOT = Path(__file__).resolve().parents[1]
RDF = (".trig", ".nq", ".jsonld", ".ttl", ".nt", ".rdf")


class Told(Silence):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def problem(self, problem: Problem) -> None:
        self.lines.append(str(problem))


@pytest.fixture(scope="module")
def gdelt() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gdelt", ROOT / "benchmarks" / "gdelt.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(graph: Store, path: Path) -> Path:
    exports.formats()[path.suffix].write(graph, path)
    return path


def rows(graph: Store, query: str) -> list[tuple[str, ...]]:
    answer = graph.query(query)
    assert isinstance(answer, Rows)
    return [tuple(term.value if term else "" for term in row) for row in answer]


# -- RDF


@pytest.mark.parametrize("suffix", RDF)
def test_every_form_of_rdf_comes_back_without_loss(suffix: str, tmp_path: Path) -> None:
    path = written(store(), tmp_path / f"graph{suffix}")
    load([path], tmp_path / "out")
    assert (tmp_path / "out" / folder.TRIG).read_bytes() == written(store(), tmp_path / "first.trig").read_bytes()
    assert len(Store.open(tmp_path / "out")) == len(store())


def test_the_main_job_comes_back_byte_for_byte(sample_output: Path, tmp_path: Path) -> None:
    for suffix in (".trig", ".ttl"):
        load([sample_output / f"graph{suffix}"], tmp_path / suffix)
        for name in (folder.TRIG, folder.TURTLE, folder.PAGE):
            assert (tmp_path / suffix / name).read_bytes() == (sample_output / name).read_bytes()


def test_hostile_texts_come_back(tmp_path: Path) -> None:
    found = []
    for text in HOSTILE:
        document = Document(title=text, text=f"{text} end", publisher=text)
        found.append(reading(document, claim(document, document.text, ANNA, "rejected", BERT, topic=text, object_text=text)))
    first = written(store(found), tmp_path / "graph.trig")
    load([first], tmp_path / "out")
    assert (tmp_path / "out" / folder.TRIG).read_bytes() == first.read_bytes()


def test_another_base_is_kept(tmp_path: Path) -> None:
    first = written(store(base="https://example.org/kg/"), tmp_path / "graph.trig")
    load([first], tmp_path / "out")
    assert (tmp_path / "out" / folder.TRIG).read_bytes() == first.read_bytes()
    with pytest.raises(SourceError, match=r"https://example\.org/kg/.*name another -o"):
        load([written(store(), tmp_path / "ours.trig")], tmp_path / "out")


def test_documents_are_replaced_exactly_and_others_stay(tmp_path: Path) -> None:
    load([written(store(), tmp_path / "all.trig")], tmp_path / "out")
    less = [reading(FIRST, claim(FIRST, "Anna Arendt, the president", ANNA, "consulted", BERT))]
    load([written(store(less), tmp_path / "less.trig")], tmp_path / "out")
    found = Store.open(tmp_path / "out")
    mine = f"?c kg:evidence/prov:wasQuotedFrom <https://w3id.org/kg-diplomacy/id/{FIRST.id}> ; rdf:predicate/rdfs:label ?r"
    assert rows(found, f"SELECT ?r {{ {mine} }}") == [("consulted",)]
    assert len(found.documents()) == 3
    met = "ASK { GRAPH graph:facts { ?a kg:met_with ?b } }"
    assert (store().query(met), found.query(met)) == (True, False)
    assert shapes_of(found) == shapes_of(store())


def shapes_of(graph: Store) -> set[str]:
    """What is wrong with a graph, apart from the invented relations of the sample."""
    return {line.split(" ", 1)[1] for line in shapes.validate(graph).lines}


def test_importing_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    path = written(store(), tmp_path / "all.trig")
    load([path], tmp_path / "out")
    load([path], tmp_path / "out")
    assert (tmp_path / "out" / folder.TRIG).read_bytes() == path.read_bytes()


def test_what_is_known_of_an_entity_by_either_is_kept(tmp_path: Path) -> None:
    import dataclasses

    other = [dataclasses.replace(e, aliases=("Frau Arendt",)) if e.id == ANNA else e for e in ENTITIES]
    for number, graph in enumerate((store(), store(None, tuple(other)))):
        load([written(graph, tmp_path / f"{number}.trig")], tmp_path / "out")
    names = rows(Store.open(tmp_path / "out"), f"SELECT ?n {{ <https://w3id.org/kg-diplomacy/id/{ANNA}> skos:altLabel ?n }}")
    assert {name for (name,) in names} == {"Arendt", "Frau Arendt", "President Arendt"}


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("cut.trig", b"@prefix kg: <https://w3id.org/kg-diplomacy/ontology#> .\n<a> a kg:Docu", "cannot be read as RDF"),
        ("other.ttl", b"<http://e/a> <http://e/b> <http://e/c> .", "holds no kg:Document"),
        ("empty.nq", b"", "holds no kg:Document"),
        ("graph.trig.gz", b"x", "nothing that can be imported ends in .trig.gz"),
        pytest.param(
            *("graph.nt", b'<http://a> <http://b> "' + b"x" * (1 << 24) + b'" .', "it holds a name or a text of more than 16 MB"),
            id="long",
        ),
        ("graph.xlsx", b"x", "nothing that can be imported ends in .xlsx"),
        ("graph", b"x", "nothing that can be imported ends in nothing"),
    ],
)
def test_a_wrong_file_is_one_line_and_changes_nothing(name: str, content: bytes, what: str, tmp_path: Path) -> None:
    load([written(store(), tmp_path / "all.trig")], tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=what) as caught:
        load([tmp_path / name], tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()} == before
    assert len(Store.open(tmp_path / "out")) == len(store())


def test_a_base_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="slash"):
        load([written(store(), tmp_path / "all.trig")], tmp_path / "out", base="https://example.org/kg")
    assert not (tmp_path / "out").exists()


# -- event data


@pytest.fixture(scope="module")
def events(gdelt: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Imported]]:
    place = tmp_path_factory.mktemp("events")
    sample = place / "sample.export.CSV"
    sample.write_text("".join(gdelt.rows(400)), encoding="utf-8")
    yield place, load([sample], place / "out")


def test_event_data_conforms_and_every_edge_is_drawn_as_the_rules_would(events: tuple[Path, Imported]) -> None:
    place, result = events
    assert result.rows == 400
    assert result.rows == result.claims + sum(result.left.values())
    assert 150 < result.claims < 300
    found = Store.open(place / "out")
    assert shapes.validate(found).lines == ()
    facts = "SELECT ?s ?p ?o { GRAPH graph:facts { ?s ?p ?o } }"
    drawn = set(rows(found, facts))
    again = found.copy()
    again.derive()
    assert drawn == set(rows(again, facts))
    assert len(found.documents()) == result.documents


def test_claims_point_at_their_addresses(events: tuple[Path, Imported]) -> None:
    found = rows(Store.open(events[0] / "out"), "SELECT DISTINCT ?u { ?d a kg:Document ; schema:url ?u }")
    assert len(found) > 50
    assert all(url.startswith("https://www.news") for (url,) in found)


def test_the_same_rows_give_the_same_bytes(events: tuple[Path, Imported], gdelt: ModuleType, tmp_path: Path) -> None:
    sample = events[0] / "sample.export.CSV"
    with zipfile.ZipFile(tmp_path / "a.export.CSV.zip", "w") as packed:
        packed.write(sample, "a.export.CSV")
    (tmp_path / "b.tsv.gz").write_bytes(gzip.compress(sample.read_bytes()))
    shuffled = sorted(sample.read_text(encoding="utf-8").splitlines(keepends=True))
    (tmp_path / "c.csv").write_text("".join(reversed(shuffled)), encoding="utf-8")
    for name in ("a.export.CSV.zip", "b.tsv.gz", "c.csv"):
        load([tmp_path / name], tmp_path / "out" / name)
        assert (tmp_path / "out" / name / folder.TRIG).read_bytes() == (events[0] / "out" / folder.TRIG).read_bytes()


def test_events_are_added_to_a_graph_that_is_there(events: tuple[Path, Imported], sample_output: Path, tmp_path: Path) -> None:
    load([sample_output / folder.TRIG], tmp_path / "out")
    before = len(Store.open(tmp_path / "out"))
    load([events[0] / "sample.export.CSV"], tmp_path / "out")
    both = Store.open(tmp_path / "out")
    assert len(both) > before
    assert len(both.documents()) == 1 + events[1].documents
    assert shapes.validate(both).lines == ()
    load([events[0] / "sample.export.CSV"], tmp_path / "out")
    assert len(Store.open(tmp_path / "out")) == len(both)


def test_parts_meet_rows_of_one_source_however_large_the_file(
    events: tuple[Path, Imported], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.imports import _parts

    monkeypatch.setattr(_parts, "_PART", 5_000)
    load([events[0] / "sample.export.CSV"], tmp_path / "out")
    assert (tmp_path / "out" / folder.TRIG).read_bytes() == (events[0] / "out" / folder.TRIG).read_bytes()


def test_wrong_rows_are_told_and_the_others_kept(gdelt: ModuleType, tmp_path: Path) -> None:
    lines = list(gdelt.rows(60))
    lines[2] = lines[2].rsplit("\t", 3)[0] + "\n"
    lines[7] = lines[7].replace("\t2024", "\t20x4", 1)
    cut = "".join(lines)[: -len(lines[-1]) // 2]
    (tmp_path / "day.export.CSV").write_text(cut, encoding="utf-8")
    told = Told()
    result = load([tmp_path / "day.export.CSV"], tmp_path / "out", progress=told)
    assert result.problems == 3
    assert result.rows == 57
    assert [line.partition(": ")[0].rpartition("/")[2] for line in sorted(told.lines)] == [
        *("day.export.CSV:3", "day.export.CSV:60", "day.export.CSV:8"),
    ]
    assert any("58 columns where GDELT 2.0 has 61" in line and "left out" in line for line in told.lines)
    assert any("is no day of the form YYYYMMDD" in line for line in told.lines)


def test_a_packed_file_that_breaks_off_keeps_what_came_before(gdelt: ModuleType, tmp_path: Path) -> None:
    whole = gzip.compress("".join(gdelt.rows(3000)).encode())
    (tmp_path / "cut.tsv.gz").write_bytes(whole[: len(whole) // 2])
    told = Told()
    result = load([tmp_path / "cut.tsv.gz"], tmp_path / "out", progress=told)
    assert result.problems >= 1
    assert 500 < result.rows < 3000
    assert any("cannot be read any further" in line for line in told.lines)


@pytest.mark.parametrize("content", [b"", b"just a text\n", b"\xff\xfe\x00", b"PK\x03\x04 broken"])
def test_nothing_that_is_event_data_is_one_line(content: bytes, tmp_path: Path) -> None:
    for name in ("events.csv", "events.csv.zip", "events.csv.gz"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceError, match="no row could be read") as caught:
            load([tmp_path / name], tmp_path / "out")
        assert "\n" not in str(caught.value)
        assert not (tmp_path / "out").exists()


def test_many_wrong_rows_are_counted(gdelt: ModuleType, tmp_path: Path) -> None:
    lines = list(gdelt.rows(5)) + [f"{n}\t20240101\tx\ty\tz\tz\tz\n" for n in range(100)]
    (tmp_path / "day.csv").write_text("".join(lines), encoding="utf-8")
    told = Told()
    assert load([tmp_path / "day.csv"], tmp_path / "out", progress=told).problems == 100
    assert len(told.lines) == 21
    assert "80 more rows are wrong" in told.lines[-1]
