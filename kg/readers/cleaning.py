"""The one place that changes characters of a text, before any offset is counted.

Changed: line ends become LF; form feeds and vertical tabs become LF too; NUL and the other control characters, a byte order
mark and the two non-characters go (XML and RDF/XML cannot hold them); lone surrogates become U+FFFD, since no encoding can
hold them; white space at either end goes. Everything else stays as it was written: no Unicode normalisation, no change to
quotes, dashes, soft hyphens or spaces, so that a quotation can be found again in its source.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n|[\r\f\v]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as it is kept with its document and as every offset counts it. Cleaning twice changes nothing."""
    text = _UNFIT.sub("", _LINE_ENDS.sub("\n", text))
    return _SURROGATES.sub("\ufffd", text).strip()


def one_line(text: str) -> str:
    """A title, name or address: cleaned, its white space made single spaces."""
    return " ".join(clean(text).split())
