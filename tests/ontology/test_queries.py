"""The shipped queries: what each answers on the sample, and that rdflib and Oxigraph agree on every one."""

from __future__ import annotations

import pytest
import rdflib

from kg.rdf import queries
from kg.rdf.store import Rows, Store
from tests.rdf.sample import STATEMENT
from tests.rdf.test_formats import store

MET = "Anna Arendt, the president of Arland, met Bert Brandt in Portville in June 2019."
MEETING, REJECTS, FAMILY = "Leaders meet in Portville", "Arendt rejects plan", "Family"
JUNE = ("2019-06-01", "2019-06-30")
NONE = (None, None)
WILL = "We will meet Cara Cole at Quayside"

# query, parameters, rows
ANSWERS: list[tuple[str, dict[str, str], list[tuple[str | None, ...]]]] = [
    (
        "met",
        {},
        [
            ("Anna Arendt", "Bert Brandt", *JUNE, "Portville", MET, MEETING),
            ("Arland", "Beland", *JUNE, "Portville", MET, MEETING),
        ],
    ),
    ("met", {"who": "president arendt"}, [("Anna Arendt", "Bert Brandt", *JUNE, "Portville", MET, MEETING)]),
    ("met", {"who": "Cole"}, []),
    ("rejections", {}, [("Anna Arendt", "Bert Brandt", "plan", *NONE, "Arendt rejected the plan of Brandt", REJECTS)]),
    ("rejections", {"who": "Cole"}, []),
    ("alliances", {"who": "kingdom"}, [("Arland", "allied with", "Beland", *NONE, "Arland is an ally of Beland", MEETING)]),
    ("statements", {"who": "Arendt"}, [("Anna Arendt", STATEMENT.text, "direct", None, "2020-01-02", REJECTS)]),
    (
        "timeline",
        {"one": "brandt", "other": "arendt"},
        [
            (*JUNE, "Anna Arendt", "met with", "Bert Brandt", "actual", None, MET, "2019-07-01", MEETING),
            (
                *(*NONE, "Anna Arendt", "rejected", "Bert Brandt", "actual", "plan"),
                *("Arendt rejected the plan of Brandt", "2020-01-02", REJECTS),
            ),
        ],
    ),
    (
        "summits",
        {},
        [
            *(
                ("Portville summit (2019)", *JUNE, "Portville", who, "took part")
                for who in ("Anna Arendt", "Arland", "Beland", "Bert Brandt")
            ),
            ("Quayside summit (2020)", *NONE, None, "Anna Arendt", "planned"),
            ("Quayside summit (2020)", *NONE, None, "Cara Cole", "planned"),
        ],
    ),
    ("offices", {}, [("Anna Arendt", "President of Arland", "Arland", *NONE, "Anna Arendt, the president of Arland", MEETING)]),
    (
        "alleged",
        {},
        [("Bert Brandt", "allied with", "Beland", REJECTS, *NONE, "Brandt may be an ally of Beland", REJECTS)],
    ),
    (
        "planned",
        {},
        [
            ("Anna Arendt", "met with", "Cara Cole", "intended", *NONE, WILL, REJECTS),
            ("Anna Arendt", "participated in", "Quayside summit (2020)", "intended", *NONE, WILL, REJECTS),
        ],
    ),
    (
        "documents",
        {},
        [
            (None, FAMILY, None, "2", "0"),
            ("2019-07-01", MEETING, "The Portville Post", "4", "0"),
            ("2020-01-02", REJECTS, None, "4", "1"),
        ],
    ),
    (
        "most-connected",
        {},
        [
            ("Beland", "state", "2", "3"),
            ("Anna Arendt", "person", "2", "4"),
            ("Arland", "state", "2", "4"),
            ("Bert Brandt", "person", "2", "5"),
            ("Cara Cole", "person", "2", "3"),
        ],
    ),
]


@pytest.fixture(scope="module")
def graph() -> Store:
    return store()


@pytest.fixture(scope="module")
def plain(graph: Store) -> rdflib.Dataset:
    """The same quads in rdflib's own memory, asked by rdflib's own engine."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=graph.serialize("trig"), format="trig")
    return dataset


def _rows(answer: object) -> list[tuple[str | None, ...]]:
    assert isinstance(answer, Rows)
    return [tuple(term.value if term else None for term in row) for row in answer]


@pytest.mark.parametrize(("name", "parameters", "rows"), ANSWERS, ids=lambda value: str(value)[:30])
def test_answers(graph: Store, name: str, parameters: dict[str, str], rows: list[tuple[str | None, ...]]) -> None:
    assert sorted(_rows(queries.run(graph, name, **parameters)), key=str) == sorted(rows, key=str)


@pytest.mark.parametrize("name", sorted(queries.named()))
def test_rdflib_and_oxigraph_agree(graph: Store, plain: rdflib.Dataset, name: str) -> None:
    query = queries.query(name)
    assert type(plain.store).__module__ == "rdflib.plugins.stores.memory"  # and so asked by rdflib's own engine
    values = [{}, dict.fromkeys(query.parameters, "ar"), dict.fromkeys(query.parameters, 'no "such" name')]
    values += [{parameter: word} for parameter in query.parameters for word in ("a", "Arendt", "BELAND", "summit", "ü\\")]
    for chosen in values:
        text = query.bound(**chosen)
        answer = plain.query(text, initNs=graph.prefixes)
        theirs = [tuple(str(node) if node is not None else None for node in row) for row in answer]  # type: ignore[union-attr]
        assert theirs == _rows(graph.query(text)), text


@pytest.mark.parametrize("name", sorted(queries.named()))
def test_rows_are_for_eyes_and_in_order(graph: Store, name: str) -> None:
    query = queries.query(name)
    assert query.help[0].isupper()
    assert "ORDER BY" in query.text
    rows = graph.query(query.text)
    assert isinstance(rows, Rows)
    found = list(rows)
    assert found, "the sample has no row for this query"
    assert all(term is None or term.kind == "literal" for row in found for term in row)
    assert list(rows) == found


def test_every_parameter_has_help_a_type_and_an_example() -> None:
    for query in queries.named().values():
        assert set(query.parameters) == set(query.types) == set(query.examples)
        assert set(query.types.values()) <= {"text"}
        assert all(query.examples.values()), query.name
        assert not any("such as" in text for text in query.parameters.values())
        assert query.text.count("# parameter") == len(query.parameters)


def test_the_questions_that_were_promised_are_there() -> None:
    wanted = {"met", "rejections", "alliances", "statements", "timeline", "summits", "offices", "most-connected", "alleged"}
    assert wanted <= queries.named().keys()
