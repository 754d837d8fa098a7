"""Who said what: direct, indirect and mixed statements, and their speakers.

A statement is what a reporting cue governs: the clause below the verb, the quotation beside it, the sentence that "according
to" hangs on.
Quotations that no cue governs continue the previous speaker, or belong to the subject of the sentence they stand in.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.model import Kind, Period, StatementKind
from kg.nlp.annotations import Annotations, Quoted, Referent, Saying, notes_on
from kg.nlp.parties import Parties, Party
from kg.nlp.quotations import quoted
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_CONTENT = ("ccomp", "parataxis")
_MANY = 6  # words: a quotation of so many is a statement even where no verb reports it


class Statements:
    """The component: fills `quoted` and `sayings`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        lexicon = vocabulary.lexicons["reporting"]
        self._claiming = lexicon["claiming"] | lexicon["denying"]
        self._cues = (
            lexicon["neutral"]
            | lexicon["claiming"]
            | lexicon["denying"]
            | lexicon["promising"]
            | lexicon["demanding"]
            | lexicon["writing"]
        )
        self._quoting = self._cues | lexicon["thinking"]
        self._nouns = lexicon["nouns"]

    def __call__(self, doc: Doc) -> Doc:
        notes = notes_on(doc)
        notes.quoted = quoted(doc)
        _Say(doc, notes, Parties(doc, self._vocabulary), self._cues, self._quoting, self._claiming, self._nouns).run()
        return doc


class _Say:
    """One document's statements."""

    def __init__(
        self,
        doc: Doc,
        notes: Annotations,
        parties: Parties,
        cues: frozenset[str],
        quoting: frozenset[str],
        claiming: frozenset[str],
        nouns: frozenset[str],
    ) -> None:
        self.doc, self.notes, self.parties = doc, notes, parties
        self.cues, self.quoting, self.claiming, self.nouns = cues, quoting, claiming, nouns
        self.inside: dict[int, Quoted] = {i: q for q in notes.quoted for i in range(q.start, q.end)}
        self.used: set[int] = set()

    def run(self) -> None:
        for sentence in self.doc.sents:
            for token in sentence:
                if token.lower_ == "according":
                    self._according(token, sentence)
                elif token.tag_.startswith("VB"):
                    self._verb(token, sentence)
        self._leftover()
        self.notes.sayings.sort(key=lambda s: s.stretches[0])

    # -- cues ----------------------------------------------------------------------------------------------------------------

    def _verb(self, verb: Token, sentence: Span) -> None:
        cue = lemma(verb)
        if cue not in self.quoting or verb.i in self.inside:
            return
        spans = [self._clause(c, verb) for c in verb.children if c.dep_ in _CONTENT and self._is_content(c, verb)]
        quotes = self._quotes_of(verb, sentence)
        if cue not in self.cues and not quotes:
            return
        if not spans and not quotes:
            return
        speaker = self._speaker(verb)
        if speaker is None:
            return
        stretches = self._merge(spans, quotes)
        stretches = [s for s in (self._outside(a, b, verb, speaker[0]) for a, b in stretches) if s[1] - s[0] > 0]
        if stretches:
            self._add(stretches, cue, verb, speaker)

    def _is_content(self, clause: Token, verb: Token) -> bool:
        """Whether a clause is what was said, and not the frame of another cue inside it."""
        return clause.tag_.startswith(("VB", "MD", "JJ", "NN", "CD", "RB")) or any(
            c.dep_ in ("nsubj", "nsubjpass") for c in clause.children
        )

    def _clause(self, clause: Token, verb: Token) -> tuple[int, int]:
        start, end = clause.left_edge.i, clause.right_edge.i + 1
        slipped = [c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < start]
        if slipped and lemma(verb) in ("say", "claim", "announce", "state", "report", "add", "believe"):
            start = slipped[0].left_edge.i  # "said hundreds of … fled": the parser gave the verb the subject of its clause
        if start < verb.i < end:  # the content surrounds the cue: "X, he said, was Y": kept whole, the cue cut out later
            return start, end
        while start < end and (
            self.doc[start].lower_ in ("that",) or self.doc[start].text in (",", ":") or self.doc[start].is_space
        ):
            start += 1
        return start, end

    def _quotes_of(self, verb: Token, sentence: Span) -> list[Quoted]:
        """Quotations that this verb reports: they touch its sentence, no nearer cue stands between, and nobody has them yet."""
        found = []
        for quote in self.notes.quoted:
            if (
                quote.end <= sentence.start
                or quote.start >= sentence.end
                or id(quote) in self.used
                or quote.start <= verb.i < quote.end
            ):
                continue
            if self._governs(verb, quote, sentence):
                found.append(quote)
        return found

    def _governs(self, verb: Token, quote: Quoted, sentence: Span) -> bool:
        inner = self.doc[min(max(quote.start, sentence.start), len(self.doc) - 1)]
        if any(verb.is_ancestor(self.doc[i]) for i in (max(quote.start, sentence.start), min(quote.end, sentence.end) - 1)):
            rivals = [
                t
                for t in inner.ancestors
                if t.i not in self.inside
                and t.tag_.startswith("VB")
                and t != verb
                and lemma(t) in self.cues
                and verb.is_ancestor(t)
            ]
            return not any(self._speaker(r) for r in rivals)
        between = self.doc[quote.end : verb.i] if quote.end <= verb.i else self.doc[verb.i + 1 : quote.start]
        words = [t for t in between if t.is_alpha]
        return len(words) <= 6 and not any(t.tag_.startswith("VB") and t.dep_ == "ROOT" for t in words)

    def _merge(self, spans: list[tuple[int, int]], quotes: list[Quoted]) -> list[tuple[int, int]]:
        """Clauses and quotations that touch become one stretch; a quotation half inside a clause is taken whole."""
        for quote in quotes:
            self.used.add(id(quote))
        stretches = sorted(spans + [(q.start, q.end) for q in quotes])
        for start, end in list(stretches):
            for i in range(start, end):
                if i in self.inside and id(self.inside[i]) not in self.used:
                    quote = self.inside[i]
                    self.used.add(id(quote))
                    stretches.append((quote.start, quote.end))
        out: list[tuple[int, int]] = []
        for start, end in sorted(stretches):
            if out and start <= out[-1][1] + 1:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            else:
                out.append((start, end))
        return out

    def _outside(self, start: int, end: int, verb: Token, speaker: Party) -> tuple[int, int]:
        """A stretch without the cue and its speaker at its edges, and without stray marks."""
        doc = self.doc
        frame = {verb.i, *range(speaker.start, speaker.end)}
        if start < verb.i < end:
            left, right = verb.i - start, end - verb.i
            start, end = (start, min(frame | {verb.i})) if left >= right else (max(frame) + 1, end)
        while end > start and (
            doc[end - 1].is_space
            or doc[end - 1].text in (",", "“", "”", '"', "''", "``")
            or (doc[end - 1].text in (".", ";") and end - 1 not in self.inside)
        ):
            end -= 1
        while start < end and (doc[start].is_space or doc[start].text in (",", ":", "”", "“", '"', "''", "``", ".", ";")):
            start += 1
        return start, end

    # -- speakers ------------------------------------------------------------------------------------------------------------

    def _speaker(self, verb: Token) -> tuple[Party, Token] | None:
        current = verb
        for _ in range(4):
            passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in current.children)
            for child in current.children:
                if child.dep_ == "agent":
                    inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                    if inner is not None:
                        return self._as_speaker(inner)
                if child.dep_ in ("nsubj", "nsubjpass") and not (
                    child.dep_ == "nsubjpass" and lemma(current) not in ("quote", "cite", "report")
                ):
                    return self._as_speaker(child)
            if passive and lemma(current) not in ("quote", "cite"):
                return None
            if current.dep_ in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep"):
                if current.dep_ == "acl":
                    return self._as_speaker(current.head)
                current = current.head
            else:
                return None
        return None

    def _as_speaker(self, token: Token) -> tuple[Party, Token] | None:
        found = self.parties.of(token)
        if found:
            return found[0], token
        if token.tag_ in ("PRP", "WP", "DT", "EX", "WDT") and token.lower_ not in ("he", "she", "they", "who"):
            return None
        owner = self.parties.owner(token)
        if owner is not None:
            return Party(owner.referent, *self.parties.phrase(token)), token
        if token.tag_.startswith("NN") or token.lower_ in ("he", "she", "they"):
            start, end = self.parties.phrase(token)
            return Party(Referent(Kind.TOPIC, self.doc[start:end].text, {}), start, end), token
        return None

    def _according(self, token: Token, sentence: Span) -> None:
        inner = next((c for p in token.children if p.lower_ == "to" for c in p.children if c.dep_ == "pobj"), None)
        if inner is None or token.i in self.inside:
            return
        speaker = self._as_speaker(inner)
        if speaker is None:
            return
        first, last = token.left_edge.i, token.right_edge.i + 1
        governor = token.head
        start, end = governor.left_edge.i, governor.right_edge.i + 1
        while governor.head != governor and (end - start < 6 or not governor.tag_.startswith(("VB", "MD"))):
            governor = governor.head
            start, end = governor.left_edge.i, governor.right_edge.i + 1
        stretches = [(a, b) for a, b in ((start, first), (last, end)) if b - a > 2]
        stretches = [s for s in (self._trim(a, b) for a, b in stretches) if s[1] - s[0] > 2]
        if stretches:
            self._add(self._merge(stretches, []), "according to", token, speaker)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        doc = self.doc
        while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
            end -= 1
        while start < end and (doc[start].is_space or doc[start].text in (",", ".", ";", ":")):
            start += 1
        return start, end

    # -- quotations without a cue --------------------------------------------------------------------------------------------

    def _leftover(self) -> None:
        for quote in self.notes.quoted:
            if id(quote) in self.used:
                continue
            whole = self._is_whole(quote)
            if whole:
                previous = self._before(quote) or self._previous(quote)
                if previous is not None:
                    self._continue(quote, previous)
            else:
                self._in_sentence(quote)

    def _is_whole(self, quote: Quoted) -> bool:
        """Whether a quotation makes up its sentences: nothing but marks stands beside it in them."""
        first = self.doc[quote.start].sent
        last = self.doc[quote.end - 1].sent
        beside = [*self.doc[first.start : quote.start], *self.doc[quote.end : last.end]]
        return not any(t.is_alpha for t in beside)

    def _before(self, quote: Quoted) -> Saying | None:
        """The sentence before a bare quotation, in its paragraph, has the speaker for its subject."""
        first = self.doc[quote.start].sent.start
        i = first - 1
        while i >= 0 and (self.doc[i].is_space or self.doc[i].is_punct):
            if self.doc[i].is_space and "\n" in self.doc[i].text:
                return None
            i -= 1
        if i < 0 or i in self.inside:
            return None
        root = self.doc[i].sent.root
        speaking = next((v for v in (root, *root.children) if v.tag_.startswith("VB") and lemma(v) in self.quoting), None)
        if speaking is None or any(s.speaker is not None and any(a <= i < b for a, b in s.stretches) for s in self.notes.sayings):
            return None
        speaker = self._speaker(root)
        if speaker is None or speaker[0].referent.kind not in (Kind.PERSON, Kind.ORGANIZATION):
            return None
        party, token = speaker
        return Saying(
            [], StatementKind.DIRECT, lemma(speaking), speaking.i, party.referent, token.i, self.doc[party.start : party.end].text
        )

    def _previous(self, quote: Quoted) -> Saying | None:
        before = [s for s in self.notes.sayings if s.stretches[0][0] < quote.start and s.speaker is not None]
        if not before:
            return None
        last = max(before, key=lambda s: max(s.stretches[-1][1], s.cue_token))
        gap = self.doc[max(last.stretches[-1][1], last.cue_token) : quote.start]
        return last if sum(t.is_alpha for t in gap) <= 40 and sum(t.text == "." for t in gap) <= 2 else None

    def _continue(self, quote: Quoted, previous: Saying) -> None:
        self.used.add(id(quote))
        start, end = self._trim_quote(quote)
        new = Saying(
            [(start, end)],
            StatementKind.DIRECT,
            previous.cue,
            previous.cue_token,
            previous.speaker,
            previous.speaker_root,
            previous.speaker_text,
            period=previous.period,
        )
        self.notes.sayings.append(new)

    def _trim_quote(self, quote: Quoted) -> tuple[int, int]:
        return quote.start, quote.end

    def _in_sentence(self, quote: Quoted) -> None:
        """A quotation inside a sentence that reports nothing belongs to the subject of its verb, if there is one who speaks."""
        words = [t for t in self.doc[quote.start : quote.end] if t.is_alpha]
        if not words or (len(words) <= _MANY and all(t.text[:1].isupper() for t in words if len(t.text) > 3)):
            return
        token: Token = self.doc[quote.start].sent[:].root if len(words) > 12 else self.doc[quote.start]
        outside = token
        for _ in range(12):
            if outside.i not in self.inside and outside.tag_.startswith("VB"):
                speaker = self._speaker(outside)
                if speaker is not None and speaker[0].referent.is_party and not quote.start <= speaker[1].i < quote.end:
                    self.used.add(id(quote))
                    self._add([(quote.start, quote.end)], lemma(outside), outside, speaker)
                    return
            if outside.head == outside:
                return
            outside = outside.head

    # -- what it gives -------------------------------------------------------------------------------------------------------

    def _add(self, stretches: list[tuple[int, int]], cue: str, token: Token, speaker: tuple[Party, Token]) -> None:
        party, root = speaker
        content = [i for a, b in stretches for i in range(a, b) if self.doc[i].is_alpha]
        if not content or not any(self.doc[i].is_alpha for i in content):
            return
        inside = sum(i in self.inside for i in content)
        kind = StatementKind.DIRECT if inside >= len(content) - 1 else StatementKind.MIXED if inside else StatementKind.INDIRECT
        known = party.referent if party.referent.is_party else None
        text = self.doc[party.start : party.end].text
        saying = Saying(
            stretches, kind, cue, token.i, known, root.i, text, self._addressee(token), self._when(token), cue in self.claiming
        )
        self.notes.sayings.append(saying)

    def _addressee(self, verb: Token) -> Referent | None:
        for child in verb.children:
            inner = (
                child
                if child.dep_ in ("dative", "dobj")
                and child.tag_[:2] in ("NN", "PR")
                and lemma(verb) in ("tell", "ask", "inform", "assure", "urge", "remind", "advise", "brief", "warn")
                else None
            )
            if child.dep_ in ("prep", "dative") and child.lower_ == "to":
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                found = self.parties.of(inner)
                if found and found[0].referent.is_party:
                    return found[0].referent
        return None

    def _when(self, verb: Token) -> Period | None:
        for time in self.notes.times:
            token = self.doc[time.start]
            head = self.doc[time.end - 1]
            if time.start <= verb.i < time.end:
                continue
            for candidate in (token, head):
                up = candidate
                for _ in range(3):
                    if up.head == verb and up.dep_ in ("npadvmod", "prep", "advmod", "pobj", "tmod", "nmod"):
                        return time.period
                    up = up.head
        return None


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Statements(vocabulary)
