"""Words that report somebody's words: what each does, and where in its sentence the words it reports may stand."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

#: The lists of `ontology/lexicon/reporting.toml` that say what a cue does; a word that stands in two is of the first.
ACTS = ("claiming", "denying", "promising", "demanding", "neutral", "writing", "thinking")
#: Those that say where the words stand that a cue reports.
_FRAMES = (
    "phrase",
    "naming",
    "relating",
    "commanding",
    "infinitive",
    "likening",
    "addressing",
    "plain",
    "quoting",
    "weak",
    "introducing",
    "judging",
)

FINITE = ("VBD", "VBZ", "VBP", "MD")  # tags of verbs that a clause can stand on


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A verb that reports: its lemma with the particle that belongs to it, its speech act, and the frames it takes."""

    token: Token
    words: str
    act: str
    frames: frozenset[str]

    @property
    def thinking(self) -> bool:
        """Whether it reports words only where they are quoted: a thought, or a verb that says how words went on."""
        return self.act == "thinking" or "introducing" in self.frames

    @property
    def preposition(self) -> str:
        """The last word of "call for" and "lash out at", or nothing."""
        return self.words.rpartition(" ")[2] if " " in self.words else ""


class Cues:
    """The lexicon of reporting words, asked token by token."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lexicon = vocabulary.lexicons["reporting"]
        self._acts: dict[str, str] = {}
        for act in reversed(ACTS):
            self._acts.update(dict.fromkeys(lexicon[act], act))
        self._frames = {word: frozenset(f for f in _FRAMES if word in lexicon[f]) for word in self._acts}
        self._longer: dict[str, list[str]] = {}
        for phrase in sorted(w for w in self._acts if w.count(" ") > 1):
            self._longer.setdefault(phrase.partition(" ")[0], []).append(phrase)
        self._media = lexicon["documents"] | lexicon["platforms"]
        self._wording = lexicon["wording"]
        self._pairs = {word.partition(" ")[0] for word in self._acts if " " in word}

    def is_medium(self, noun: Token) -> bool:
        """Whether a noun says where words are spoken or printed: "a briefing", "Twitter"."""
        word = lemma(noun)
        return word in self._media and (word != "x" or noun.text == "X")

    def is_wording(self, noun: Token) -> bool:
        """Whether a noun stands for words without giving them: "a similar view", "sources"."""
        return lemma(noun) in self._wording

    def leads_on(self, cue: Cue) -> bool:
        """Whether a cue only leads to another: "*went on* to say", "was *quoted* as saying"."""
        if not cue.frames & {"introducing", "quoting"}:
            return False
        below = [*cue.token.children, *(c for p in cue.token.children if p.dep_ == "prep" for c in p.children)]
        return any(c.dep_ in ("xcomp", "pcomp") and self.of(c) is not None for c in below)

    def of(self, token: Token) -> Cue | None:
        """The cue that a verb is, with the particle or preposition that makes it one; None for other words."""
        word = lemma(token)
        if word in self._pairs:
            behind = {c.lower_ for c in token.children if c.i > token.i}
            for longer in self._longer.get(word, ()):
                if behind.issuperset(longer.split()[1:]):
                    return Cue(token, longer, self._acts[longer], self._frames[longer])
            for child in token.children:
                pair = f"{word} {child.lower_}"
                if child.i > token.i and child.dep_ in ("prep", "prt", "dative", "advmod") and pair in self._acts:
                    return Cue(token, pair, self._acts[pair], self._frames[pair])
                if child.dep_ == "advcl" and child.i > token.i:  # "called for members to pay": one clause with "for"
                    pair = f"{word} {child.left_edge.lower_}"
                    if pair in self._acts:
                        return Cue(token, pair, self._acts[pair], self._frames[pair])
        act = self._acts.get(word)
        return Cue(token, word, act, self._frames[word]) if act is not None else None
