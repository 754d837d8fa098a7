"""axe-core finds nothing, its best practices included, in every state, theme and width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Visits = Callable[..., Any]
AXE = Path(__file__).with_name("axe") / "node_modules" / "axe-core" / "axe.min.js"
EXPORT, QUERY, SEARCH, HELP = "export", "query", "search", "help"
STATES = {
    "start": ("", None),
    "node": ("#node=person/alma-reyes", None),
    "statement": ("#node=statement/one", None),
    "edge": ("#edge=person/alma-reyes~met_with~person/tomas-okafor", None),
    "table": ("#view=table", None),
    "table and node": ("#view=table&node=person/alma-reyes", None),
    "filtered": ("#off=events,ties", None),
    "nothing left": ("#off=people,states,organizations,events,statements,places,offices,topics", None),
    "unknown": ("#node=person/nobody", None),
    "export": ("#node=person/alma-reyes", EXPORT),
    "query": ("", QUERY),
    "search": ("", SEARCH),
    "timeline": ("#node=person/alma-reyes&view=timeline", None),
    "time": ("#from=2031-01-01&to=2031-12-31", None),
    "surroundings": ("#node=person/alma-reyes&hops=1", None),
    "way": ("#path=person/noah-teller~state/VAL", None),
    "help": ("", HELP),
}


def violations(opened: Any) -> list[str]:
    """What axe finds: rule, what it asks for, and where."""
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run(document, { resultTypes: ['violations'], preload: false })")
    return [
        f"{each['id']}: {each['help']}: {node['target']} {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.fixture(autouse=True)
def _axe() -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm ci --prefix tests/page/axe (make test does it where npm is installed)")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit: Visits, state: str, width: int, theme: str) -> None:
    fragment, act = STATES[state]
    opened = visit("demo", fragment, width=width, height=844 if width == 390 else 900, color_scheme=theme).ready()
    if act in (EXPORT, QUERY):
        opened.page.click("#take")
    if act == QUERY:
        opened.page.click("[data-way=sparql]")
    if act == SEARCH:
        opened.page.fill("#search", "rey")
    if act == HELP:
        opened.page.click("#open-help")
    if width == 390 and state == "filtered":
        opened.page.click("#open-filters")
    assert violations(opened) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["empty", "hostile", "large"])
def test_axe_finds_nothing_in_other_graphs(visit: Visits, name: str, theme: str) -> None:
    opened = visit(name, color_scheme=theme)
    if name != "empty":
        opened.ready()
    assert violations(opened) == []


def test_axe_would_find_something(visit: Visits) -> None:
    """The check can fail: a picture without words is found."""
    opened = visit("demo").ready()
    opened.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(found.startswith("button-name") for found in violations(opened))
