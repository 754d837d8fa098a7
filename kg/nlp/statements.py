"""Who said what: direct, indirect and mixed statements, and their speakers.

A statement is what one reporting cue governs: the clause or phrase below a verb or noun, the quotations beside it, the sentence
that "according to" hangs on. A quotation without a cue goes on with the one before it, or belongs to the speaker of the sentence
before. After the attribution relations of Prasad et al. (2006) and Pareti (2015): source, cue and content, each with its words.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model import StatementKind
from kg.nlp import claim_nouns, hearsay, occasion, turns, uncued, unsaid
from kg.nlp.annotations import Annotations, Quoted, Saying, notes_on
from kg.nlp.contents import Content, Contents
from kg.nlp.cues import FINITE, Cue, Cues
from kg.nlp.quotations import quoted
from kg.nlp.quoting import Quoting
from kg.nlp.speakers import Speaker, Speakers
from kg.vocabulary import Vocabulary

_TITLE = 6  # words: a quotation of so many, each with a capital, is the title of something


class Statements:
    """The component: fills `quoted` and `sayings`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._cues = vocabulary, Cues(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        notes = notes_on(doc)
        notes.quoted = quoted(doc)
        Reports(doc, notes, self._vocabulary, self._cues).run()
        return doc


class Reports:
    """One document's statements, as they are found: first those of verbs, then what is left over."""

    def __init__(self, doc: Doc, notes: Annotations, vocabulary: Vocabulary, cues: Cues) -> None:
        self.doc, self.notes, self.vocabulary = doc, notes, vocabulary
        self.lexicon = vocabulary.lexicons["reporting"]
        self.inside: dict[int, Quoted] = {i: q for q in notes.quoted for i in range(q.start, q.end)}
        self.cues = [
            c for t in doc if t.tag_.startswith("VB") and t.dep_ != "amod" and (c := cues.of(t)) and not cues.leads_on(c)
        ]
        self.contents = Contents(doc, cues, self.inside, (i for t in notes.times for i in range(t.start, t.end)))
        self.speakers = Speakers(doc, notes, vocabulary, frozenset(self.inside))
        self.used: set[int] = set()

    def run(self) -> None:
        """Finds all, in the order in which one rests on another."""
        found = {cue.token.i: self.contents.of(cue, self.speakers.is_passive(cue.token)) for cue in self.cues}
        quoting = Quoting(self.doc, self.notes.quoted, self.cues, {i: c.tokens for i, c in found.items()})
        owned: dict[int, list[Quoted]] = {}
        for number, quote in enumerate(self.notes.quoted):
            owner = quoting.owner(number)
            if owner is not None:
                owned.setdefault(owner.token.i, []).append(quote)
        self.owners = {i: cue for cue, quotes in owned.items() for quote in quotes for i in range(quote.start, quote.end)}
        for cue in self.cues:
            self._verb(cue, found[cue.token.i], owned.get(cue.token.i, []))
        hearsay.read(self)
        claim_nouns.read(self)
        turns.read(self)
        uncued.read(self, quoting)
        self.notes.sayings.sort(key=lambda s: (s.stretches[0], s.cue_token))
        occasion.link(self.doc, self.notes)

    # -- cues ----------------------------------------------------------------------------------------------------------------

    def _verb(self, cue: Cue, content: Content, quotes: list[Quoted]) -> None:
        tokens = set(content.tokens)
        if not tokens and not quotes:
            tokens = self._around(cue)
            content.phrasal = content.phrasal and not tokens
        if (
            (not tokens and not quotes)
            or unsaid.is_unsaid(self, cue, content, quotes)
            or (not quotes and unsaid.is_title_of(self, cue))
        ):
            return
        if cue.token.i in self.inside and not unsaid.is_retold(self, cue, content):
            return
        passive = self.speakers.is_passive(cue.token)
        speaker = self.speakers.of(cue)
        if speaker is None and not (passive and tokens):
            return
        strict = "weak" in cue.frames or (content.phrasal and bool(content.tokens) and not quotes)
        if speaker is not None and not self.speakers.can_speak(speaker, strict):
            return
        if "judging" in cue.frames and (speaker is None or not self.speakers.judges(speaker)):
            return
        if content.phrasal and self._is_lost(cue, quotes):
            tokens = self._to_the_end(cue)
            content.phrasal = False
        tokens = self._with_quotes(cue, tokens, quotes)
        if cue.token.i not in self.inside:
            tokens |= self._half_inside(tokens)
        phrasal = content.phrasal and bool(content.tokens)
        self.add(cue, tokens, self._frame(cue, tokens, speaker), speaker, addressee=content.addressee, phrasal=phrasal)

    def _with_quotes(self, cue: Cue, tokens: set[int], quotes: list[Quoted]) -> set[int]:
        """The content that syntax and typography give together."""
        verb = cue.token.i
        own = {i for q in quotes for i in range(q.start, q.end)}
        others = {i for i in tokens if i in self.owners and self.owners[i] != verb and self.owners[i] not in tokens}
        tokens = tokens - others
        first = next((q for q in quotes if q.start > verb), None)
        if first is not None:
            before = self.doc[first.start - 2].text if first.start > 1 else ""
            if before in (",", ":") and not any(verb < i < first.start for i in tokens):
                return own  # 'said, "…", and the flag was lowered': the quotation is all
            if first.start - verb <= 2 and self.doc[first.end - 1].text[-1:] in ",.!?":
                return own
            if before not in (",", ":", "—", "-", "–") and "naming" in cue.frames and first.start - verb < 20:
                tokens |= set(range(verb + 1, max(q.end for q in quotes)))  # 'calling the inquiry into it "a farce"'
        for quote in quotes:
            if self.doc[quote.end - 1].text[-1:] in ".?!" or self.doc[quote.end - 1].text == "]":
                tokens = {i for i in tokens if i < quote.end or i <= verb or quote.end < verb}
        return tokens | own

    def _is_lost(self, cue: Cue, quotes: list[Quoted]) -> bool:
        """Whether a cue has a clause that the parser did not see, as happens around quotation marks: "writes that the term "…" in …"."""
        verb = cue.token
        if ("plain" not in cue.frames or "phrase" in cue.frames) and self.doc[
            min(verb.i + 1, len(self.doc) - 1)
        ].lower_ != "that":
            return False
        if verb.tag_ not in (*FINITE, "VBG") or any(q.start < verb.i for q in quotes):
            return False
        after = [i for i in sorted(self._to_the_end(cue)) if i not in self.inside]
        first = next((q.start for q in quotes if q.start > verb.i), None)
        if first is not None and (self.doc[first - 2].text in (",", ":", "—", "–") or first - verb.i <= 2):
            return False
        return any(self.doc[i].tag_ in FINITE and (first is None or i > verb.i + 1) for i in after)

    def _to_the_end(self, cue: Cue) -> set[int]:
        """The rest of a cue's sentence, by its marks."""
        start = cue.token.i + 1
        stop = start
        while stop < len(self.doc) and not (
            (self.doc[stop].text in (".", "!", "?", ";") and stop not in self.inside)
            or (self.doc[stop].is_space and "\n" in self.doc[stop].text)
        ):
            stop += 1
        return set(range(start, stop))

    def _around(self, cue: Cue) -> set[int]:
        """ "X, he said, was Y": the clause that a cue is put into."""
        verb = cue.token
        if (
            verb.dep_ not in ("parataxis", "ccomp", "advcl")
            or verb.head == verb
            or ("plain" not in cue.frames and not verb.dep_ == "parataxis")
        ):
            return set()
        own = {t.i for t in verb.subtree}
        if not any(c.dep_ == "nsubj" for c in verb.children) or self.doc[min(own) - 1].text != ",":
            return set()
        if any(c.dep_ == "mark" for c in verb.children):
            return set()
        return self.contents.clause(verb.head, verb) - own

    def _half_inside(self, tokens: set[int]) -> set[int]:
        """A quotation that the parse cut in two belongs to its statement whole."""
        more: set[int] = set()
        for i in tokens:
            quote = self.inside.get(i)
            if quote is not None and i not in more:
                more.update(range(quote.start, quote.end))
        return more

    def _frame(self, cue: Cue, tokens: set[int], speaker: Speaker | None) -> set[int]:
        """The tokens of the reporting clause itself, to be cut out where the content surrounds it."""
        frame = {cue.token.i}
        for child in cue.token.children:
            if child.i not in tokens and child.dep_ not in ("punct", "conj", "cc"):
                frame |= {t.i for t in child.subtree}
        if speaker is not None:
            frame |= set(range(speaker.start, speaker.end))
        return frame - tokens - set(self.inside)

    def is_title(self, quote: Quoted) -> bool:
        """Whether a quotation only names something."""
        words = [t for t in self.doc[quote.start : quote.end] if t.is_alpha]
        return len(words) <= _TITLE and all(t.text[:1].isupper() for t in words if len(t.text) > 3)

    # -- what it gives -------------------------------------------------------------------------------------------------------

    def add(
        self,
        cue: Cue,
        tokens: set[int],
        frame: set[int],
        speaker: Speaker | None,
        addressee: Token | None = None,
        phrasal: bool = False,
    ) -> None:
        """Writes a statement, unless its tokens hold no word."""
        stretches = self.contents.stretches(tokens, frame)
        words = [i for a, b in stretches for i in range(a, b) if self.doc[i].is_alpha or self.doc[i].like_num]
        if not words:
            return
        for i in words:
            if i in self.inside and self.inside.get(cue.token.i) is not self.inside[i]:
                self.used.add(id(self.inside[i]))
        said = sum(i in self.inside and not self.is_title(self.inside[i]) for i in words)
        kind = (
            StatementKind.DIRECT if said and said >= len(words) - 1 else StatementKind.MIXED if said else StatementKind.INDIRECT
        )
        saying = Saying(stretches, kind, cue.words, cue.token.i, act=cue.act, phrasal=phrasal)
        saying.claiming = cue.act == "claiming" or (cue.act == "denying" and not phrasal)
        if speaker is not None:
            saying.speaker, saying.speaker_root = speaker.referent, speaker.root
            saying.speaker_text = self.doc[speaker.start : speaker.end].text
        occasion.describe(self, saying, cue, tokens, speaker, addressee)
        self.notes.sayings.append(saying)


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Statements(vocabulary)
