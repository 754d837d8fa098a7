"""IRIs and literals: any text gives a legal term, and comes back where it can."""

from __future__ import annotations

import datetime as dt
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import terms

HOSTILE = [
    "a b<c>\"d\"'e'{f}|g\\h^i`j",
    "../../etc/passwd",
    "person/../../ontology#met_with",
    "\x00\x07\x1b\x7f",
    "\ud800lone\udfff",
    "\u202eright to left\u2066",
    "김정은 / Ødegård",
    "?query#fragment",
    "%2F%00",
    "x" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_give_legal_iris_below_the_base(text: str) -> None:
    node = terms.iri(f"person/{text}")
    assert re.fullmatch(r"https://w3id\.org/kg-diplomacy/id/person/[A-Za-z0-9%~_./-]*", node.value)
    assert "/../" not in node.value
    assert not node.value.endswith("/..")


@given(st.lists(st.text(min_size=1).map(terms.clean), min_size=1, max_size=3).map("/".join))
def test_an_id_comes_back_from_its_iri(identifier: str) -> None:
    assert terms.identifier(terms.iri(identifier)) == identifier


def test_nodes_outside_the_base_have_no_id() -> None:
    with pytest.raises(ValueError, match="not below"):
        terms.identifier(ox.NamedNode("https://example.org/id/person/x"))


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_cleaning_keeps_every_offset_and_leaves_only_what_xml_can_hold(text: str) -> None:
    cleaned = terms.clean(text)
    assert len(cleaned) == len(text)
    assert terms.clean(cleaned) == cleaned
    assert all(c in "\t\n" or c >= " " for c in cleaned)
    cleaned.encode("utf-8")


@given(st.floats(0, 1))
def test_a_decimal_is_the_float_it_was_made_of(value: float) -> None:
    literal = terms.decimal(value)
    assert float(literal.value) == value
    assert "e" not in literal.value.lower()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("ftp://example.org", False),
        ("//example.org", False),
        ("https://example.org/a b", False),
        ('https://example.org/"><script>', False),
        ("https://example.org/\n", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_kept(url: str, kept: bool) -> None:
    assert (terms.address(url) is not None) is kept


@pytest.mark.parametrize(("date", "written"), [(dt.date(2019, 2, 28), "2019-02-28"), (dt.date(1, 1, 1), "0001-01-01")])
def test_days_are_written_with_four_digits_of_year(date: dt.date, written: str) -> None:
    assert terms.day(date).value == written


@pytest.mark.parametrize(
    ("node", "term"),
    [
        (ox.NamedNode("https://example.org/a"), terms.Term("iri", "https://example.org/a")),
        (ox.Literal("x"), terms.Term("literal", "x")),
        (ox.Literal("x", language="en"), terms.Term("literal", "x", None, "en")),
        (ox.Literal(3), terms.Term("literal", "3", terms.XSD + "integer")),
        (ox.BlankNode("b"), terms.Term("blank", "_:b")),
    ],
)
def test_terms_of_answers(node: object, term: terms.Term) -> None:
    assert terms.answer(node) == term


def test_every_folder_of_ids_has_a_prefix() -> None:
    known = terms.prefixes("https://example.org/kg/")
    assert known["person"] == "https://example.org/kg/id/person/"
    assert known["graph"] == "https://example.org/kg/graph/"
    assert known["kg"] == "https://w3id.org/kg-diplomacy/ontology#"
    assert list(known) == sorted(known)
