"""`kg why`."""

from __future__ import annotations

import difflib
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._terminal import clean, coloured, json_lines, style

if TYPE_CHECKING:
    from kg.lookup import Citation, Claimed
    from kg.rdf.store import Store


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
    name = _relation(store, relation)
    parties = []
    for who in (subject, object):
        parties.append([one.iri for one in lookup.find(store, who)])
        if not parties[-1]:
            click.echo(clean(f'kg: {graph}: nothing is called {who!r}: "kg show" finds a party by a part of its name'), err=True)
            return 1
    stated, grounds = lookup.behind(store, parties[0], name, parties[1])
    if as_json:
        json_lines([asdict(claim) for claim in [*stated, *grounds]])
        return 0 if stated or grounds else 1
    for number, claim in enumerate(stated, 1):
        _show(number, claim)
    if grounds:
        click.echo("No sentence says so itself; it follows from:")
    for number, claim in enumerate(grounds, len(stated) + 1):
        _show(number, claim)
    if not stated and not grounds:
        click.echo(clean(f"kg: {graph}: no sentence says that {subject} {relation} {object}"), err=True)
        return 1
    return 0


def _relation(store: Store, name: str) -> str:
    """The relation's name, from "met_with", "met with" or "kg:met_with"."""
    from kg.summary import local, rows

    asked = re.sub(r"[\s-]+", "_", name.removeprefix("kg:").strip().lower())
    known = {
        local(iri)
        for (iri,) in rows(store, "SELECT DISTINCT ?p { { ?c a kg:Claim ; rdf:predicate ?p } UNION { ?p a rdf:Property } }")
    }
    if asked not in known:
        near = difflib.get_close_matches(asked, sorted(known), n=1)
        cure = f"did you mean {near[0]}?" if near else '"kg stats" shows those of this graph'
        raise click.UsageError(f"no relation {name!r}: {cure}", click.get_current_context())
    return asked


def _show(number: int, claim: Claimed) -> None:
    details = (
        claim.modality,
        claim.when or "no date",
        claim.place and f"in {claim.place}",
        claim.topic and f"about {claim.topic}",
    )
    edge = style(f"{claim.subject} {claim.label} {claim.object}", bold=True)
    click.echo(f"{number}. {edge}  ({clean('; '.join(filter(None, details)))})")
    for citation in claim.citations:
        click.echo(f"   {marked(citation.sentence, (claim.subject_text, claim.object_text))}")
        click.echo(style(f"   {_source(claim, citation)}", dim=True))


def _source(claim: Claimed, citation: Citation) -> str:
    where = (
        citation.title,
        citation.publisher,
        citation.published,
        citation.url,
        f"characters {citation.start} to {citation.end}",
    )
    return ", ".join(filter(None, where)) + (f"; says {claim.speaker}" if claim.speaker else "")


def marked(sentence: str, parties: tuple[str, ...]) -> str:
    """The sentence with the words of the two parties bold on a terminal and in brackets elsewhere; the longer words first."""
    words = sorted({clean(party) for party in parties if party}, key=lambda w: (-len(w), w))
    if not words:
        return clean(sentence)
    pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)
    return re.sub(pattern, lambda m: click.style(m[0], bold=True) if coloured() else f"[{m[0]}]", clean(sentence))
