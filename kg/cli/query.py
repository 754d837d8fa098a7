"""`kg query`."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli import _answers, _remote
from kg.cli._terminal import clean
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.rdf.worker import Data, Workers

_SECONDS = 120.0


@click.command()
@click.argument("query", required=False, metavar="[SPARQL|NAME]")
@click.option("-f", "--file", type=click.File("rb"), help="Read the query from a file; - is standard input.")
@click.option(
    *("-p", "--parameter", "parameters"),
    multiple=True,
    metavar="NAME=VALUE",
    help="Fill in a parameter of a named query, or bind the variable ?NAME of your own.",
)
@click.option("--format", "form", type=click.Choice(_answers.FORMATS), help="[default: table; for CONSTRUCT and DESCRIBE ttl]")
@click.option("--labels", is_flag=True, help="In a table, show IRIs by their labels.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="No more than N solutions.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", default=_SECONDS, show_default=True,
    help="Stop the query after this time.",
)  # fmt: skip
@click.option("--time", "timed", is_flag=True, help="Say on standard error how long it took.")
@click.option("--explain", is_flag=True, help="Show the patterns with the number of triples that fit each; do not answer.")
@click.option(
    "--allow",
    type=click.Choice(("service", "from")),
    multiple=True,
    help="Let SERVICE ask other servers; let FROM name any graph.",
)
@click.option("--base", metavar="IRI", help="What relative IRIs in the query and in the files are relative to.")
@click.option("--data", multiple=True, metavar="FILE", help="RDF for the default graph, in place of a built graph.")
@click.option("--named", multiple=True, metavar="[IRI=]FILE", help="RDF for a named graph, called after its file, or IRI.")
@click.option(
    *("-g", "--graph", "graphs"),
    multiple=True,
    default=("output",),
    show_default="output",
    metavar="PATH",
    help="A folder that `kg build` wrote, or any RDF file; several files are asked together.",
)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL server, such as `kg serve`, in place of a graph here.")
@_remote.user
@click.pass_context
def command(
    ctx: click.Context,
    query: str | None,
    file: IO[bytes] | None,
    parameters: tuple[str, ...],
    form: str | None,
    labels: bool,
    limit: int | None,
    timeout: float,
    timed: bool,
    explain: bool,
    allow: tuple[str, ...],
    base: str | None,
    data: tuple[str, ...],
    named: tuple[str, ...],
    graphs: tuple[str, ...],
    endpoint: str | None,
    user: str,
) -> int:
    """Ask a graph a question, in SPARQL or by the name of a query.

    `kg queries` lists the queries that come with kg, and their parameters. A query sees all named graphs of a built graph
    together, and of any other file its default graph; the prefixes of the graph's own files (kg:, rdfs:, schema: …) need not be
    typed. A parameter of your own query is a text, unless it is written <like:this>, as a name with a known prefix, or
    "like this"^^xsd:date. The query runs in a process of its own with 2 GB of memory. Exit code 1 says that the answer is empty,
    or no, or that the query was stopped.

    \b
    Examples:
      kg query met
      kg query timeline -p one=Iran -p other="United States" --format csv
      kg query 'SELECT ?who ?whom { ?who kg:rejected ?whom }' --labels
      kg query 'SELECT ?x { ?x rdfs:label ?name }' -p name="Angela Merkel"
      kg query -f question.rq --format json -g data.ttl
      kg query met --endpoint http://127.0.0.1:7878/sparql
    """
    if (query is None) == (file is None):
        raise click.UsageError("give SPARQL or a NAME, or a file with -f", ctx)
    if labels and form not in (None, "table"):
        raise click.UsageError("--labels goes with a table", ctx)
    values = _values(parameters)
    given = ctx.get_parameter_source("graphs") is not click.core.ParameterSource.DEFAULT
    if given and (data or named):
        raise click.UsageError("--data and --named stand in place of -g", ctx)
    if endpoint is not None:
        if given or data or named or explain or allow:
            raise click.UsageError("--endpoint goes without -g, --data, --named, --explain and --allow", ctx)
        from kg.rdf.terms import BASE, prefixes

        asked = _Asked(query, file, values, limit, base, lambda: prefixes(base or BASE))
        with _remote.server(endpoint, user, timeout) as server:
            return _answers.of_server(server, asked.text, form, prefixes(base or BASE), base or BASE, labels=labels)
    from kg.rdf.worker import TimedOut, TooLarge, Workers

    with Workers(_data(graphs, data, named, base, ctx), count=1, spare=0, allow=allow) as workers:
        try:
            own = base or _base(file, graphs, bool(data or named))
            asked = _Asked(query, file, values, limit, own, workers.prefixes)
            if explain:
                return _explain(asked, workers, timeout, allow)
            return _answer(asked, workers, form, labels=labels, timeout=timeout, timed=timed)
        except (TimedOut, TooLarge) as error:
            click.echo(f"kg: {error}", err=True)
            return 1
        except QueryError as error:
            raise QueryError(f"{_name(file)}: {error}" if file else str(error)) from None


def _name(file: IO[bytes]) -> str:
    return getattr(file, "name", "<stdin>")


class _Asked:
    """The query as it is sent: named or somebody's own, its parameters filled in, its rows limited."""

    def __init__(
        self,
        query: str | None,
        file: IO[bytes] | None,
        values: dict[str, str],
        limit: int | None,
        base: str | None,
        prefixes: Callable[[], Mapping[str, str]],
    ) -> None:
        self.named = file is None and re.fullmatch(r"\s*[\w-]+\s*", query or "") is not None
        self.base = base
        if self.named:
            from kg.rdf import queries

            self.text = queries.query((query or "").strip()).bound(**values)
        else:
            self.text = _decoded(file) if file else query or ""
            if values or limit is not None:
                from kg.rdf import guard

                guard.check(self.text, allow=frozenset(guard.ALLOWABLE))  # before it is taken apart here
            if values:
                from kg.rdf import bindings
                from kg.rdf.tokens import prefixes_of

                bindings.must_use(self.text, values)
                known = {**prefixes(), **prefixes_of(self.text)}
                self.text = bindings.bound(self.text, {name: bindings.term(value, known) for name, value in values.items()})
        if limit is not None:
            from kg.rdf.bindings import limited

            self.text = limited(self.text, limit)


def _decoded(file: IO[bytes]) -> str:
    content = file.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QueryError(f"line {line}: not text in UTF-8: save it as such") from None


def _values(parameters: Sequence[str]) -> dict[str, str]:
    values = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        name = name.strip().lstrip("?$")
        if not equals or not re.fullmatch(r"\w+", name):
            raise click.UsageError(f"-p {parameter!r} is not of the form name=value", click.get_current_context())
        values[name] = value
    return values


def _data(graphs: tuple[str, ...], data: tuple[str, ...], named: tuple[str, ...], base: str | None, ctx: click.Context) -> Data:
    from kg.rdf.worker import Data

    if data or named:
        files: list[tuple[str, str | None, str]] = [(file, None, base or _address(file)) for file in data]
        for one in named:
            iri, equals, file = one.rpartition("=")
            if equals and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
                files.append((file, iri, base or _address(file)))
            else:
                files.append((one, _resolved(one, base), base or _address(one)))
        return Data(files=tuple(files))
    if len(graphs) == 1 and (base is None or Path(graphs[0]).is_dir()):
        return Data(Path(graphs[0]))
    folders = [graph for graph in graphs if Path(graph).is_dir()]
    if folders:
        raise click.UsageError(f"{folders[0]}: a built graph is asked alone: give one -g, or files", ctx)
    return Data(files=tuple((file, None, base or _address(file)) for file in graphs))


def _address(file: str) -> str:
    return Path(file).resolve().as_uri()


def _resolved(file: str, base: str | None) -> str:
    """The IRI of a named graph that only its file names: beside the base, or the address of the file."""
    from urllib.parse import quote, urljoin

    return urljoin(base, quote(Path(file).name)) if base else _address(file)


def _base(file: IO[bytes] | None, graphs: tuple[str, ...], apart: bool) -> str | None:
    """Relative IRIs of a query in a file are relative to that, of another to the one RDF file that is asked."""
    if file is not None and _name(file) not in ("-", "<stdin>"):
        return _address(_name(file))
    if apart or len(graphs) != 1 or Path(graphs[0]).is_dir():
        return None
    return _address(graphs[0])


def _answer(asked: _Asked, workers: Workers, form: str | None, *, labels: bool, timeout: float, timed: bool) -> int:
    from kg.rdf.worker import Malformed, Unwritable

    began = time.perf_counter()
    try:
        with workers.answer(
            asked.text, accept=_answers.accepted(form), timeout=timeout, base=asked.base, trusted=asked.named
        ) as answer:
            content = answer.read()  # all of it before any is printed: a query that is stopped prints nothing
    except Unwritable as error:
        raise _answers.refused(error.kind, form) from None
    except Malformed as error:
        hints = "; ".join(_hints(asked, workers))
        raise QueryError(f"{error}; {hints}" if hints else str(error)) from None
    if timed:
        whole = time.perf_counter() - began
        click.echo(f"kg: answered in {answer.seconds:.3f} s; with asking and fetching {whole:.3f} s", err=True)
    for hint in _hints(asked, workers):
        click.echo(f"kg: {clean(hint)}", err=True)
    if answer.kind == "boolean":
        return int(not _answers.print_boolean(content, form))
    if answer.kind == "triples":
        prefixes = workers.prefixes()
        return int(not _answers.print_triples(content, form, prefixes, workers.base or prefixes["id"].removesuffix("id/")))
    if form not in (None, "table"):
        click.echo(content, nl=not content.endswith(b"\n"))
        return int(_answers.empty(content, form))
    names, rows = _answers.cells_of(content)
    iris = {cell.text for row in rows for cell in row if cell.iri} if labels else set()
    _answers.print_cells(names, rows, workers.prefixes(), _labels(workers, iris, timeout))
    return int(not rows)


def _labels(workers: Workers, iris: set[str], timeout: float) -> dict[str, str]:
    """The label of each IRI that has one; the title of a document, the words of a statement."""
    if not iris:
        return {}
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))  # as the store gave them, so legal
    asked = f"""SELECT ?x (MIN(STR(?l)) AS ?label) {{ VALUES ?x {{ {listed} }}
        ?x rdfs:label|skos:prefLabel|schema:headline ?l }} GROUP BY ?x"""
    with workers.answer(asked, accept=_answers.ROWS["json"], timeout=timeout, trusted=True) as answer:
        _, rows = _answers.cells_of(answer.read())
    return {iri.text: label.text for iri, label in rows}


def _hints(asked: _Asked, workers: Workers) -> list[str]:
    """What to say of each term of our ontology that there is not: the nearest that there is."""
    if asked.named or workers.base is None:
        return []
    from kg.rdf.terms import KG
    from kg.rdf.tokens import names_in

    used = names_in(asked.text, workers.prefixes(), KG)
    unknown = [iri for iri in used if iri not in workers.known(used)[1]] if used else []
    if not unknown:
        return []
    from difflib import get_close_matches

    listed = "SELECT DISTINCT ?t { GRAPH graph:ontology { ?t ?p ?o } }"
    with workers.answer(listed, accept=_answers.ROWS["json"], timeout=_SECONDS, trusted=True) as answer:
        known = [row[0].text.removeprefix(KG) for row in _answers.cells_of(answer.read())[1] if row[0].text.startswith(KG)]
    said = []
    for iri in unknown:
        name = iri.removeprefix(KG)
        near = get_close_matches(name, sorted(known), n=1)
        said.append(f"kg:{name}: " + (f"did you mean kg:{near[0]}?" if near else "this graph has no such term"))
    return said


def _explain(asked: _Asked, workers: Workers, timeout: float, allow: tuple[str, ...]) -> int:
    """The query's own reading, with counts; nothing of it is run as a whole."""
    from kg.cli._terminal import table
    from kg.rdf import guard
    from kg.rdf.plan import plan
    from kg.rdf.worker import TimedOut

    prefixes = workers.prefixes()
    if not asked.named:
        guard.check(asked.text, allow=frozenset(allow), graphs=workers.has_graph, prefixes=prefixes, base=asked.base)

    def count(pattern: str) -> int:
        try:
            counted = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
            with workers.answer(counted, accept="text/csv", timeout=min(timeout, 5.0), trusted=True) as answer:
                return int(answer.read().split()[1])
        except TimedOut:
            return -1

    steps = plan(asked.text, prefixes, count, asked.base)
    numbers = ["more" if step.count == -1 else "" if step.count is None else f"{step.count:,}" for step in steps]
    table(("step", "triples"), [("  " * s.depth + s.words, n) for s, n in zip(steps, numbers, strict=True)], numbers=["triples"])
    where = "all graphs together" if workers.base else "the default graph"
    where = "the graphs that it chooses" if guard.chooses(asked.text) else where
    click.echo(
        f"kg: it asks {where}; counts are of each pattern alone; Oxigraph chooses the order and does not tell it", err=True
    )
    if "more" in numbers:
        click.echo('kg: "more": could not be counted in 5 s', err=True)
    return 0
