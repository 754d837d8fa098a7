"""To which cue a quotation belongs: the one whose clause it stands in, the one behind it, the one before it, or the one of the
quotation that it goes on with.

The order of the questions is the order of news typography: a comma before the closing mark promises a cue behind it, a colon or a
comma before the opening mark points back, and a quotation that follows a finished attribution goes on with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.nlp.annotations import Quoted
from kg.nlp.cues import FINITE, Cue

_ENDS = (".", "!", "?", "…")
_BEHIND = 14  # tokens from a closing mark to its cue
_BEFORE = 22  # from a cue to an opening mark


class Quoting:
    """Assigns the quotations of one document. `contents` are the tokens that each cue governs in the parse."""

    def __init__(self, doc: Doc, quotes: Sequence[Quoted], cues: Sequence[Cue], contents: Mapping[int, set[int]]) -> None:
        self.doc, self.quotes, self.contents = doc, quotes, contents
        self.inside = {i for q in quotes for i in range(q.start, q.end)}
        self.cues = {c.token.i: c for c in cues if c.token.i not in self.inside}

    def owner(self, number: int) -> Cue | None:
        """The cue that reports the quotation of that number, if one in its sentence does."""
        quote = self.quotes[number]
        behind = self._behind(number)
        if behind is not None and self._promises(quote):
            return behind
        return self._around(quote) or self._before(number) or behind or self._joined(number)

    def _joined(self, number: int) -> Cue | None:
        """'Said he was "humbled" and "…"': the cue of the quotation before, in the same sentence."""
        if not number:
            return None
        before, quote = self.quotes[number - 1], self.quotes[number]
        between = self.doc[before.end : quote.start - 1]
        if self.doc[before.end - 1].text in _ENDS or not 0 < sum(t.is_alpha for t in between) <= 12:
            return None
        if any(t.text in _ENDS or t.text == ";" or (t.is_space and "\n" in t.text) or t.i in self.cues for t in between):
            return None
        return self._around(before) or self._before(number - 1)

    # -- where the cue stands ------------------------------------------------------------------------------------------------

    def _around(self, quote: Quoted) -> Cue | None:
        """The innermost cue in whose clause most of a quotation stands, and begins."""
        best: tuple[int, Cue] | None = None
        first = self.doc[quote.start].sent
        within = range(quote.start, min(quote.end, first.end))
        for i, cue in self.cues.items():
            tokens = self.contents.get(i, set())
            if quote.start <= i < quote.end or not tokens:
                continue
            if sum(k in tokens for k in within) * 2 > len(within) and (best is None or len(tokens) < best[0]):
                best = (len(tokens), cue)
        return best[1] if best else None

    def _promises(self, quote: Quoted) -> bool:
        """Whether a quotation's end says that the sentence goes on behind it."""
        last = self.doc[quote.end - 1].text
        after = quote.end + (0 if quote.end >= len(self.doc) or self.doc[quote.end].is_alpha else 1)
        following = self.doc[after].text if after < len(self.doc) else ""
        if after < len(self.doc) and after in self.cues and not self.doc[after].is_sent_start:
            return True
        return (
            last in (",", ";", "—", "–", "-") or following in (",", "—", "–") or (last in ("?", "!") and following[:1].isalnum())
        )

    def _behind(self, number: int) -> Cue | None:
        quote = self.quotes[number]
        stop = self.quotes[number + 1].start - 1 if number + 1 < len(self.quotes) else len(self.doc)
        for token in self.doc[quote.end : min(stop, quote.end + _BEHIND)]:
            if (token.is_space and "\n" in token.text) or (token.text in _ENDS or token.text == ";"):
                return None
            if token.is_sent_start and token.i > quote.end + 1 and self.doc[token.i - 1].text in _ENDS:
                return None
            cue = self.cues.get(token.i)
            if cue is not None and token.tag_ not in ("VBG", "VB"):
                beside = self.doc[token.i - 1]  # a parser lost in a quotation takes its cue for a relative clause
                if token.dep_ not in ("relcl", "acl") or beside.tag_.startswith(("NN", "PRP")) or beside.is_punct:
                    return cue
            if token.tag_ in FINITE and token.dep_ not in ("relcl", "acl", "aux", "auxpass"):
                return None
        return None

    def _before(self, number: int) -> Cue | None:
        quote = self.quotes[number]
        start = self.quotes[number - 1].end if number else 0
        words = blocked = 0
        for i in range(quote.start - 1, max(start, quote.start - _BEFORE) - 1, -1):
            token = self.doc[i]
            if token.is_space and i == quote.start - 2 and i and self.doc[i - 1].text == ":":
                continue  # a quotation in a line of its own
            if (token.is_space and "\n" in token.text) or token.text in _ENDS or token.text == ";":
                return None
            cue = self.cues.get(i)
            if cue is not None and (self._reaches(cue, quote, words) or (not blocked and not cue.thinking and words <= 14)):
                return cue
            words += token.is_alpha
            blocked += token.tag_ in FINITE and cue is None and token.dep_ not in ("aux", "auxpass", "relcl")
            if blocked > 1:
                return None
        return None

    def _reaches(self, cue: Cue, quote: Quoted, words: int) -> bool:
        """Whether a cue before a quotation introduces it: directly, with a colon or comma, or as what governs it."""
        place = quote.start - 2
        place -= place > 0 and self.doc[place].is_space
        mark = self.doc[place].text if place >= 0 else ""
        if mark in (":", ",") and words <= 18:
            return True
        if "introducing" in cue.frames:
            return False  # "went on for "years""
        if any(cue.token.is_ancestor(self.doc[i]) for i in (quote.start, min(quote.end, self.doc[quote.start].sent.end) - 1)):
            return True
        return words <= 3

    def follows(self, number: int) -> bool:
        """Whether a quotation goes on with the one before it: nothing but that one's attribution stands between, in one paragraph
        (or only a paragraph's end, where the first was left open)."""
        if not number:
            return False
        before, quote = self.quotes[number - 1], self.quotes[number]
        between = self.doc[before.end : quote.start - 1]
        if any(t.is_space and "\n" in t.text for t in between):
            return not before.closed and not any(t.is_alpha for t in between)
        ends = sum(t.text in _ENDS for t in between)
        return ends <= 1 and sum(t.is_alpha for t in between) <= 30

    def leads(self, number: int) -> bool:
        """Whether a quotation that is left open is at once followed by the next, in a paragraph of its own."""
        if self.quotes[number].closed or number + 1 >= len(self.quotes):
            return False
        return not any(t.is_alpha for t in self.doc[self.quotes[number].end : self.quotes[number + 1].start])

    def is_whole(self, quote: Quoted) -> bool:
        """Whether a quotation makes up its sentences: nothing but marks stands beside it in them."""
        doc = self.doc
        for i in range(quote.start - 1, -1, -1):
            if doc[i].text in _ENDS or (doc[i].is_space and "\n" in doc[i].text) or i in self.inside:
                break
            if doc[i].is_alpha:
                return False
        if doc[quote.end - 1].text in _ENDS:
            return True
        for i in range(quote.end, len(doc)):
            if doc[i].text in _ENDS or (doc[i].is_space and "\n" in doc[i].text) or i in self.inside:
                break
            if doc[i].is_alpha:
                return False
        return True
