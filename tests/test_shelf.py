"""Readings put aside come back as they were, as often as they are asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Reading
from kg.shelf import Shelf
from tests.rdf import strategies


@given(st.lists(strategies.readings(), max_size=4))
def test_what_is_put_comes_back_in_order(readings: list[Reading]) -> None:
    with Shelf() as shelf:
        for reading in readings:
            shelf.put(reading)
        assert list(shelf) == readings
        assert list(shelf) == readings
        assert len(shelf) == len(readings)


def test_two_may_go_through_it_at_once_and_more_may_be_put() -> None:
    one = Reading(Document("Title", "Text."), (), (), (), ())
    with Shelf() as shelf:
        shelf.put(one)
        shelf.put(one)
        assert list(zip(shelf, shelf, strict=True)) == [(one, one)] * 2
        shelf.put(one)
        assert list(shelf) == [one] * 3
