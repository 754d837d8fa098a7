"""The shapes: sound SHACL, about terms that there are, each with a message. What they catch: tests/rdf/test_shapes.py."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg import resources
from kg.rdf.terms import KG

FILES = sorted((resources.ontology() / "shapes").glob("*.ttl"))
ALL = rdflib.Graph()
for file in FILES:
    ALL.parse(file)
TERMS = rdflib.Graph().parse(resources.ontology() / "kg.ttl")


def test_there_are_shapes_for_every_class_that_is_written() -> None:
    targets = {str(target).removeprefix(KG) for target in ALL.objects(None, SH.targetClass)}
    assert targets >= {"Claim", "Evidence", "Statement", "Document", "Event", "Actor", "Place", "Position", "Topic", "Relation"}


@pytest.mark.parametrize("shape", sorted(ALL.subjects(RDF.type, SH.PropertyShape)))
def test_every_property_shape_is_used_and_says_what_is_wrong(shape: rdflib.URIRef) -> None:
    assert list(ALL.objects(shape, SH.message))
    assert list(ALL.objects(shape, SH.path))
    assert list(ALL.objects(shape, SH.targetClass))


@pytest.mark.parametrize("term", sorted({t for s, p, o in ALL for t in (s, p, o) if str(t).startswith(KG)}))
def test_every_term_of_a_shape_is_described(term: rdflib.URIRef) -> None:
    assert (term, RDF.type, None) in TERMS


def test_the_shapes_are_sound_shacl() -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=ALL, meta_shacl=True)
    assert conforms, text
