"""What an edge follows from where no claim states it, and the sentence around a quotation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kg import vocabulary
from kg.graph import network
from kg.grounds import Ground, grounds, grounds_of, sentence_around
from kg.lookup import behind
from kg.model import Claim, Document, Entity, Evidence, Kind, Mention, Modality, Reading
from kg.rdf.store import BASE, Store

ADA, BEN, CYD, NORLAND, MINISTRY = "person/ada", "person/ben", "person/cyd", "state/NLD", "organization/ministry"
SUMMIT, OFFICE, POST = "summit/quay", "position/president", "position/minister"
TEXT = "Ada Alm and Ben Birk came to the Quay summit. President Ada Alm spoke. Minister Cyd Cole met nobody. Ben is Cyd’s son."
DOCUMENT = Document("A summit", TEXT, dt.date(2031, 7, 1))
ENTITIES = (
    Entity(ADA, Kind.PERSON, "Ada Alm"),
    Entity(BEN, Kind.PERSON, "Ben Birk"),
    Entity(CYD, Kind.PERSON, "Cyd Cole"),
    Entity(NORLAND, Kind.STATE, "Norland"),
    Entity(MINISTRY, Kind.ORGANIZATION, "Ministry", org_kind="government", of=NORLAND),
    Entity(SUMMIT, Kind.SUMMIT, "Quay summit", participants=(ADA, BEN)),
    Entity(OFFICE, Kind.POSITION, "President of Norland", of=NORLAND),
    Entity(POST, Kind.POSITION, "Minister", of=MINISTRY),
)


def claim(subject: str, name: str, target: str, words: str, subject_text: str, object_text: str) -> Claim:
    start = TEXT.index(words)
    evidence = Evidence(DOCUMENT.id, start, start + len(words), words)
    return Claim(subject, name, target, Modality.ACTUAL, (evidence,), subject_text, object_text)


CAME = "Ada Alm and Ben Birk came to the Quay summit."
CLAIMS = (
    claim(ADA, "participated_in", SUMMIT, CAME, "Ada Alm", "summit"),
    claim(BEN, "participated_in", SUMMIT, CAME, "Ben Birk", "summit"),
    claim(ADA, "holds_position", OFFICE, "President Ada Alm spoke.", "Ada Alm", "President"),
    claim(CYD, "holds_position", POST, "Minister Cyd Cole met nobody.", "Cyd Cole", "Minister"),
    claim(CYD, "parent_of", BEN, "Ben is Cyd’s son.", "Cyd", "Ben"),
)


def built(*more: Claim) -> Store:
    store = Store.create(None)
    mentions = tuple(Mention(entity.id, 0, 1, "x", "name") for entity in ENTITIES)
    store.add([Reading(DOCUMENT, ENTITIES, mentions, (*CLAIMS, *more), ())], ENTITIES, vocabulary.load())
    store.derive()
    return store


def iri(name: str) -> str:
    return f"{BASE}id/{name}"


def short(found: list[Ground]) -> set[tuple[str, str, str, str]]:
    cut = len(iri(""))
    return {(g.subject[cut:], g.relation.split("#")[1], g.object[cut:], g.through[cut:]) for g in found}


def test_a_meeting_an_office_and_the_state_of_a_ministry_give_edges() -> None:
    assert short(grounds(built())) == {
        (ADA, "met_with", BEN, SUMMIT),
        (ADA, "represents", NORLAND, OFFICE),
        (CYD, "represents", NORLAND, POST),
        (CYD, "represents", MINISTRY, POST),
    }


def test_the_network_has_these_edges_with_the_sentence_and_both_parties_marked() -> None:
    graph = network(built())
    (met,) = graph.edges[iri(ADA), iri(BEN), "met_with"]["claims"]
    assert (met.sentence, met.subject_text, met.object_text) == (CAME, "Ada Alm", "Ben Birk")
    (holds,) = graph.edges[iri(CYD), iri(NORLAND), "represents"]["claims"]
    assert (holds.sentence, holds.subject_text, holds.object_text) == ("Minister Cyd Cole met nobody.", "Cyd Cole", "Minister")


@pytest.mark.parametrize("turned", [False, True])
def test_an_edge_that_a_claim_states_rests_on_that_claim_alone(turned: bool) -> None:
    ends = (BEN, ADA) if turned else (ADA, BEN)
    stated = claim(ends[0], "met_with", ends[1], "Ada Alm spoke.", "Ada Alm", "spoke")
    store = built(stated)
    (met,) = network(store).edges[iri(ADA), iri(BEN), "met_with"]["claims"]
    assert met.claim == iri(stated.id)
    found, follows = behind(store, [iri(BEN)], "met_with", [iri(ADA)])
    assert ([one.claim for one in found], follows) == ([iri(stated.id)], [])


@pytest.mark.parametrize(
    ("subject", "relation", "target", "rests_on"),
    [
        (ADA, "met_with", BEN, CLAIMS[:2]),
        (BEN, "met_with", ADA, CLAIMS[:2]),
        (ADA, "represents", NORLAND, CLAIMS[2:3]),
        (BEN, "child_of", CYD, CLAIMS[4:]),
        (CYD, "child_of", BEN, ()),
        (ADA, "met_with", CYD, ()),
    ],
)
def test_what_an_edge_follows_from(subject: str, relation: str, target: str, rests_on: tuple[Claim, ...]) -> None:
    store = built()
    found, follows = behind(store, [iri(subject)], relation, [iri(target)])
    assert found == []
    assert {one.claim for one in follows} == {iri(each.id) for each in rests_on}


def test_a_broader_relation_follows_from_the_narrower_one() -> None:
    store = built(claim(ADA, "met_with", CYD, "Minister Cyd Cole met nobody.", "nobody", "Cyd Cole"))
    assert short(grounds_of(store, [iri(CYD)], "consulted", [iri(ADA)])) != set()
    assert {claim.relation for claim in behind(store, [iri(ADA)], "consulted", [iri(CYD)])[1]} == {"met_with"}


def test_a_claim_that_denies_does_not_hide_what_follows() -> None:
    denied = replace(claim(ADA, "met_with", BEN, "Ada Alm spoke.", "Ada Alm", "spoke"), modality=Modality.DENIED)
    found, follows = behind(built(denied), [iri(ADA)], "met_with", [iri(BEN)])
    assert [one.modality for one in found] == ["Denied"]
    assert len(follows) == 2


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("spoke", "President Ada Alm spoke."),
        ("Ada Alm and", CAME),
        ("Cyd’s son.", "Ben is Cyd’s son."),
        ("summit. President", "Ada Alm and Ben Birk came to the Quay summit. President Ada Alm spoke."),
    ],
)
def test_the_sentence_around_a_quotation(quote: str, sentence: str) -> None:
    start = TEXT.index(quote)
    assert sentence_around(TEXT, start, start + len(quote), quote) == sentence


LONG = (
    "It was the first such talk since the war ended, and both of them spoke at length of what had kept their countries "
    "apart for so long."
)


@pytest.mark.parametrize(
    ("text", "quote", "sentence"),
    [
        (f"Alm meets Birk again\n{LONG}", "both of them spoke", LONG),  # a heading without a stop, above a paragraph on one line
        (f"{LONG}\nWhat comes next\n{LONG}", "What comes next", "What comes next"),
        ("Alm came to\nthe Quay summit. Birk\nleft.", "Quay summit", "Alm came to the Quay summit."),  # lines broken by hand
        ("1 May: Alm met Birk\n2 May: Birk left\n", "1 May: Alm met Birk", "1 May: Alm met Birk"),  # whole lines stand alone
    ],
)
def test_lines_end_a_sentence_where_nobody_has_broken_them(text: str, quote: str, sentence: str) -> None:
    start = text.index(quote)
    assert sentence_around(text, start, start + len(quote), quote) == sentence


def test_of_a_text_that_is_not_as_it_was_only_the_quotation_is_known() -> None:
    assert sentence_around("Another text.", 3, 8, "spoke") == "spoke"
