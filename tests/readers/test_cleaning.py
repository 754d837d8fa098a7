from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.cleaning import clean, one_line

ANY = st.text(st.characters(), max_size=80)  # surrogates too


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("\ufeff a\x00b\x07c", "abc"),
        ("page\fpage", "page\npage"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("e\u0301 soft\u00adhyphen no\u00a0break “quotes” …", "e\u0301 soft\u00adhyphen no\u00a0break “quotes” …"),
        ("\n\n  Indented\n\n\nApart\t\n", "Indented\n\n\nApart"),
    ],
)
def test_clean(raw: str, text: str) -> None:
    assert clean(raw) == text


@given(ANY)
def test_clean_text_can_be_kept_anywhere_and_is_not_cleaned_further(raw: str) -> None:
    text = clean(raw)
    assert clean(text) == text
    text.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n" for c in text)


@given(ANY)
def test_one_line_is_one_line(raw: str) -> None:
    assert len(one_line(raw).splitlines()) <= 1
