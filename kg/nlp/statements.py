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
from kg.nlp import claim_nouns, cue_verbs, hearsay, occasion, turns, uncued
from kg.nlp.annotations import Annotations, Quoted, Saying, notes_on
from kg.nlp.contents import Contents
from kg.nlp.cues import Cue, Cues
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
        contents = {cue.token.i: self.contents.of(cue, self.speakers.is_passive(cue.token)) for cue in self.cues}
        quoting = Quoting(self.doc, self.notes.quoted, self.cues, {i: c.tokens for i, c in contents.items()})
        cue_verbs.read(self, quoting, contents)
        hearsay.read(self)
        claim_nouns.read(self)
        turns.read(self)
        uncued.read(self, quoting)
        self.notes.sayings.sort(key=lambda s: (s.stretches[0], s.cue_token))
        occasion.link(self.doc, self.notes)

    def is_title(self, quote: Quoted) -> bool:
        """Whether a quotation only names something: a few words with capitals that speak to nobody."""
        span = self.doc[quote.start : quote.end]
        if any(t.tag_ == "PRP" or (t.text == "," and t.i < quote.end - 1) for t in span):
            return False
        words = [t for t in span if t.is_alpha]
        return len(words) <= _TITLE and all(t.text[:1].isupper() for t in words if len(t.text) > 3)

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
        own = self.inside.get(cue.token.i)
        self.used.update(id(self.inside[i]) for i in words if i in self.inside and self.inside[i] is not own)
        saying = Saying(stretches, self._kind(words), cue.words, cue.token.i, act=cue.act, phrasal=phrasal)
        saying.claiming = cue.act == "claiming" or (cue.act == "denying" and not phrasal)
        if speaker is not None:
            saying.speaker, saying.speaker_root = speaker.referent, speaker.root
            saying.speaker_text = self.doc[speaker.start : speaker.end].text
        occasion.describe(self, saying, cue, tokens, speaker, addressee)
        self.notes.sayings.append(saying)

    def whole_quotations(self, tokens: set[int]) -> set[int]:
        """A quotation that the parse cut in two belongs to its statement whole."""
        cut = {id(q): q for i in tokens if (q := self.inside.get(i)) is not None}
        return {i for q in cut.values() for i in range(q.start, q.end)}

    def _kind(self, words: list[int]) -> StatementKind:
        """By how many of the words are quoted; one that is not ("…," he "…") is a slip of the parse, not the writer's own."""
        said = sum(i in self.inside and not self.is_title(self.inside[i]) for i in words)
        if not said:
            return StatementKind.INDIRECT
        return StatementKind.DIRECT if said >= len(words) - 1 else StatementKind.MIXED


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Statements(vocabulary)
