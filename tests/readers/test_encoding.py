from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.encoding import decode, not_text

ENGLISH = "“We shall not sign,” the minister said at a café in São Tomé — “and we’ll say why…” "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (ENGLISH * 40, "cp1252"),
        ("The ministers’ talks failed.", "cp1252"),
        ("The coup d’état of São Paulo", "cp1252"),
        ("Caf\xe9 society met the envoy", "latin-1"),
        (ENGLISH, "mac_roman"),
        ("Президент встретился с канцлером в Москве в понедельник, чтобы говорить о мире. ", "cp1251"),
        ("The talks failed.", "ascii"),
    ],
)
def test_encodings_are_found(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert not_text(data) is None
    assert decode(data) == (text, "")


@given(st.text())
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary())
def test_no_bytes_break_the_decoder(data: bytes) -> None:
    not_text(data)
    decode(data)


@pytest.mark.parametrize(
    ("data", "text", "damage"),
    [
        ("“één” – “twee”".encode() + b"\xff!", "“één” – “twee”\ufffd!", "1 character damaged in its UTF-8 text"),
        ("“één” – “twee”".encode()[:-1], "“één” – “twee\ufffd", "1 character damaged in its UTF-8 text"),
        ("talks".encode("utf-16") + b"\x00", "talks\ufffd", "1 character damaged in its UTF-16-LE text"),
    ],
)
def test_damage_is_told_and_does_not_change_the_encoding(data: bytes, text: str, damage: str) -> None:
    assert decode(data) == (text, damage)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"%PDF-1.4 plain letters follow", "a PDF file"),
        (b"PK\x03\x04\x14", "a zip archive or office document"),
        (b"{\\rtf1\\ansi talks}", "an RTF document"),
        (bytes(64), "binary data"),
        (b"\x01\x02talks\x03", "binary data"),
        (b"a stray \x00 in a long line of text is an accident and nothing more than that, so the text is read", None),
        (b"", None),
        (b"a", None),
    ],
)
def test_what_is_not_text(head: bytes, kind: str | None) -> None:
    assert not_text(head) == kind
