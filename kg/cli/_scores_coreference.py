"""`kg eval --coreference`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli._terminal import clean, json_lines, style, table

if TYPE_CHECKING:
    from kg.evaluation.coreference import Ratio, Scores
    from kg.evaluation.mentions import Compared

PARTS = {"muc": "MUC", "b3": "B³", "ceaf": "CEAF-φ4"}


def run(corpus: Path, listed: Path | None, verbose: bool, as_json: bool) -> float:
    """Shows the figures; returns the mean F1 of the three metrics."""
    from kg.evaluation import coreference, runs

    compared = runs.coreference(corpus, listed)
    found = coreference.total(one.scores for one in compared)
    if as_json:
        json_lines(_record(compared, found))
        return found.mean
    if verbose:
        for one in sorted(compared, key=lambda one: one.scores.mean):
            _wrong(one)
        click.echo()
    table(("metric", "precision", "recall", "F1", "95 %"), _rows(compared, found), numbers=("precision", "recall", "F1"))
    return found.mean


def _rows(compared: Sequence[Compared], found: Scores) -> Iterator[tuple[object, ...]]:
    from kg.evaluation import coreference
    from kg.evaluation.tables import between

    of_articles = [one.scores for one in compared]

    def row(name: str, part: str) -> tuple[object, ...]:
        ratio: Ratio = getattr(found, part)
        reach = coreference.interval(of_articles, lambda scores: getattr(scores, part).f1)
        return name, f"{ratio.precision:.3f}", f"{ratio.recall:.3f}", f"{ratio.f1:.3f}", between(reach)

    yield row(f"mentions ({found.mentions.gold:.0f} in {len(compared)} articles, {found.mentions.drawn:.0f} drawn)", "mentions")
    for part, name in PARTS.items():
        yield row(name, part)
    reach = coreference.interval(of_articles, lambda scores: scores.mean)
    yield "mean of the three (CoNLL)", "", "", f"{found.mean:.3f}", between(reach)


def _wrong(one: Compared) -> None:
    text = one.gold.document.text
    click.echo(f"{style(f'{one.scores.mean:.2f}', bold=True)} {clean(one.gold.document.title)}")
    for what, torn in (("split", one.split), ("merged", one.merged)):
        for name, parts in torn:
            click.echo(clean(f"    {what:9} {name}: {', '.join(f'{label} ({n})' for label, n in parts.items())}"))
    for what, found in (("missed", one.missed), ("spurious", one.spurious)):
        for name, (start, end) in found:
            before, after = text[max(0, start - 30) : start], text[end : end + 20]
            click.echo(clean(f"    {what:9} {name}: {before}[{text[start:end]}]{after}"))


def _record(compared: Sequence[Compared], found: Scores) -> dict[str, Any]:
    from kg.evaluation import coreference

    def ratios(scores: Scores) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for part in ("mentions", *PARTS):
            ratio: Ratio = getattr(scores, part)
            record[part] = {"precision": ratio.precision, "recall": ratio.recall, "f1": ratio.f1}
        return record | {"mean": scores.mean}

    counts = {"articles": len(compared), "gold": found.mentions.gold, "drawn": found.mentions.drawn}
    reach = coreference.interval([one.scores for one in compared], lambda scores: scores.mean)
    articles = [{"title": one.gold.document.title, **ratios(one.scores)} for one in compared]
    return counts | ratios(found) | {"interval": reach, "of_articles": articles}
