"""Who said what: direct, indirect and mixed statements, and their speakers.

A statement is what one reporting cue governs: the clause or phrase below a verb or noun, the quotations beside it, the sentence
that "according to" hangs on. A quotation without a cue goes on with the one before it, or belongs to the speaker of the sentence
before. After the attribution relations of Prasad et al. (2006) and Pareti (2015): source, cue and content, each with its words.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model import Kind, StatementKind
from kg.nlp import claim_nouns, hearsay, occasion, turns
from kg.nlp.annotations import Annotations, Quoted, Saying, notes_on
from kg.nlp.contents import Content, Contents
from kg.nlp.cues import Cue, Cues
from kg.nlp.quotations import quoted
from kg.nlp.quoting import Quoting
from kg.nlp.speakers import Speaker, Speakers
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_FEW = 4  # words: a shorter quotation that nothing reports is a term
_TITLE = 6  # words: a quotation of so many, each with a capital, is the title of something
_UNSAID = frozenset({"decline", "refuse", "fail", "avoid", "stop", "forget", "hesitate", "expect", "schedule", "set", "prepare", "plan", "want", "hope", "intend", "wish"})
_GOING_ON = frozenset({"go", "continue", "proceed", "begin", "start", "use", "take", "rush", "speak", "write", "come"})
_UNREAL = frozenset({"will", "would", "could", "may", "might", "should", "shall", "'ll", "’ll", "must", "can"})


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
        self.cues = [c for t in doc if t.tag_.startswith("VB") and t.dep_ != "amod" and (c := cues.of(t)) and not cues.leads_on(c)]
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
        self._leftover(quoting)
        self.notes.sayings.sort(key=lambda s: (s.stretches[0], s.cue_token))
        occasion.link(self.doc, self.notes)

    # -- cues ----------------------------------------------------------------------------------------------------------------

    def _verb(self, cue: Cue, content: Content, quotes: list[Quoted]) -> None:
        tokens = set(content.tokens)
        if not tokens and not quotes:
            tokens = self._around(cue)
            content.phrasal = content.phrasal and not tokens
        if not tokens and not quotes or self._is_unsaid(cue, content, quotes) or (not quotes and self._is_title_of(cue)):
            return
        if cue.token.i in self.inside and not self._is_retold(cue, content):
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
        if ("plain" not in cue.frames or "phrase" in cue.frames) and self.doc[min(verb.i + 1, len(self.doc) - 1)].lower_ != "that":
            return False
        if verb.tag_ not in (*_FINITE, "VBG") or any(q.start < verb.i for q in quotes):
            return False
        after = [i for i in sorted(self._to_the_end(cue)) if i not in self.inside]
        first = next((q.start for q in quotes if q.start > verb.i), None)
        if first is not None and (self.doc[first - 2].text in (",", ":", "—", "–") or first - verb.i <= 2):
            return False
        return any(self.doc[i].tag_ in _FINITE and (first is None or i > verb.i + 1) for i in after)

    def _to_the_end(self, cue: Cue) -> set[int]:
        """The rest of a cue's sentence, by its marks."""
        start = cue.token.i + 1
        stop = start
        while stop < len(self.doc) and not (
            (self.doc[stop].text in (".", "!", "?", ";") and stop not in self.inside) or (self.doc[stop].is_space and "\n" in self.doc[stop].text)
        ):
            stop += 1
        return set(range(start, stop))

    def _is_retold(self, cue: Cue, content: Content) -> bool:
        """Whether a quoted speaker reports somebody else's words, and not his own."""
        subject = next((c for c in cue.token.children if c.dep_ == "nsubj"), None)
        retelling = bool(cue.frames & {"plain", "addressing"}) and not content.phrasal and cue.token.tag_ in ("VBD", "VBZ")
        return retelling and subject is not None and subject.lower_ not in ("i", "we", "you", "it", "that", "this")

    def _around(self, cue: Cue) -> set[int]:
        """ "X, he said, was Y": the clause that a cue is put into."""
        verb = cue.token
        if verb.dep_ not in ("parataxis", "ccomp", "advcl") or verb.head == verb or "plain" not in cue.frames and not verb.dep_ == "parataxis":
            return set()
        own = {t.i for t in verb.subtree}
        if not any(c.dep_ == "nsubj" for c in verb.children) or self.doc[min(own) - 1].text != ",":
            return set()
        if any(c.dep_ == "mark" for c in verb.children):
            return set()
        return self.contents.clause(verb.head, verb) - own

    def _is_title_of(self, cue: Cue) -> bool:
        """Whether a participle only describes a noun: "a programme called", "reported incidents"."""
        verb = cue.token
        if verb.dep_ == "amod" or (verb.dep_ == "pcomp" and verb.tag_ == "VBN"):
            return True
        return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ == "agent" for c in verb.children)

    def _is_unsaid(self, cue: Cue, content: Content, quotes: list[Quoted]) -> bool:
        """Whether nothing was said: "did not say", "declined to comment", "is expected to announce"."""
        if quotes:
            return False
        verb = cue.token
        if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _UNREAL) for c in verb.children):
            return True
        first = verb
        while first.dep_ == "conj" and first.tag_ == "VB" and not any(c.dep_ == "nsubj" for c in first.children):
            first = first.head  # "did not concede or admit"
        helping = [c.i for c in first.children if c.dep_ == "aux" and c.i < first.i]
        if helping and any(t.lower_ in ("not", "n't", "n’t", "never") for t in self.doc[helping[0] : first.i]):
            return True
        if any(c.dep_ == "nsubj" and any(d.lower_ in ("no", "not", "neither") for d in (c, *c.children)) for c in verb.children):
            return True
        above = lemma(verb.head)
        if content.phrasal and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
            return above not in _GOING_ON  # "called for parliament to confirm him"
        if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "against", "from", "instead"):
            return True
        return verb.dep_ in ("xcomp", "pcomp") and above in _UNSAID

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

    # -- quotations without a cue --------------------------------------------------------------------------------------------

    def _leftover(self, quoting: Quoting) -> None:
        by_quote: dict[int, Saying] = {}
        for saying in self.notes.sayings:
            for start, end in saying.stretches:
                for i in (start, end - 1):
                    if i in self.inside:
                        by_quote[id(self.inside[i])] = saying
        for number, quote in enumerate(self.notes.quoted):
            if id(quote) in self.used:
                continue
            before = by_quote.get(id(self.notes.quoted[number - 1])) if number else None
            if before is not None and before.speaker_root is not None and quoting.follows(number) and quoting.is_whole(quote):
                self._extend(before, quote)
                by_quote[id(quote)] = before
            elif quoting.is_whole(quote):
                previous = self._speaking_before(quote) or self._previous(quote)
                if previous is not None:
                    by_quote[id(quote)] = self._continue(quote, previous)
            else:
                self._in_sentence(quote)

    def _extend(self, saying: Saying, quote: Quoted) -> None:
        self.used.add(id(quote))
        saying.stretches = sorted([*saying.stretches, (quote.start, quote.end)])
        if saying.kind is StatementKind.INDIRECT:
            saying.kind = StatementKind.MIXED

    def _speaking_before(self, quote: Quoted) -> Saying | None:
        """Who speaks in the sentence before a bare quotation, in its paragraph: the speaker of its last statement, or its subject."""
        i = quote.start - 2
        while i >= 0 and (self.doc[i].is_space or self.doc[i].is_punct):
            if self.doc[i].is_space and "\n" in self.doc[i].text:
                return None
            i -= 1
        if i < 0 or i in self.inside:
            return None
        sentence = self.doc[i].sent
        said = [s for s in self.notes.sayings if s.speaker_root is not None and sentence.start <= s.cue_token < sentence.end and s.outer is None]
        if said:
            return said[-1]
        subject = next((c for c in sentence.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        speaker = self.speakers.as_speaker(subject) if subject is not None and subject.i not in self.inside else None
        if speaker is None or speaker.referent is None or speaker.referent.kind is not Kind.PERSON:
            return None
        text = self.doc[speaker.start : speaker.end].text
        return Saying([], StatementKind.DIRECT, "“”", sentence.root.i, speaker.referent, speaker.root, text)

    def _previous(self, quote: Quoted) -> Saying | None:
        """The last speaker, where the paragraph before ended with words of theirs."""
        before = [s for s in self.notes.sayings if s.stretches[0][0] < quote.start and s.speaker_root is not None and s.outer is None]
        if not before:
            return None
        last = max(before, key=lambda s: max(s.stretches[-1][1], s.cue_token))
        gap = self.doc[max(last.stretches[-1][1], last.cue_token) : quote.start]
        return last if sum(t.is_alpha for t in gap) <= 20 and sum(t.text == "." for t in gap) <= 1 else None

    def _continue(self, quote: Quoted, previous: Saying) -> Saying:
        self.used.add(id(quote))
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
        self.notes.sayings.append(new)
        return new

    def _in_sentence(self, quote: Quoted) -> None:
        """A quotation inside a sentence that reports nothing belongs to the subject of its verb, if there is one who speaks."""
        words = [t for t in self.doc[quote.start : quote.end] if t.is_alpha]
        if len(words) < 2 or self.is_title(quote) or self._goes_on(quote):
            return
        outside = self.doc[quote.start]
        while outside.head != outside and (outside.i in self.inside or not outside.tag_.startswith("VB")):
            outside = outside.head
        if outside.i in self.inside or not outside.tag_.startswith("VB") or lemma(outside) == "be":
            introducing = self._before_colon(quote)
            if introducing is None:
                return
            outside = introducing
        if len(words) < _FEW and self.contents.cues.of(outside) is None:
            return  # "used the term "…""
        cue = Cue(outside, lemma(outside), "neutral", frozenset())
        speaker = self.speakers.of(cue)
        if speaker is not None and speaker.referent is not None and not quote.start <= speaker.root < quote.end:
            self.add(cue, set(range(quote.start, quote.end)), set(), speaker)

    def _goes_on(self, quote: Quoted) -> bool:
        """Lets a quotation in the later part of a reported clause belong to its statement."""
        sentence = self.doc[quote.start].sent
        said = [s for s in self.notes.sayings if sentence.start <= s.cue_token < s.stretches[-1][1] <= quote.start and s.cue_token not in self.inside]
        last = max(said, key=lambda s: s.stretches[-1][1], default=None)
        if last is None or last.kind is StatementKind.DIRECT or last.phrasal:
            return False
        between = self.doc[last.stretches[-1][1] : quote.start]
        if any(t.text in (".", ";", ":", "—") or t.i in self.inside or (t.is_space and "\n" in t.text) for t in between):
            return False
        last.stretches[-1] = (last.stretches[-1][0], quote.end)
        last.kind = StatementKind.MIXED
        self.used.add(id(quote))
        return True

    def _before_colon(self, quote: Quoted) -> Token | None:
        """The verb of the words that a colon ends before a quotation: "The palace issued this statement: "…""."""
        colon = quote.start - 2
        if colon < 1 or self.doc[colon].text != ":":
            return None
        for i in range(colon - 1, self.doc[colon].sent.start - 1, -1):
            if self.doc[i].tag_ in _FINITE and self.doc[i].dep_ not in ("aux", "auxpass", "relcl"):
                return self.doc[i]
        return None

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
        kind = StatementKind.DIRECT if said and said >= len(words) - 1 else StatementKind.MIXED if said else StatementKind.INDIRECT
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
