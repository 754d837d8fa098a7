"""Following in the page: steps around an entity, ways between two, neighbours, folding, and what is not drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import networkx as nx
import pytest

from tests.page.test_page import spot_of

Visits = Callable[..., Any]
VIKTOR_JORGE = "#path=person/viktor-hale~person/jorge-vidal"


def entities(opened: Any) -> int:
    found = re.match(r"([\d,]+) of", opened.text("#status"))
    assert found
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("hops", [1, 2])
@pytest.mark.parametrize("key", ["person/ilse-brandt", "state/VAL", "state/TYR"])
def test_the_surroundings_hold_what_is_within_so_many_steps(visit: Visits, graphs: Any, key: str, hops: int) -> None:
    opened = visit("demo", f"#node={key}&hops={hops}").ready()
    near = nx.ego_graph(graphs.demo().to_undirected(), graphs.BASE + key, radius=hops)
    assert entities(opened) == near.number_of_nodes()
    assert opened.troubles == []


def test_the_surroundings_are_chosen_in_the_panel_and_left_again(visit: Visits) -> None:
    opened = visit("demo", "#node=person/ilse-brandt").ready()
    opened.page.click("#panel [data-hops='1']")
    assert "further away" in opened.text("#status")
    assert "hops=1" in opened.page.url
    assert opened.page.get_attribute("#panel [data-hops='1']", "aria-pressed") == "true"
    opened.page.click("#panel [data-hops=all]")
    assert entities(opened) == 38
    opened.page.go_back()
    assert entities(opened) < 38


def test_the_surroundings_stay_while_a_sentence_is_read(visit: Visits) -> None:
    opened = visit("demo", "#node=person/ilse-brandt&hops=1").ready()
    before = entities(opened)
    opened.page.click("#panel .fact:has-text('rejected Valoria')")
    assert "edge=" in opened.page.url
    assert entities(opened) == before
    again = visit("demo", "#" + opened.page.url.split("#")[1]).ready()
    assert entities(again) == before


def test_a_second_name_asks_how_two_are_connected(visit: Visits) -> None:
    opened = visit("demo", "#node=person/viktor-hale").ready()
    opened.page.fill("#connect-to", "jorge")
    opened.page.press("#connect-to", "Enter")
    assert unquote(opened.page.url).endswith(VIKTOR_JORGE)
    assert "From Viktor Hale to Jorge Vidal it is" in opened.text("#panel h2")
    assert opened.troubles == []


def test_the_way_is_a_shortest_one_and_every_step_has_its_relations(visit: Visits, graphs: Any) -> None:
    opened = visit("demo", VIKTOR_JORGE).ready()
    plain = nx.Graph(graphs.demo().to_undirected())
    length = nx.shortest_path_length(plain, *(graphs.BASE + name for name in ("person/viktor-hale", "person/jorge-vidal")))
    steps = opened.page.locator("#panel .step")
    assert steps.count() == length
    assert f"it is {length} steps" in opened.text("#panel h2")
    ends = opened.page.locator("#panel .end").all_inner_texts()
    labels = {node["label"]: name for name, node in plain.nodes(data=True)}
    assert all(plain.has_edge(labels[a], labels[b]) for a, b in pairwise(ends))
    for number in range(length):
        assert steps.nth(number).locator(".fact").count() >= 1
    steps.first.locator(".fact").first.click()
    assert opened.page.locator("#panel blockquote").count() >= 1
    opened.page.go_back()
    assert opened.page.locator("#panel .step").count() == length


def test_a_direct_way_lists_all_relations_of_the_two(visit: Visits) -> None:
    opened = visit("varied", "#path=person/alma-reyes~person/tomas-okafor").ready()
    assert "Alma Reyes and Tomas Okafor are connected directly, by 3 relations." in opened.text("#panel h2")
    assert opened.page.locator("#panel .fact").count() == 3


def test_without_a_way_a_sentence_says_so(visit: Visits) -> None:
    opened = visit("demo", "#path=state/TYR~person/alma-reyes").ready()
    assert "No relation in this graph leads from Tyrsia to Alma Reyes" in opened.text("#panel h2")
    assert opened.page.locator("#panel .end").count() == 2
    assert opened.troubles == []


def test_a_way_that_the_filters_hide_is_offered(visit: Visits) -> None:
    opened = visit("demo", VIKTOR_JORGE + "&off=meetings,refusals").ready()
    assert "Nothing that is shown leads from Viktor Hale to Jorge Vidal; with every filter open it is" in opened.text("#panel h2")
    opened.page.click("#panel button:has-text('Open every filter')")
    assert "From Viktor Hale to Jorge Vidal it is" in opened.text("#panel h2")


@pytest.mark.parametrize(
    "fragment", ["#path=person/nobody~person/alma-reyes", "#path=person/alma-reyes", "#path=~", "#path=__proto__~x"]
)
def test_a_way_between_unknown_ends_says_so(visit: Visits, fragment: str) -> None:
    opened = visit("demo", fragment).ready()
    assert "This address names something that is not in this graph" in opened.text("#status")
    assert opened.troubles == []


def test_the_neighbours_in_the_panel_lead_on(visit: Visits) -> None:
    opened = visit("demo", "#node=person/alma-reyes").ready()
    opened.page.click("#panel .neighbours button:has-text('Tomas Okafor')")
    assert "Tomas Okafor" in opened.text("#panel h2")
    opened.page.go_back()
    assert "Alma Reyes" in opened.text("#panel h2")


def test_parallel_lines_fold_into_one_with_their_number(visit: Visits) -> None:
    opened = visit("heaped").ready()
    assert "Where many stand between the same two, a line stands for several: 1 line." in opened.text("#status")
    opened.page.check("#fold")
    assert "500 of 500 relations." in opened.text("#status")
    assert "They are drawn as 1 line, one a pair." in opened.text("#status")
    assert "fold=yes" in opened.page.url
    opened.page.wait_for_timeout(100)
    box = opened.page.locator("#canvas").bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "are connected directly, by 500 relations." in opened.text("#panel h2")
    assert opened.page.locator("#panel .fact").count() == 40
    opened.page.click("#panel .more:has-text('Show')")
    assert opened.page.locator("#panel .fact").count() == 80
    assert opened.troubles == []


def test_folding_leaves_no_pair_with_two_lines(visit: Visits, graphs: Any) -> None:
    opened = visit("demo", "#fold=yes").ready()
    pairs = {frozenset(ends) for ends in graphs.demo().edges()}
    assert f"They are drawn as {len(pairs)} lines" in opened.text("#status")
    opened.page.uncheck("#fold")
    assert "drawn as" not in opened.text("#status")


def test_more_neighbours_are_drawn_on_demand_and_kept_in_the_address(visit: Visits) -> None:
    opened = visit("large", "#node=person/p00007").ready()
    said = re.search(r"(\d+) of its neighbours are not drawn", opened.text("#panel"))
    assert said
    before = entities(opened)
    opened.page.click("#draw-more")
    grown = entities(opened) - before
    assert grown == min(20, int(said[1])) > 0
    assert f"{grown} drawn besides, as asked." in opened.text("#status")
    again = visit("large", "#" + opened.page.url.split("#")[1]).ready()
    assert entities(again) == entities(opened)
    assert opened.troubles == []


def test_the_surroundings_of_a_hub_stop_where_the_picture_is_full(visit: Visits) -> None:
    opened = visit("large", "#node=person/p00007&hops=2").ready()
    assert entities(opened) <= 400
    assert opened.troubles == []


def test_the_same_address_draws_the_same_picture(visit: Visits) -> None:
    fragment = "#node=person/p01111&near=person/p00007"
    pictures = {visit("large", fragment).ready().page.locator("#canvas").screenshot() for _ in range(2)}
    assert len(pictures) == 1


def test_opening_one_after_the_other_keeps_them_drawn_up_to_a_limit(visit: Visits) -> None:
    opened = visit("large").ready()
    before = entities(opened)
    for number in range(1000, 1090):
        opened.page.evaluate("(key) => { location.hash = new URLSearchParams([['node', key]]); }", f"person/p{number:05}")
        opened.page.wait_for_timeout(15)
    assert entities(opened) <= before + 60
    assert opened.troubles == []


def test_with_the_panel_closed_the_whole_picture_is_back(visit: Visits) -> None:
    opened = visit("demo").ready()
    opened.page.fill("#search", "okafor")
    opened.page.keyboard.press("Enter")
    opened.page.click("#panel .close")
    opened.page.wait_for_timeout(300)
    assert opened.page.input_value("#search") == ""
    for key, name in (("person/ilse-brandt", "Ilse Brandt"), ("state/VAL", "Valoria")):
        spot = spot_of(opened, "node", key)  # where it is when all is shown
        opened.page.mouse.click(spot["x"], spot["y"])
        assert name in opened.text("#panel h2")
        opened.page.click("#panel .close")
        opened.page.wait_for_timeout(300)
