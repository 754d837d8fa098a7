"""The page of what was really read: the sample article, and a corpus of news when one is given.

    KG_CORPUS=news.jsonl make test

Nothing here knows what the articles say: what to look for, and what has to be found, comes from the graph that was built.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest

import kg
from kg.graph import EVERY, network

AXE = Path(__file__).with_name("axe") / "node_modules" / "axe-core" / "axe.min.js"
# A claim, or what follows from others: who spoke, and who took part.
CLAIMS = {
    ox.NamedNode("https://w3id.org/kg-diplomacy/ontology#Claim"),
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"),
}
# What the canvas is told to write is written down, with where it is on the screen, and the view that it is written in.
WRITTEN = """(() => {
  const made = CanvasRenderingContext2D.prototype;
  const { fillText, clearRect } = made;
  made.clearRect = function (...given) { window.__written = []; return clearRect.apply(this, given); };
  made.fillText = function (text, x, y, ...rest) {
    const half = this.measureText(text).width / 2;
    window.__written.push({ text, bold: this.font.includes("600"), left: x - half, right: x + half, top: y - 7, bottom: y + 7 });
    return fillText.call(this, text, x, y, ...rest);
  };
})()"""


@dataclass(frozen=True)
class Built:
    """The folder of a build and its network; `best` is the party with most relations to other parties, ties by name."""

    folder: Path
    network: nx.MultiDiGraph[str]

    @property
    def page(self) -> Path:
        return self.folder / "graph.html"

    @property
    def plain(self) -> nx.MultiDiGraph[str]:
        """Only what is reported as fact: what the page shows at first."""
        wanted = [(a, b, key) for a, b, key, edge in self.network.edges(keys=True, data=True) if edge["modality"] == "Actual"]
        return nx.MultiDiGraph(self.network.edge_subgraph(wanted))

    @property
    def best(self) -> str:
        words = {node for node, kind in self.network.nodes(data="kind") if kind in ("Statement", "Position", "Topic")}
        plain = self.plain
        return min(plain, key=lambda node: (node in words, -len(set(nx.all_neighbors(plain, node)) - words), node))

    def label(self, node: str) -> str:
        return str(self.network.nodes[node]["label"])


def address(**parts: str) -> str:
    return "#" + "&".join(f"{name}={quote(value, safe='')}" for name, value in parts.items())


def key(iri: str) -> str:
    return iri.split("/id/", 1)[1]


@pytest.fixture(scope="session")
def corpus_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the given corpus; whichever process of the test run comes first makes it for all."""
    given = os.environ.get("KG_CORPUS", "")
    if not given:
        pytest.skip("no corpus was given: KG_CORPUS=news.jsonl")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    output = shared / "corpus"
    with (shared / "corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (output / "graph.html").is_file():
            subprocess.run([sys.executable, "-m", "kg", "build", given, "-o", output, "-q"], check=False)
    assert (output / "graph.html").is_file()
    return output


@pytest.fixture(scope="session")
def opened_graphs() -> dict[str, Built]:
    return {}


@pytest.fixture(params=["sample", "corpus"])
def built(request: pytest.FixtureRequest, opened_graphs: dict[str, Built]) -> Built:
    name = str(request.param)
    folder = request.getfixturevalue(f"{name}_output")
    if name not in opened_graphs:
        opened_graphs[name] = Built(folder, network(kg.open(folder).store, modalities=EVERY))
    return opened_graphs[name]


@pytest.fixture
def visited(built: Built, files: dict[str, Path], visit: Callable[..., Any]) -> Callable[..., Any]:
    """visited("#node=…", width=390): the page of that build, opened, offline."""
    files["built"] = built.page
    return lambda fragment="", **options: visit("built", fragment, **options).ready()


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


def occasions(network: nx.MultiDiGraph[str]) -> int:
    return sum(len({(c.earliest, c.latest, c.place) for c in claims}) or 1 for _, _, claims in network.edges(data="claims"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_it_opens_without_a_request_an_error_a_violation_or_sideways_scrolling(
    visited: Callable[..., Any], width: int, theme: str
) -> None:
    opened = visited(width=width, height=844, color_scheme=theme)
    assert opened.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert opened.troubles == []


def test_head_and_status_count_what_the_graph_holds(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited()
    head, status = opened.text("header"), opened.text("#status")
    entities, relations = built.plain.number_of_nodes(), occasions(built.plain)
    assert f"{entities:,} entities · {relations:,} relations" in head
    shown, every_entity, drawn, every_relation = numbers(status)[:4]
    assert every_entity == built.network.number_of_nodes()
    assert every_relation == occasions(built.network)
    assert shown <= entities
    assert drawn <= relations
    hidden = every_relation - relations
    assert not hidden or f"{hidden:,} not reported as fact" in status
    assert (shown == entities) or "Drawn: the" in status, "what is left out is said"


def test_the_tools_stand_in_one_row_on_a_phone(visited: Callable[..., Any]) -> None:
    for width in (320, 390):
        opened = visited(width=width, height=844)
        tops = opened.page.locator(".tools button").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
        assert len(tops) >= 5
        assert len(set(tops)) == 1, width


def written(opened: Any) -> list[dict[str, Any]]:
    """The names in the picture as they were written last: text, box in pixels from the picture's corner, bold for an entity."""
    opened.page.add_init_script(WRITTEN)
    opened.page.reload()
    opened.ready()
    opened.page.wait_for_timeout(400)
    return list(opened.page.evaluate("window.__written"))


@pytest.mark.parametrize(("width", "least"), [(1440, 12), (390, 5)])
def test_the_best_connected_are_named_and_no_name_meets_another(
    built: Built, visited: Callable[..., Any], width: int, least: int
) -> None:
    names = written(visited(width=width, height=844))
    for number, one in enumerate(names):
        for other in names[:number]:
            apart = one["left"] >= other["right"] or other["left"] >= one["right"]
            assert apart or one["top"] >= other["bottom"] or other["top"] >= one["bottom"], (one, other)
    assert len(names) >= least
    assert any(each["bold"] and each["text"] == built.label(built.best) for each in names)


def test_from_search_to_the_source_by_keys_alone(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited()
    keys = opened.page.keyboard
    keys.press("/")
    keys.type(built.label(built.best))
    keys.press("Enter")
    assert built.label(built.best) in opened.text("#panel h2")
    for _ in range(60):
        keys.press("Tab")
        where = opened.page.evaluate("[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]")
        assert where[1] != "none", f"the focus on {where[0]} can be seen"
        if opened.page.evaluate("document.activeElement.classList.contains('fact')"):
            break
    keys.press("Enter")
    words = opened.text("#panel blockquote >> nth=0")
    sentences = {c.sentence for _, _, claims in built.network.edges(data="claims") for c in claims}
    assert words.strip() in {" ".join(sentence.split()) for sentence in sentences} | sentences
    titles = {c.title for _, _, claims in built.network.edges(data="claims") for c in claims}
    assert any(title and title in opened.text("#panel .source >> nth=0") for title in titles)
    keys.press("Escape")
    assert opened.troubles == []


def test_search_finds_the_words_of_a_sentence(built: Built, visited: Callable[..., Any]) -> None:
    edges = sorted(built.plain.edges(data="claims"), key=lambda edge: (edge[0], edge[1]))
    claim = edges[len(edges) // 2][2][0]
    words = " ".join(claim.sentence.split()[-6:])
    opened = visited()
    opened.page.fill("#search", words)
    opened.page.wait_for_selector("#results li")
    assert "in a sentence" in opened.text("#results").lower()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert words in " ".join(opened.text("#panel").split())


def test_the_panel_of_an_entity_counts_all_its_relations(built: Built, visited: Callable[..., Any]) -> None:
    own = nx.MultiDiGraph()
    own.add_edges_from(built.network.in_edges(built.best, keys=True, data=True))
    own.add_edges_from(built.network.out_edges(built.best, keys=True, data=True))
    opened = visited(address(node=key(built.best)))
    assert f"{occasions(own):,} relation" in opened.text("#panel")
    assert opened.troubles == []


def test_each_edge_opens_the_sentences_it_came_from(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited()
    edges = sorted(built.plain.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["relation"]))
    chosen = edges[:: max(1, len(edges) // 25)]
    for subject, target, about in chosen:
        name = "~".join((key(subject), about["relation"], key(target)))
        opened.page.evaluate("(name) => { location.hash = new URLSearchParams([['edge', name]]); }", name)
        opened.page.wait_for_function(
            "(name) => new URLSearchParams(location.hash.slice(1)).get('edge')?.startsWith(name)", arg=name
        )
        text = " ".join(opened.text("#panel").split())
        assert any(" ".join(claim.sentence.split()) in text for claim in about["claims"]), name
        assert opened.page.locator("#panel mark").count() >= 1, name
    assert len(chosen) >= 20
    assert opened.troubles == []


def test_a_way_between_two_is_a_shortest_one(built: Built, visited: Callable[..., Any]) -> None:
    plain = nx.Graph(built.plain.to_undirected())
    far = nx.single_source_shortest_path_length(plain, built.best)
    other = min(far, key=lambda node: (-min(far[node], 3), node))
    opened = visited(address(path=f"{key(built.best)}~{key(other)}"))
    assert opened.page.locator("#panel .step").count() == far[other] >= 2
    opened.page.locator("#panel .step .fact").first.click()
    assert opened.page.locator("#panel blockquote").count() >= 1


def test_one_step_around_is_its_neighbours(built: Built, visited: Callable[..., Any]) -> None:
    plain = nx.Graph(built.plain.to_undirected())
    near = {n: len(list(plain.neighbors(n))) for n in plain if 2 <= plain.degree(n) <= 30}
    node = min(near, key=lambda n: (-near[n], n))
    opened = visited(address(node=key(node), hops="1"))
    assert numbers(opened.text("#status"))[0] == len({node, *plain.neighbors(node)})


def test_unticking_a_kind_takes_all_of_it_away_and_reset_brings_it_back(visited: Callable[..., Any]) -> None:
    opened = visited("#view=table")
    before = opened.text("#status")
    people = opened.page.evaluate("document.querySelectorAll('#sheet tbody td:nth-child(1) circle').length")
    opened.page.click("#legend input[name=people]")
    assert people >= 1
    assert opened.page.evaluate("document.querySelectorAll('#sheet tbody td circle').length") == 0
    assert numbers(opened.text("#status"))[0] < numbers(before)[0]
    opened.page.click("#reset")
    assert opened.text("#status") == before


def test_a_range_of_time_leaves_what_touches_it(built: Built, visited: Callable[..., Any]) -> None:
    latest = max(c.latest for _, _, claims in built.plain.edges(data="claims") for c in claims if c.latest)
    first, last = f"{latest[:4]}-01-01", f"{latest[:4]}-06-30"
    expected = {
        (a, b, label, c.earliest, c.latest, c.place)
        for a, b, label, edge in built.plain.edges(keys=True, data=True)
        for c in edge["claims"]
        if c.earliest and c.earliest <= last and c.latest >= first
    }
    opened = visited(f"#from={first}&to={last}&undated=no&view=table")
    more = opened.page.locator("#sheet .more")
    found = numbers(more.inner_text())[-1] if more.count() else opened.page.locator("#sheet tbody tr").count()
    assert found == len(expected) > 0
    assert opened.troubles == []


def test_the_bars_of_the_time_are_readable_and_the_handles_name_days(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited()
    assert 3 <= opened.page.locator(".bars rect").count() <= 140
    high = opened.page.locator(".bars rect").evaluate_all(
        "(all) => all.filter((bar) => Number(bar.getAttribute('height')) > 2).length"
    )
    assert high >= opened.page.locator(".bars rect").count() * 0.2, "the bars are not pressed into a corner"
    assert re.fullmatch(r"\d{1,2} \w{3} \d{4}", opened.page.get_attribute("#time-to", "aria-valuetext"))
    opened.page.focus("#time-from")
    before = opened.text("#time-says")
    opened.page.keyboard.press("ArrowRight")
    assert opened.text("#time-says") != before
    opened.page.click("#time-reset")
    assert opened.text("#time-says") == before


def test_the_table_is_sorted_by_any_column_and_says_what_is_left(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited("#view=table")
    rows = opened.page.locator("#sheet tbody tr")
    assert rows.count() == min(200, occasions(built.plain))
    opened.page.click("#sheet th[data-column=subject] button")
    names = rows.locator("td:nth-child(1)").all_inner_texts()
    plain = [unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().casefold() for name in names]
    assert plain == sorted(plain)
    assert opened.page.get_attribute("#sheet th[data-column=subject]", "aria-sort") == "ascending"


def test_the_timeline_of_the_best_connected_is_in_order(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited(address(node=key(built.best), view="timeline"))
    years = [int(text) for text in opened.page.locator("#timeline h3").all_inner_texts() if text.isdigit()]
    assert years == sorted(years)
    assert opened.page.locator("#timeline .fact").count() >= 1
    assert opened.troubles == []


def test_without_script_there_is_a_table(built: Built, browser: Any) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(built.page.as_uri())
    assert page.locator("#plain tbody tr").count() == min(500, occasions(built.plain))
    left = occasions(built.plain) > 500
    assert ("500 of" in page.inner_text("#plain")) == left or not left
    page.close()


def claims_of(text: bytes, format: ox.RdfFormat) -> set[str]:
    """The claims of a file; what follows from one has its id, and which edge it is after a "#"."""
    return {str(quad.subject.value).split("#")[0] for quad in ox.parse(text, format=format) if quad.object in CLAIMS}  # type: ignore[union-attr]


def test_what_is_taken_along_parses_and_holds_what_is_shown(built: Built, visited: Callable[..., Any], tmp_path: Path) -> None:
    opened = visited(address(node=key(built.best), hops="1"))
    opened.page.click("#take")
    taken = {}
    for way in ("turtle", "jsonld", "csv", "svg", "png"):
        with opened.page.expect_download() as download:
            opened.page.click(f"[data-way={way}]")
        path = tmp_path / f"taken.{way}"
        download.value.save_as(path)
        taken[way] = path.read_bytes()
    claims = claims_of(taken["turtle"], ox.RdfFormat.TURTLE)
    known = {cited.claim for _, _, cites in built.network.edges(data="claims") for cited in cites}
    assert claims <= known
    listed = {row["claim"] for row in csv.DictReader(io.StringIO(taken["csv"].decode("utf-8-sig")))}
    assert claims == claims_of(taken["jsonld"], ox.RdfFormat.JSON_LD) == listed
    assert len(listed) >= 3
    assert ElementTree.fromstring(taken["svg"]).tag.endswith("svg")
    assert taken["png"].startswith(b"\x89PNG")
    assert opened.troubles == []


def test_a_state_opened_elsewhere_is_the_same(built: Built, visited: Callable[..., Any]) -> None:
    opened = visited(address(node=key(built.best), off="statements,offices", hops="1"))
    opened.page.click("#panel .fact >> nth=0")
    fragment = "#" + opened.page.url.split("#")[1]
    again = visited(fragment)
    for part in ("#panel", "#status", "#time-says"):
        assert again.text(part) == opened.text(part)


def test_the_same_input_gives_the_same_bytes_and_the_old_addresses(
    built: Built, visited: Callable[..., Any], tmp_path: Path
) -> None:
    """Written again by another process with another hash seed, from another folder and in another locale."""
    again = tmp_path / "again.html"
    command = [sys.executable, "-m", "kg", "view", "-g", built.folder.resolve(), "-o", again, "--no-open"]
    environment = {**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(command, check=True, cwd=tmp_path, env=environment, capture_output=True)
    assert again.read_bytes() == built.page.read_bytes()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", ["start", "node", "edge", "table", "timeline"])
def test_axe_finds_nothing(built: Built, visited: Callable[..., Any], state: str, theme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm ci --prefix tests/page/axe (make test does it where npm is installed)")
    subject, target, about = min(built.plain.edges(data=True), key=lambda edge: (-len(edge[2]["claims"]), edge[0], edge[1]))
    fragments = {
        "start": "",
        "node": address(node=key(built.best)),
        "edge": address(edge="~".join((key(subject), about["relation"], key(target)))),
        "table": "#view=table",
        "timeline": address(node=key(built.best), view="timeline"),
    }
    opened = visited(fragments[state], color_scheme=theme)
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run(document, { resultTypes: ['violations'], preload: false })")
    assert [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]] == []
