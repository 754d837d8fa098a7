"""How real a relation is: off at first, told apart in the picture, counted and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

Visits = Callable[..., Any]
ALL = "#real=Actual&real=Alleged&real=Denied&real=Intended&real=Possible"
HEARSAY = (
    ("Alleged", "state/VAL~attacked/Alleged~state/NRD", "alleged", 1),
    ("Intended", "person/alma-reyes~met_with/Intended~person/jorge-vidal", "intended", 1),
    ("Possible", "person/ilse-brandt~supported/Possible~state/VAL", "possible", 1),
    ("Denied", "state/VAL~threatened/Denied~state/NRD", "denied", 2),
)


def test_only_what_is_reported_as_fact_is_shown_at_first_and_the_rest_is_counted(visit: Visits) -> None:
    opened = visit("varied").ready()
    ticked = opened.page.locator("#reals input").evaluate_all("(boxes) => boxes.map((box) => [box.name, box.checked])")
    assert ticked == [["Actual", True], ["Alleged", False], ["Intended", False], ["Possible", False], ["Denied", False]]
    assert "Left out: 5 not reported as fact." in opened.text("#status")
    assert opened.page.locator("#reals .entry-count").all_inner_texts()[1:] == ["1", "1", "1", "2"]


@pytest.mark.parametrize(("name", "key", "said", "count"), HEARSAY)
def test_each_can_be_shown_by_itself_and_is_in_the_address(visit: Visits, name: str, key: str, said: str, count: int) -> None:
    opened = visit("varied").ready()
    opened.page.check(f"#reals input[name={name}]")
    assert f"Left out: {5 - count} not reported as fact." in opened.text("#status")
    assert parse_qs(opened.page.evaluate("location.hash.slice(1)"))["real"] == ["Actual", name]
    again = visit("varied", "#" + opened.page.url.split("#")[1]).ready()
    assert again.text("#status") == opened.text("#status")


@pytest.mark.parametrize(("name", "key", "said", "count"), HEARSAY)
def test_the_panel_says_in_words_how_real_it_is(visit: Visits, name: str, key: str, said: str, count: int) -> None:
    opened = visit("varied", f"#edge={key}").ready()
    assert said in opened.text("#panel .how")
    assert "The filters hide this relation in the picture." in opened.text("#panel")
    shown = visit("varied", f"#edge={key}&{ALL[1:]}").ready()
    assert "The filters hide this relation" not in shown.text("#panel")
    assert shown.troubles == []


def test_what_is_reported_as_fact_can_be_unticked_too(visit: Visits) -> None:
    opened = visit("varied", "#real=Denied").ready()
    assert "3 of 38 entities, 2 of" in opened.text("#status")
    opened.page.uncheck("#reals input[name=Denied]")
    assert opened.page.is_visible("#nothing")
    assert "real=none" in opened.page.url
    opened.page.click("#reset-too")
    assert not opened.page.is_visible("#nothing")


def test_hearsay_looks_different_from_fact(visit: Visits) -> None:
    """With what is denied shown, the picture has more in it, and its lines are thinner and fainter than those of facts."""
    count = """() => {
      const canvas = document.querySelector('#canvas canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let drawn = 0;
      for (let spot = 0; spot < data.length; spot += 4) drawn += data[spot + 3] > 100;
      return drawn;
    }"""
    before = visit("varied").ready().page.evaluate(count)
    opened = visit("varied", ALL).ready()
    assert opened.page.evaluate(count) > before
    signs = opened.page.locator("#reals .entry-sign").evaluate_all("(all) => all.map((sign) => sign.innerHTML)")
    assert len(set(signs)) == len(signs) == 5


def test_kinds_of_hearsay_that_nobody_knows_are_filters_like_the_others(visit: Visits) -> None:
    opened = visit("hostile").ready()
    assert opened.page.locator("#reals input").count() >= 1
    assert opened.troubles == []


def test_without_hearsay_there_is_no_such_filter(visit: Visits) -> None:
    opened = visit("demo").ready()
    assert not opened.page.is_visible("#how-real")


def test_what_is_only_intended_is_said_before_the_relation_and_in_the_citation(visit: Visits) -> None:
    opened = visit(
        "varied",
        "#node=person/jorge-vidal&real=Actual&real=Intended&view=timeline",
        permissions=["clipboard-read", "clipboard-write"],
    ).ready()
    for selector in ("#panel .fact:has(.unreal)", "#timeline .fact:has(.unreal)"):
        assert "intended met with" in " ".join(opened.text(f"{selector} >> nth=0").replace("\n", " ").split())
    opened.page.click("#panel .fact:has(.unreal)")
    opened.page.click("#panel .claim .copy")
    opened.page.wait_for_selector("#live:has-text('Copied')", state="attached")
    opened.page.bring_to_front()
    assert "“Reyes plans to meet Vidal.” [intended] —" in opened.page.evaluate("navigator.clipboard.readText()")


def test_the_status_tells_what_was_unticked(visit: Visits) -> None:
    opened = visit("varied", "#real=Intended").ready()
    assert "not reported as fact" not in opened.text("#status")
    assert "unticked under “How real”" in opened.text("#status")
