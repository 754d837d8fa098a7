"""Sorting on disk gives what sorting in memory gives."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import sorting
from kg.rdf.turtle import natural

LINES = st.lists(st.binary(max_size=20).map(lambda line: line.replace(b"\n", b" ")), max_size=40)


@given(st.lists(LINES, max_size=6), st.sampled_from([None, len, lambda line: line[::-1]]))
def test_lists_are_merged_into_order(lists: list[list[bytes]], key: sorting.Key | None) -> None:
    wanted = sorted((line for lines in lists for line in lines), key=key or (lambda line: line))
    found = [line for lines in sorting.merged((list(lines) for lines in lists), key) for line in lines]
    assert found == wanted


def test_more_than_a_batch_and_a_block(tmp_path: Path) -> None:
    lines = [b"%030d" % (number * 7919 % 60_000) for number in range(60_000)]
    found = [line for some in sorting.merged([lines[:25_000], lines[25_000:]], folder=tmp_path) for line in some]
    assert found == sorted(lines)
    assert not list(tmp_path.iterdir())


@given(LINES, st.integers(min_value=1, max_value=50))
def test_chunks_hold_whole_lines(lines: list[bytes], size: int) -> None:
    file = io.BytesIO(b"".join(line + b" .\n" for line in lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "RUN", size)
        assert [line for some in sorting.chunks(file, b" .\n") for line in some] == lines


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8), max_size=10))
def test_bytes_are_ordered_as_their_texts(texts: list[str]) -> None:
    assert sorted(texts) == [text.decode() for text in sorted(text.encode() for text in texts)]
    assert sorted(texts, key=natural)[:1] == ([min(texts, key=natural)] if texts else [])
