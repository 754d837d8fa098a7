"""Time in the page: the slider and what it hides, the walk through it, and the timeline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

Visits = Callable[..., Any]
HANDLES = ("from", "to")


def state(opened: Any) -> dict[str, list[str]]:
    """The address, once a moving slider has been written down."""
    opened.page.wait_for_timeout(350)
    return parse_qs(opened.page.evaluate("location.hash.slice(1)"))


def shown(opened: Any) -> int:
    found = re.search(r"([\d,]+) of [\d,]+ relations", opened.text("#status"))
    assert found
    return int(found[1].replace(",", ""))


def test_the_handles_name_whole_days_in_words(visit: Visits) -> None:
    opened = visit("varied").ready()
    texts = [opened.page.get_attribute(f"#time-{which}", "aria-valuetext") for which in HANDLES]
    assert texts == ["12 Jun 2030", "2 Mar 2032"]
    assert all(opened.page.get_attribute(f"#time-{which}", "role") == "slider" for which in HANDLES)
    assert opened.troubles == []


def test_there_is_a_bar_for_each_month_of_two_years(visit: Visits) -> None:
    opened = visit("varied").ready()
    heights = opened.page.locator(".bars rect").evaluate_all("(bars) => bars.map((bar) => Number(bar.getAttribute('height')))")
    assert len(heights) == 22  # June 2030 to March 2032
    assert heights[0] > 0
    assert heights[1] == 0


def test_a_step_by_keyboard_hides_what_lies_outside_and_says_how_much(visit: Visits) -> None:
    opened = visit("varied").ready()
    before = shown(opened)
    opened.page.focus("#time-from")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.get_attribute("#time-from", "aria-valuetext") == "1 Jul 2030"
    hidden = re.search(r"(\d+) outside the time", opened.text("#status"))
    assert hidden
    assert before - shown(opened) == int(hidden[1]) > 0
    assert state(opened)["from"] == ["2030-07-01"]
    assert opened.troubles == []


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        (("PageUp",), "1 Apr 2031"),
        (("Shift+ArrowRight",), "13 Jun 2030"),
        (("ArrowRight", "ArrowRight", "ArrowLeft"), "1 Jul 2030"),
        (("End",), "2 Mar 2032"),
        (("End", "ArrowRight", "PageUp"), "2 Mar 2032"),
        (("ArrowLeft", "Home"), "12 Jun 2030"),
    ],
)
def test_the_first_handle_by_keyboard(visit: Visits, presses: tuple[str, ...], expected: str) -> None:
    opened = visit("varied").ready()
    opened.page.focus("#time-from")
    for press in presses:
        opened.page.keyboard.press(press)
    assert opened.page.get_attribute("#time-from", "aria-valuetext") == expected


def test_the_handles_cannot_cross(visit: Visits) -> None:
    opened = visit("varied", "#from=2031-05-01&to=2031-05-31").ready()
    opened.page.focus("#time-to")
    for press in ("PageDown", "PageDown", "Home"):
        opened.page.keyboard.press(press)
    first, last = (int(opened.page.get_attribute(f"#time-{which}", "aria-valuenow")) for which in HANDLES)
    assert first <= last
    assert opened.page.get_attribute("#time-to", "aria-valuetext") == "1 May 2031"


@pytest.mark.parametrize("width", [1440, 390])
def test_the_handles_follow_the_mouse(visit: Visits, width: int) -> None:
    opened = visit("varied", width=width, height=844).ready()
    track = opened.page.locator("#time-track").bounding_box()
    for which, target in (("from", 0.4), ("to", 0.8)):
        box = opened.page.locator(f"#time-{which}").bounding_box()
        opened.page.mouse.move(box["x"] + 14, box["y"] + 14)
        opened.page.mouse.down()
        opened.page.mouse.move(track["x"] + track["width"] * target, box["y"] + 10, steps=8)
        opened.page.mouse.up()
    found = state(opened)
    assert found["from"] == ["2031-03-01"]
    assert found["to"] == ["2031-11-30"]
    assert opened.troubles == []


def test_a_handle_follows_a_finger(visit: Visits) -> None:
    opened = visit("varied", width=390, height=844, has_touch=True, is_mobile=True).ready()
    track = opened.page.locator("#time-track").bounding_box()
    opened.page.touchscreen.tap(track["x"] + track["width"] * 0.3, track["y"] + 10)
    assert state(opened)["from"] == ["2031-01-01"]


def test_a_whole_drag_is_one_step_back(visit: Visits) -> None:
    opened = visit("varied").ready()
    opened.page.focus("#time-from")
    for _ in range(4):
        opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_timeout(350)
    opened.page.go_back()
    assert opened.page.get_attribute("#time-from", "aria-valuetext") == "12 Jun 2030"


def test_an_interval_is_shown_when_it_touches_the_range(visit: Visits) -> None:
    opened = visit("varied", "#view=timeline&from=2031-07-01&to=2031-07-31&undated=no").ready()
    dates = opened.page.locator("#timeline .date").all_inner_texts()
    assert dates
    assert set(dates) == {"2031"}  # the year 2031 has that July in it; no day of July 2031 is in the data


def test_undated_relations_are_hidden_when_asked(visit: Visits) -> None:
    opened = visit("varied").ready()
    before = shown(opened)
    opened.page.uncheck("#time-undated")
    hidden = re.search(r"(\d+) undated", opened.text("#status"))
    assert hidden
    assert before - shown(opened) == int(hidden[1]) > 0
    assert state(opened)["undated"] == ["no"]
    opened.page.click("#time-reset")
    assert shown(opened) == before
    assert opened.page.is_disabled("#time-reset")


def test_an_address_restores_the_range(visit: Visits) -> None:
    opened = visit("varied", "#from=2031-05-01&to=2031-06-15&undated=no").ready()
    assert [opened.page.get_attribute(f"#time-{which}", "aria-valuetext") for which in HANDLES] == ["1 May 2031", "15 Jun 2031"]
    assert not opened.page.is_checked("#time-undated")
    assert opened.text("#time-says") == "1 May 2031 – 15 Jun 2031"


@pytest.mark.parametrize("fragment", ["#from=nonsense&to=2031-02-31", "#from=9999-99-99"])
def test_a_day_that_is_none_is_left_aside(visit: Visits, fragment: str) -> None:
    opened = visit("varied", fragment).ready()
    assert [opened.page.get_attribute(f"#time-{which}", "aria-valuetext") for which in HANDLES] == ["12 Jun 2030", "2 Mar 2032"]
    assert opened.troubles == []


def test_the_walk_moves_a_window_and_can_be_stopped(visit: Visits) -> None:
    opened = visit("varied").ready()
    opened.page.click("#time-play")
    first = opened.text("#time-says")
    assert opened.page.get_attribute("#time-play", "aria-label") == "Stop"
    opened.page.wait_for_timeout(1000)
    assert opened.text("#time-says") != first
    opened.page.click("#time-play")
    assert opened.page.get_attribute("#time-play", "aria-label") == "Play"
    stood = opened.text("#time-says")
    opened.page.wait_for_timeout(1000)
    assert opened.text("#time-says") == stood
    assert opened.troubles == []


def test_with_reduced_motion_the_walk_takes_one_step_a_press(visit: Visits) -> None:
    opened = visit("varied", reduced_motion="reduce").ready()
    opened.page.click("#time-play")
    first = opened.text("#time-says")
    opened.page.wait_for_timeout(1000)
    assert opened.text("#time-says") == first
    opened.page.click("#time-play")
    assert opened.text("#time-says") != first
    assert opened.page.get_attribute("#time-play", "aria-label") == "Next step in time"


def test_a_network_without_dates_has_no_slider(visit: Visits) -> None:
    opened = visit("single").ready()
    assert not opened.page.is_visible("#time-from")
    assert not opened.page.is_visible("#time-play")
    assert opened.troubles == []


def test_a_century_has_a_bar_a_year(visit: Visits) -> None:
    opened = visit("heaped").ready()
    assert opened.page.locator(".bars rect").count() == 100
    opened.page.focus("#time-from")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.get_attribute("#time-from", "aria-valuetext") == "1 Jan 1901"
    assert "5 outside the time" in opened.text("#status")


def test_what_is_long_past_has_one_bar_of_its_own(visit: Visits) -> None:
    opened = visit("looking_back").ready()
    assert opened.page.locator(".bars rect").count() == 1 + 36
    assert "before 2029" in opened.text(".time-axis")
    assert opened.page.get_attribute("#time-from", "aria-valuetext") == "1 Jan 1905"
    opened.page.focus("#time-from")
    opened.page.keyboard.press("ArrowRight")
    assert opened.text("#time-says") == "1 Jan 2029 – 11 Dec 2031"
    assert "36 of 37 relations" in opened.text("#status")
    opened.page.keyboard.press("ArrowLeft")
    assert "37 of 37 relations" in opened.text("#status")
    assert opened.troubles == []


def test_the_timeline_tells_everything_in_order_and_the_undated_last(visit: Visits) -> None:
    opened = visit("varied", "#view=timeline").ready()
    years = opened.page.locator("#timeline h3").all_inner_texts()
    assert years == ["2030", "2031", "2032", "Undated"]
    rows = opened.page.locator("#timeline .moment-row")
    assert rows.count() == shown(opened)
    last = opened.page.locator("#timeline .moments").last.locator(".date").all_inner_texts()
    assert set(last) == {"undated"}


def test_the_timeline_of_an_entity_stays_while_its_sentences_are_read(visit: Visits) -> None:
    opened = visit("varied", "#view=timeline&node=person/alma-reyes").ready()
    assert opened.text("#timeline h2") == "Alma Reyes in order of time"
    rows = opened.page.locator("#timeline .moment-row")
    before = rows.count()
    assert before >= 9
    meeting = opened.page.locator("#timeline .fact", has_text="12 Jun 2030").filter(has_text="met with")
    meeting.click()
    assert "Reyes met Okafor in Port Amsel on 12 June 2030, the first such meeting." in opened.text("#panel blockquote")
    assert rows.count() == before
    assert opened.page.locator("#timeline [aria-current=true]").count() == 1
    again = visit("varied", "#" + opened.page.url.split("#")[1]).ready()
    assert again.text("#timeline h2") == "Alma Reyes in order of time"
    assert opened.troubles == []


def test_the_timeline_of_everything_stays_while_sentences_are_read(visit: Visits) -> None:
    opened = visit("demo", "#view=timeline").ready()
    before = opened.page.locator("#timeline .fact").count()
    opened.page.locator("#timeline .fact").nth(before // 2).click()
    assert opened.page.locator("#panel blockquote").count() >= 1
    assert opened.page.locator("#timeline .fact").count() == before
    opened.page.wait_for_timeout(100)
    place = opened.page.evaluate("document.querySelector('#timeline').scrollTop")
    assert place > 100
    again = visit("demo", "#" + opened.page.url.split("#")[1]).ready()
    assert again.page.locator("#timeline .fact").count() == before
    opened.page.click("#panel .close")
    assert opened.page.evaluate("document.querySelector('#timeline').scrollTop") == place


def test_the_number_of_undated_relations_follows_the_filters(visit: Visits) -> None:
    opened = visit("varied").ready()
    before = int(opened.text("#time-undated-count"))
    for box in opened.page.locator("#lines input").all():
        box.uncheck()
    assert 0 == int(opened.text("#time-undated-count")) < before


def test_the_timeline_of_a_pair_holds_what_is_between_the_two(visit: Visits) -> None:
    opened = visit("varied", "#view=timeline&edge=person/alma-reyes~met_with~person/tomas-okafor").ready()
    assert opened.text("#timeline h2") == "Alma Reyes – Tomas Okafor in order of time"
    dates = opened.page.locator("#timeline .date").all_inner_texts()
    assert dates == ["12 Jun 2030", "2 May 2031 – 3 May 2031", "Feb 2032"]


def test_the_timeline_is_readable_on_a_phone(visit: Visits) -> None:
    opened = visit("varied", "#view=timeline", width=390, height=844).ready()
    widths = opened.page.locator("#timeline .fact").evaluate_all("(rows) => rows.map((row) => row.clientWidth)")
    assert min(widths) > 280
    sizes = opened.page.locator("#timeline .excerpt").evaluate_all(
        "(all) => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 13
    assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    ("name", "act", "most"),
    [
        (
            "varied",
            "document.getElementById('time-from').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }))",
            0.1,
        ),
        ("varied", "document.querySelector('#lines input').click()", 0.1),
        ("large", "document.querySelector('#lines input').click()", 0.15),
        ("large", "location.hash = 'node=person/p000' + (10 + turn)", 0.15),
    ],
)
def test_a_step_costs_little(visit: Visits, name: str, act: str, most: float) -> None:
    """CPU seconds of the page's thread for one step with its frame, which other work on the machine does not lengthen."""
    opened = visit(name).ready()
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        return float(next(m["value"] for m in session.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration"))

    step = f"""async () => {{ for (let turn = 0; turn < 8; turn += 1) {{
      {act};
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
    }} }}"""
    opened.page.evaluate(step)
    before = spent()
    opened.page.evaluate(step)
    assert (spent() - before) / 8 <= most
