from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.frontmatter import split


@pytest.mark.parametrize(
    ("text", "fields", "below"),
    [
        ("---\ntitle: Plan\nDate: 2024-05-03\n---\nText", {"title": "Plan", "date": "2024-05-03"}, "Text"),
        ("---\npublisher: NO\nauthor: [Ann, Bo]\n...\nText", {"publisher": "NO", "author": ["Ann", "Bo"]}, "Text"),
        ("\ufeff--- \ntitle: 'a: b'\n---", {"title": "a: b"}, ""),
        ("---\n---\nText", {}, "Text"),
        ("---\n# a comment\n---\nText", {}, "Text"),
        ("---\nOnly prose between rules\n---\nText", {}, "---\nOnly prose between rules\n---\nText"),
        ("---\nnever closed: x\nText", {}, "---\nnever closed: x\nText"),
        ("Text\n---\ntitle: Plan\n---\n", {}, "Text\n---\ntitle: Plan\n---\n"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\nText", {"title": ["ls"]}, "Text"),
        ("", {}, ""),
    ],
)
def test_split(text: str, fields: dict[str, object], below: str) -> None:
    assert split(text) == (fields, below, "")


@pytest.mark.parametrize(
    ("block", "flaw"),
    [
        ("title: [a", "front matter is not YAML: expected ',' or ']', but got '<stream end>' in line 3"),
        ("a: b: c", "front matter is not YAML: mapping values are not allowed here in line 2"),
        ("a: *nobody", "front matter is not YAML: found undefined alias 'nobody' in line 2"),
        ("a: &a [*a]", "front matter is not YAML: found unconstructable recursive node in line 2"),
        ("a: " + "[" * 5000, "front matter is not YAML: "),
        ("a: \x07", "front matter is not YAML: "),
    ],
)
def test_a_broken_block_is_taken_off_and_told(block: str, flaw: str) -> None:
    fields, below, told = split(f"---\n{block}\n---\nText")
    assert (fields, below) == ({}, "Text")
    assert told.startswith(flaw)


def test_aliases_do_not_multiply() -> None:
    """Nine levels of nine aliases: four hundred million strings for a loader that copies."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    fields, below, told = split("---\n" + "\n".join(levels) + "\n---\nText")
    assert (len(fields), below, told) == (9, "Text", "")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    split(f"---\n{text}\n---\nText")
