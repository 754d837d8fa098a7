"""`kg query` and `kg queries`: formats, sources of the query, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import click
import pyoxigraph as ox
import pytest
from click.testing import Result
from rich.console import Console

from kg.cli import _terminal
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
        (("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",), "--allow service"),
        (("SELECT * FROM <http://example.org/> { ?s ?p ?o }",), "there is no graph <http://example.org/> here"),
        ((f"SELECT * {{ {'{' * 200}",), "nested more than 100 deep"),
        (("ASK { ?x kg:metwith ?y ",), "kg:metwith: did you mean kg:met_with?"),
        (("ASK { ?x kgg:met_with ?y }",), "did you mean kg:?"),
        ((REJECTED, "-p", "hwo=x"), "no variable ?hwo: did you mean ?who?"),
        ((REJECTED, "-p", "who"), "not of the form name=value"),
        (("met", "-p", "nobody=x"), "no parameter 'nobody'"),
        (("mett",), "did you mean met?"),
        ((REJECTED, "--labels", "--format", "csv"), "--labels goes with a table"),
        ((REJECTED, "--data", "x.ttl"), "in place of -g"),
        ((REJECTED, "--explain", "-p", "x=1", "-f", "-"), "give SPARQL or a NAME"),
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


def test_what_is_no_text_is_said(kg: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"ASK {\n ?x ?y '\xe4' }")
    result = kg("query", "-f", "latin.rq", "-g", graph)
    assert (result.exit_code, result.stderr) == (2, "kg: latin.rq: line 2: not text in UTF-8: save it as such\n")


def test_own_parameters_are_bound_and_never_pasted(kg: Run, graph: Path) -> None:
    query = "SELECT ?x { ?x rdfs:label ?name }"
    assert kg("query", query, "-p", "name=Norway", "-g", graph).stdout == "x\nstate:NOR\n"
    assert kg("query", "SELECT ?name { ?x rdfs:label ?name }", "-p", "x=state:NOR", "-g", graph).stdout == "name\nNorway\n"
    iri = "x=<https://w3id.org/kg-diplomacy/id/state/NOR>"
    assert "Norway" in kg("query", "SELECT ?name { ?y rdfs:label ?name FILTER(?y = ?x) }", "-p", iri, "-g", graph).stdout
    assert kg("query", "ASK { FILTER(?n > 3) }", "-p", 'n="5"^^xsd:integer', "-g", graph).stdout == "yes\n"
    nobody = kg("query", query, "-p", 'name=Norway" } UNION { ?x ?y ?z } #', "-g", graph)
    assert (nobody.exit_code, nobody.stdout) == (1, "x\n")


def test_labels_stand_for_iris(kg: Run, graph: Path) -> None:
    result = kg("query", "SELECT ?x ?p ?o { ?x ?p ?o . ?p a kg:Relation . ?x a kg:State }", "--labels", "-g", graph)
    assert result.stdout == "x       p         o\nNorway  rejected  Chad\n"
    document = kg("query", "SELECT ?d ?t { ?d a ?t FILTER(?t = kg:Document) }", "--labels", "-g", graph)
    assert "Plan <b>rejected</b>" in document.stdout


def test_limits_and_times(kg: Run, graph: Path) -> None:
    every = "SELECT * { ?s ?p ?o }"
    limited = kg("query", every, "--limit", "2", "--time", "-g", graph)
    assert len(limited.stdout.splitlines()) == 3
    assert limited.stderr.startswith("kg: answered in 0.")
    assert len(kg("query", "documents", "--limit", "1", "--format", "csv", "-g", graph).stdout.splitlines()) == 2
    product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    stopped = kg("query", product, "--timeout", "0.3", "--format", "csv", "-g", graph)
    assert (stopped.exit_code, stopped.stdout, len(stopped.stderr.splitlines())) == (1, "", 1)
    assert "longer than it may" in stopped.stderr


def test_an_unknown_term_is_warned_of(kg: Run, graph: Path) -> None:
    result = kg("query", "SELECT ?x { ?x kg:rejcted ?y ; kg:Zzz ?z ; a kg:State }", "-g", graph)
    said = "kg: kg:rejcted: did you mean kg:rejected?\nkg: kg:Zzz: this graph has no such term\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "x\n", said)
    assert kg("query", "SELECT ?x { ?x a kg:State } # kg:nothing", "-g", graph).stderr == ""


def test_explain_shows_patterns_with_counts(kg: Run, graph: Path) -> None:
    result = kg("query", "SELECT ?n { ?x kg:rejected ?y OPTIONAL { GRAPH ?g { ?x rdfs:label ?n } } }", "--explain", "-g", graph)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines == [
        ["step", "triples"],
        ["OPTIONAL"],
        ["?x", "kg:rejected", "?y", "1"],
        ["GRAPH", "?g"],
        ["?x", "rdfs:label", "?n", lines[-1][-1]],
    ]
    assert int(lines[-1][-1]) > 5
    assert "all graphs together" in result.stderr
    for name in queries.named():
        assert kg("query", name, "--explain", "-g", graph).exit_code == 0


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


def test_one_query_with_its_parameters(kg: Run) -> None:
    shown = kg("queries", "timeline").stdout
    assert shown.startswith('# -p one="')
    assert queries.query("timeline").text in shown
    record = json.loads(kg("queries", "timeline", "--json").stdout)[0]
    assert record["types"] == {"one": "text", "other": "text"}
    assert kg("queries", "timelin").stderr.startswith("kg: there is no query 'timelin': did you mean timeline?")


DATA = """@prefix : <#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :p 1 , 2.50 , "x\\ty\\n\\"" , "é"@fr ; :q [ :p :b ] , <rel> . :b :p "2020-01-01"^^xsd:date ."""
NAMED = "@prefix : <http://base/d.ttl#> . :c :p :d ."
SUFFIXES = {"json": "srj", "xml": "srx"}
PLAIN = [
    "SELECT * { ?s ?p ?o } ORDER BY ?o ?s",
    "SELECT ?s ?n { ?s <#p> ?v OPTIONAL { ?s <#q> ?n } } ORDER BY ?v",
    "SELECT (SUM(?v) AS ?sum) { ?s <#p> ?v FILTER(ISNUMERIC(?v)) }",
    "PREFIX kg: <http://base/d.ttl#> SELECT ?o { kg:b kg:p ?o }",
    "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <n.ttl> { ?s ?p ?o }",
    "SELECT * FROM NAMED <n.ttl> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "ASK { <#a> <#p> 1 }",
    "ASK { <#a> <#p> 3 }",
    "SELECT * { }",
    "SELECT * { FILTER(false) }",
]


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "csv"])
def test_what_oxigraph_answers_is_what_is_printed(kg: Run, tmp_path: Path, form: str) -> None:
    """Byte for byte, with a base, the default graph of plain files, graphs of their own, and the query on standard input."""
    (tmp_path / "d.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "n.ttl").write_text(NAMED, encoding="utf-8")
    base = "http://base/d.ttl"
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE, base_iri=base)
    store.load(NAMED.encode(), format=ox.RdfFormat.TURTLE, base_iri=base, to_graph=ox.NamedNode("http://base/n.ttl"))
    files = ("--data", "d.ttl", "--named", "n.ttl", "--base", base)
    for query in PLAIN:
        answer = store.query(query, base_iri=base)
        assert not isinstance(answer, ox.QueryTriples)
        expected = answer.serialize(format=ox.QueryResultsFormat.from_extension(SUFFIXES.get(form, form)))
        result = kg("query", "-f", "-", "--format", form, *files, stdin=query.encode())
        assert result.exit_code in (0, 1), result.stderr
        assert _blank(result.stdout_bytes.rstrip(b"\n")) == _blank((expected or b"").rstrip(b"\n")), query


def _blank(content: bytes) -> bytes:
    """The names of blank nodes are by chance."""
    return re.sub(rb"[0-9a-f]{28,32}", b"blank", content)


def test_plain_files_have_their_own_default_graph(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "one.trig").write_text("<x:a> <x:p> 1 . <x:g> { <x:b> <x:p> 2 }", encoding="utf-8")
    (tmp_path / "two.ttl").write_text("<x:c> <x:p> 3 .", encoding="utf-8")
    asked = ("query", "SELECT ?s { ?s ?p ?o } ORDER BY ?s", "--format", "csv")
    assert kg(*asked, "-g", "one.trig").stdout.split() == ["s", "x:a"]
    assert kg(*asked, "-g", "one.trig", "-g", "two.ttl").stdout.split() == ["s", "x:a", "x:c"]
    assert kg("query", "SELECT ?s { GRAPH <x:g> { ?s ?p ?o } }", "-g", "one.trig").stdout == "s\n<x:b>\n"
    assert kg("query", "SELECT ?s FROM <x:g> { ?s ?p ?o }", "-g", "one.trig").stdout == "s\n<x:b>\n"
    named = kg(*asked[:1], "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "--named", "x:new=two.ttl")
    assert named.stdout == "g\n<x:new>\n"
    gone = kg(*asked, "-g", "gone.ttl")
    assert (gone.exit_code, len(gone.stderr.splitlines())) == (2, 1)


def test_a_query_in_a_file_is_relative_to_it(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "d.ttl").write_text("<#a> <#p> 1 .", encoding="utf-8")
    (tmp_path / "q.rq").write_text("ASK { <d.ttl#a> ?p 1 }", encoding="utf-8")
    assert kg("query", "-f", "q.rq", "-g", "d.ttl").stdout == "yes\n"
    assert kg("query", "ASK { <#a> <#p> 1 }", "-g", "d.ttl").stdout == "yes\n"


def test_a_named_graph_is_relative_to_its_name(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "n.ttl").write_text("<> <#p> <other> .", encoding="utf-8")
    asked = ("query", "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }", "--format", "csv")
    there = "http://base/dir/n.ttl,http://base/dir/n.ttl#p,http://base/dir/other"
    for named in (("http://base/dir/n.ttl=n.ttl",), ("http://base/dir/n.ttl=n.ttl", "--base", "http://elsewhere/"),
                  ("n.ttl", "--base", "http://base/dir/q.rq")):  # fmt: skip
        assert kg(*asked, "--named", *named).stdout.splitlines()[1] == there, named
    # what is no address cannot be gone on from
    assert kg(*asked, "--named", "urn:x:n=n.ttl", "--base", "http://base/a").stdout.splitlines()[1].endswith(",http://base/other")


def test_an_empty_file_is_an_empty_graph(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "e.ttl").write_text("# nothing yet\n", encoding="utf-8")
    for clause in ("FROM <x:e>", "FROM NAMED <x:e>"):
        result = kg("query", f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}", "--format", "csv", "--named", "x:e=e.ttl")
        assert (result.exit_code, result.stdout.split()) == (0, ["n", "0"]), result.stderr


def test_long_tables_are_paged_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    paged: list[str] = []
    written = io.StringIO()
    monkeypatch.setattr(_terminal, "console", lambda: Console(file=written, width=40, height=10, markup=False))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    _terminal.table(("n",), [(n,) for n in range(5)], paged=True)
    assert not paged
    assert "4" in written.getvalue()
    _terminal.table(("n",), [(n,) for n in range(20)], paged=True)
    assert "19" in paged[0]
    assert "19" not in written.getvalue()
