"""Time expressions and the days that they mean; published on a Tuesday."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.dates import find
from tests.nlp.tables import PUBLISHED, claims_of, missed, texts

# text, first day, last day, the words
ABSOLUTE = [
    ("They met on 12 June 2018.", "2018-06-12", "2018-06-12", "12 June 2018"),
    ("They met on June 12, 2018.", "2018-06-12", "2018-06-12", "June 12, 2018"),
    ("They met on June 12th, 2018.", "2018-06-12", "2018-06-12", "June 12th, 2018"),
    ("They met on the 12th of June 2018.", "2018-06-12", "2018-06-12", "the 12th of June 2018"),
    ("They met on Tuesday, June 12, 2018.", "2018-06-12", "2018-06-12", "Tuesday, June 12, 2018"),
    ("They met on 2018-06-12.", "2018-06-12", "2018-06-12", "2018-06-12"),
    ("They met on 3 Sept. 2018.", "2018-09-03", "2018-09-03", "3 Sept. 2018"),
    ("Signed on 29 February 2024.", "2024-02-29", "2024-02-29", "29 February 2024"),
    ("They met in June 2018.", "2018-06-01", "2018-06-30", "June 2018"),
    ("They met in February 2024.", "2024-02-01", "2024-02-29", "February 2024"),
    ("They met in February 1900.", "1900-02-01", "1900-02-28", "February 1900"),
    ("They met in 2017.", "2017-01-01", "2017-12-31", "2017"),
    ("The summit (2018) failed.", "2018-01-01", "2018-12-31", "2018"),
    ("By August 2025 it was over.", "2025-08-01", "2025-08-31", "August 2025"),
    ("They fought from 1914 to 1918.", "1914-01-01", "1918-12-31", None),
    ("The 1914–1918 war was long.", "1914-01-01", "1918-12-31", "1914–1918"),
    ("Between 1939 and 1945 they fought.", "1939-01-01", "1945-12-31", None),
    ("It broke up in the 1990s.", "1990-01-01", "1999-12-31", "1990s"),
    ("They met in spring 2019.", "2019-03-01", "2019-05-31", "spring 2019"),
    ("They met in winter 2019.", "2019-12-01", "2020-02-29", "winter 2019"),
    ("They met in the summer of 2019.", "2019-06-01", "2019-08-31", "summer of 2019"),
    ("They met in the autumn of 2019.", "2019-09-01", "2019-11-30", "autumn of 2019"),
    ("They met in early 2019.", "2019-01-01", "2019-05-02", "early 2019"),
    ("Early 2019 saw talks.", "2019-01-01", "2019-05-02", "Early 2019"),
    ("They met in mid-2019.", "2019-05-02", "2019-09-01", "mid-2019"),
    ("They met in late 2019.", "2019-09-01", "2019-12-31", "late 2019"),
    missed("The treaty of 18 May 1496 holds.", "1496-05-18", "1496-05-18", "18 May 1496", reason="years before 1500"),
]
RELATIVE = [
    ("They met yesterday.", "2025-08-25", "2025-08-25", "yesterday"),
    ("They meet today.", "2025-08-26", "2025-08-26", "today"),
    ("They meet tomorrow.", "2025-08-27", "2025-08-27", "tomorrow"),
    ("They met on Monday.", "2025-08-25", "2025-08-25", "Monday"),
    ("They met on Tuesday.", "2025-08-26", "2025-08-26", "Tuesday"),
    ("They met on Wednesday.", "2025-08-20", "2025-08-20", "Wednesday"),
    ("They met last Tuesday.", "2025-08-19", "2025-08-19", "last Tuesday"),
    ("They meet next Friday.", "2025-08-29", "2025-08-29", "next Friday"),
    ("They met last week.", "2025-08-18", "2025-08-24", "last week"),
    ("They meet this week.", "2025-08-25", "2025-08-31", "this week"),
    ("They meet next week.", "2025-09-01", "2025-09-07", "next week"),
    ("They met last month.", "2025-07-01", "2025-07-31", "last month"),
    ("They meet next month.", "2025-09-01", "2025-09-30", "next month"),
    missed("They met earlier this month.", "2025-08-01", "2025-08-26", "earlier this month", reason="the month is not yet over"),
    ("They met last year.", "2024-01-01", "2024-12-31", "last year"),
    ("They met earlier this year.", "2025-01-01", "2025-08-26", "earlier this year"),
    ("They meet later this year.", "2025-08-26", "2025-12-31", "later this year"),
    ("They meet next year.", "2026-01-01", "2026-12-31", "next year"),
    ("They met last weekend.", "2025-08-23", "2025-08-24", "last weekend"),
    ("They met last summer.", "2024-06-01", "2024-08-31", "last summer"),
    ("They met two days ago.", "2025-08-24", "2025-08-24", "two days ago"),
    ("They met three weeks ago.", "2025-08-02", "2025-08-08", "three weeks ago"),
    ("They met two months ago.", "2025-06-01", "2025-06-30", "two months ago"),
    ("They met 10 years ago.", "2015-01-01", "2015-12-31", "10 years ago"),
    ("They met two decades ago.", "2005-01-01", "2005-12-31", "two decades ago"),
    ("They met in June.", "2025-06-01", "2025-06-30", None),
    ("They met in December.", "2024-12-01", "2024-12-31", None),
    ("They met on June 3.", "2025-06-03", "2025-06-03", "June 3"),
    ("They met on 3 June.", "2025-06-03", "2025-06-03", "3 June"),
    ("They met on 30 August.", "2024-08-30", "2024-08-30", "30 August"),
    ("They met on Monday, August 18.", "2025-08-18", "2025-08-18", "Monday, August 18"),
]
NOTHING = [
    "They met on 31 June 2018.",
    "They met on February 29, 2023.",
    "They met on 2018-13-40.",
    "They met two weeks later.",
    "They met the following month.",
    "The previous year they had met.",
    "About 2000 people marched.",
    "May they meet soon.",
    "They march in silence.",
    "The Sunday Times wrote it.",
    "They paid 2018 dollars.",
    "",
]


def days(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


@pytest.mark.parametrize(("text", "first", "last", "words"), [*ABSOLUTE, *RELATIVE])
def test_the_days_that_are_meant(text: str, first: str, last: str, words: str | None) -> None:
    ((start, end, period),) = find(text, PUBLISHED)
    assert (period.earliest, period.latest) == days(first, last)
    assert period.text in text
    assert text[start:end].strip("() ") == period.text
    assert words is None or period.text == words


@pytest.mark.parametrize(("text", "first", "last", "words"), ABSOLUTE)
def test_a_full_date_needs_no_publication_date(text: str, first: str, last: str, words: str | None) -> None:
    ((_, _, period),) = find(text, None)
    assert (period.earliest, period.latest) == days(first, last)


@pytest.mark.parametrize("text", texts(RELATIVE))
def test_a_relative_date_without_a_publication_date_is_none(text: str) -> None:
    assert list(find(text, None)) == []


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert list(find(text, PUBLISHED)) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They will meet on Friday.", "2025-08-29"),
        ("They will meet on Tuesday.", "2025-08-26"),
        ("They will meet in December.", "2025-12-01"),
        missed("They will meet in February.", "2026-02-01", reason="a month half a year back that lies ahead"),
        ("They will meet on 30 August.", "2025-08-30"),
    ],
)
def test_a_sentence_that_looks_ahead_means_the_next(text: str, first: str) -> None:
    ((_, _, period),) = find(text, PUBLISHED, lambda at: True)
    assert period.earliest == dt.date.fromisoformat(first)


def test_expressions_come_in_order_and_apart() -> None:
    text = "In 2017, on 12 June 2018, last month and on Monday (2019) they met."
    found = list(find(text, PUBLISHED))
    assert [p.text for _, _, p in found] == ["2017", "12 June 2018", "last month", "Monday", "2019"]
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@given(st.text(alphabet="JuneMay 0123456789,.-()lastweekgo"), st.one_of(st.none(), st.dates()))
def test_any_text_at_any_date_is_survived(text: str, published: dt.date | None) -> None:
    for start, end, period in find(text, published):
        assert period.earliest <= period.latest
        assert 0 <= start < end <= len(text)


@given(st.dates(dt.date(1500, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_is_read_in_every_order(day: dt.date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}"):
        ((_, _, period),) = find(text, None)
        assert period.earliest == period.latest == day


SENTENCES = [
    ("Norway rejected a Chadian plan on Friday.", "2025-08-22"),
    ("Norway will sanction Chad on Friday.", "2025-08-29"),
    ("Norway sanctioned Chad on 12 June 2018.", "2018-06-12"),
]
TEXTS = texts(SENTENCES)


@pytest.mark.parametrize(("text", "first"), SENTENCES)
def test_the_verb_tells_whether_a_weekday_lies_ahead(text: str, first: str, readings: dict) -> None:  # type: ignore[type-arg]
    (claim,) = [c for name in ("rejected", "sanctioned") for c in claims_of(readings[text], name)]
    assert claim.period is not None
    assert claim.period.earliest == dt.date.fromisoformat(first)
