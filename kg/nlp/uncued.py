"""Quotations that no cue reports: they go on with the one before, belong to the speaker of the sentence before, or to the subject
of the sentence they stand in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import Kind, StatementKind
from kg.nlp.annotations import Quoted, Saying
from kg.nlp.cues import FINITE, Cue
from kg.nlp.quoting import Quoting
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_FEW = 4  # words: a shorter quotation that nothing reports is a term


def read(reports: Reports, quoting: Quoting) -> None:
    """Gives each quotation that no statement has yet to one that goes on, to a new one, or to none, where it is only a term."""
    quotes = reports.notes.quoted
    by_quote: dict[int, Saying] = {}
    for saying in reports.notes.sayings:
        for start, end in saying.stretches:
            for i in (start, end - 1):
                if i in reports.inside:
                    by_quote[id(reports.inside[i])] = saying
    for number, quote in enumerate(quotes):
        if id(quote) in reports.used:
            continue
        if not quoting.is_whole(quote):
            _in_sentence(reports, quote)
            continue
        before = by_quote.get(id(quotes[number - 1])) if number else None
        if before is not None and before.speaker_root is not None and quoting.follows(number):
            _extend(reports, before, quote)
            by_quote[id(quote)] = before
            continue
        after = by_quote.get(id(quotes[number + 1])) if quoting.leads(number) else None
        same = after or _speaking_before(reports, quote) or _previous(reports, quote)
        if same is not None:
            by_quote[id(quote)] = _continue(reports, quote, same)


def _extend(reports: Reports, saying: Saying, quote: Quoted) -> None:
    reports.used.add(id(quote))
    saying.stretches = sorted([*saying.stretches, (quote.start, quote.end)])
    if saying.kind is StatementKind.INDIRECT:
        saying.kind = StatementKind.MIXED


def _speaking_before(reports: Reports, quote: Quoted) -> Saying | None:
    """Who speaks in the sentence before a bare quotation, in its paragraph: the speaker of its last statement, or its subject."""
    i = quote.start - 2
    while i >= 0 and (reports.doc[i].is_space or reports.doc[i].is_punct):
        if reports.doc[i].is_space and "\n" in reports.doc[i].text:
            return None
        i -= 1
    if i < 0 or i in reports.inside:
        return None
    sentence = reports.doc[i].sent
    said = [
        s
        for s in reports.notes.sayings
        if s.speaker_root is not None and sentence.start <= s.cue_token < sentence.end and s.outer is None
    ]
    if said:
        return said[-1]
    subject = next((c for c in sentence.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    speaker = reports.speakers.as_speaker(subject) if subject is not None and subject.i not in reports.inside else None
    if speaker is None or speaker.referent is None or speaker.referent.kind is not Kind.PERSON:
        return None
    text = reports.doc[speaker.start : speaker.end].text
    return Saying([], StatementKind.DIRECT, "“”", sentence.root.i, speaker.referent, speaker.root, text)


def _previous(reports: Reports, quote: Quoted) -> Saying | None:
    """The last speaker, where the paragraph before ended with words of theirs."""
    before = [
        s for s in reports.notes.sayings if s.stretches[0][0] < quote.start and s.speaker_root is not None and s.outer is None
    ]
    if not before:
        return None
    last = max(before, key=lambda s: max(s.stretches[-1][1], s.cue_token))
    gap = reports.doc[max(last.stretches[-1][1], last.cue_token) : quote.start]
    return last if sum(t.is_alpha for t in gap) <= 20 and sum(t.text == "." for t in gap) <= 1 else None


def _continue(reports: Reports, quote: Quoted, previous: Saying) -> Saying:
    reports.used.add(id(quote))
    new = Saying(
        [(quote.start, quote.end)],
        StatementKind.DIRECT,
        previous.cue,
        previous.cue_token,
        previous.speaker,
        previous.speaker_root,
        previous.speaker_text,
        period=previous.period,
    )
    reports.notes.sayings.append(new)
    return new


def _in_sentence(reports: Reports, quote: Quoted) -> None:
    """A quotation inside a sentence that reports nothing belongs to the subject of its verb, if there is one who speaks."""
    words = [t for t in reports.doc[quote.start : quote.end] if t.is_alpha]
    if len(words) < 2 or reports.is_title(quote) or _goes_on(reports, quote):
        return
    outside = reports.doc[quote.start]
    while outside.head != outside and (outside.i in reports.inside or not outside.tag_.startswith("VB")):
        outside = outside.head
    if outside.i in reports.inside or not outside.tag_.startswith("VB") or lemma(outside) == "be":
        introducing = _before_colon(reports, quote)
        if introducing is None:
            return
        outside = introducing
    if len(words) < _FEW and reports.contents.cues.of(outside) is None:
        return  # "used the term "…""
    cue = Cue(outside, lemma(outside), "neutral", frozenset())
    speaker = reports.speakers.of(cue)
    if speaker is not None and speaker.referent is not None and not quote.start <= speaker.root < quote.end:
        reports.add(cue, set(range(quote.start, quote.end)), set(), speaker)


def _goes_on(reports: Reports, quote: Quoted) -> bool:
    """Lets a quotation in the later part of a reported clause belong to its statement."""
    sentence = reports.doc[quote.start].sent
    said = [
        s
        for s in reports.notes.sayings
        if sentence.start <= s.cue_token < s.stretches[-1][1] <= quote.start and s.cue_token not in reports.inside
    ]
    last = max(said, key=lambda s: s.stretches[-1][1], default=None)
    if last is None or last.kind is StatementKind.DIRECT or last.phrasal:
        return False
    between = reports.doc[last.stretches[-1][1] : quote.start]
    if any(t.text in (".", ";", ":", "—") or t.i in reports.inside or (t.is_space and "\n" in t.text) for t in between):
        return False
    last.stretches[-1] = (last.stretches[-1][0], quote.end)
    last.kind = StatementKind.MIXED
    reports.used.add(id(quote))
    return True


def _before_colon(reports: Reports, quote: Quoted) -> Token | None:
    """The verb of the words that a colon ends before a quotation: "The palace issued this statement: "…""."""
    colon = quote.start - 2
    if colon < 1 or reports.doc[colon].text != ":":
        return None
    for i in range(colon - 1, reports.doc[colon].sent.start - 1, -1):
        if reports.doc[i].tag_ in FINITE and reports.doc[i].dep_ not in ("aux", "auxpass", "relcl"):
            return reports.doc[i]
    return None
