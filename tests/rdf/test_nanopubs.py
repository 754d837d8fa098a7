"""Nanopublications: four graphs for each claim, under an IRI that is their hash."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox
import pytest

from kg.rdf.nanopubs import NP, nanopublications
from kg.rdf.terms import KG, PROV, RDF, clean
from tests.rdf.test_formats import HOSTILE, store

CODE = re.compile(r"https://w3id.org/kg-diplomacy/np/(RA[A-Za-z0-9_-]{43})#(\w+)")


def graphs(content: bytes) -> dict[str, dict[str, list[ox.Quad]]]:
    """The quads of each nanopublication by the name of their graph."""
    found: dict[str, dict[str, list[ox.Quad]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(content, format=ox.RdfFormat.TRIG):
        name = CODE.fullmatch(quad.graph_name.value)
        assert name
        found[name[1]][name[2]].append(quad)
    return found


def test_each_claim_is_one_with_four_graphs() -> None:
    found = graphs(nanopublications(store()))
    quads = ox.parse(store().serialize("nq"), format=ox.RdfFormat.N_QUADS)
    claims = [q for q in quads if (q.predicate.value, q.object) == (RDF + "type", ox.NamedNode(KG + "Claim"))]
    assert len(found) == len(claims) > 8
    assert {frozenset(parts) for parts in found.values()} == {frozenset({"Head", "assertion", "provenance", "pubinfo"})}


def test_the_head_names_the_others() -> None:
    for code, parts in graphs(nanopublications(store())).items():
        own = f"https://w3id.org/kg-diplomacy/np/{code}"
        named = {(q.predicate.value, q.object.value) for q in parts["Head"] if q.subject.value == own}
        assert named == {
            (RDF + "type", NP + "Nanopublication"),
            (NP + "hasAssertion", f"{own}#assertion"),
            (NP + "hasProvenance", f"{own}#provenance"),
            (NP + "hasPublicationInfo", f"{own}#pubinfo"),
        }
        assert {q.predicate.value for q in parts["provenance"] if q.subject.value == f"{own}#assertion"} >= {
            PROV + "wasDerivedFrom"
        }
        assert any(q.subject.value == own for q in parts["pubinfo"])


def test_the_plain_triple_is_asserted_of_what_is_real_alone() -> None:
    for parts in graphs(nanopublications(store())).values():
        ends = {q.predicate.value: q.object.value for q in parts["assertion"] if q.predicate.value.startswith(RDF)}
        triple = tuple(ends[RDF + end] for end in ("subject", "predicate", "object"))
        modality = next(q.object.value for q in parts["assertion"] if q.predicate.value == KG + "modality")
        plain = {(q.subject.value, q.predicate.value, q.object.value) for q in parts["assertion"]}
        assert (triple in plain) == (modality == KG + "Actual")


def test_no_clock_and_no_chance() -> None:
    assert nanopublications(store()) == nanopublications(store())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept(text: str) -> None:
    from tests.rdf.sample import ANNA, BERT, ENTITIES, Document, claim, reading

    document = Document(title=text, text=f"{text} end")
    made = store([reading(document, claim(document, document.text, ANNA, "rejected", BERT, topic=text))], ENTITIES)
    (parts,) = graphs(nanopublications(made)).values()
    topics = {q.object.value for q in parts["assertion"] if q.predicate.value == KG + "topic"}
    assert topics == ({clean(text)} if text else set())


def test_the_reference_implementation_finds_the_same_hashes() -> None:
    hasher = pytest.importorskip("nanopub.trustyuri.rdf.RdfHasher", reason="nanopub checks the hashes where it is installed")
    from rdflib import Literal, URIRef

    def node(term: ox.NamedNode | ox.Literal) -> URIRef | Literal:
        if isinstance(term, ox.NamedNode):
            return URIRef(term.value)
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)

    for code, parts in graphs(nanopublications(store())).items():
        quads = [
            (node(q.graph_name), node(q.subject), node(q.predicate), node(q.object)) for some in parts.values() for q in some
        ]
        assert hasher.make_hash(quads, hashstr=code) == code
