"""Turtle as people read it."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from kg.rdf import formats
from kg.rdf.terms import BASE, KG, RDF, RDFS, XSD, prefixes
from kg.rdf.turtle import natural, turtle

PREFIXES = prefixes()
ID = BASE + "id/"


def _body(*lines: str) -> str:
    return turtle(lines, PREFIXES, BASE).split("\n\n", 1)[1].rstrip("\n")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"<{ID}person/anna> <{KG}met_with> <{ID}state/FRA> .", "person:anna kg:met_with state:FRA ."),
        (f"<{ID}person/anna> <{RDF}type> <{KG}Person> .", "person:anna a kg:Person ."),
        (f"<{ID}person/%EA%B9> <{KG}of> <{ID}person/st.> .", "<id/person/%EA%B9> kg:of <id/person/st.> ."),
        (f"<{ID}evidence/a/1-2> <{KG}of> <https://example.org/> .", "<id/evidence/a/1-2> kg:of <https://example.org/> ."),
        (f'<{ID}person/a> <{KG}start> "12"^^<{XSD}integer> .', "person:a kg:start 12 ."),
        (f'<{ID}person/a> <{KG}partial> "true"^^<{XSD}boolean> .', "person:a kg:partial true ."),
        (f'<{ID}person/a> <{KG}start> "012x"^^<{XSD}integer> .', 'person:a kg:start "012x"^^xsd:integer .'),
        (f'<{ID}person/a> <{KG}latest> "2019-01-01"^^<{XSD}date> .', 'person:a kg:latest "2019-01-01"^^xsd:date .'),
        (f'<{ID}person/a> <{RDFS}label> "x"@en .', 'person:a rdfs:label "x"@en .'),
        (f'<{ID}person/a> <{KG}text> "a\\nb" .', 'person:a kg:text """a\nb""" .'),
        (f'<{ID}person/a> <{KG}text> "a\\\\nb" .', 'person:a kg:text "a\\\\nb" .'),
        (f'<{ID}person/a> <{KG}text> "\\"a\\"\\n\\"" .', 'person:a kg:text """\\"a\\"\n\\"""" .'),
        (f'<{ID}person/a> <{KG}text> "a\\nb"@en .', 'person:a kg:text "a\\nb"@en .'),
        ("_:b0 <https://example.org/p> _:b1 .", "_:b0 <https://example.org/p> _:b1 ."),
    ],
)
def test_one_triple(line: str, written: str) -> None:
    assert _body(line) == written


def test_the_type_comes_first_then_the_label_and_a_blank_line_between_subjects() -> None:
    lines = [
        f"<{ID}person/b> <{KG}of> <{ID}state/FRA> .",
        f'<{ID}person/b> <{RDFS}label> "B" .',
        f"<{ID}person/a> <{KG}of> <{ID}state/FRA> .",
        f"<{ID}person/b> <{RDF}type> <{KG}Person> .",
        f"<{ID}person/a> <{KG}of> <{ID}state/DEU> .",
    ]
    assert _body(*lines) == (
        'person:a kg:of state:DEU, state:FRA .\n\nperson:b a kg:Person ;\n    rdfs:label "B" ;\n    kg:of state:FRA .'
    )


def test_only_prefixes_that_are_used_are_declared() -> None:
    written = turtle([f"<{ID}person/a> <{KG}of> <{ID}state/FRA> ."], PREFIXES, BASE)
    declared = [line.split()[1] for line in written.splitlines() if line.startswith("@prefix")]
    assert declared == ["kg:", "person:", "state:"]


def test_a_graph_begins_with_the_thing_it_is_about() -> None:
    home = ox.NamedNode(f"{ID}document/x-1")
    store = ox.Store()
    for subject, kind in ((ox.NamedNode(f"{ID}claim/1"), "Claim"), (home, "Document")):
        store.add(ox.Quad(subject, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + kind), home))
    out = io.BytesIO()
    formats.write(store, "trig", out, PREFIXES, BASE)
    assert out.getvalue().endswith(b"document:x-1 {\n    document:x-1 a kg:Document .\n\n    claim:1 a kg:Claim .\n}\n")


def test_offsets_are_ordered_as_numbers() -> None:
    names = ["<a/10-12>", "<a/9-12>", "<a/9-2>", "<b>"]
    assert sorted(names, key=natural) == ["<b>", "<a/9-2>", "<a/9-12>", "<a/10-12>"]
