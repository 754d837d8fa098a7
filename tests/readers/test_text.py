from __future__ import annotations

from pathlib import Path

import pytest

from kg.readers import source, text
from kg.readers.article import Article
from kg.readers.problem import Unreadable
from kg.readers.source import Source


def read(path: Path, content: bytes) -> Article:
    path.write_bytes(content)
    (article,) = text.read(Source("notes.txt", path))
    return article


def test_fields_come_from_the_front_matter_and_the_text_is_whole(tmp_path: Path) -> None:
    article = read(tmp_path / "a", b"---\r\ntitle: Plan\r\npublisher: NO\r\n---\r\nRuritania rejects plan\r\nIt said so.")
    assert article.fields == {"title": "Plan", "publisher": "NO"}
    assert article.text == "Ruritania rejects plan\nIt said so."
    assert (article.place, article.name, article.flaw) == ("notes.txt", "notes", "")


def test_front_matter_in_utf_16(tmp_path: Path) -> None:
    article = read(tmp_path / "a", "---\ntitle: Plan\n---\nIt said “no”.".encode("utf-16"))
    assert (article.fields, article.text) == ({"title": "Plan"}, "It said “no”.")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LIMIT", 2**20)
    with pytest.raises(Unreadable, match=r"^notes\.txt: larger than 1 MiB in one document; skipped$"):
        read(tmp_path / "a", b"talks " * 200_000)
