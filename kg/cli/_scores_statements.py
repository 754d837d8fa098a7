"""`kg eval --statements`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import _scores
from kg.cli._terminal import clean, json_lines, style, table

if TYPE_CHECKING:
    from kg.evaluation.statement_gold import Wanted
    from kg.evaluation.statements import Drawn, Verdict

_LONG = 160  # characters: what is enough to find a statement again


def run(corpus: Path | None, listed: Path | None, verbose: bool, readme: Path | None, as_json: bool) -> float:
    """Shows the figures of each set of texts; returns the F1 of content and speaker in the first."""
    from kg.evaluation import runs, statement_figures, tables

    sets = {name: runs.statement_verdicts(texts) for name, texts in runs.statement_texts(corpus, listed).items()}
    second = runs.second_reading(corpus, listed) if corpus is not None and "articles" in sets else []
    if readme is not None:
        tables.write_between(readme, statement_figures.markdown(sets), "statements")
    if as_json:
        told = {name: _record(verdicts) for name, verdicts in sets.items()}
        json_lines(told | ({"second reading": _record(second)} if second else {}))
    else:
        _show(sets, second, verbose)
    return statement_figures.figures(next(iter(sets.values()))).both.f1


def _show(sets: Mapping[str, Sequence[Verdict]], second: Sequence[Verdict], verbose: bool) -> None:
    from kg.evaluation import statement_figures as figures

    for name, verdicts in sets.items():
        if verbose:
            for verdict in verdicts:
                _wrong(verdict)
            click.echo()
        found = figures.figures(verdicts)
        click.echo(f"{name}: {found.texts}, {found.both.gold} statements, {found.both.drawn} drawn")
        table(("what", "figure"), figures.summary(found))
        click.echo()
        _scores.tallies("kind", figures.by_kind(verdicts))
        click.echo()
        rows = [(what, *figures.phenomenon_row(*shares)) for what, shares in figures.by_phenomenon(verdicts).items()]
        table(("phenomenon", *figures.HEADS), rows, numbers=figures.HEADS)
        click.echo()
    if second:
        again = figures.figures(second)
        f1s = f"F1 {again.both.f1:.3f}, content only {again.content.f1:.3f}"
        click.echo(f"a second reading of {again.texts} articles, judged like a reader: {f1s}")


def _wrong(verdict: Verdict) -> None:
    lines = list(_lines(verdict))
    if lines:
        click.echo(style(verdict.text.document.title, bold=True))
        for line in lines:
            click.echo(f"    {clean(line)}")


def _lines(verdict: Verdict) -> Iterator[str]:
    for wanted in verdict.missed:
        yield f"missed    {_told(wanted)}"
    for drawn in verdict.false:
        yield f"false     {_told(drawn)}"
    for match in verdict.matches:
        if not match.speaker:
            yield f"speaker   {_told(match.wanted)}: given to {_speaker(match.drawn)}"
        elif match.wanted.names and not match.resolved:
            yield f"name      {_told(match.wanted)}: resolved to {_speaker(match.drawn)}"


def _told(statement: Wanted | Drawn) -> str:
    """Kind, cue, speaker and words."""
    words = statement.text if len(statement.text) <= _LONG else statement.text[: _LONG - 1] + "…"
    return f"{statement.kind.value.lower()} [{statement.cue or 'no cue'}] {_speaker(statement)}: {words}"


def _speaker(statement: Wanted | Drawn) -> str:
    names = "; ".join(sorted(statement.names))
    return f"{statement.speaker or 'nobody'} ({names})" if names else statement.speaker or "nobody"


def _record(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    from kg.evaluation import statement_figures as figures

    phenomena = {
        name: {"content": _scores.share_record(content), "both": _scores.share_record(both)}
        for name, (content, both) in figures.by_phenomenon(verdicts).items()
    }
    kinds = {name: _scores.tally_record(tally) for name, tally in figures.by_kind(verdicts).items()}
    return {"figures": _scores.figures_record(figures.figures(verdicts)), "kinds": kinds, "phenomena": phenomena}
