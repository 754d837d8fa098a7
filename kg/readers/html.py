"""Web pages as a browser saves them (`.html`): the article without menus and footers, with its title, date, publisher and URL.

The extraction is trafilatura's. The date is taken from what the page states, never guessed from the text around or from today.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from kg.readers.article import Article
from kg.readers.encoding import decode, mark, not_text
from kg.readers.problem import Unreadable
from kg.readers.source import HEAD, Source

SUFFIXES = (".html", ".htm", ".xhtml")
HELP = "a web page as saved from a browser: the article's text, title, date, publisher, author and URL"

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000})\s*-->")  # what browsers write into a saved page
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S)
_BULLET = re.compile(r"^- ", re.MULTILINE)


def looks_like(head: bytes) -> bool:
    """Whether bytes without a file name begin as a page does."""
    return _PAGE.match(head[len((mark(head) or (b"",))[0]) :]) is not None


def read(source: Source) -> Iterator[Article]:
    """The page's article. Raises `Unreadable` for what is not text and for pages without an article."""
    data = source.read()
    kind = not_text(data[:HEAD])
    if kind:
        raise Unreadable(source.name, f"not a web page but {kind}")
    page, damage = _decode(data)
    text, fields = _extract(page, source)
    yield Article(source.name, source.stem, text, fields, damage)


def _decode(data: bytes) -> tuple[str, str]:
    """As browsers do it: byte order mark, then what the page declares, then a guess."""
    declared = _CHARSET.search(data[:4096])
    if declared and not mark(data):
        name = declared[1].decode("ascii").lower()
        # The web's "latin-1" means cp1252, and a page that declares UTF-16 in ASCII letters is not in UTF-16.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name
        try:
            if not name.startswith("utf"):
                return data.decode(name), ""
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _extract(page: str, source: Source) -> tuple[str, dict[str, object]]:
    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(library).addHandler(logging.NullHandler())  # else their warnings go to standard error
    from trafilatura import bare_extraction

    dates = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}
    try:
        found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except Exception as error:  # a hostile page may break a large library in any way; the other documents must not suffer
        raise Unreadable(source.name, f"the page cannot be taken apart ({type(error).__name__})") from error
    if found is None or isinstance(found, dict) or not found.text:
        raise Unreadable(source.name, "no article found in the page")
    saved = _SAVED_FROM.search(page[:HEAD])
    fields = {
        "title": found.title,
        "date": found.date,
        "url": found.url or (saved[1] if saved else None),
        "publisher": found.sitename,
        "author": found.author,
    }
    return _BULLET.sub("", found.text), fields
