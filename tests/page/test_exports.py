"""What is taken along: every file parses, says what is shown and no more, and nothing in it runs."""

from __future__ import annotations

import csv
import json
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import resources
from kg.build import build
from kg.rdf.terms import KG, RDF, XSD

Visits = Callable[..., Any]
WAYS = ("png", "svg", "csv", "turtle", "jsonld")
ENDINGS = {"png": ".png", "svg": ".svg", "csv": ".csv", "turtle": ".ttl", "jsonld": ".jsonld"}
SVG = "{http://www.w3.org/2000/svg}"
REYES_OKAFOR = "#edge=person/alma-reyes~met_with~person/tomas-okafor~2030-06-12~Port Amsel"
STATES = ["", "#node=person/alma-reyes", REYES_OKAFOR, "#off=events,ties", "#view=table", "#view=table&node=state/VAL"]
STATES += ["#from=2031-01-01&to=2031-12-31&undated=no", "#node=state/VAL&hops=1", "#path=person/noah-teller~state/VAL"]


def taken(opened: Any, way: str, folder: Path) -> Path:
    """The file that the dialog saves."""
    if not opened.page.is_visible("#take-along"):
        opened.page.click("#take")
    with opened.page.expect_download() as found:
        opened.page.click(f"[data-way={way}]")
    path = folder / f"taken{ENDINGS[way]}"
    found.value.save_as(path)
    assert found.value.suggested_filename.endswith(ENDINGS[way])
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def lines(graph: rdflib.Graph) -> set[tuple[str, ...]]:
    """Subject, relation, object and days of each claim."""
    query = """SELECT ?claim ?s ?p ?o ?a ?z { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
      OPTIONAL { ?claim kg:earliest ?a ; kg:latest ?z } }"""
    return {tuple(str(term) for term in row) for row in graph.query(query, initNs={"kg": KG, "rdf": RDF})}  # type: ignore[union-attr]


def shown(opened: Any) -> tuple[int, int]:
    """Relations and claims that the dialog says it holds."""
    said = re.search(r"(\d+) relations? · (\d+) claims?", opened.text("#take-body"))
    assert said
    return int(said[1]), int(said[2])


@pytest.mark.parametrize("fragment", STATES)
def test_turtle_and_json_ld_hold_the_claims_that_are_shown(visit: Visits, tmp_path: Path, fragment: str) -> None:
    opened = visit("demo", fragment).ready()
    turtle = taken(opened, "turtle", tmp_path)
    one = rdflib.Graph().parse(turtle, format="turtle")
    other = rdflib.Graph().parse(taken(opened, "jsonld", tmp_path), format="json-ld")
    assert isomorphic(one, other)
    assert len(list(ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE))) == len(one)
    written = {row["claim"] for row in rows(taken(opened, "csv", tmp_path))}
    relations, claims = shown(opened)
    assert {line[0] for line in lines(one)} == written
    assert len(written) == claims
    assert len({line[1:] for line in lines(one)}) == relations
    assert opened.troubles == []


def test_turtle_gives_each_claim_its_evidence_source_modality_speaker_and_dates(visit: Visits, tmp_path: Path) -> None:
    opened = visit("demo").ready()
    graph = rdflib.Graph().parse(taken(opened, "turtle", tmp_path), format="turtle")
    kg, prov = rdflib.Namespace(KG), rdflib.Namespace("http://www.w3.org/ns/prov#")
    dated, claims = rdflib.URIRef("http://purl.org/dc/terms/date"), list(graph.subjects(rdflib.RDF.type, kg.Claim))
    assert len(claims) > 40
    for claim in claims:
        for evidence in graph.objects(claim, kg.evidence):
            assert graph.value(evidence, kg.quote)
            assert graph.value(evidence, kg.start).toPython() < graph.value(evidence, kg.end).toPython()  # type: ignore[union-attr]
            document = graph.value(evidence, prov.wasQuotedFrom)
            assert (document, rdflib.RDF.type, kg.Document) in graph
        assert graph.value(claim, kg.evidence)
        assert graph.value(claim, kg.modality) == kg.Actual
        assert graph.value(claim, kg.asserted_by) or graph.value(claim, kg.speaker_text)
    kinds = {term.datatype.removeprefix(XSD) for term in graph.objects(None, dated)}  # type: ignore[attr-defined]
    assert kinds == {"date", "gYearMonth", "gYear"}
    assert {str(term.datatype) for term in graph.objects(None, kg.earliest)} == {f"{XSD}date"}  # type: ignore[attr-defined]
    months = set(graph.objects(None, dated))
    assert rdflib.Literal("2032-02", datatype=rdflib.XSD.gYearMonth) in months
    urls = {str(url) for url in graph.objects(None, rdflib.URIRef("http://schema.org/url"))}
    assert "https://gazette.example/port-amsel" in urls


def test_the_turtle_of_a_build_says_of_each_claim_what_the_build_says(sample: Path, browsed: Any, tmp_path: Path) -> None:
    """Terms, offsets and quotations are those of graph.trig: the two can be put together and nothing is said twice."""
    opened = browsed("#view=table")
    exported = ox.Store()
    exported.load(path=str(taken(opened, "turtle", tmp_path)), format=ox.RdfFormat.TURTLE)
    whole = {(q.subject, q.predicate, q.object) for q in ox.parse(path=str(sample / "graph.trig"), format=ox.RdfFormat.TRIG)}
    of = [ox.NamedNode(KG + name) for name in ("Claim", "Evidence")]
    kept = {t.subject for kind in of for t in exported.quads_for_pattern(None, ox.NamedNode(RDF + "type"), kind)}
    own = ox.NamedNode("http://purl.org/dc/terms/date")
    said = [(t.subject, t.predicate, t.object) for t in exported if t.subject in kept and t.predicate != own]
    assert len(kept) > 50
    assert [triple for triple in said if triple not in whole] == []


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2025-06-11", "2025-06-11", ("2025-06-11", "date")),
        ("2024-02-01", "2024-02-29", ("2024-02", "gYearMonth")),
        ("2023-02-01", "2023-02-28", ("2023-02", "gYearMonth")),
        ("2018-01-01", "2018-12-31", ("2018", "gYear")),
        ("1950-01-01", "1953-12-31", None),
        ("2025-06-01", "2025-06-29", None),
    ],
)
def test_a_date_is_typed_at_its_precision(
    visit: Visits,
    files: dict[str, Path],
    graphs: Any,
    tmp_path: Path,
    earliest: str,
    latest: str,
    expected: tuple[str, str] | None,
) -> None:
    import networkx as nx

    from kg.page import write

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in ("a", "b"):
        graphs.node(graph, f"person/{name}", name, "Person")
    graphs.edge(graph, "person/a", "met_with", "person/b", [graphs.cited(0, "A met B.", earliest=earliest, latest=latest)])
    write(graph, tmp_path / "page.html", title="dates")
    files["dates"] = tmp_path / "page.html"
    found = rdflib.Graph().parse(taken(visit("dates").ready(), "turtle", tmp_path), format="turtle")
    terms = [(str(term), term.datatype) for term in found.objects(None, rdflib.URIRef("http://purl.org/dc/terms/date"))]  # type: ignore[attr-defined]
    assert terms == ([(expected[0], rdflib.URIRef(XSD + expected[1]))] if expected else [])


@pytest.mark.parametrize("fragment", STATES[:4])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_has_twice_the_pixels_of_the_drawing_and_is_not_blank(
    visit: Visits, tmp_path: Path, fragment: str, theme: str
) -> None:
    opened = visit("demo", fragment, color_scheme=theme).ready()
    svg = ElementTree.parse(taken(opened, "svg", tmp_path)).getroot()
    data = taken(opened, "png", tmp_path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (2 * int(svg.get("width", "0")), 2 * int(svg.get("height", "0")))
    assert len(data) > 40_000
    texts = [element.text or "" for element in svg.iter(f"{SVG}text")]
    assert "Port Amsel: who met, who refused" in texts
    assert "Alma Reyes" in texts or "off" in fragment
    assert any("relation" in text and "claim" in text for text in texts)
    assert "People" in texts
    assert opened.troubles == []


def test_a_drawing_holds_the_lines_that_are_shown(visit: Visits, tmp_path: Path) -> None:
    opened = visit("demo", "#node=person/alma-reyes").ready()
    svg = ElementTree.parse(taken(opened, "svg", tmp_path)).getroot()
    curves = [path for path in svg.iter(f"{SVG}path") if "Q" in path.get("d", "")]
    assert len(curves) == shown(opened)[0]
    opened.page.check("#take-true")
    assert len(
        [p for p in ElementTree.parse(taken(opened, "svg", tmp_path)).getroot().iter(f"{SVG}path") if "Q" in p.get("d", "")]
    ) > len(curves)


def test_the_csv_has_a_row_for_each_claim_with_its_sentence(visit: Visits, tmp_path: Path) -> None:
    opened = visit("demo", REYES_OKAFOR).ready()
    (row,) = rows(taken(opened, "csv", tmp_path))
    assert row["sentence"] == "Reyes met Okafor in Port Amsel on 12 June 2030, the first such meeting."
    assert (row["subject"], row["relation"], row["object"]) == ("Alma Reyes", "met with", "Tomas Okafor")
    assert (row["earliest"], row["latest"], row["place"]) == ("2030-06-12", "2030-06-12", "Port Amsel")
    assert (row["publisher"], row["published"], row["url"]) == (
        "Valoria Gazette",
        "2031-05-04",
        "https://gazette.example/port-amsel",
    )


def test_hostile_texts_are_harmless_in_every_file(visit: Visits, graphs: Any, tmp_path: Path) -> None:
    opened = visit("hostile", "#view=table").ready()
    made = {way: taken(opened, way, tmp_path) for way in WAYS}
    one = rdflib.Graph().parse(made["turtle"], format="turtle")
    assert isomorphic(one, rdflib.Graph().parse(made["jsonld"], format="json-ld"))
    for term in set(one.subjects()) | set(one.predicates()) | {o for o in one.objects() if isinstance(o, rdflib.URIRef)}:
        assert re.match(r"(https://w3id\.org/kg-diplomacy/|http://(www\.w3\.org|schema\.org|purl\.org)/)", str(term)), term
        assert not re.search(r"[\x00-\x20<>\"{}|^`\\\u202e]", str(term)), term
    svg = ElementTree.parse(made["svg"]).getroot()
    assert {element.tag for element in svg.iter()} == {f"{SVG}{name}" for name in ("svg", "title", "rect", "path", "text")}
    assert not [name for element in svg.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert json.loads(made["jsonld"].read_text(encoding="utf-8"))["@graph"]
    for row in rows(made["csv"]):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert opened.troubles == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '"=1"', "a;b,c\nd"])
def test_no_cell_is_run_as_a_formula(visit: Visits, files: dict[str, Path], graphs: Any, tmp_path: Path, text: str) -> None:
    import networkx as nx

    from kg.page import write

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in ("a", "b"):
        graphs.node(graph, f"person/{name}", text, "Person")
    graphs.edge(graph, "person/a", "met_with", "person/b", [graphs.cited(0, text, place=text, speaker=text, topic=text)])
    write(graph, tmp_path / "page.html", title=text)
    files["formula"] = tmp_path / "page.html"
    (row,) = rows(taken(visit("formula").ready(), "csv", tmp_path))
    for name in ("subject", "object", "sentence", "place", "speaker", "topic"):
        assert row[name].lstrip("'") == text
        assert not re.match(r"\s*[=+\-@＝\t\r]", row[name])


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph and the page of the sample article."""
    folder = tmp_path_factory.mktemp("sample")
    build([resources.data() / "articles"], folder)
    return folder


@pytest.fixture
def browsed(sample: Path, files: dict[str, Path], visit: Visits) -> Callable[[str], Any]:
    """browsed("#node=…"): the page of the sample, opened."""
    files["sample"] = sample / "graph.html"
    return lambda fragment: visit("sample", fragment).ready()


@pytest.mark.parametrize(
    "fragment",
    [
        *(
            "",
            "#view=table",
            "#node=person/donald-trump",
            "#node=state/USA",
            "#off=events",
            "#off=ties,words",
            "#off=topics,places",
        ),
        *("#edge=person/donald-trump~met_with~person/kim-jong-un", "#view=table&node=person/kim-jong-un"),
        *("#from=2018-01-01&to=2019-12-31", "#from=2025-06-01&undated=no", "#to=2019-01-01&view=table", "#undated=no"),
        *("#real=Actual&real=Intended&real=Possible", "#real=Intended&view=table", "#fold=yes"),
        *("#node=state/KOR&hops=1", "#path=person/kim-jong-un~state/KOR", "#node=state/USA&view=timeline"),
        "#node=person/donald-trump&from=2018-01-01&to=2018-12-31&undated=no",
    ],
)
def test_the_query_finds_exactly_the_claims_that_are_shown(
    sample: Path, browsed: Callable[[str], Any], tmp_path: Path, fragment: str
) -> None:
    store = ox.Store()
    store.load(path=str(sample / "graph.trig"), format=ox.RdfFormat.TRIG)
    opened = browsed(fragment)
    expected = {row["claim"] for row in rows(taken(opened, "csv", tmp_path))}
    opened.page.click("[data-way=sparql]")
    query = opened.page.input_value("#take-field")
    found = store.query(query, use_default_graph_as_union=True)
    assert {row["claim"].value for row in found} == expected  # type: ignore[union-attr,index]
    assert len(expected) >= 1
    assert opened.troubles == []


def test_a_hostile_query_is_still_one_query(visit: Visits, graphs: Any) -> None:
    opened = visit("hostile").ready()
    store = ox.Store()
    for text in graphs.PAYLOADS:
        opened.page.evaluate("(key) => { location.hash = new URLSearchParams([['node', key]]); }", text)
        opened.page.click("#take")
        opened.page.click("[data-way=sparql]")
        query = opened.page.input_value("#take-field")
        assert list(store.query(query, use_default_graph_as_union=True)) == []  # type: ignore[arg-type]
        opened.page.keyboard.press("Escape")
    assert opened.troubles == []


def clipboard(opened: Any) -> str:
    opened.page.bring_to_front()
    return str(opened.page.evaluate("navigator.clipboard.readText()"))


def test_a_citation_gives_sentence_source_date_and_link(visit: Visits) -> None:
    opened = visit("demo", REYES_OKAFOR, permissions=["clipboard-read", "clipboard-write"]).ready()
    opened.page.click("#panel .claim .copy")
    opened.page.wait_for_selector("#live:has-text('Copied')", state="attached")
    assert clipboard(opened) == (
        "“Reyes met Okafor in Port Amsel on 12 June 2030, the first such meeting.” — Valoria Gazette, "
        "“Leaders meet at Port Amsel”, 4 May 2031, https://gazette.example/port-amsel"
    )
    opened.page.click("#panel > .copy")
    opened.page.wait_for_selector("#panel > .copy:has-text('Copied')")
    assert clipboard(opened).splitlines()[0] == "Alma Reyes met with Tomas Okafor (12 Jun 2030, Port Amsel)"
    assert len(clipboard(opened).splitlines()) == 2
    assert opened.troubles == []


def test_a_citation_of_a_hostile_source_has_no_link_that_runs(visit: Visits) -> None:
    opened = visit("hostile", permissions=["clipboard-read", "clipboard-write"]).ready()
    opened.page.evaluate("(key) => { location.hash = new URLSearchParams([['node', key]]); }", "constructor")
    opened.page.click("#panel .fact")
    for button in opened.page.locator("#panel .claim .copy").all():
        button.click()
        opened.page.wait_for_selector("#live:has-text('Copied')", state="attached")
        assert not clipboard(opened).rstrip().endswith("pwned=2")
    assert opened.troubles == []


def test_where_the_clipboard_is_closed_the_text_is_shown(visit: Visits) -> None:
    opened = visit("demo", REYES_OKAFOR).ready()
    opened.page.evaluate("""() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('closed')) } });
      document.execCommand = () => false;
    }""")
    opened.page.click("#panel .claim .copy")
    opened.page.wait_for_selector("#take-field")
    assert "Valoria Gazette" in opened.page.input_value("#take-field")


def test_the_dialog_is_worked_by_keys_alone(visit: Visits) -> None:
    opened = visit("demo", "#node=person/alma-reyes").ready()
    opened.page.focus("#take")
    opened.page.keyboard.press("Enter")
    assert opened.page.is_visible("#take-along")
    opened.page.keyboard.press("/")
    assert opened.page.evaluate("document.activeElement.closest('#take-along') !== null")
    opened.page.focus("[data-way=csv]")
    with opened.page.expect_download():
        opened.page.keyboard.press("Enter")
    assert "Saved as port-amsel-who-met-who-refused.csv" in opened.text("#take-says")
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#take-along")
    assert opened.page.evaluate("document.activeElement.id") == "take"
    assert "Alma Reyes" in opened.text("#panel h2"), "Escape closes the dialog, not the selection"


def test_in_a_frame_that_may_save_nothing_the_text_can_be_copied(browser: Any, files: dict[str, Path], tmp_path: Path) -> None:
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
    frame.locator("#take").click()
    for way, beginning in (("turtle", "# Port Amsel"), ("csv", "\ufeffsubject"), ("svg", "<?xml"), ("jsonld", "{")):
        frame.locator(f"[data-way={way}]").click()
        assert frame.locator("#take-field").input_value().startswith(beginning)
    frame.locator("[data-way=png]").click()
    frame.locator("#take-text canvas").wait_for()
    assert errors == []
    page.close()
