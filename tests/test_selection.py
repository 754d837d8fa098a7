"""Parts of a network made by hand: whole claims, the right ones, and in the same order as the whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph import Cited
from kg.selection import Picked, Selection, days, select

# relation, modality and symmetry, then (id, first day, last day, title, address) of each claim
EDGES = (
    ("ada", "met_with", "ben", "Actual", True, (("c1", "2018-06-12", "2018-06-12", "Quay News", "https://quay.example/1"),)),
    ("ada", "rejected", "cyd", "Actual", False, (("c2", "", "", "Ósló Daily", ""), ("c3", "2019-01-01", "2019-12-31", "", "u"))),
    ("ben", "represents", "nld", "Actual", False, (("c4", "", "", "Quay News", ""),)),
    ("cyd", "met_with", "dag", "Denied", True, (("c5", "2020-02-01", "2020-02-29", "Quay News", ""),)),
    ("dag", "met_with", "eve", "Actual", True, (("c6", "1950-01-01", "1953-12-31", "", ""),)),
)


def cited(claim: str, earliest: str, latest: str, title: str, url: str) -> Cited:
    empty = {field.name: "" for field in fields(Cited)} | {"start": 0, "end": 1, "confidence": 0.5}
    own = {"claim": claim, "earliest": earliest, "latest": latest, "title": title, "url": url, "quote": claim}
    return Cited(**(empty | own))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(["ada", "ben", "cyd", "dag", "eve", "nld"], claims=9)
    for subject, relation, target, modality, symmetric, claims in EDGES:
        said = {"relation": relation, "label": relation.replace("_", " "), "symmetric": symmetric, "modality": modality}
        made.add_edge(subject, target, key=f"{relation}/{modality}", claims=tuple(cited(*c) for c in claims), **said)
    return made


def claims_of(graph: nx.MultiDiGraph[str]) -> str:
    return " ".join(sorted(c.claim for _, _, claims in graph.edges(data="claims") for c in claims))


def day(text: str, last: bool = False) -> dt.date:
    return days(text)[last]


@pytest.mark.parametrize(
    ("wanted", "claims", "undated"),
    [
        (Selection(), "c1 c2 c3 c4 c5 c6", 0),
        (Selection(around=("ada",)), "c1 c2 c3", 0),
        (Selection(around=("ada",), hops=0), "", 0),
        (Selection(around=("ada",), hops=2), "c1 c2 c3 c4 c5", 0),
        (Selection(around=("cyd",)), "c2 c3 c5", 0),
        (Selection(around=("ada",), hops=9), "c1 c2 c3 c4 c5", 0),  # what was denied leads to its end and no farther
        (Selection(around=()), "", 0),
        (Selection(since=day("2018"), until=day("2018", True)), "c1", 2),
        (Selection(since=day("2018"), undated=True), "c1 c2 c3 c4 c5", 0),
        (Selection(since=day("2019-07"), until=day("2019-07", True)), "c3", 2),
        (Selection(until=day("1952", True)), "c6", 2),
        (Selection(around=("ada",), since=day("2018")), "c1 c3", 1),
        (Selection(relations=("met_with",)), "c1 c5 c6", 0),
        (Selection(relations=("Met with", "rejected")), "c1 c2 c3 c5 c6", 0),
        (Selection(source="quay news"), "c1 c4 c5", 0),
        (Selection(source="oslo"), "c2", 0),
        (Selection(source="quay.example"), "c1", 0),
        (Selection(picked=Picked(frozenset({("ben", "met_with", "ada")}), frozenset())), "c1", 0),
        (Selection(picked=Picked(frozenset({("cyd", "rejected", "ada")}), frozenset())), "", 0),
        (Selection(picked=Picked(frozenset({("ada", "rejected", "cyd")}), frozenset({"c4"}))), "c2 c3 c4", 0),
    ],
)
def test_a_part_has_the_claims_that_were_asked_for(
    graph: nx.MultiDiGraph[str], wanted: Selection, claims: str, undated: int
) -> None:
    part = select(graph, wanted)
    assert (claims_of(part.graph), part.undated) == (claims, undated)
    assert not list(nx.isolates(part.graph))
    assert list(part.graph) == [node for node in graph if node in part.graph]
    for node in part.graph:
        beside = [*part.graph.in_edges(node, data="claims"), *part.graph.out_edges(node, data="claims")]
        assert part.graph.nodes[node]["claims"] == sum(len(found) for *_, found in beside)


def test_the_whole_stays_as_it_was(graph: nx.MultiDiGraph[str]) -> None:
    select(graph, Selection(source="quay"))
    assert claims_of(graph) == "c1 c2 c3 c4 c5 c6"
    assert {node["claims"] for _, node in graph.nodes(data=True)} == {9}


@pytest.mark.parametrize(
    ("name", "cure"), [("rejcted", "did you mean rejected"), ("ate", "it has met_with, rejected, represents")]
)
def test_an_unknown_relation_is_named_with_the_cure(graph: nx.MultiDiGraph[str], name: str, cure: str) -> None:
    with pytest.raises(QueryError, match=f"no relation '{name}': {cure}"):
        select(graph, Selection(relations=(name,)))


@pytest.mark.parametrize("text", ["", "18", "2018-13", "2018-02-30", "2018-6", "June 2018", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="is no date: give a year, a month or a day"):
        days(text)


@given(st.dates())
def test_a_day_lies_in_its_month_and_its_year(date: dt.date) -> None:
    whole = date.isoformat()
    assert days(whole) == (date, date)
    for text in (whole[:7], whole[:4]):
        first, last = days(text)
        assert first <= date <= last
        assert (first.day, (last + dt.timedelta(days=1)).day if last < dt.date.max else 1) == (1, 1)
