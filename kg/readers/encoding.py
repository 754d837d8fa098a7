"""Bytes to characters, for files that do not say their encoding, and a refusal of what is not text at all.

The order: byte order mark, UTF-8, UTF-16 without a mark, UTF-8 with a few damaged bytes, and last what charset-normalizer
finds. cp1252 wins its ties, because English with curly quotes reads the same in several Windows encodings.
"""

from __future__ import annotations

import codecs
import re

# UTF-32 before UTF-16: the mark of one begins with the mark of the other.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
KINDS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 64 * 2**10


def mark(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that the data begins with, and the encoding it means."""
    return next(((bom, name) for bom, name in MARKS if data.startswith(bom)), None)


def not_text(head: bytes) -> str | None:
    """What the bytes are instead of text ("a PNG picture", "binary data"), or None if they may be text."""
    for magic, kind in KINDS:
        if head.startswith(magic):
            return kind
    if mark(head) or _utf16(head):
        return None
    # One stray NUL is an accident, one control byte in fifty is not a text.
    return "binary data" if len(_CONTROL.findall(head)) * 50 > len(head) else None


def decode(data: bytes) -> tuple[str, str]:
    """The text, and a remark on damage ("" if there is none). Call `not_text` first: this never refuses."""
    found = mark(data)
    if found:
        text = data[len(found[0]) :].decode(found[1], "replace")
        return text, _damage(text.count("\ufffd"), found[1])
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    wide = _utf16(data[:_SAMPLE])
    if wide:
        text = data.decode(wide, "replace")
        return text, _damage(text.count("\ufffd"), wide)
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = sum(1 for c in text if c > "\x7f") - damaged
    # Eight-bit text hardly ever forms valid UTF-8 sequences by chance: a few of them prove UTF-8, and the rest is damage.
    if beyond_ascii > 4 * damaged:
        return text, _damage(damaged, "utf-8")
    return data.decode(_eight_bit(data), "replace"), ""


def _damage(count: int, name: str) -> str:
    if not count:
        return ""
    return f"{count} character{'s' * (count > 1)} damaged in its {name.upper()} text"


def _utf16(head: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in nearly every other byte, always on the same side."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    for side, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[side::2].count(0) * 10 > pairs * 6 and head[1 - side :: 2].count(0) * 10 < pairs:
            return name
    return None


def _eight_bit(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None or any(m.encoding == "cp1252" and m.chaos <= best.chaos for m in matches):
        return "cp1252"
    return best.encoding
