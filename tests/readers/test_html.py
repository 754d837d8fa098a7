from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.readers.html import looks_like
from tests.readers.conftest import NEWS, Outcome

Reading = Callable[..., Outcome]

PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0042)https://news.example.org/2024/05/talks.html -->
<html lang="en"><head><meta charset="utf-8"><title>Ruritania rejects plan - Example News</title>
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2024-05-03T23:30:00-05:00"><meta name="author" content="Ann Writer">
</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Ruritania rejects plan</h1><p>{NEWS}</p>
<p>“We shall not <b>sign</b> it,” said the minister in a café&nbsp;on Friday.</p>
<ul><li>The first point was trade.</li><li>The second was peace &amp; borders.</li></ul></article>
<footer>© 2023 Example News. All rights reserved.</footer><script>alert(1)</script></body></html>
"""
TEXT = f"""Ruritania rejects plan
{NEWS}
“We shall not sign it,” said the minister in a café on Friday.
The first point was trade.
The second was peace & borders."""


def test_a_saved_page(reading: Reading) -> None:
    documents, problems = reading({"page.html": PAGE})
    assert problems == []
    (page,) = documents
    assert page.text.replace("\u00a0", " ") == TEXT
    assert (page.title, str(page.date), page.publisher) == ("Ruritania rejects plan", "2024-05-03", "Example News")
    assert (page.author, page.url) == ("Ann Writer", "https://news.example.org/2024/05/talks.html")


def test_the_canonical_address_wins_over_where_it_was_saved_from(reading: Reading) -> None:
    documents, _ = reading(
        {"page.html": PAGE.replace("<head>", '<head><link rel="canonical" href="https://news.example.org/talks">')}
    )
    assert documents[0].url == "https://news.example.org/talks"


def test_no_date_is_guessed_from_a_copyright_line(reading: Reading) -> None:
    undated = PAGE.replace('<meta property="article:published_time" content="2024-05-03T23:30:00-05:00">', "")
    undated = undated.replace("/2024/05/talks.html", "/talks.html")
    documents, problems = reading({"page.html": undated})
    assert documents[0].date is None
    assert problems == ["page.html: no date; relative dates stay unresolved"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("windows-1250", "cp1250"),
        ("nonsense", "utf-8"),
        ("utf-8", "utf-16"),
    ],
)
def test_what_the_page_declares_is_how_it_is_read(reading: Reading, declared: str, encoding: str) -> None:
    documents, _ = reading({"page.html": PAGE.replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)})
    assert "“We shall not sign it,” said the minister in a café" in documents[0].text


def test_markup_in_words_stays_words(reading: Reading) -> None:
    documents, _ = reading(
        {"page.html": PAGE.replace("Ann Writer", "&lt;script&gt;Ann").replace("officials", "&lt;b&gt;officials&lt;/b&gt;")}
    )
    assert "<b>officials</b>" in documents[0].text


@pytest.mark.parametrize("page", ["<p" * 50_000, "<div>" * 20_000, "<html><body>" + "<a href=" * 5000, "<!--", "</html>"])
def test_hostile_pages_give_a_line(reading: Reading, page: str) -> None:
    documents, problems = reading({"page.html": page})
    assert documents == []
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n<!doctype HTML>", True),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", True),
        (b"<!-- saved --> <html>", True),
        (b"<b>Bold</b> words", False),
        (b"Talks about <html>", False),
        (b"", False),
    ],
)
def test_looks_like(head: bytes, answer: bool) -> None:
    assert looks_like(head) is answer
