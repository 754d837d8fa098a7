"""`kg why`."""

from __future__ import annotations

from dataclasses import asdict

import click

from kg.cli import _options, _parties
from kg.cli._terminal import clean, json_lines


@click.command()
@click.argument("subject")
@click.argument("relation")
@click.argument("object", metavar="OBJECT")
@_options.graph
@_options.as_json
def command(subject: str, relation: str, object: str, graph: str, as_json: bool) -> int:
    """Show the sentences behind an edge.

    Each comes with its date, its source, its speaker and how real it is, the words that stand for the two parties marked.
    SUBJECT and OBJECT are names or parts of them; a name that fits several parties asks about all of them. Symmetric relations
    are looked for both ways; an edge that no sentence states comes with the claims that it follows from. Exit code 1 says that
    there is nothing of the kind.

    \b
    Examples:
      kg why Iran rejected "United States"
      kg why Macron met_with Scholz --json
    """
    from kg import lookup

    store = _options.opened(graph)
    name = _parties.relation(store, relation)
    parties = []
    for who in (subject, object):
        parties.append(_parties.parties(store, graph, who))
        if not parties[-1]:
            return 1
    stated, grounds = lookup.behind(store, parties[0], name, parties[1])
    if as_json:
        json_lines([asdict(claim) for claim in [*stated, *grounds]])
        return 0 if stated or grounds else 1
    for number, claim in enumerate(stated, 1):
        _parties.show_claim(number, claim)
    if grounds:
        click.echo("No sentence says so itself; it follows from:")
    for number, claim in enumerate(grounds, len(stated) + 1):
        _parties.show_claim(number, claim)
    if not stated and not grounds:
        click.echo(clean(f"kg: {graph}: no sentence says that {subject} {relation} {object}"), err=True)
        return 1
    return 0
