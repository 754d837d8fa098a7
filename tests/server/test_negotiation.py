from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.negotiation import HTML, QUADS, RESULTS, TRIPLES, best

JSON, XML, CSV, TSV = RESULTS
TURTLE = TRIPLES[0]


@pytest.mark.parametrize(
    ("accept", "offers", "expected"),
    [
        (None, RESULTS, JSON),
        ("", RESULTS, JSON),
        ("*/*", RESULTS, JSON),
        ("text/csv", RESULTS, CSV),
        ("TEXT/CSV", RESULTS, CSV),
        ("application/json", RESULTS, JSON),
        ("application/xml", RESULTS, XML),
        ("application/sparql-results+xml, application/sparql-results+json;q=0.9", RESULTS, XML),
        ("application/sparql-results+xml;q=0.5, application/sparql-results+json;q=0.6", RESULTS, JSON),
        ("text/*", RESULTS, CSV),
        ("text/*;q=0.5, text/csv;q=0", RESULTS, TSV),
        ("*/*;q=0.1, text/tab-separated-values;q=0.2", RESULTS, TSV),
        ("application/sparql-results+json;q=0", RESULTS, None),
        ("image/png", RESULTS, None),
        ("nonsense", RESULTS, JSON),
        ("text/csv;q=many, text/tab-separated-values", RESULTS, TSV),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (*RESULTS, HTML), HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (HTML, *TRIPLES), HTML),
        ("application/n-triples,*/*;q=0.9", (*TRIPLES, *QUADS), "application/n-triples"),
        ("application/ld+json", (HTML, *TRIPLES), "application/ld+json"),
        ("application/n-quads", (*TRIPLES, *QUADS), "application/n-quads"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', TRIPLES, "application/ld+json"),
    ],
)
def test_best(accept: str | None, offers: tuple[str, ...], expected: str | None) -> None:
    assert best(accept, offers) == expected


@given(st.text(max_size=200))
def test_any_text_is_an_answer(accept: str) -> None:
    assert best(accept, RESULTS) in (*RESULTS, None)
