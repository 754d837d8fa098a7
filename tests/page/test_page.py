"""The page in a browser without a network: what a reader does, and what a hostile text must not do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Visits = Callable[..., Any]
GO = """([name, value]) => new Promise((done) => {
  addEventListener('hashchange', () => setTimeout(done), { once: true });
  location.hash = new URLSearchParams([[name, value]]);
})"""
GIVEN = "((id) => JSON.parse(document.getElementById(id).textContent))"
REYES_OKAFOR = "#edge=person/alma-reyes~met_with~person/tomas-okafor"


@pytest.mark.parametrize("name", ["demo", "hostile", "large"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_opens_without_a_request_an_error_or_a_violation(visit: Visits, name: str, theme: str) -> None:
    opened = visit(name, color_scheme=theme).ready()
    assert opened.page.evaluate("document.documentElement.dataset.theme") == theme
    assert opened.troubles == []


def test_an_empty_network_says_what_to_do(visit: Visits) -> None:
    opened = visit("empty")
    assert "kg build" in opened.text("main")
    assert opened.page.locator("button, input").count() == 0
    assert opened.troubles == []


def test_the_picture_is_not_blank(visit: Visits) -> None:
    opened = visit("demo").ready()
    colours = opened.page.evaluate("""() => {
      const canvas = document.querySelector('#canvas canvas');
      const seen = new Set();
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let spot = 0; spot < data.length; spot += 4) if (data[spot + 3] > 200) {
        seen.add([data[spot] >> 4, data[spot + 1] >> 4, data[spot + 2] >> 4].join());
      }
      return seen.size;
    }""")
    assert colours > 20


def test_the_status_counts_what_the_data_holds(visit: Visits, graphs: Any) -> None:
    graph = graphs.demo()
    opened = visit("demo").ready()
    nodes, edges = graph.number_of_nodes(), graphs.occasions(graph)
    assert opened.text("#status") == f"{nodes} of {nodes} entities, {edges} of {edges} relations."
    assert f"2030–2032 · {nodes} entities · {edges} relations · 4 sources" in opened.text("header")


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("okafor", "Tomas Okafor"),
        ("aminata", "Amina Sow"),
        ("sofia marin", "Sofía Marín"),
        ("박혜진", "Park Hye-jin"),
        ("趙美琳", "Zhao Mei-lin"),
        ("حداد", "Rania Haddad"),
        ("chancellor of nordmark", "Chancellor of Nordmark"),
        ("SUD", "Republic of Sudania"),
    ],
)
def test_search_finds_names_aliases_codes_and_other_scripts(visit: Visits, typed: str, heading: str) -> None:
    opened = visit("demo").ready()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(typed)
    opened.page.keyboard.press("Enter")
    assert heading in opened.text("#panel h2")
    assert opened.troubles == []


def test_search_finds_people_by_their_office(visit: Visits) -> None:
    opened = visit("demo").ready()
    opened.page.fill("#search", "chancellor of nord")
    assert any("Ilse Brandt" in text for text in opened.page.locator("#results li").all_inner_texts())


def test_search_for_words_of_a_sentence_reaches_its_evidence(visit: Visits) -> None:
    opened = visit("demo").ready()
    opened.page.fill("#search", "valorian letter")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert "Nordmark rejected a Valorian letter in June 2031." in opened.text("#panel")
    assert "edge=" in opened.page.url


def test_search_says_when_nothing_is_found(visit: Visits) -> None:
    opened = visit("demo").ready()
    opened.page.fill("#search", "zzz")
    assert opened.text("#search-says") == "Nothing found"
    assert opened.text("#live") == "Nothing found"


NAME = """(edge) => {
  const word = (number) => (number === undefined ? '' : data.words[number]);
  const [days, place] = [[edge.a, edge.z].filter(Boolean).join('/'), word(edge.p)];
  const base = [data.nodes[edge.s].key, data.relations[edge.r].name + (edge.m ? '/' + edge.m : ''), data.nodes[edge.o].key];
  return [...base, ...(days || place ? [days] : []), ...(place ? [place] : [])].join('~').replace(/\\p{Surrogate}/gu, '\\ufffd');
}"""


def edge_names(opened: Any) -> list[str]:
    """What an address calls each edge of the data, as long as no two are called the same."""
    return list(opened.page.evaluate(f"(() => {{ const data = {GIVEN}('data'); return data.edges.map({NAME}); }})()"))


def spot_of(opened: Any, kind: str, key: str, share: float = 0.5) -> dict[str, float]:
    """Where a node is on the screen, or a line at a share of its way, reckoned from the data in the page."""
    return dict(
        opened.page.evaluate(
            """([kind, key, share]) => {
      const [data, drawing] = ['data', 'drawing'].map(GIVEN);
      const box = document.querySelector('#canvas').getBoundingClientRect();
      const at = (node) => drawing.nodes.find((each) => each.id === node);
      const xs = drawing.nodes.map((each) => each.x), ys = drawing.nodes.map((each) => each.y);
      const middle = (list) => (Math.min(...list) + Math.max(...list)) / 2;
      const span = (list) => Math.max(...list) - Math.min(...list);
      const scale = Math.min(1.6, (box.width - 150) / span(xs), (box.height - 96) / span(ys));
      const [left, top] = [box.x + box.width / 2, box.y + box.height / 2];
      const screen = (x, y) => ({ x: left + (x - middle(xs)) * scale, y: top + (y - middle(ys)) * scale });
      if (kind === 'node') { const { x, y } = at(data.nodes.findIndex((each) => each.key === key)); return screen(x, y); }
      const names = data.edges.map(NAME);
      const number = names.includes(key) ? names.indexOf(key) : names.findIndex((name) => name.startsWith(key));
      const { from, to, smooth } = drawing.edges.find((each) => (each.of ?? [each.id]).includes(number));
      const [a, b] = [at(from), at(to)];
      if (!smooth) return screen(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
      const bend = smooth.roundness * (smooth.type === 'curvedCW' ? 1 : -1);
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const angle = Math.atan2(-dy, dx) + (0.5 * bend + 0.5) * Math.PI;
      const reach = (0.5 * Math.abs(bend) + 0.5) * Math.hypot(dx, dy);
      const via = { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
      const along = (name) => (1 - share) ** 2 * a[name] + 2 * share * (1 - share) * via[name] + share ** 2 * b[name];
      return screen(along('x'), along('y'));
    }""".replace("GIVEN", GIVEN).replace("NAME", NAME),
            [kind, key, share],
        )
    )


def test_a_click_on_a_node_shows_its_facts_and_the_next_click_its_sentences(visit: Visits) -> None:
    opened = visit("demo").ready()
    spot = spot_of(opened, "node", "person/ilse-brandt")
    opened.page.mouse.click(spot["x"], spot["y"])
    panel = opened.text("#panel")
    for words in (
        "Ilse Brandt",
        "Also Chancellor Brandt",
        "Chancellor of Nordmark",
        "11 Jun 2031",
        "rejected Valoria",
        "We will not open that letter",
    ):
        assert words in panel
    opened.page.click("#panel .fact:has-text('rejected Valoria')")
    assert "Chancellor Brandt dismissed the Valorian proposal on Wednesday." in opened.text("#panel blockquote")
    assert opened.page.locator("#panel mark").all_inner_texts() == ["Chancellor Brandt", "Valorian"]
    assert opened.troubles == []


def test_a_click_on_a_line_shows_the_sentences_behind_it(visit: Visits) -> None:
    opened = visit("demo").ready()
    spot = spot_of(opened, "edge", "state/ORM~supported~state/NRD")
    opened.page.mouse.click(spot["x"], spot["y"])
    assert "Ormond praised Nordmark for its firmness." in opened.text("#panel")


def test_every_line_can_be_opened_by_the_mouse(visit: Visits, graphs: Any) -> None:
    opened = visit("demo").ready()
    names = edge_names(opened)
    assert len(set(names)) == len(names) == graphs.occasions(graphs.demo())
    middles = 0
    for name in names:
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75):
            opened.page.keyboard.press("Escape")
            opened.page.wait_for_timeout(60)  # the picture takes back the room of the panel
            spot = spot_of(opened, "edge", name, share)
            opened.page.mouse.click(spot["x"], spot["y"])
            if opened.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('edge')") == name:
                middles += share == 0.5
                break
        else:
            pytest.fail(f"nowhere along {name}")
    assert middles >= 0.6 * len(names)


@pytest.mark.parametrize(
    ("name", "occasion"),
    [
        (REYES_OKAFOR, "12 Jun 2030 · Port Amsel"),
        (REYES_OKAFOR + "~2031-05-02/2031-05-03", "2 May 2031 – 3 May 2031 · Port Amsel"),
        (REYES_OKAFOR + "~2032-02-01/2032-02-29~Kaldria%20City", "Feb 2032 · Kaldria City"),
    ],
)
def test_evidence_tells_its_occasion_with_modality_confidence_and_source(visit: Visits, name: str, occasion: str) -> None:
    opened = visit("demo", name).ready()
    panel = opened.text("#panel")
    assert re.findall(r"^\d?.* · (?:Port Amsel|Kaldria City)$", panel, re.M)[0] == occasion
    assert "Between the same two also 2 relations" in panel
    assert panel.count("reported as fact · confidence 80 %") == 1
    links = opened.page.locator("#panel a")
    assert links.count() == 1
    assert links.first.get_attribute("href").startswith("https://")
    assert links.first.get_attribute("rel") == "noopener noreferrer"


def test_a_statement_names_its_speaker(visit: Visits) -> None:
    opened = visit("demo", "#edge=person/rania-haddad~said~statement/three").ready()
    assert "according to Rania Haddad · confidence 95 %" in opened.text("#panel")


@pytest.mark.parametrize("name", ["places", "ties"])
def test_the_legend_is_the_filter(visit: Visits, name: str) -> None:
    opened = visit("demo").ready()
    before = opened.text("#status")
    opened.page.click(f"#legend input[name={name}]")
    assert opened.text("#status") != before
    assert f"off={name}" in opened.page.url
    opened.page.click("#reset")
    assert opened.text("#status") == before
    assert opened.troubles == []


def test_filtering_everything_away_says_so_and_leads_back(visit: Visits) -> None:
    opened = visit("demo").ready()
    for box in opened.page.locator("#looks input").all():
        box.click()
    assert opened.page.is_visible("#nothing")
    opened.page.click("#reset-too")
    assert not opened.page.is_visible("#nothing")


def test_the_panel_says_how_many_facts_the_filters_hide(visit: Visits) -> None:
    opened = visit("demo", "#node=person/alma-reyes&off=events").ready()
    assert "3 of these are hidden" in opened.text("#panel")
    assert "Port Amsel summit (2030)" in opened.text("#panel")


@pytest.mark.parametrize(
    ("fragment", "selector", "expected"),
    [
        ("#node=person/mei-lin-zhao", "#panel h2", "Zhao Mei-lin"),
        (REYES_OKAFOR, "#panel h2", "met with"),
        ("#view=table", "#sheet", "Estmere and Valoria renewed their alliance on Tuesday."),
        ("#node=person/nobody", "#status", "This address names something that is not in this graph: person/nobody"),
        ("#node=__proto__", "#status", "This address names something that is not in this graph: __proto__"),
        ("#off=places,nonsense", "#status", "35 of 38 entities"),
    ],
)
def test_an_address_leads_to_what_it_names(visit: Visits, fragment: str, selector: str, expected: str) -> None:
    opened = visit("demo", fragment).ready()
    assert expected in opened.text(selector)
    assert opened.troubles == []


def test_back_and_forward_walk_through_what_was_selected(visit: Visits) -> None:
    opened = visit("demo", "#node=person/alma-reyes").ready()
    opened.page.click("#panel .fact:has-text('Ilse Brandt')")
    opened.page.click("#panel .end:has-text('Ilse Brandt')")
    assert "Ilse Brandt" in opened.text("#panel h2")
    opened.page.go_back()
    assert "met with" in opened.text("#panel h2")
    opened.page.go_back()
    assert "Alma Reyes" in opened.text("#panel h2")
    opened.page.go_forward()
    assert "met with" in opened.text("#panel h2")


def test_the_table_holds_every_relation_and_is_sorted_by_any_column(visit: Visits, graphs: Any) -> None:
    opened = visit("demo", "#view=table").ready()
    rows = opened.page.locator("#sheet tbody tr")
    assert rows.count() == graphs.occasions(graphs.demo())
    opened.page.click("#sheet th[data-column=subject] button")
    names = opened.page.locator("#sheet tbody td:first-child").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    opened.page.click("#sheet tbody tr:first-child td:nth-child(2) button")
    assert opened.page.locator("#panel blockquote").count() >= 1


def test_the_table_is_there_without_javascript(visit: Visits, graphs: Any) -> None:
    opened = visit("demo", java_script_enabled=False)
    assert opened.page.locator("#plain tbody tr").count() == graphs.occasions(graphs.demo())
    assert opened.page.is_visible("#plain table")
    assert not opened.page.is_visible(".app")


def test_the_plain_table_of_a_large_network_is_capped_and_says_so(visit: Visits) -> None:
    opened = visit("large", java_script_enabled=False)
    assert opened.page.locator("#plain tbody tr").count() == 500
    assert "The table shows 500 of 2400 relations" in opened.text("#plain")


def test_a_large_network_draws_its_core_and_search_reaches_the_rest(visit: Visits) -> None:
    opened = visit("large").ready()
    assert "Drawn: the 400 most connected of 1,200 entities." in opened.text("#status")
    opened.page.fill("#search", "Person 1111")
    opened.page.keyboard.press("Enter")
    assert "Person 1111" in opened.text("#panel h2")
    assert "Drawn: the 401 most connected" not in opened.text("#status")
    assert opened.troubles == []


def test_the_theme_can_be_switched(visit: Visits) -> None:
    opened = visit("demo", color_scheme="light").ready()
    ground = "getComputedStyle(document.body).backgroundColor"
    before = opened.page.evaluate(ground)
    opened.page.click("#theme")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert opened.page.evaluate(ground) != before


def test_from_search_to_source_by_keyboard_alone(visit: Visits) -> None:
    opened = visit("demo").ready()
    opened.page.focus("#canvas")
    opened.page.keyboard.press("ArrowRight")
    assert "Enter opens it" in opened.text("#live")
    opened.page.keyboard.press("ArrowLeft")
    opened.page.keyboard.press("Enter")
    assert "selected" in opened.text("#live")
    assert "node=" in opened.page.url
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        if opened.page.evaluate("document.activeElement.classList.contains('fact')"):
            break
    opened.page.keyboard.press("Enter")
    assert "edge=" in opened.page.url
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#panel")


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 1920])
@pytest.mark.parametrize("fragment", ["", "#node=person/alma-reyes", REYES_OKAFOR, "#view=table"])
def test_no_width_needs_sideways_scrolling(visit: Visits, width: int, fragment: str) -> None:
    opened = visit("demo", fragment, width=width).ready()
    assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        opened.page.evaluate("(() => { const s = document.querySelector('#sheet'); return s.scrollWidth - s.clientWidth; })()")
        <= 0
    )


def test_it_works_inside_a_sandboxed_frame(browser: Any, files: dict[str, Path], tmp_path: Path) -> None:
    outside = tmp_path / "frame.html"
    outside.write_text(
        f'<iframe sandbox="allow-scripts" width="1200" height="800" src="{files["demo"].as_uri()}"></iframe>', encoding="utf-8"
    )
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(outside.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("#search").fill("okafor")
    frame.locator("#search").press("Enter")
    assert "Tomas Okafor" in frame.locator("#panel h2").inner_text()
    frame.locator("#view-table").click()
    frame.locator("#theme").click()
    assert frame.locator("#sheet tbody tr").count() > 40
    assert errors == []
    page.close()


def test_hostile_texts_stay_texts_wherever_they_are_opened(visit: Visits, graphs: Any) -> None:
    opened = visit("hostile").ready()
    keys = opened.page.evaluate(f"{GIVEN}('data').nodes.map((node) => node.key)")
    edges = edge_names(opened)
    assert len(keys) == 18
    assert len(edges) == graphs.occasions(graphs.hostile())
    for name, values in (("node", keys), ("edge", edges)):
        for value in values:
            opened.page.evaluate(GO, [name, value])
            assert opened.page.is_visible("#panel h2"), value[:60]
            assert opened.page.locator("#panel a[href]:not([href^='http'])").count() == 0
            assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for word in ("script", "constructor", "__proto__", "xxxx", "{{"):
        opened.page.fill("#search", word)
    opened.page.click("#view-table")
    assert opened.page.locator("#sheet a").count() == 0
    assert opened.page.locator("img, svg svg, iframe, object, embed").count() == 0
    for x in range(300, 1400, 40):
        opened.page.mouse.move(x, 100 + x % 600)
    assert opened.troubles == []
