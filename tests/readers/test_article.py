from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.article import Article, document
from tests.readers.conftest import NEWS

DATED = {"date": "2024-05-03"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ruritania rejects plan\n{NEWS}", "Ruritania rejects plan"),
        (f"  Will Ruritania   sign? \n\n{NEWS}", "Will Ruritania sign?"),
        (f"{NEWS}\n{NEWS}", "stem"),  # a sentence
        ("Ruritania rejects plan", "stem"),  # nothing below
        (f"Friday, January 4, 2019\n{NEWS}", "stem"),  # a dateline
        (f"{'word ' * 40}\n{NEWS}", "stem"),  # too long
        (f"***\n{NEWS}", "stem"),  # no letter
    ],
)
def test_a_title_is_found(text: str, title: str) -> None:
    made, problem = document(Article("a.txt", "stem", text, DATED))
    assert made is not None
    assert (made.title, problem) == (title, None)
    assert made.text == text.strip()


def test_fields_are_cleaned() -> None:
    fields = {
        "title": " Plan\r\n B\x00 ",
        "date": "2024-05-03T23:30:00-05:00",
        "url": "https://news.example/ä?q=1",
        "publisher": 1843,
        "author": ["Ann", None, "Bo"],
        "unknown": object(),
    }
    made, problem = document(Article("a.jsonl:7", "a 7", NEWS, fields))
    assert problem is None
    assert made is not None
    assert (made.title, made.date, made.url) == ("Plan B", dt.date(2024, 5, 3), "https://news.example/ä?q=1")
    assert (made.publisher, made.author, made.origin) == ("1843", "Ann, Bo", "a.jsonl:7")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "nowhere", "https://", "https://a b.example", "file:///etc/passwd", "http://[::1"]
)
def test_what_is_no_web_address_is_left_out(url: str) -> None:
    made, problem = document(Article("a.txt", "a", NEWS, DATED | {"url": url}))
    assert made is not None
    assert made.url is None
    assert str(problem) == f'a.txt: url "{url}" is not a web address; left out'


@pytest.mark.parametrize("value", [True, 5.5, ["2024-05-03"], {"on": "2024-05-03"}, "x" * 500, 10**30])
def test_what_is_no_date_is_told_in_a_short_line(value: object) -> None:
    made, problem = document(Article("a.txt", "a", NEWS, {"date": value}))
    assert made is not None
    assert made.date is None
    assert "; relative dates stay unresolved" in str(problem)
    assert len(str(problem)) < 150


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.text(st.characters()), st.dictionaries(st.sampled_from(["title", "date", "url", "publisher", "author"]), anything))
def test_whatever_is_found_gives_a_document_or_a_reason(text: str, fields: dict[str, object]) -> None:
    made, problem = document(Article("a.txt", "a", text, fields))
    assert made or problem
    assert len(str(problem).splitlines()) == 1
    if made:
        assert made.title
        repr(made).encode()
        made.text.encode()
        "".join(filter(None, [made.title, made.url, made.publisher, made.author])).encode()
