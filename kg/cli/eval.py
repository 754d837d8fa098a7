"""`kg eval`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import _options, _scores, _scores_coreference
from kg.cli._terminal import json_lines

if TYPE_CHECKING:
    from kg.evaluation.figures import Tally
    from kg.evaluation.judging import Verdict

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("gold", required=False, type=_FILE)
@click.option(
    "--by",
    type=click.Choice(["relation", "modality", "phenomenon"]),
    default="relation",
    show_default=True,
    help="What a line stands for.",
)
@click.option("-v", "--verbose", is_flag=True, help="List what was missed and what is false, with the rule and the reason.")
@click.option("--quiet", is_flag=True, help="Count claims in sentences that say nothing between parties; needs --corpus.")
@click.option("--coreference", is_flag=True, help="Compare what stands for one entity in whole articles; needs --corpus.")
@click.option("--corpus", type=_FILE, metavar="FILE", help="The articles that the gold names, as JSON Lines.")
@click.option(
    "--fail-under", type=click.FloatRange(0, 1), metavar="F1", help="Exit code 1 when F1 (of event gold: judged F1) is lower."
)
@click.option(
    "--write-readme", type=_FILE, metavar="FILE", help="Write the table between the accuracy markers of a Markdown file."
)
@_options.as_json
def command(
    gold: Path | None,
    by: str,
    verbose: bool,
    quiet: bool,
    coreference: bool,
    corpus: Path | None,
    fail_under: float | None,
    write_readme: Path | None,
    as_json: bool,
) -> int:
    """Measure the reader on sentences whose claims are known.

    GOLD is JSON Lines: sentences with all their claims, as in data/gold/relations.jsonl (read when none is named), or sentences
    with one coded PLOVER event each.

    \b
    Examples:
      kg eval
      kg eval --by phenomenon --verbose
      kg eval events.jsonl --fail-under 0.5
      kg eval --quiet --corpus articles.jsonl
      kg eval --coreference --corpus articles.jsonl --verbose
    """
    from kg.evaluation import runs

    mode = _mode(corpus, write_readme, quiet=quiet, coreference=coreference)
    if corpus is not None and mode == "quiet":
        return _quiet(corpus, gold, as_json)
    if corpus is not None:
        reached = _scores_coreference.run(corpus, gold, verbose, as_json)
        return int(fail_under is not None and reached < fail_under)
    path = gold or runs.shipped("relations.jsonl")
    if runs.is_event_gold(path):
        if write_readme is not None:
            raise click.UsageError("--write-readme is for gold with claims", click.get_current_context())
        reached = _events(path, verbose, as_json)
    else:
        reached = _claims(path, by, verbose, write_readme, as_json)
    return int(fail_under is not None and reached < fail_under)


def _mode(corpus: Path | None, readme: Path | None, **asked: bool) -> str:
    """Which of the modes was asked for: its name; "" for sentences with claims."""
    modes = [name for name, on in asked.items() if on]
    if len(modes) > 1:
        raise click.UsageError(f"--{modes[0]} and --{modes[1]} exclude each other", click.get_current_context())
    mode = modes[0] if modes else ""
    if mode and corpus is None:
        raise click.UsageError(f"--{mode} needs the articles: --corpus FILE", click.get_current_context())
    if corpus is not None and not mode:
        raise click.UsageError("--corpus goes with --quiet or --coreference", click.get_current_context())
    if mode and readme is not None:
        raise click.UsageError(f"--write-readme does not go with --{mode}", click.get_current_context())
    return mode


def _claims(path: Path, by: str, verbose: bool, readme: Path | None, as_json: bool) -> float:
    from kg.evaluation import calibration, figures, runs, tables

    verdicts = runs.verdicts(path)
    found = figures.figures(verdicts)
    bins = calibration.bins(calibration.of_verdicts(verdicts))
    lines = _lines(by, verdicts)
    if readme is not None:
        tables.write_between(readme, tables.markdown(found, figures.by_relation(verdicts)))
    if as_json:
        of_lines = {name: _scores.tally_record(tally) for name, tally in lines.items()}
        json_lines(
            {"gold": str(path), "figures": _scores.figures_record(found), by: of_lines, "calibration": _scores.bins_record(bins)}
        )
        return found.claims.f1
    if verbose:
        _scores.wrong(verdicts)
        click.echo()
    _scores.tallies(by, lines)
    click.echo()
    _scores.figures(found)
    click.echo()
    _scores.reliability(bins)
    return found.claims.f1


def _lines(by: str, verdicts: list[Verdict]) -> dict[str, Tally]:
    from kg.evaluation import figures

    if by == "modality":
        return figures.by_modality(verdicts)
    if by == "phenomenon":
        return figures.by_phenomenon(verdicts)
    return figures.by_relation(verdicts)


def _events(path: Path, verbose: bool, as_json: bool) -> float:
    from dataclasses import asdict

    from kg.evaluation import calibration, events, runs

    compared = runs.comparisons(path)
    sets = {"all sentences": compared}
    if compared[0].gold.codes:
        sets["between states"] = [one for one in compared if one.gold.between_states]
    found = {name: events.scores([one.counts for one in chosen]) for name, chosen in sets.items() if chosen}
    bins = calibration.bins(calibration.of_comparisons(compared))
    if as_json:
        scores = {name: asdict(score) for name, score in found.items()}
        json_lines({"gold": str(path), "scores": scores, "calibration": _scores.bins_record(bins)})
        return found["all sentences"].judged[2]
    if verbose:
        _scores.missed(compared)
        click.echo()
    for name, score in found.items():
        click.echo(f"{name}: {score.sentences}")
        _scores.scores(score)
        click.echo()
    _scores.reliability(bins)
    return found["all sentences"].judged[2]


def _quiet(corpus: Path, listed: Path | None, as_json: bool) -> int:
    from kg.evaluation import runs

    alarms = runs.alarms(corpus, listed)
    drew = [alarm for alarm in alarms if alarm.claims]
    if as_json:
        told = [
            {"title": a.document.title, "section": a.section, "claims": [_scores.told(c, a.reading) for c in a.claims]}
            for a in drew
        ]
        json_lines({"sentences": len(alarms), "drew": len(drew), "alarms": told})
        return 0
    _scores.alarmed(drew)
    click.echo(f"{len(drew)} of {len(alarms)} sentences that say nothing between parties drew a claim")
    return 0
