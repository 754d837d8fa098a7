"""`kg show`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._report import plural
from kg.cli._terminal import clean, json_lines, style, table

if TYPE_CHECKING:
    from kg.lookup import Claimed, Found
    from kg.rdf.store import Store


@click.command()
@click.argument("entity", metavar="ENTITY")
@_options.graph
@_options.as_json
def command(entity: str, graph: str, as_json: bool) -> int:
    """Show all about one party: names, offices, relations, statements.

    ENTITY is a name, another name of it, or a part; case and accents do not count. When several are called so, they are
    listed, and nothing more is shown. Exit code 1 says that nobody is called so.

    \b
    Examples:
      kg show Germany
      kg show "angela merkel" --json
    """
    from kg import lookup

    store = _options.opened(graph)
    found = lookup.find(store, entity)
    if not found:
        click.echo(clean(f"kg: {graph}: nothing is called {entity!r}: a part of the name is enough"), err=True)
        return 1
    if len(found) > 1:
        _list(found, as_json)
    elif as_json:
        json_lines(_record(store, found[0]))
    else:
        _show(store, found[0])
    return 0


def _list(found: list[Found], as_json: bool) -> None:
    if as_json:
        json_lines([asdict(one) for one in found])
    else:
        table(("name", "kind", "also called"), [(one.label, one.kind, ", ".join(one.aliases)) for one in found])


def _claims(store: Store, iri: str) -> tuple[list[Claimed], list[Claimed]]:
    """Offices, and all other claims in which the party is subject or object, each once; statements are shown apart."""
    from kg import lookup

    every = {c.claim: c for c in [*lookup.claims(store, subjects=[iri]), *lookup.claims(store, objects=[iri])]}
    told = [c for c in every.values() if c.relation != "said"]
    offices = [c for c in told if c.relation == "holds_position"]
    return offices, [c for c in told if c.relation != "holds_position"]


def _record(store: Store, one: Found) -> dict[str, object]:
    from kg import lookup

    offices, claims = _claims(store, one.iri)
    quoted = lookup.statements(store, [one.iri])
    said = {"statements": [asdict(q) for q in quoted]}
    return asdict(one) | {"offices": [asdict(c) for c in offices], "claims": [asdict(c) for c in claims]} | said


def _show(store: Store, one: Found) -> None:
    from kg import lookup

    offices, claims = _claims(store, one.iri)
    quoted = lookup.statements(store, [one.iri])
    details = ", ".join(filter(None, (one.kind, one.iso3, f"of {one.of}" if one.of else "")))
    click.echo(f"{style(one.label, bold=True)}  ({clean(details)})")
    if one.aliases:
        click.echo(clean(f"also called {', '.join(one.aliases)}"))
    click.echo(f"mentioned in {plural(lookup.mentioned(store, one.iri), 'document')}")
    if offices:
        click.echo("\nOffices")
        table(("who", "office", "when", "how real"), sorted({(c.subject, c.object, c.when, c.modality) for c in offices}))
    if claims:
        click.echo("\nClaims")
        cells = [(c.subject, c.label, c.object, c.when, c.modality, c.topic) for c in claims]
        table(("subject", "relation", "object", "when", "how real", "about"), list(dict.fromkeys(cells)))
    if quoted:
        click.echo("\nStatements")
        table(("when", "cue", "words"), [(q.when, q.cue, q.text) for q in quoted])
    if claims:
        first = claims[0]
        click.echo()
        click.echo(clean(f'The sentences behind it:  kg why "{first.subject}" {first.relation} "{first.object}"'))
