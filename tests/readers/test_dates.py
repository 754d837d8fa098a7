from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.dates import dateline, day

DAY = dt.date(2019, 1, 4)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime(2019, 1, 4, 23, 59),
        "2019-01-04",
        " 2019-01-04 ",
        "20190104",
        "2019/01/04",
        "2019.1.4",
        "2019-01-04T23:59:59Z",
        "2019-01-04T23:59:59.123+09:00",
        "2019-01-04 23:30:00 -0500",
        "2019-01-04, late",
        "January 4, 2019",
        "Jan. 4, 2019",
        "4 January 2019",
        "4th Jan 2019",
        "Friday, January 4, 2019",
        "friday january 4th 2019",
        "Fri, 04 Jan 2019 10:00:00 +0000",
        20190104,
    ],
)
def test_days(value: object) -> None:
    assert day(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "2019",
        "2019-01",
        "04/01/2019",
        "2019-13-01",
        "February 30, 2019",
        "1546560000",
        "2019-01-041",
        "9" * 9000,
    ],
)
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day(value)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%A, %B %d, %Y"]))
def test_written_days_come_back(value: dt.date, form: str) -> None:
    assert day(value.strftime(form)) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Friday, January 4, 2019 \n\n\nThe talks failed.", DAY),
        ("Talks fail\n\nJanuary 4, 2019\nThe talks failed.", DAY),
        ("Talks fail\nBy Ann Writer\n4 January 2019\nThe talks failed.", DAY),
        ("The talks failed on Friday, January 4, 2019", None),
        ("January 4, 2019 was a Friday", None),
        ("a\nb\nc\nJanuary 4, 2019", None),
        ("February 30, 2019\nThe talks failed.", None),
        ("", None),
    ],
)
def test_dateline(text: str, found: dt.date | None) -> None:
    assert dateline(text) == found
