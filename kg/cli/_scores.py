"""What `kg eval` shows: tables, lists of what went wrong, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import click

from kg.cli._terminal import clean, style, table

if TYPE_CHECKING:
    from kg.evaluation.calibration import Bin
    from kg.evaluation.events import Scores
    from kg.evaluation.figures import Figures, Share, Tally
    from kg.evaluation.judging import Verdict
    from kg.evaluation.quiet import Alarm
    from kg.evaluation.runs import Compared
    from kg.evaluation.statement_figures import Figures as StatementFigures
    from kg.model import Claim, Reading

QUESTIONS = {
    "types": "the type of the event",
    "pairs": "the two parties",
    "whole": "both (strict)",
    "judged": "both, of what the gold can judge",
}


def tallies(what: str, found: Mapping[str, Tally]) -> None:
    """One line for each relation, modality or phenomenon."""
    from kg.evaluation import tables

    rows = [(name, *tables.row(tally)) for name, tally in found.items()]
    table((what, *tables.HEADS), rows, numbers=tables.HEADS)


def figures(found: Figures) -> None:
    """One line for each figure of a run."""
    from kg.evaluation import tables

    table(("what", "figure"), tables.summary(found))


def scores(found: Scores) -> None:
    """The four figures of event gold."""
    rows = [(name, what, *(f"{value:.3f}" for value in getattr(found, name))) for name, what in QUESTIONS.items()]
    table(("figure", "what must be right", "precision", "recall", "F1"), rows, numbers=("precision", "recall", "F1"))
    low, high = found.judged_interval
    click.echo(f"judged F1, 95 % interval: {low:.3f}–{high:.3f}")


def reliability(found: Iterable[Bin]) -> None:
    """Confidence against what came true."""
    from kg.evaluation.tables import between

    rows = [
        (f"{b.low:.1f}–{b.high:.1f}", f"{b.mean:.2f}", f"{b.right.value:.2f}", between(b.right.interval), b.right.of)
        for b in found
    ]
    table(("confidence", "stated", "right", "95 %", "claims"), rows, numbers=("stated", "right", "claims"))


def wrong(verdicts: Iterable[Verdict]) -> None:
    """Each sentence in which something is missing, false or otherwise not as the gold has it."""
    for verdict in verdicts:
        lines = list(_wrong(verdict))
        if lines:
            sentence = verdict.sentence
            click.echo(f"{style(sentence.id, bold=True)} ({clean(sentence.note)}) {clean(sentence.text)}")
            for line in lines:
                click.echo(f"    {clean(line)}")


def _wrong(verdict: Verdict) -> Iterator[str]:
    for wanted in verdict.missed:
        yield f"missed    {wanted}"
    for claim, why in verdict.false:
        yield f"false     {told(claim, verdict.reading)}: {why}"
    for match in verdict.matches:
        if not match.modality:
            yield f"modality  {match.wanted}: read as {told(match.claim, verdict.reading)}"
        if match.wanted.dated and not verdict.right_time(match):
            yield f"time      {match.wanted}: read as {_when(match.claim) or 'none'}"
        if match.wanted.placed and not verdict.right_place(match):
            yield f"place     {match.wanted}: read as {_label(match.claim.place, verdict.reading) or 'none'}"


def missed(compared: Iterable[Compared]) -> None:
    """Each coded sentence whose event was not read in full."""
    for one in compared:
        if one.counts.whole[2] < one.counts.whole[3]:
            gold = ", ".join(f"{pair.source} → {pair.target}" for pair in one.gold.pairs)
            click.echo(f"{style(one.gold.id, bold=True)} {clean(one.gold.text)}")
            click.echo(clean(f"    coded     {one.gold.type}: {gold}"))
            for event in one.drawn:
                click.echo(clean(f"    read      {event.type}: {told(event.claim, one.reading)}"))


def alarmed(alarms: Iterable[Alarm]) -> None:
    """Each sentence that should have been silent."""
    for alarm in alarms:
        if alarm.claims:
            click.echo(clean(f"{alarm.section}: {alarm.document.title}: {alarm.document.text}"))
            for claim in alarm.claims:
                click.echo(clean(f"    {told(claim, alarm.reading)}"))


def told(claim: Claim, reading: Reading) -> str:
    """A claim with its rule and the reason of its modality."""
    ends = f"{_label(claim.subject, reading)} {claim.relation} {_label(claim.object, reading)}"
    return f"{ends} ({claim.modality}; {claim.rule}; {claim.reason}; confidence {claim.confidence:.2f})"


def _when(claim: Claim) -> str:
    return f"{claim.period.earliest} to {claim.period.latest} ({claim.period.text})" if claim.period else ""


def _label(entity: str | None, reading: Reading) -> str | None:
    return next((e.label for e in reading.entities if e.id == entity), entity)


def figures_record(found: Figures | StatementFigures) -> dict[str, Any]:
    """For JSON: shares and tallies with their counts and quotients."""
    from kg.evaluation.figures import Share, Tally

    record: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        record[field.name] = (
            tally_record(value) if isinstance(value, Tally) else share_record(value) if isinstance(value, Share) else value
        )
    return record


def tally_record(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {"precision": tally.precision.value, "recall": tally.recall.value, "f1": tally.f1}


def share_record(share: Share) -> dict[str, Any]:
    return asdict(share) | {"value": share.value, "interval": share.interval}


def bins_record(found: Iterable[Bin]) -> list[dict[str, Any]]:
    return [{"low": b.low, "high": b.high, "stated": b.mean, **share_record(b.right)} for b in found]
