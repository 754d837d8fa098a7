from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.markdown import readable


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Talks *fail*\n\nThey met.", "Talks fail\n\nThey met."),
        ("Talks fail\n==========\nThey met.", "Talks fail\n\nThey met."),
        ("Wrapped\nby hand.", "Wrapped by hand."),
        ("One line  \nand another.", "One line\nand another."),
        ("**Anna _Nowak_** met `Bo`.", "Anna Nowak met Bo."),
        ("[Anna](https://a.example 'x') met [Bo][1].\n\n[1]: https://b.example", "Anna met Bo."),
        ("Seen ![a map](map.png) there <https://a.example>", "Seen  there https://a.example"),
        ("- one\n- two\n  wrapped\n  1. three\n\nAfter.", "one\ntwo wrapped\nthree\n\nAfter."),
        ("> “No,” she said.\n\nHe left.", "“No,” she said.\n\nHe left."),
        ("| a | b |\n|---|---|\n| c | *d* |\n\nAfter.", "a\tb\nc\td\n\nAfter."),
        ("Before.\n\n---\n\nAfter.", "Before.\n\nAfter."),
        ("Before.\n\n```\ncode\n```\n\nAfter.", "Before.\n\nAfter."),
        ("<div align='center'>A <b>plan</b><script>x()</script></div>\n\nAfter.", "A plan\n\nAfter."),
        ("<!-- hidden -->\n\nShown &amp; <b>bold</b> &lt;b&gt;", "Shown & bold <b>"),
        ("2 * 3 and a_b_c and R\\*", "2 * 3 and a_b_c and R*"),
        ("", ""),
    ],
)
def test_readable(markdown: str, text: str) -> None:
    assert readable(markdown) == text


@given(st.text())
def test_no_text_breaks_it(markdown: str) -> None:
    readable(markdown)


@given(st.lists(st.from_regex(r"[A-Za-z]{1,9}( [a-z]{1,9}){0,6}\.", fullmatch=True), min_size=1))
def test_plain_paragraphs_stay_as_they_are(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert readable(text) == text
