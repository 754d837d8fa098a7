"""`kg query`."""

from __future__ import annotations

from typing import IO

import click

from kg.cli import _answering, _answers, _endpoint, _explaining, _remote
from kg.cli._dataset import base_of, data_of
from kg.cli._question import Words, values_of

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
@click.option(
    "--base",
    metavar="IRI",
    help="What relative IRIs in the query and in the files are relative to; those of a named graph are so to its name.",
)
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
    _agree(ctx)
    words = Words(query, file, values_of(parameters), limit)
    if endpoint is not None:
        with _remote.server(endpoint, user, timeout) as server:
            return _endpoint.print_answer(words, server, form, base, labels=labels, timed=timed)
    asked, own = data_of(graphs, data, named, base, ctx), base or base_of(file, graphs, bool(data or named))
    with _answering.workers(asked, allow, file) as workers:
        question = words.filled(own, workers.prefixes)
        if explain:
            return _explaining.explain(question, workers, timeout, allow)
        return _answering.print_answer(question, workers, form, labels=labels, timeout=timeout, timed=timed)


def _agree(ctx: click.Context) -> None:
    """Raises UsageError for options that do not go together."""
    default = click.core.ParameterSource.DEFAULT
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is not default}
    if ("query" in given) == ("file" in given):
        raise click.UsageError("give SPARQL or a NAME, or a file with -f", ctx)
    if ctx.params["labels"] and ctx.params["form"] not in (None, "table"):
        raise click.UsageError("--labels goes with a table", ctx)
    if "graphs" in given and given & {"data", "named"}:
        raise click.UsageError("--data and --named stand in place of -g", ctx)
    if "endpoint" in given and given & {"graphs", "data", "named", "explain", "allow"}:
        raise click.UsageError("--endpoint goes without -g, --data, --named, --explain and --allow", ctx)
