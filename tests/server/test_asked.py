from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.asked import FORM, QUERY, UPDATE, Query, Update, decoded, in_address, in_body, unquoted
from kg.server.problem import Problem


@pytest.mark.parametrize(
    ("query_string", "expected"),
    [
        (b"", None),
        (b"query=ASK+%7B%7D", Query("ASK {}")),
        (b"query=ASK%20{}&default-graph-uri=http://a/b&named-graph-uri=urn:x", Query("ASK {}", ("http://a/b",), ("urn:x",))),
        (b"other=1", None),
    ],
)
def test_in_address(query_string: bytes, expected: Query | None) -> None:
    assert in_address(query_string) == expected


@pytest.mark.parametrize(
    ("query_string", "kind", "body", "expected"),
    [
        (b"", FORM, b"query=ASK%20%7B%7D", Query("ASK {}")),
        (b"", f"{QUERY};charset=UTF-8", "ASK { ?é ?p ?o }".encode(), Query("ASK { ?é ?p ?o }")),
        (b"using-graph-uri=urn:a", UPDATE, b"CLEAR ALL", Update("CLEAR ALL", ("urn:a",))),
        (b"", FORM, b"update=CLEAR+ALL&using-named-graph-uri=urn:a", Update("CLEAR ALL", (), ("urn:a",))),
    ],
)
def test_in_body(query_string: bytes, kind: str, body: bytes, expected: Query | Update) -> None:
    assert in_body(query_string, kind, body) == expected


@pytest.mark.parametrize(
    ("query_string", "kind", "body", "status"),
    [
        (b"", None, b"ASK {}", 415),
        (b"", "text/plain", b"ASK {}", 415),
        (b"", "application/sparql-query; charset=latin-1", b"ASK {}", 415),
        (b"", QUERY, b"ASK { ?s ?p \xff }", 400),
        (b"", FORM, b"query=%ff", 400),
        (b"", FORM, b"query=%zz", 400),
        (b"", FORM, b"query=%4", 400),
        (b"", FORM, b"other=1", 400),
        (b"", FORM, b"query=ASK{}&update=CLEAR+ALL", 400),
        (b"", FORM, b"query=ASK{}&query=ASK{}", 400),
        (b"update=CLEAR+ALL", FORM, b"query=ASK{}", 400),
        (b"default-graph-uri=relative", QUERY, b"ASK {}", 400),
        (b"default-graph-uri=http://a/%3E%20b", QUERY, b"ASK {}", 400),
        (b"using-graph-uri=urn:a", QUERY, b"ASK {}", 400),
        (b"default-graph-uri=urn:a", UPDATE, b"CLEAR ALL", 400),
        (b"&".join([b"a=1"] * 1001), QUERY, b"ASK {}", 400),
    ],
)
def test_refused(query_string: bytes, kind: str | None, body: bytes, status: int) -> None:
    with pytest.raises(Problem) as caught:
        in_body(query_string, kind, body)
    assert caught.value.status == status
    assert "\n" not in str(caught.value)


def test_an_update_by_get_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        in_address(b"update=CLEAR+ALL")
    assert caught.value.status == 405


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded(data)
    except Problem as problem:
        assert problem.status == 400


@given(
    st.lists(
        st.sampled_from([b"%00", b"%3d", b"%3D", b"=", b"%0A", b"\r\n", b"\n", b"%e2%82%ac", b"\xff", b"_", b" ", b"\t", b"a"])
    ).map(b"".join)
)
def test_unquoting_is_that_of_the_standard_library(data: bytes) -> None:
    assert unquoted(data) == unquote_to_bytes(data)
