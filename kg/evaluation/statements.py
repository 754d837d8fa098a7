"""Statements drawn from a text against those of its gold: which are found, which have the right speaker, which are false.

Two statements are the same when their contents overlap by at least half of either (code points; white space and quotation marks
are not counted). Pairs are made one to one, those that overlap best first. A drawn statement whose best partner is one that does
not count (a thought, or a statement inside another's) is left out, neither right nor false.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluation.speakers import same_mention, same_name
from kg.evaluation.statement_gold import Annotated, Wanted, content
from kg.model import Reading, StatementKind


@dataclass(frozen=True, slots=True)
class Drawn:
    """A statement as a reader gives it. `speaker` are the words of the mention, "" for none; `names` what the speaker it was
    resolved to is called; `content` as in `statement_gold.Wanted`."""

    kind: StatementKind
    content: frozenset[int]
    text: str
    cue: str
    speaker: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A statement of the gold and the one that was drawn for it."""

    wanted: Wanted
    drawn: Drawn

    @property
    def speaker(self) -> bool:
        """Whether the mention is the same or the name is; where the gold has no mention, whether there is none or the name is."""
        if self.resolved:
            return True
        if self.wanted.speaker is None:
            return not self.drawn.speaker and not self.drawn.names
        return same_mention(self.drawn.speaker, self.wanted.speaker)

    @property
    def resolved(self) -> bool:
        """Whether the speaker is resolved to one of those whom the gold names."""
        return same_name(self.drawn.names, self.wanted.names)

    @property
    def kind(self) -> bool:
        return self.drawn.kind is self.wanted.kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one text was read. What does not count is in none of the three."""

    text: Annotated
    matches: tuple[Match, ...]
    missed: tuple[Wanted, ...]
    false: tuple[Drawn, ...]


def drawn_from(reading: Reading) -> tuple[Drawn, ...]:
    """The statements of a reading, each with all names that the reading knows of its speaker."""
    names = {e.id: frozenset({e.label, *e.aliases}) for e in reading.entities}
    return tuple(
        Drawn(
            kind=s.kind,
            content=content(reading.document.text, ((e.start, e.end) for e in s.evidence)),
            text=" … ".join(e.quote for e in s.evidence),
            cue=s.cue,
            speaker=s.speaker_text,
            names=names.get(s.speaker, frozenset()) if s.speaker else frozenset(),
        )
        for s in reading.statements
    )


def drawn_from_gold(text: Annotated) -> tuple[Drawn, ...]:
    """A second annotator's statements, to be judged like a reader's: those that count."""
    return tuple(
        Drawn(s.kind, s.content, s.text, s.cue, s.speaker or "", frozenset(s.names)) for s in text.statements if s.counts
    )


def judge(text: Annotated, drawn: Sequence[Drawn]) -> Verdict:
    """Pairs what was drawn from a text with its gold."""
    left, due = list(range(len(drawn))), set(range(len(text.statements)))
    pairs = _pairs(text.statements, drawn)
    matches: list[Match] = []
    for w, d in pairs:
        if w in due and d in left:
            due.remove(w)
            left.remove(d)
            matches.append(Match(text.statements[w], drawn[d]))
    best: dict[int, int] = {}
    for w, d in pairs:
        best.setdefault(d, w)
    return Verdict(
        text,
        tuple(match for match in matches if match.wanted.counts),
        tuple(text.statements[w] for w in sorted(due) if text.statements[w].counts),
        tuple(drawn[d] for d in left if d not in best or text.statements[best[d]].counts),
    )


def _pairs(wanted: Sequence[Wanted], drawn: Sequence[Drawn]) -> list[tuple[int, int]]:
    """All pairs that are the same statement, by their places, the best overlap first; of equals those that count, in order."""
    found = []
    for w, one in enumerate(wanted):
        for d, other in enumerate(drawn):
            common = len(one.content & other.content)
            if common and 2 * common >= max(len(one.content), len(other.content)):
                found.append((-common / len(one.content | other.content), not one.counts, w, d))
    return [(w, d) for _, _, w, d in sorted(found)]


def judge_all(texts: Iterable[Annotated], drawn: Iterable[Sequence[Drawn]]) -> list[Verdict]:
    """Each text with what was drawn from it."""
    return [judge(text, statements) for text, statements in zip(texts, drawn, strict=True)]
