"""`kg explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import _options
from kg.cli._terminal import clean, json_lines, style
from kg.cli.build import Problems

if TYPE_CHECKING:
    from kg.explanation import Explanation, Read, Said

COLOURS = {"Actual": "green", "Alleged": "yellow", "Intended": "cyan", "Possible": "blue", "Denied": "red"}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_options.as_json
def command(files: tuple[str, ...], as_json: bool) -> int:
    """Show what was read from each sentence of a text, and why.

    Every claim comes with the rule that fired and the reason for its modality, every statement with its speaker; sentences that
    gave nothing are shown too. Nothing is written.

    \b
    Examples:
      kg explain data/articles
      echo "Iran rejected a U.S. proposal." | kg explain -
    """
    from kg.explanation import explain

    problems = Problems()
    records = []
    for explanation in explain(files, on_problem=problems.problem):
        if as_json:
            records.append(explanation.as_record())
        else:
            _show(explanation)
    if as_json:
        json_lines(records)
    return 1 if problems.met else 0


def _show(explanation: Explanation) -> None:
    document = explanation.document
    click.echo(style(f"{document.title} ({document.date or 'no date'})", bold=True))
    for number, sentence in enumerate(explanation.sentences, 1):
        click.echo(f"\n{number:3}  {clean(sentence.text)}")
        for claim in sentence.claims:
            _show_claim(claim)
        for statement in sentence.statements:
            _show_statement(statement)
        if not sentence.claims and not sentence.statements:
            click.echo(style("     nothing", dim=True))
    click.echo()


def _show_claim(claim: Read) -> None:
    modality = style(f"{claim.modality:8}", fg=COLOURS.get(claim.modality))
    details = [f"{claim.earliest} to {claim.latest}" if claim.earliest else "", f"in {claim.place}" if claim.place else ""]
    details += [f"about {claim.topic}" if claim.topic else "", f"says {claim.asserted_by}" if claim.asserted_by else ""]
    details += [f"as told by {teller}" for teller in claim.told_by]
    said = "; ".join(filter(None, details))
    click.echo(
        f"     {modality}  {clean(claim.subject)} {style(claim.relation, bold=True)} {clean(claim.object)}"
        + clean(said and f"  ({said})")
    )
    why = f"because {claim.reason}" if claim.reason else ""
    click.echo(
        style("               " + "; ".join(filter(None, (claim.rule, why, f"confidence {claim.confidence:.2f}"))), dim=True)
    )


def _show_statement(statement: Said) -> None:
    speaker = statement.speaker or f"somebody ({statement.speaker_text or 'no speaker found'})"
    act = "" if statement.act == "Neutral" else f", {statement.act.lower()}"
    details = [statement.kind, f"to {statement.addressee}" if statement.addressee else "", statement.medium]
    details += [f"in {statement.place}" if statement.place else ""]
    details += [f"answers {statement.responds_to}" if statement.responds_to else ""]
    details += [f"as told by {teller}" for teller in statement.told_by]
    said = f"{speaker} [{statement.cue}{act}]: {statement.text}  ({'; '.join(filter(None, details))})"
    click.echo(f"     said      {clean(said)}")
