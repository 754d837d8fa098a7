"""`ontology/kg.ttl`: every term that is used is described, and mapped to terms of the known vocabularies only."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg import resources, vocabulary
from kg.model import Kind, Modality, SpeechAct, StatementKind
from kg.rdf import quads
from kg.rdf.terms import KG, OWL, PLOVER, RDF, RDFS, SKOS, VOCABULARIES, term
from tests.rdf.sample import ENTITIES, readings

FILE = resources.ontology() / "kg.ttl"
TRIPLES = list(ox.parse(path=str(FILE), format=ox.RdfFormat.TURTLE))
DESCRIBED = {t.subject.value for t in TRIPLES if isinstance(t.subject, ox.NamedNode)}
# what a term of each vocabulary looks like, of those that we map to
TERMS = {
    "http://semanticweb.cs.vu.nl/2009/11/sem/": {
        *("Actor", "Event", "Place", "hasActor", "hasPlace", "hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp")
    },
    "http://www.w3.org/ns/oa#": {"TextPositionSelector", "TextQuoteSelector", "exact", "start", "end"},
    "http://www.w3.org/ns/prov#": {
        "Agent",
        "Entity",
        "Person",
        "Organization",
        "wasDerivedFrom",
        "wasAttributedTo",
        "wasQuotedFrom",
    },
    "http://schema.org/": {
        *("CreativeWork", "Country", "Event", "Organization", "Person", "Place", "mentions", "text"),
        *("domainIncludes", "rangeIncludes", "headline", "url", "datePublished", "publisher", "author"),
    },
    SKOS: {"Concept", "ConceptScheme", "exactMatch", "inScheme", "notation", "altLabel"},
}


def _used() -> Iterator[str]:
    """Every term of the ontology's own that the code writes or that a rule, query or shape names."""
    for one in readings():
        for quad in quads.quads_of_reading(one):
            yield from (node.value for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode))
    for quad in quads.quads_of_entities(ENTITIES):
        yield from (node.value for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode))
    for path in [*resources.ontology().glob("*/*.rq"), *resources.ontology().glob("shapes/*.ttl")]:
        yield from (KG + name for name in re.findall(r"\bkg:(\w+)", path.read_text(encoding="utf-8")))
    yield from (KG + value for kinds in (Kind, Modality, SpeechAct, StatementKind) for value in kinds)


USED = sorted({iri for iri in _used() if iri.startswith(KG)})


@pytest.mark.parametrize("iri", USED)
def test_every_term_in_use_is_described_once(iri: str) -> None:
    relations = {KG + name for name in vocabulary.load().relations} | {KG + r for r in _sample_relations()}
    assert (iri in DESCRIBED) != (iri in relations)


def _sample_relations() -> set[str]:
    from tests.rdf.sample import VOCABULARY

    return set(VOCABULARY.relations)


@pytest.mark.parametrize("subject", sorted(s for s in DESCRIBED if s.startswith(KG)))
def test_every_term_has_one_english_label_and_comment(subject: str) -> None:
    for predicate in ("label", "comment"):
        found = [t.object for t in TRIPLES if t.subject.value == subject and t.predicate.value == RDFS + predicate]  # type: ignore[union-attr]
        assert [node.language for node in found if isinstance(node, ox.Literal)] == ["en"]


def test_only_terms_that_exist_are_referred_to() -> None:
    named = {node.value for t in TRIPLES for node in (t.predicate, t.object) if isinstance(node, ox.NamedNode)}
    assert {iri for iri in named if iri.startswith((KG, PLOVER))} <= DESCRIBED
    for namespace, names in TERMS.items():
        assert {iri.removeprefix(namespace) for iri in named if iri.startswith(namespace)} <= names


def test_nothing_is_the_same_as_and_nothing_is_blank() -> None:
    assert not [t for t in TRIPLES if t.predicate.value == OWL + "sameAs"]
    assert not [t for t in TRIPLES if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]


def test_each_plover_type_of_a_relation_is_a_concept() -> None:
    concepts = {t.subject.value for t in TRIPLES if t.predicate == term(RDF, "type") and t.object == term(SKOS, "Concept")}  # type: ignore[union-attr]
    wanted = {PLOVER + relation.plover for relation in vocabulary.load().relations.values() if relation.plover}
    assert wanted <= concepts


def test_domains_and_ranges_of_relations_are_classes() -> None:
    for relation in vocabulary.load().relations.values():
        assert {KG + name for name in (*relation.domain, *relation.range)} <= DESCRIBED


def test_the_licence_of_plover_is_given() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in text
    assert "Open Event Data Alliance" in text


def test_the_prefixes_of_the_file_are_the_shared_ones() -> None:
    for prefix, namespace in re.findall(r"@prefix (\w+): <([^>]+)>", FILE.read_text(encoding="utf-8")):
        assert VOCABULARIES[prefix] == namespace
