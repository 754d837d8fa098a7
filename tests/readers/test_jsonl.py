from __future__ import annotations

import contextlib
import gzip
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers import jsonl
from kg.readers.article import Article
from kg.readers.problem import Problem, Unreadable
from kg.readers.source import Source

FIELDS = ("title", "date", "url", "publisher", "author")
records = st.lists(
    st.fixed_dictionaries({"text": st.text()}, optional=dict.fromkeys(FIELDS, st.text() | st.none())), min_size=1, max_size=8
)


def articles(data: bytes) -> list[Article | Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.jsonl"
        path.write_bytes(data)
        return list(jsonl.read(Source("news.jsonl", path)))


@given(
    records,
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
    st.booleans(),
)
def test_what_is_written_comes_back(
    written: list[dict[str, str | None]], escaped: bool, encoding: str, end: str, packed: bool
) -> None:
    data = "".join(json.dumps(record, ensure_ascii=escaped) + end for record in written).encode(encoding)
    found = articles(gzip.compress(data) if packed else data)
    assert [a.text for a in found if isinstance(a, Article)] == [record["text"] for record in written]
    assert [dict(a.fields) for a in found if isinstance(a, Article)] == [{f: r.get(f) for f in FIELDS} for r in written]
    assert [a.place for a in found] == [f"news.jsonl:{1 + n * len(end.replace(chr(13), ''))}" for n in range(len(written))]


@given(st.binary())
def test_no_bytes_break_it(data: bytes) -> None:
    with contextlib.suppress(Unreadable, OSError, EOFError):
        assert all(item.place.startswith("news.jsonl") for item in articles(data))


def test_an_eight_bit_line_is_read(tmp_path: Path) -> None:
    found = articles('{"text": "The café of São Tomé’s minister"}\n{"text": "naïve"}'.encode("cp1252"))
    assert [a.text for a in found if isinstance(a, Article)] == ["The café of São Tomé’s minister", "naïve"]


def test_separators_that_are_not_line_feeds_do_not_cut_a_line() -> None:
    text = "a\u2028b\x85c\u2029d"
    found = articles(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
    assert [a.text for a in found if isinstance(a, Article)] == [text]


def test_a_line_beyond_the_limit_ends_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LIMIT", 1000)
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "short"}\n' + json.dumps({"text": "x" * 2000}) + "\n")
    found = jsonl.read(Source("news.jsonl", path))
    first = next(found)
    assert isinstance(first, Article)
    with pytest.raises(Unreadable, match="a line of more than"):
        next(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "expecting property name enclosed in double quotes at column 2"),
        ('{"a":\n\n ]', "expecting value at line 3, column 2"),
        ("[" * 200_000, "nested too deeply"),
        ("9" * 10_000, "Exceeds the limit"),
    ],
)
def test_reasons_are_short(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        jsonl.parse(text)
    assert str(caught.value).startswith(reason)
