"""For everyone: help, keys, other scripts, odd networks, small targets, and names that cover nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Visits = Callable[..., Any]


def test_a_question_mark_opens_help_and_escape_closes_it(visit: Visits) -> None:
    opened = visit("varied", "#node=person/alma-reyes").ready()
    opened.page.keyboard.press("?")
    text = opened.text("#help")
    for words in ("Keys", "walk through the network", "People", "Refusals, demands", "denied", "An arrow runs from who does it"):
        assert words in text
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#help")
    assert opened.page.is_visible("#panel")  # the selection is left alone
    assert opened.troubles == []


def test_help_has_a_button_and_gives_the_focus_back(visit: Visits) -> None:
    opened = visit("varied").ready()
    opened.page.focus("#open-help")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.querySelector('#help').contains(document.activeElement)")
    opened.page.click("#help .close")
    assert opened.page.evaluate("document.activeElement.id") == "open-help"


def test_a_question_mark_in_the_search_is_a_letter(visit: Visits) -> None:
    opened = visit("varied").ready()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("who?")
    assert opened.page.input_value("#search") == "who?"
    assert not opened.page.is_visible("#help")


def test_the_live_region_tells_of_filters_and_selection(visit: Visits) -> None:
    opened = visit("varied").ready()
    opened.page.click("#legend input[name=places]")
    assert "of kinds unticked" in opened.text("#live")
    opened.page.evaluate("location.hash = 'node=person/alma-reyes'")
    opened.page.wait_for_timeout(100)
    assert "Alma Reyes selected" in opened.text("#live")


def test_a_filter_keeps_the_place_in_the_panel(visit: Visits) -> None:
    opened = visit("varied", "#node=person/alma-reyes", height=500).ready()
    opened.page.evaluate("document.querySelector('#panel').scrollTop = 120")
    opened.page.click("#legend input[name=places]")
    assert opened.page.evaluate("document.querySelector('#panel').scrollTop") == 120


def test_names_from_right_to_left_and_of_ten_thousand_signs(visit: Visits) -> None:
    opened = visit("heaped", "#node=person/rtl").ready()
    assert "رانيا حداد" in opened.text("#panel h2")
    assert opened.page.evaluate("getComputedStyle(document.querySelector('#panel h2 bdi')).direction") == "rtl"
    opened.page.evaluate("location.hash = 'node=person/long'")
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    panel = opened.page.evaluate(
        "(() => { const box = document.querySelector('#panel'); return box.scrollWidth - box.clientWidth; })()"
    )
    assert panel <= 0
    assert opened.troubles == []


@pytest.mark.parametrize("view", ["graph", "table", "timeline"])
@pytest.mark.parametrize("name", ["single", "heaped", "hostile"])
def test_odd_networks_open_in_every_view(visit: Visits, name: str, view: str) -> None:
    opened = visit(name, f"#view={view}").ready()
    assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert opened.troubles == []


STATES = (
    "",
    "#node=person/alma-reyes",
    "#path=person/viktor-hale~person/jorge-vidal",
    "#view=timeline",
    "#view=timeline&node=person/alma-reyes",
    "#node=person/ilse-brandt&hops=1",
)


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 1920])
@pytest.mark.parametrize("fragment", STATES)
def test_no_width_needs_sideways_scrolling_and_no_target_is_small(visit: Visits, width: int, fragment: str) -> None:
    opened = visit("varied", fragment, width=width).ready()
    assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for selector in ("#timeline", "#panel", "#time"):
        over = opened.page.evaluate(
            "(name) => { const box = document.querySelector(name); return box.scrollWidth - box.clientWidth; }", selector
        )
        assert over <= 0, selector
    small = opened.page.evaluate("""() => {
      const targets = 'button, [role=slider], label:has(input), #search, #connect-to';
      return [...document.querySelectorAll(targets)].filter((each) => each.checkVisibility())
      .map((each) => [each.id || each.textContent.slice(0, 30), each.offsetWidth, each.offsetHeight])
      .filter(([, width, height]) => width < 24 || height < 24); }""")
    assert small == []


def test_no_name_covers_the_selected_node(visit: Visits, graphs: Any) -> None:
    """What the canvas is told to draw is written down: the last circle of a frame is the ring around the selected node."""
    opened = visit("demo").ready()
    opened.page.evaluate("""() => {
      const made = CanvasRenderingContext2D.prototype;
      const { fillText, arc, clearRect } = made;
      window.__drawn = { texts: [], ring: null };
      made.clearRect = function (...given) { window.__drawn = { texts: [], ring: null }; return clearRect.apply(this, given); };
      made.arc = function (x, y, r, ...rest) {
        const at = new DOMPoint(x, y).matrixTransform(this.getTransform());
        window.__drawn.ring = { x: at.x, y: at.y, r: (r - 6) * this.getTransform().a };
        return arc.call(this, x, y, r, ...rest);
      };
      made.fillText = function (text, x, y, ...rest) {
        const at = new DOMPoint(x, y).matrixTransform(this.getTransform());
        const half = this.measureText(text).width / 2;
        window.__drawn.texts.push({ text, left: at.x - half, right: at.x + half, top: at.y - 6, bottom: at.y + 6 });
        return fillText.call(this, text, x, y, ...rest);
      };
    }""")
    seen = 0
    for iri in graphs.demo():
        key = iri.removeprefix(graphs.BASE)
        opened.page.evaluate("(key) => { location.hash = new URLSearchParams([['node', key]]); }", key)
        opened.page.wait_for_timeout(80)
        drawn = opened.page.evaluate("window.__drawn")
        ring = drawn["ring"]
        assert ring, key
        seen += len(drawn["texts"])
        for box in drawn["texts"]:
            across = max(box["left"] - ring["x"], 0, ring["x"] - box["right"])
            along = max(box["top"] - ring["y"], 0, ring["y"] - box["bottom"])
            assert (across**2 + along**2) ** 0.5 >= ring["r"] - 1, (key, box["text"])
    assert seen > 100


def test_evidence_names_all_that_is_known_of_a_claim(visit: Visits) -> None:
    opened = visit("demo", "#edge=person/rania-haddad~said~statement/three").ready()
    how = opened.text("#panel .how")
    for words in ("reported as fact", "according to Rania Haddad", "confidence 95 %"):
        assert words in how
