"""`kg query` and `kg queries`: formats, sources of the query, exit codes."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.rdf import queries

Run = Callable[..., Result]
REJECTED = "SELECT ?who ?n { ?x kg:rejected ?y . ?x rdfs:label ?who BIND(1 AS ?n) }"
CONSTRUCT = "CONSTRUCT { ?x kg:rejected ?y } WHERE { ?x kg:rejected ?y }"


def test_a_table_is_plain_when_piped(kg: Run, graph: Path) -> None:
    result = kg("query", "SELECT ?x ?who ?n { ?x kg:rejected ?y . ?x rdfs:label ?who BIND(1 AS ?n) }", "-g", graph)
    assert result.stdout == "x          who     n\nstate:NOR  Norway  1\n"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("csv", lambda text: list(csv.reader(io.StringIO(text)))[1][0]),
        ("tsv", lambda text: text.splitlines()[1].split("\t")[0].strip('"')),
        ("json", lambda text: json.loads(text)["results"]["bindings"][0]["who"]["value"]),
        ("xml", lambda text: next(ET.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}literal")).text),
    ],
)
def test_formats_of_rows(kg: Run, graph: Path, form: str, value: Callable[[str], str]) -> None:
    result = kg("query", REJECTED, "--format", form, "-g", graph)
    assert result.exit_code == 0
    assert value(result.stdout) == "Norway"
    nothing = kg("query", "SELECT ?x { ?x kg:nothing ?y }", "--format", form, "-g", graph)
    assert nothing.exit_code == 1


@pytest.mark.parametrize(
    ("form", "holds"), [(None, "state:NOR kg:rejected state:TCD"), ("json", "@id"), ("table", "kg:rejected")]
)
def test_triples(kg: Run, graph: Path, form: str | None, holds: str) -> None:
    chosen = ["--format", form] if form else []
    result = kg("query", CONSTRUCT, *chosen, "-g", graph)
    assert result.exit_code == 0
    assert holds in result.stdout
    assert kg("query", CONSTRUCT.replace("kg:rejected ?y }", "kg:nothing ?y }"), *chosen, "-g", graph).exit_code == 1


@pytest.mark.parametrize("form", ["table", "csv", "json", "xml"])
def test_yes_and_no(kg: Run, graph: Path, form: str) -> None:
    yes = kg("query", "ASK { ?x kg:rejected ?y }", "--format", form, "-g", graph)
    no = kg("query", "ASK { ?x kg:nothing ?y }", "--format", form, "-g", graph)
    assert (yes.exit_code, no.exit_code) == (0, 1)
    assert yes.stdout != no.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((REJECTED, "--format", "ttl"), "take one of"),
        ((CONSTRUCT, "--format", "csv"), "take one of"),
        (("ASK {}", "--format", "ttl"), "take one of"),
        (("SELECT ?x { ?x kg:met_with }",), "line 1"),
        (("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",), "SERVICE"),
    ],
)
def test_what_cannot_be_answered(kg: Run, graph: Path, args: tuple[str, ...], says: str) -> None:
    result = kg("query", *args, "-g", graph)
    assert (result.exit_code, len(result.stderr.splitlines()), result.stdout) == (2, 1, "")
    assert says in result.stderr


def test_from_a_file_and_from_standard_input(kg: Run, graph: Path, tmp_path: Path) -> None:
    expected = kg("query", REJECTED, "-g", graph).stdout
    (tmp_path / "question.rq").write_text(REJECTED, encoding="utf-8")
    assert kg("query", "-f", "question.rq", "-g", graph).stdout == expected
    assert kg("query", "-f", "-", "-g", graph, stdin=REJECTED).stdout == expected
    (tmp_path / "broken.rq").write_text("SELECT", encoding="utf-8")
    assert kg("query", "-f", "broken.rq", "-g", graph).stderr.startswith("kg: broken.rq: ")


def test_every_named_query_runs(kg: Run, graph: Path) -> None:
    for name in queries.named():
        result = kg("query", name, "--format", "csv", "-g", graph)
        assert result.exit_code in (0, 1), result.stderr
        assert result.stdout


def test_parameters(kg: Run, graph: Path) -> None:
    assert "Norway" in kg("query", "timeline", "-p", "one=norw", "-p", "other=chad", "-g", graph).stdout
    assert kg("query", "timeline", "-p", 'one=" } #', "-g", graph).exit_code == 1


def test_any_file_of_rdf(kg: Run, graph: Path) -> None:
    for name in ("graph.trig", "graph.ttl"):
        assert "Norway" in kg("query", REJECTED, "-g", graph / name).stdout


def test_queries_lists_them_all(kg: Run) -> None:
    assert [one["name"] for one in json.loads(kg("queries", "--json").stdout)] == list(queries.named())
    assert len(kg("queries").stdout.splitlines()) == 1 + len(queries.named())
