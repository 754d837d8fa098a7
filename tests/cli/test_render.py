"""`kg render`: a query decides what is on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def drawn(page: str) -> set[tuple[str, str, str]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    data = json.loads(found[1])
    labels = [node["label"] for node in data["nodes"]]
    return {(labels[e["s"]], data["relations"][e["r"]]["name"], labels[e["o"]]) for e in data["edges"]}


@pytest.mark.parametrize(
    ("query", "edges"),
    [
        ("CONSTRUCT WHERE { ?a kg:met_with ?b }", {("Ada Berg", "met_with", "Bo Lind")}),
        ("CONSTRUCT { ?b kg:met_with ?a } WHERE { ?a kg:met_with ?b }", {("Ada Berg", "met_with", "Bo Lind")}),
        ("CONSTRUCT WHERE { ?claim kg:modality kg:Possible }", {("Norway", "sanctioned", "Chad")}),
        ("CONSTRUCT WHERE { ?claim kg:topic ?what }", {("Norway", "rejected", "Chad")}),
        ("DESCRIBE <https://w3id.org/kg-diplomacy/id/person/ada-berg>", {("Ada Berg", "met_with", "Bo Lind")}),
    ],
)
def test_the_triples_decide_what_is_drawn(kg: Run, graph: Path, query: str, edges: set[tuple[str, str, str]]) -> None:
    Path("part.rq").write_text(query, encoding="utf-8")
    result = kg("render", "-o", "page.html", "--title", "Part <1>", "--query", "part.rq", "-g", graph)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "page.html\n", "")
    page = Path("page.html").read_text(encoding="utf-8")
    assert edges <= drawn(page)
    assert len(drawn(page)) < 5
    assert '<h1 dir="auto">Part &lt;1&gt;</h1>' in page


def test_standard_output_is_the_same_page(kg: Run, graph: Path) -> None:
    kg("render", "-o", "page.html", "--relation", "rejected", "-g", graph)
    assert kg("render", "-o", "-", "--relation", "rejected", "-g", graph).stdout_bytes == Path("page.html").read_bytes()


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ("SELECT ?a { ?a ?b ?c }", 2, "kg: bad.rq: a SELECT has no triples that could be drawn: write CONSTRUCT"),
        ("ASK { ?a ?b ?c }", 2, "kg: bad.rq: an ASK has no triples that could be drawn: write CONSTRUCT"),
        ("CONSTRUCT { ?a", 2, "kg: bad.rq: "),
        ("CONSTRUCT { ?a a kg:Nothing } WHERE { ?a a kg:Nothing }", 1, "kg: bad.rq: names nothing to draw"),
    ],
)
def test_a_query_without_a_picture_is_one_line(kg: Run, graph: Path, query: str, code: int, says: str) -> None:
    Path("bad.rq").write_text(query, encoding="utf-8")
    result = kg("render", "-o", "page.html", "--query", "bad.rq", "-g", graph)
    assert result.exit_code == code
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert Path("page.html").exists() == (code == 1)


def test_a_file_that_is_no_text_is_named(kg: Run, graph: Path) -> None:
    Path("bad.rq").write_bytes(b"CONSTRUCT \xff")
    result = kg("render", "-o", "page.html", "--query", "bad.rq", "-g", graph)
    assert (result.exit_code, result.stderr) == (2, "kg: bad.rq: is not UTF-8: save it so\n")
