"""`kg ontology check` and `kg ontology test`."""

from __future__ import annotations

import difflib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kg.cli import _options
from kg.cli._terminal import clean, json_lines, style
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.examples import Outcome


@click.group()
def command() -> None:
    """Check the ontology and prove its examples.

    \b
    Examples:
      kg ontology check              # every file under ontology/ and data/gazetteer/
      kg ontology test rejected      # the examples of one relation
    """


@command.command()
def check() -> int:
    """Check every file of the ontology; name file and key of what is wrong.

    Relations and lexicons are read, rules, queries and shapes run on an empty graph. Exit code 1 says that something is wrong.

    \b
    Example:
      kg ontology check
    """
    from kg import vocabulary
    from kg.rdf import queries, shapes
    from kg.rdf.store import Store

    try:
        words = vocabulary.load()
        store = Store.create(None)
        store.add((), (), words)
        store.derive()
        named = queries.named()
        for query in named.values():
            store.query(query.text)
        shapes.validate(store)
    except KgError as error:
        click.echo(clean(f"kg: {error}"), err=True)
        return 1
    relations = words.relations.values()
    patterns, examples = sum(len(r.patterns) for r in relations), sum(len(r.examples) for r in relations)
    click.echo(
        f"ontology: {len(relations)} relations, {patterns} patterns, {examples} examples, {len(named)} queries: nothing wrong"
    )
    return 0


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@_options.as_json
def test(names: tuple[str, ...], as_json: bool) -> int:
    """Read the examples of the relation files and show what came out.

    Without a NAME all relations are tested. Exit code 1 says that an example did not give its claims, or that a
    counter-example gave one.

    \b
    Examples:
      kg ontology test
      kg ontology test rejected met_with
    """
    from kg import examples, vocabulary

    relations = vocabulary.load().relations
    for name in names:
        if name not in relations:
            near = difflib.get_close_matches(name, relations, n=1)
            cure = f"did you mean {near[0]!r}?" if near else "ontology/relations/ has one file for each"
            raise click.UsageError(f"no relation {name!r}: {cure}", click.get_current_context())
    outcomes = list(examples.run([relations[name] for name in names or relations]))
    failed = sum(not outcome.passed for outcome in outcomes)
    if as_json:
        json_lines([_record(outcome) for outcome in outcomes])
    else:
        for outcome in outcomes:
            _show(outcome)
        click.echo(f"{len(outcomes) - failed} of {len(outcomes)} examples hold")
    return 1 if failed else 0


def _show(outcome: Outcome) -> None:
    mark = style("ok  ", fg="green") if outcome.passed else style("FAIL", fg="red", bold=True)
    click.echo(f"{mark} {outcome.relation} {outcome.number}: {clean(outcome.example.text)}")
    for line in outcome.drawn:
        click.echo(f"       drawn    {clean(line)}")
    for expected in outcome.missing:
        click.echo(f"       missing  {clean(f'{expected.subject} {outcome.relation} {expected.object} ({expected.modality})')}")
    if not outcome.drawn:
        click.echo("       nothing drawn")


def _record(outcome: Outcome) -> dict[str, Any]:
    expected = [
        {key: str(value) for key, value in asdict(claim).items() if value is not None} for claim in outcome.example.claims
    ]
    known = {"relation": outcome.relation, "example": outcome.number, "text": outcome.example.text, "passed": outcome.passed}
    return known | {"expected": expected, "missing": len(outcome.missing), "drawn": list(outcome.drawn)}
