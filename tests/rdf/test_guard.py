"""The guard: what it refuses by the text alone, what it lets pass, and that it takes no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.rdf import guard
from kg.rdf.guard import DEPTH, Malformed, Refused, check, chooses
from kg.rdf.tokens import form, tokens
from tests.rdf import hostile

KNOWN = "http://known/graph"
NAMES = [name for name, _, _ in hostile.QUERIES]


@pytest.mark.parametrize(("name", "query", "end"), hostile.QUERIES, ids=NAMES)
def test_hostile_queries_at_the_guard(name: str, query: str, end: str) -> None:
    began = time.process_time()
    if end == hostile.REFUSED:
        with pytest.raises(Refused) as caught:
            check(query)
        assert "\n" not in str(caught.value)
    else:
        try:
            check(query)
        except QueryError as error:
            assert end == hostile.MALFORMED, error
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n  SERVICE <http://x/> {} }", r"line 2, column 3: SERVICE .*--allow service"),
        ("SELECT *\nFROM <http://x/>\n{}", r"line 2, column 6: there is no graph <http://x/> here"),
        ("SELECT *\n{" + "(" * 200, rf"line 2, column {DEPTH + 1}: nested more than 100 deep"),
        ("ASK {}\n#" + "x" * 70000, r"the query has 70,008 bytes, more than 65,536"),
        ("ASK {}\n#" + "ß" * 40000, r"the query has 80,008 bytes"),
    ],
)
def test_the_place_is_named(query: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {'{' * (DEPTH - 1)}{'}' * (DEPTH - 1)}",
        "ASK { " + "{ } " * 5000 + "}",
        "ASK { ?x kg:SERVICE ?load . ?from $service ?y }",
        'ASK { ?x ?y "SERVICE <http://x> LOAD FROM <http://y>" } # SERVICE <http://x>',
        'ASK { ?x ?y \'\'\'SERVICE\n\' LOAD \'\'\' , """FROM <http://x> "" {{{{ """ }',
        "ASK { <http://x/SERVICE#LOAD> ?y ?z }",
        "ASK { FILTER(?a < ?b && ?c > ?d || ?a<?b) }",
        f"SELECT * FROM <{KNOWN}> FROM NAMED <{KNOWN}> {{}}",
        "PREFIX k: <http://known/> SELECT * FROM k:graph {}",
        "PREFIX k: <http://known/> SELECT * FROM k:gr\\u0061ph {}".replace("\\u0061", "a"),
        "BASE <http://known/> SELECT * FROM <graph> {}",
        "SELECT * FROM known:graph {}",
        "SELECT * FROM <graph> {}",
        'ASK { VALUES (?a ?b) { ("x" <http://x#y>) ("z" <http://x#y>) } }',
        'ASK { ?x ?y (<http://x#y> <http://x#z> """a""") }',
    ],
)
def test_what_passes(query: str) -> None:
    check(query, graphs=lambda iri: iri == KNOWN, prefixes={"known": "http://known/"}, base="http://known/other")


def test_what_is_allowed_passes() -> None:
    for word, query in (
        ("service", "ASK { SERVICE <http://x> {} }"),
        ("load", "LOAD <http://x>"),
        ("from", "ASK FROM <http://x> {}"),
    ):
        check(query, allow=frozenset([word]))
        with pytest.raises(Refused):
            check(query, allow=frozenset({"service", "load", "from"} - {word}))


def test_no_limit_to_the_text_of_our_own() -> None:
    check(f"ASK {{ VALUES ?x {{ {'1 ' * 50000} }} }}", size=None)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("PREFIX select: <http://x/SELECT> # SELECT\nASK {}", "boolean"),
        ("SELECT * { FILTER EXISTS {} }", "rows"),
        ("describe <x:y>", "triples"),
        ("BASE <x:ASK> CONSTRUCT WHERE { ?s ?p ?o }", "triples"),
        ("INSERT DATA {}", ""),
        ("ask{}", "boolean"),
        ("\nSELECT(1 AS ?x){}", "rows"),
    ],
)
def test_the_form_of_a_query(query: str, kind: str) -> None:
    assert form(query) == kind


def test_who_chooses_graphs() -> None:
    assert chooses("ASK FROM <x:y> {}")
    assert not chooses("ASK { ?from ?x 'FROM' } # FROM")


_PIECES = [
    *"\"'\\\n#<>{}([!-+^?a: ",
    "SERVICE ",
    "servıce ",
    "LOAD ",
    "ſERVICE",
    "FROM",
    "<http://x#y>",
    "'''a\n'''",
    r"\u0053ERVICE",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_what_is_harmless_at_one_look_is_so_at_a_closer_one(text: str) -> None:
    if not guard._harmless(text):
        return
    try:
        read = tokens(text)
    except Malformed:
        return  # the parser says so as well
    guard._depth(text, read)
    guard._unclear(text, read)
    guard._reach(text, read, frozenset(), lambda iri: False, {}, None)
    guard._hidden(text, frozenset())
    assert not any(token.says("FROM") for token in read)


@given(st.text(alphabet="\"'\\\n#<>{}()[]ux0Aa:?$@^-+!|.", max_size=60))
def test_tokens_are_the_text_and_nothing_is_lost(text: str) -> None:
    try:
        read = tokens(text)
    except Malformed:
        return
    ends = 0
    for token in read:
        between = text[ends : token.start]
        assert not between.strip() or between.lstrip().startswith("#")
        assert text[token.start : token.end] == token.text
        ends = token.end
