"""The network read back from a store: one edge a relation, all its claims behind it, in one order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import networkx as nx
import pytest

from kg.errors import QueryError
from kg.graph import network
from kg.model import Claim, Document, Entity, Evidence, Kind, Mention, Modality, Period, Reading, Statement, StatementKind
from kg.rdf.store import BASE, Store
from kg.vocabulary import Relation, Vocabulary

ADA, BEN, CYD, NORLAND, CITY = "person/ada-alm", "person/ben-birk", "person/cyd-cole", "state/NLD", "place/quay"
SUMMIT = "summit/quay-2030"
TEXT = (
    "Ada Alm met Ben Birk in Quay on 12 June 2030. Ben Birk and Ada Alm met again in 2031. Norland rejected a plan of Ada Alm. "
    "Ben Birk may meet Cyd Cole. Ada Alm went to the Quay summit, with Ben Birk. “No letter will be read”, said Cyd Cole."
)
DOCUMENT = Document("Two meetings", TEXT, dt.date(2031, 7, 1), "https://news.example/two", "Quay News")
ENTITIES = (
    Entity(ADA, Kind.PERSON, "Ada Alm", aliases=("Alm", "President Alm")),
    Entity(BEN, Kind.PERSON, "Ben Birk"),
    Entity(CYD, Kind.PERSON, "Cyd Cole"),
    Entity(NORLAND, Kind.STATE, "Norland", iso3="NLD"),
    Entity(CITY, Kind.PLACE, "Quay"),
    Entity(SUMMIT, Kind.SUMMIT, "Quay summit (2030)", participants=(ADA, BEN), place=CITY),
    Entity("person/nobody", Kind.PERSON, "Never related"),
)


def relation(name: str, *, plover: str | None = None, symmetric: bool = False) -> Relation:
    return Relation(
        name=name, label=name.replace("_", " "), comment=f"{name}.", plover=plover, symmetric=symmetric, domain=(), range=()
    )


VOCABULARY = Vocabulary(
    relations={
        each.name: each
        for each in (
            relation("met_with", plover="CONSULT", symmetric=True),
            relation("participated_in"),
            relation("rejected", plover="REJECT"),
            relation("said"),
        )
    },
    lexicons={},
)


def quoted(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(DOCUMENT.id, start, start + len(words), words)


def claim(
    subject: str, name: str, target: str, words: str, modality: Modality = Modality.ACTUAL, period: Period | None = None
) -> Claim:
    return Claim(subject, name, target, modality, (quoted(words),), "one", "other", period=period, confidence=0.75)


DAY = Period(dt.date(2030, 6, 12), dt.date(2030, 6, 12), "12 June 2030")
YEAR = Period(dt.date(2031, 1, 1), dt.date(2031, 12, 31), "2031")
STATEMENT = Statement(
    "No letter will be read",
    StatementKind.DIRECT,
    "said",
    (quoted("“No letter will be read”"),),
    CYD,
    "Cyd Cole",
    mentions=(ADA,),
)
CLAIMS = (
    replace(claim(ADA, "met_with", BEN, "Ada Alm met Ben Birk in Quay on 12 June 2030.", period=DAY), place=CITY),
    replace(claim(BEN, "met_with", ADA, "Ben Birk and Ada Alm met again in 2031.", period=YEAR), asserted_by=CYD),
    replace(claim(NORLAND, "rejected", ADA, "Norland rejected a plan of Ada Alm."), topic="a plan"),
    claim(BEN, "met_with", CYD, "Ben Birk may meet Cyd Cole.", Modality.POSSIBLE),
    claim(ADA, "participated_in", SUMMIT, "Ada Alm went to the Quay summit"),
)


def built(claims: tuple[Claim, ...] = CLAIMS, entities: tuple[Entity, ...] = ENTITIES) -> nx.MultiDiGraph[str]:
    mentions = tuple(Mention(entity.id, 0, 1, "x", "name") for entity in entities)
    store = Store.create(None)
    store.add([Reading(DOCUMENT, entities, mentions, claims, (STATEMENT,))], entities, VOCABULARY)
    store.derive()
    return network(store)


def iri(name: str) -> str:
    return f"{BASE}id/{name}"


def test_nodes_are_what_stands_in_a_relation_with_names_kinds_and_counts() -> None:
    graph = built()
    kinds = {iri(ADA): "Person", iri(BEN): "Person", iri(CYD): "Person", iri(NORLAND): "State", iri(SUMMIT): "Summit"}
    assert {name: node["kind"] for name, node in graph.nodes(data=True)} == kinds | {iri(STATEMENT.id): "Statement"}
    assert graph.nodes[iri(ADA)]["aliases"] == ("Alm", "President Alm")
    assert graph.nodes[iri(ADA)]["claims"] == 4
    assert graph.nodes[iri(NORLAND)]["iso3"] == "NLD"
    assert graph.nodes[iri(SUMMIT)]["place"] == "Quay"
    assert graph.nodes[iri(STATEMENT.id)]["label"] == "No letter will be read"
    assert graph.nodes[iri(STATEMENT.id)]["mentions"] == (iri(ADA),)


def test_a_symmetric_relation_is_one_edge_that_holds_every_occasion() -> None:
    graph = built()
    assert not graph.has_edge(iri(BEN), iri(ADA))
    edge = graph.edges[iri(ADA), iri(BEN), "met_with"]
    assert (edge["label"], edge["symmetric"], edge["plover"], edge["modality"]) == ("met with", True, "CONSULT", "Actual")
    first, second = edge["claims"]
    assert (first.earliest, first.latest, first.place, first.date_text) == ("2030-06-12", "2030-06-12", "Quay", "12 June 2030")
    assert (second.earliest, second.latest, second.speaker) == ("2031-01-01", "2031-12-31", "Cyd Cole")
    assert first.speaker == ""


def test_a_claim_is_cited_by_its_words_their_place_and_their_source() -> None:
    graph = built()
    (cited,) = graph.edges[iri(NORLAND), iri(ADA), "rejected"]["claims"]
    assert cited.quote == cited.sentence == TEXT[cited.start : cited.end] == "Norland rejected a plan of Ada Alm."
    assert (cited.title, cited.url, cited.publisher, cited.published) == (
        "Two meetings",
        "https://news.example/two",
        "Quay News",
        "2031-07-01",
    )
    assert (cited.topic, cited.confidence, cited.subject_text, cited.object_text) == ("a plan", 0.75, "one", "other")


def test_words_of_a_sentence_are_shown_with_the_rest_of_it() -> None:
    (cited,) = built().edges[iri(ADA), iri(SUMMIT), "participated_in"]["claims"]
    assert cited.quote == "Ada Alm went to the Quay summit"
    assert cited.sentence == "Ada Alm went to the Quay summit, with Ben Birk."


def test_every_edge_has_a_sentence_and_every_participant_and_speaker_an_edge() -> None:
    graph = built()
    assert all(cited.quote for _, _, claims in graph.edges(data="claims") for cited in claims)
    assert all(claims for _, _, claims in graph.edges(data="claims"))
    assert graph.edges[iri(BEN), iri(SUMMIT), "participated_in"]["claims"][0].quote == "Ada Alm went to the Quay summit"
    assert graph.edges[iri(CYD), iri(STATEMENT.id), "said"]["claims"][0].quote == "“No letter will be read”"


def test_what_did_not_happen_is_there_only_when_asked_for() -> None:
    store = Store.create(None)
    store.add([Reading(DOCUMENT, ENTITIES, (), CLAIMS, ())], ENTITIES, VOCABULARY)
    assert not network(store).has_node(iri(CYD))
    possible = network(store, modalities=frozenset({"Possible"}))
    assert [key for _, _, key in possible.edges(keys=True)] == ["met_with/Possible"]
    with pytest.raises(QueryError, match="unknown modality 'Maybe': one of Actual"):
        network(store, modalities=frozenset({"Maybe"}))


def test_an_empty_store_is_an_empty_network() -> None:
    assert network(Store.create(None)).number_of_nodes() == 0


def test_the_order_of_what_is_added_does_not_matter() -> None:
    one, other = built(), built(CLAIMS[::-1], ENTITIES[::-1])
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
