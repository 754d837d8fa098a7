"""The figures as rows of text and as the table of the README."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.evaluation.figures import Figures, Share, Tally
from kg.evaluation.gold import GoldError

HEADS = ("gold", "drawn", "right", "precision", "95 %", "recall", "95 % ", "F1")


def row(tally: Tally) -> tuple[object, ...]:
    """The cells under `HEADS`. A precision or recall of nothing is left empty."""
    cells: list[object] = [tally.gold, tally.drawn, tally.right]
    for share in (tally.precision, tally.recall):
        cells += [f"{share.value:.2f}", between(share.interval)] if share.of else ["", ""]
    return (*cells, f"{tally.f1:.2f}" if tally.gold or tally.drawn else "")


def between(interval: tuple[float, float]) -> str:
    """An interval as text."""
    return f"{interval[0]:.2f}–{interval[1]:.2f}"


def share_of(share: Share) -> str:
    """A share with its counts and interval."""
    return f"{share.value:.2f} ({share.hits} of {share.of}; {between(share.interval)})" if share.of else "none"


def summary(found: Figures) -> Iterator[tuple[str, str]]:
    """What each figure is, and the figure."""
    yield "F1, relation and parties", f"{found.claims.f1:.2f} ({between(found.claims_interval)})"
    yield "F1, modality too", f"{found.strict.f1:.2f} ({between(found.strict_interval)})"
    yield "precision of Actual claims", share_of(found.actual)
    yield "modality right, of the claims found", share_of(found.modality)
    yield "claims the wrong way round", str(found.turned)
    yield "time right, of those that have one", share_of(found.time)
    yield "time made up, of those that have none", share_of(found.invented_time)
    yield "place right, of those that have one", share_of(found.place)
    yield "place made up, of those that have none", share_of(found.invented_place)
    yield "sentences that say nothing and drew a claim", share_of(found.alarms)


def markdown(found: Figures, relations: Mapping[str, Tally]) -> str:
    """The accuracy section of the README: the summary, then one line a relation."""
    lines = ["| measured on our own gold | figure (95 % interval) |", "| --- | --- |"]
    lines += [f"| {what} | {figure} |" for what, figure in summary(found)]
    lines += ["", "| relation | in the gold | drawn | precision | recall | F1 |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, tally in {**relations, "**all**": found.claims}.items():
        shown = name if name.startswith("*") else f"`{name}`"
        gold, drawn, _, precision, _, recall, _, f1 = row(tally)
        lines.append(f"| {shown} | {gold} | {drawn} | {precision} | {recall} | {f1} |")
    return "\n".join(lines)


def write_between(path: Path, text: str, marker: str = "accuracy") -> bool:
    """Puts a text between `<!-- marker -->` and `<!-- /marker -->` of a file; whether that changed it.

    Raises:
        GoldError: the file has not exactly one pair of markers.
    """
    page = path.read_text(encoding="utf-8")
    first, last = f"<!-- {marker} -->", f"<!-- /{marker} -->"
    if page.count(first) != 1 or page.count(last) != 1 or page.index(last) < page.index(first):
        raise GoldError(f"{path}: needs a line {first} and below it a line {last}, once each")
    before, after = page.partition(first)[0], page.partition(last)[2]
    new = f"{before}{first}\n{text}\n{last}{after}"
    if new != page:
        path.write_text(new, encoding="utf-8", newline="\n")
    return new != page
