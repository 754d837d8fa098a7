"""RDF 1.2: what a parser of RDF 1.2 reads back is the graph and a reifier for each claim, and nothing else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ExportError
from kg.rdf.annotations import FORMATS, annotated
from kg.rdf.terms import KG, RDF
from tests.rdf.test_formats import store

READ = {"ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}


def triples(content: bytes, fmt: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(content, format=READ[fmt])}


def claims() -> set[ox.Triple]:
    found = list(ox.parse(store().serialize("nq"), format=ox.RdfFormat.N_QUADS))
    ends = {(q.subject, q.predicate.value): q.object for q in found if q.predicate.value.startswith(RDF)}
    return {
        ox.Triple(
            q.subject,
            ox.NamedNode(RDF + "reifies"),
            ox.Triple(*(ends[q.subject, RDF + end] for end in ("subject", "predicate", "object"))),
        )
        for q in found
        if q.predicate.value == RDF + "type" and q.object == ox.NamedNode(KG + "Claim")
    }


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_claim_reifies_its_triple_and_nothing_is_added(fmt: str) -> None:
    plain, found = (triples(content, fmt) for content in (store().serialize(fmt), annotated(store(), fmt)))
    assert len(claims()) > 8
    assert found == plain | claims()


def test_only_edges_are_said() -> None:
    facts = {
        str(q.triple) for q in ox.parse(store().serialize("nq"), format=ox.RdfFormat.N_QUADS) if "facts" in str(q.graph_name)
    }
    said = {str(t) for t in triples(annotated(store(), "ttl"), "ttl") if "kg-diplomacy/ontology#" in str(t.predicate)}
    unreal = [t.object for t in claims() if str(t.object) not in facts]
    assert unreal
    assert not said & {str(triple) for triple in unreal}


def test_trig_and_nquads_are_the_same_dataset() -> None:
    trig, nq = (set(ox.parse(annotated(store(), fmt), format=READ[fmt])) for fmt in ("trig", "nq"))
    assert trig == nq


def test_edges_name_their_claims_where_they_stand() -> None:
    text = annotated(store(), "ttl").decode()
    assert "kg:rejected person:bert-brandt ~ claim:" in text
    assert "{| kg:modality kg:Actual |}" in text
    assert "<< person:anna-arendt kg:met_with person:cara-cole ~ claim:" in text


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert all(annotated(store(), fmt) == annotated(store(), fmt) for fmt in FORMATS)


def test_another_format_is_refused() -> None:
    with pytest.raises(ExportError, match="ttl, trig, nq"):
        annotated(store(), "rdf")
