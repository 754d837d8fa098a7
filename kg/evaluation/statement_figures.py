"""Adds up how statements were read: F1 of content and of content and speaker, kinds, phenomena, speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.figures import Share, Tally, bootstrap
from kg.evaluation.statements import Verdict
from kg.evaluation.tables import between, row, share_of
from kg.model import StatementKind

HEADS = ("gold", "content found", "recall", "95 %", "speaker too", "recall ", "95 % ")


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is said about a run over texts whose statements are known.

    `both` asks for content and speaker and is the headline, `content` for content only. `speaker` is counted over the statements
    found, `resolved` over those of them whose speaker the gold names, `kind` over those found.
    """

    texts: int
    both: Tally
    both_interval: tuple[float, float]
    content: Tally
    content_interval: tuple[float, float]
    speaker: Share
    resolved: Share
    kind: Share


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """Adds up the verdicts; intervals of F1 are from a bootstrap over texts."""
    matches = [match for verdict in verdicts for match in verdict.matches]
    named = [match for match in matches if match.wanted.names]
    strict, loose = [tally(v) for v in verdicts], [tally(v, speaker=False) for v in verdicts]
    return Figures(
        texts=len(verdicts),
        both=sum(strict, Tally()),
        both_interval=bootstrap(strict, lambda cases: sum(cases, Tally()).f1),
        content=sum(loose, Tally()),
        content_interval=bootstrap(loose, lambda cases: sum(cases, Tally()).f1),
        speaker=Share(sum(m.speaker for m in matches), len(matches)),
        resolved=Share(sum(m.resolved for m in named), len(named)),
        kind=Share(sum(m.kind for m in matches), len(matches)),
    )


def tally(verdict: Verdict, *, speaker: bool = True) -> Tally:
    """Of one text; with `speaker`, one that is given to somebody else is wrong."""
    found = len(verdict.matches)
    right = sum(match.speaker for match in verdict.matches) if speaker else found
    return Tally(right, found + len(verdict.false), found + len(verdict.missed))


def by_kind(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """Content and speaker, for each kind. A statement found counts for the kind of the gold, a false one for its own."""
    tallies = {kind: Tally() for kind in StatementKind}
    for verdict in verdicts:
        for match in verdict.matches:
            tallies[match.wanted.kind] += Tally(int(match.speaker), 1, 1)
        for drawn in verdict.false:
            tallies[drawn.kind] += Tally(drawn=1)
        for wanted in verdict.missed:
            tallies[wanted.kind] += Tally(gold=1)
    return {kind.value.lower(): found for kind, found in tallies.items()}


def by_phenomenon(verdicts: Iterable[Verdict]) -> dict[str, tuple[Share, Share]]:
    """Recall of content, and of content and speaker, in alphabetical order; "plain" is what has no phenomenon."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for verdict in verdicts:
        outcomes = [(m.wanted, True, m.speaker) for m in verdict.matches] + [(w, False, False) for w in verdict.missed]
        for wanted, found, right in outcomes:
            for name in wanted.phenomena or ("plain",):
                counts[name] = [a + b for a, b in zip(counts[name], (1, found, right), strict=True)]
    return {name: (Share(found, of), Share(right, of)) for name, (of, found, right) in sorted(counts.items())}


def summary(found: Figures) -> Iterator[tuple[str, str]]:
    """What each figure is, and the figure."""
    yield "F1, content and speaker", f"{found.both.f1:.2f} ({between(found.both_interval)})"
    yield "precision, content and speaker", share_of(found.both.precision)
    yield "recall, content and speaker", share_of(found.both.recall)
    yield "F1, content only", f"{found.content.f1:.2f} ({between(found.content_interval)})"
    yield "speaker right, of the statements found", share_of(found.speaker)
    yield "speaker resolved to the right name, of those found that have one", share_of(found.resolved)
    yield "kind right, of the statements found", share_of(found.kind)


def phenomenon_row(content: Share, both: Share) -> tuple[object, ...]:
    """The cells under `HEADS`."""
    cells: list[object] = [content.of]
    for share in (content, both):
        cells += [share.hits, f"{share.value:.2f}", between(share.interval)]
    return tuple(cells)


def markdown(sets: Mapping[str, Sequence[Verdict]]) -> str:
    """The statements section of the README: a column for each set of texts, then a line for each kind in the first of them."""
    found = {name: figures(verdicts) for name, verdicts in sets.items()}
    lines = [f"| statements | {' | '.join(found)} |", "| --- |" + " --- |" * len(found)]
    lines.append(f"| texts, statements | {' | '.join(f'{f.texts}, {f.both.gold}' for f in found.values())} |")
    for cells in zip(*(summary(f) for f in found.values()), strict=True):
        lines.append(f"| {cells[0][0]} | {' | '.join(figure for _, figure in cells)} |")
    first = next(iter(sets))
    lines += [
        "",
        f"| kind ({first}) | in the gold | drawn | precision | recall | F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, kind in by_kind(sets[first]).items():
        gold, drawn, _, precision, _, recall, _, f1 = row(kind)
        lines.append(f"| {name} | {gold} | {drawn} | {precision} | {recall} | {f1} |")
    return "\n".join(lines)
