"""Names that somebody typed, of parties and of relations, as those of the graph; and claims for eyes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from kg.cli._terminal import clean, coloured, style

if TYPE_CHECKING:
    from kg.lookup import Citation, Claimed
    from kg.rdf.store import Store


def relation(store: Store, name: str) -> str:
    """The relation's name, from "met_with", "met with", "kg:met_with" or a beginning that only one has. Raises UsageError."""
    from kg.summary import local, rows

    asked = re.sub(r"[\s-]+", "_", name.removeprefix("kg:").strip().lower())
    known = {
        local(iri)
        for (iri,) in rows(store, "SELECT DISTINCT ?p { { ?c a kg:Claim ; rdf:predicate ?p } UNION { ?p a rdf:Property } }")
    }
    begun = [one for one in sorted(known) if one.startswith(f"{asked}_")]
    if asked not in known and len(begun) == 1:
        return begun[0]
    if asked not in known:
        near = begun or difflib.get_close_matches(asked, sorted(known), n=1)
        cure = f"did you mean {' or '.join(near)}?" if near else '"kg stats" shows those of this graph'
        raise click.UsageError(f"no relation {name!r}: {cure}", click.get_current_context())
    return asked


def parties(store: Store, graph: str, name: str) -> list[str]:
    """The IRIs of all that a name may mean; when there is none, that is said on standard error, with the nearest."""
    from kg import lookup

    found = [one.iri for one in lookup.find(store, name)]
    if not found:
        near = lookup.nearest(store, name)
        cure = f"did you mean {near!r}?" if near else '"kg show" finds a party by a part of its name'
        click.echo(clean(f"kg: {graph}: nothing is called {name!r}: {cure}"), err=True)
    return found


def show_claim(number: int, claim: Claimed, when: str = "", citations: Iterable[Citation] | None = None) -> None:
    """A claim with its sentences, the words of the parties marked, and where they stand."""
    details = (
        claim.modality,
        when or claim.when or "no date",
        claim.place and f"in {claim.place}",
        claim.topic and f"about {claim.topic}",
    )
    edge = style(f"{claim.subject} {claim.label} {claim.object}", bold=True)
    click.echo(f"{number}. {edge}  ({clean('; '.join(filter(None, details)))})")
    for citation in claim.citations if citations is None else citations:
        click.echo(f"   {marked(citation.sentence, (claim.subject_text, claim.object_text))}")
        click.echo(style(f"   {source(claim, citation)}", dim=True))


def source(claim: Claimed, citation: Citation) -> str:
    """Where a sentence stands, and who says so."""
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
