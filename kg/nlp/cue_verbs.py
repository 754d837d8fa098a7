"""Verbs that report: the words that each governs and the quotations beside it, joined; or nothing, where nothing was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.nlp import unsaid
from kg.nlp.annotations import Quoted
from kg.nlp.contents import Content
from kg.nlp.cues import FINITE, Cue
from kg.nlp.quoting import Quoting
from kg.nlp.speakers import Speaker

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_DASHES = ("—", "–", "-")
_WORKING = ("read", "write")
_NAMING_REACH = 20  # tokens from "calling" over a long object to the quotation that says what it was called


def read(reports: Reports, quoting: Quoting, contents: Mapping[int, Content]) -> None:
    """Adds the statement of each cue, with the quotations that are its own. `contents` by the cue's token."""
    owned: dict[int, list[Quoted]] = {}
    for number, quote in enumerate(reports.notes.quoted):
        owner = quoting.owner(number)
        if owner is not None:
            owned.setdefault(owner.token.i, []).append(quote)
    verbs = _Verbs(reports, {i: verb for verb, quotes in owned.items() for q in quotes for i in range(q.start, q.end)})
    for cue in reports.cues:
        verbs.read(cue, contents[cue.token.i], owned.get(cue.token.i, []))


class _Verbs:
    """The verbs of one document. `owners` tells which verb has a token of a quotation."""

    def __init__(self, reports: Reports, owners: Mapping[int, int]) -> None:
        self.reports, self.owners = reports, owners
        self.doc, self.inside, self.speakers = reports.doc, reports.inside, reports.speakers

    def read(self, cue: Cue, content: Content, quotes: list[Quoted]) -> None:
        tokens = set(content.tokens)
        if not tokens and not quotes:
            tokens = self._around(cue)
            content.phrasal = content.phrasal and not tokens
        if not (tokens or quotes) or self._is_no_report(cue, content, quotes):
            return
        speaker = self.speakers.of(cue)
        if speaker is not None and quotes and self._is_work(speaker, cue, tokens, quotes):
            return
        if not self._is_said_by(speaker, cue, content, bool(tokens), bool(quotes)):
            return
        if content.phrasal and self._is_lost(cue, quotes):
            tokens = self._to_the_end(cue)
            content.phrasal = False
        tokens = self._with_quotes(cue, tokens, quotes)
        if cue.token.i not in self.inside:
            tokens |= self.reports.whole_quotations(tokens)
        phrasal = content.phrasal and bool(content.tokens)
        frame = self._frame(cue, tokens, speaker)
        self.reports.add(cue, tokens, frame, speaker, addressee=content.addressee, phrasal=phrasal)

    # -- whether it reports --------------------------------------------------------------------------------------------------

    def _is_no_report(self, cue: Cue, content: Content, quotes: list[Quoted]) -> bool:
        if unsaid.is_unsaid(cue, content, quotes) or (not quotes and unsaid.describes(cue)):
            return True
        return cue.token.i in self.inside and not unsaid.is_retold(cue, content)

    def _is_said_by(self, speaker: Speaker | None, cue: Cue, content: Content, governs: bool, quotes: bool) -> bool:
        """Whether the speaker is one who can say it; only the words of a passive may have none."""
        if speaker is None:
            return governs and self.speakers.is_passive(cue.token) and "judging" not in cue.frames
        strict = "weak" in cue.frames or (content.phrasal and bool(content.tokens) and not quotes)
        if "judging" in cue.frames and not self.speakers.judges(speaker):
            return False
        return self.speakers.can_speak(speaker, strict)

    def _is_work(self, speaker: Speaker, cue: Cue, tokens: set[int], quotes: list[Quoted]) -> bool:
        """Whether what somebody wrote or read is a work by its title, and not its words: "she read “War and Peace”"."""
        if tokens or not (cue.act == "writing" or cue.words in _WORKING) or self.speakers.is_document(speaker):
            return False
        return all(
            self.reports.is_title(q)
            and q.end - q.start > 1
            and q.start > cue.token.i
            and self.doc[q.start - 2].text not in (",", ":")
            for q in quotes
        )

    # -- what the parser did not join ----------------------------------------------------------------------------------------

    def _around(self, cue: Cue) -> set[int]:
        """ "X, he said, was Y": the clause that a cue is put into."""
        verb = cue.token
        put_in = verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl") and "plain" in cue.frames)
        if not put_in or cue.thinking or verb.head == verb:
            return set()
        below = {c.dep_ for c in verb.children}
        first = verb.left_edge.i
        if "nsubj" not in below or "mark" in below or "," not in (self.doc[first].text, self.doc[first - 1].text):
            return set()
        return self.reports.contents.clause(verb.head, verb) - {t.i for t in verb.subtree}

    def _is_lost(self, cue: Cue, quotes: list[Quoted]) -> bool:
        """Whether a cue has a clause that the parser did not see, as around quotation marks: "writes that the term "…" in …"."""
        verb = cue.token
        conjunction = verb.i + 1 < len(self.doc) and self.doc[verb.i + 1].lower_ == "that"
        if not conjunction and ("plain" not in cue.frames or "phrase" in cue.frames):
            return False
        if verb.tag_ not in (*FINITE, "VBG") or any(q.start < verb.i for q in quotes):
            return False
        first = next((q.start for q in quotes if q.start > verb.i), None)
        if first is not None and (self.doc[first - 2].text in (",", ":", "—", "–") or first - verb.i <= 2):
            return False
        return any(
            self.doc[i].tag_ in FINITE and i not in self.inside and (first is None or i > verb.i + 1)
            for i in self._to_the_end(cue)
        )

    def _to_the_end(self, cue: Cue) -> set[int]:
        """The rest of a cue's sentence, by its marks."""
        stop = cue.token.i + 1
        while stop < len(self.doc):
            token = self.doc[stop]
            if (token.is_space and "\n" in token.text) or (token.text in (".", "!", "?", ";") and stop not in self.inside):
                break
            stop += 1
        return set(range(cue.token.i + 1, stop))

    # -- quotations ----------------------------------------------------------------------------------------------------------

    def _with_quotes(self, cue: Cue, tokens: set[int], quotes: list[Quoted]) -> set[int]:
        """The content that syntax and typography give together."""
        verb = cue.token.i
        own = {i for q in quotes for i in range(q.start, q.end)}
        tokens = {i for i in tokens if (owner := self.owners.get(i, verb)) == verb or owner in tokens}
        first = next((q for q in quotes if q.start > verb), None)
        if first is not None:
            before = self.doc[first.start - 2].text if first.start > 1 else ""
            if before in (",", ":") and not any(verb < i < first.start for i in tokens):
                return own  # 'said, "…", and the flag was lowered': the quotation is all
            if first.start - verb <= 2 and self.doc[first.end - 1].text[-1:] in ",.!?":
                return own
            if before not in (",", ":", *_DASHES) and "naming" in cue.frames and first.start - verb < _NAMING_REACH:
                tokens |= set(range(verb + 1, max(q.end for q in quotes)))  # 'calling the inquiry into it "a farce"'
        for quote in quotes:
            last = self.doc[quote.end - 1].text
            if last[-1:] in ".?!" or last == "]":  # a finished sentence: what follows is the writer's
                tokens = {i for i in tokens if i < quote.end or i <= verb or quote.end < verb}
        return tokens | own

    def _frame(self, cue: Cue, tokens: set[int], speaker: Speaker | None) -> set[int]:
        """The tokens of the reporting clause itself, to be cut out where the content surrounds it."""
        frame = {cue.token.i}
        for child in cue.token.children:
            if child.i not in tokens and child.dep_ not in ("punct", "conj", "cc"):
                frame |= {t.i for t in child.subtree}
        if speaker is not None:
            frame |= set(range(speaker.start, speaker.end))
        return frame - tokens - set(self.inside)
