"""What a build says when it is done, in about ten lines, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from kg.cli._terminal import clean
from kg.folder import NAMES

if TYPE_CHECKING:
    from kg.build import Result
    from kg.summary import Edge, Summary

MOST = 6  # kinds and relations named in one line


def lines(result: Result) -> Iterator[str]:
    """The summary of a build."""
    read = (plural(result.documents, "document"), plural(result.sentences, "sentence"), plural(result.words, "word"))
    yield f"Read        {', '.join(read)}"
    yield from counts(result)
    for n, edge in enumerate(result.strongest):
        yield f"{'Best cited' if n == 0 else '':10}  {cited(edge)}"
    if result.problems:
        yield f"Problems    {plural(len(result.problems), 'source')} left out or mended, named above"
    yield f"Written     {result.output}/: {', '.join(NAMES)}"
    speed = f", {result.words / result.seconds:,.0f} words a second" if result.seconds else ""
    yield f"Took        {result.seconds:.1f} s{speed}, loading the language model included"
    option = "" if str(result.output) == "output" else f" -g {result.output}"
    yield f"Next        kg view{option}   ·   kg queries   ·   kg stats{option}"


def counts(summary: Summary) -> Iterator[str]:
    """Entities by kind, claims by modality, the most frequent relations, statements and edges."""
    yield f"Found       {': '.join(filter(None, (plural(sum(summary.entities.values()), 'entity'), several(summary.entities))))}"
    yield f"Claims      {': '.join(filter(None, (f'{sum(summary.claims.values()):,}', several(summary.claims))))}"
    yield f"Relations   {several(summary.relations) or 'none reported as real'}"
    yield f"Drawn       {plural(summary.edges, 'edge')} from the Actual claims; {plural(summary.statements, 'statement')}"


def cited(edge: Edge) -> str:
    """An edge as a line."""
    return clean(f"{edge}  ({plural(edge.claims, 'claim')} in {plural(edge.documents, 'document')})")


def several(tally: Mapping[str, int], most: int = MOST) -> str:
    """The most frequent of a tally, and how many more kinds there are."""
    named = [f"{count:,} {name}" for name, count in list(tally.items())[:most]]
    return ", ".join(named) + (f" and {len(tally) - most} more" if len(tally) > most else "")


def plural(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"


def as_json(summary: Summary) -> dict[str, Any]:
    """All fields of a summary or result, as JSON has them."""
    return {field.name: _plain(getattr(summary, field.name)) for field in fields(summary)}


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value if value is None or isinstance(value, str | int | float | dict) else str(value)
