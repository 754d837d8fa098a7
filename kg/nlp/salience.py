"""What a document has spoken of so far, and how likely each of it is spoken of next.

Salience after Lappin and Leass (1994), cut down to what a fast reader needs: recency by sentence and grammatical role.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from kg.nlp.annotations import Annotations, Reference, Referent
from kg.nlp.quotations import quoted

WINDOW = 4  # sentences
_PLATFORMS = frozenset(
    {"Twitter", "Facebook", "YouTube", "Instagram", "Telegram", "WhatsApp", "TikTok", "Weibo", "WeChat", "Reddit"}
)


class Discourse:
    """One document, read from left to right: `before` holds the references up to where the reader is."""

    def __init__(self, doc: Doc, notes: Annotations) -> None:
        self.doc, self.notes = doc, notes
        self.before: list[Reference] = []
        self.things: list[Token] = []  # nouns in a grammatical role that stand for no party
        self._counts: dict[int, int] = {}
        self._quotes = quoted(doc)
        self._quote = [-1] * len(doc)
        for number, stretch in enumerate(self._quotes):
            self._quote[stretch.start : stretch.end] = [number] * (stretch.end - stretch.start)
        self._speakers: dict[int, list[Referent]] = {}
        self.sentence: list[int] = []
        for number, sentence in enumerate(doc.sents):
            self.sentence += [number] * len(sentence)

    def reach(self, reference: Reference) -> None:
        """Takes a reference into what has been spoken of."""
        self.before.append(reference)
        key = id(reference.referent)
        self._counts[key] = self._counts.get(key, 0) + 1

    def count(self, referent: Referent) -> int:
        """How often a referent has been spoken of."""
        return self._counts.get(id(referent), 0)

    def quote(self, token: Token) -> int:
        """The number of the quotation that a token stands in; -1 outside."""
        return self._quote[token.i]

    def speakers(self, token: Token) -> list[Referent]:
        """The people who may be saying the quotation that a token stands in; they are "I" there, not "he" or "she"."""
        number = self._quote[token.i]
        if number < 0:
            return []
        if number not in self._speakers:
            stretch = self._quotes[number]
            around = []
            for i in (stretch.start, stretch.end - 1):
                sentence = self.doc[i].sent
                around += [t for t in sentence if self._quote[t.i] < 0 and t.dep_ == "nsubj" and t.i in self.notes.by_root]
            before = [t for t in around if t.i < stretch.start and t.head.i < stretch.start][-1:]
            after = [t for t in around if stretch.end <= t.i <= stretch.end + 8][:1]
            found = [self.notes.by_root[t.i].referent for t in (*before, *after)]
            if not found and number and stretch.start - self._quotes[number - 1].end <= 4:
                found = self.speakers(self.doc[self._quotes[number - 1].start])  # ‘"…" and "…"’
            self._speakers[number] = found
        return self._speakers[number]

    def refer(self, start: int, end: int, root: int, form: str, referent: Referent) -> Reference:
        """Writes a reference, and its referent where it is new."""
        if referent.first < 0:
            referent.first = start
        if referent not in self.notes.referents:
            self.notes.referents.append(referent)
        return self.notes.add(Reference(start, end, root, form, referent))

    def distance(self, reference: Reference, token: Token) -> int:
        """Sentences between a reference and a token behind it."""
        return self.sentence[token.i] - self.sentence[reference.root]

    def latest(self, token: Token, fits: Callable[[Referent], bool], within: int = WINDOW) -> Referent | None:
        """The most salient referent before a token that fits, at most so many sentences back."""
        best: tuple[int, Referent] | None = None
        for reference in reversed(self.before):
            distance = self.distance(reference, token)
            if distance > within:
                break
            if fits(reference.referent) and reference.form not in ("adjective",):
                score = -10 * distance + role_score(self.doc[reference.root]) + min(self.count(reference.referent), 4)
                if best is None or score > best[0]:
                    best = (score, reference.referent)
        return best[1] if best else None


def role_score(root: Token) -> int:
    """How likely a phrase in this grammatical role is spoken of next."""
    if root.dep_ in ("nsubj", "nsubjpass"):
        return 8
    if root.dep_ in ("dobj", "dative"):
        return 5
    if root.dep_ == "conj":
        return role_score(root.head) - 1 if root.head.dep_ != "conj" else 3
    if root.dep_ in ("poss", "compound", "nmod", "amod"):
        return 1
    return 3


def is_medium(doc: Doc, reference: Reference) -> bool:
    """Whether a name says where words were published rather than who acts: "on Twitter", "a YouTube channel"."""
    if doc[reference.end - 1].text not in _PLATFORMS:
        return False
    root = doc[reference.root]
    return root.dep_ in ("compound", "nmod", "poss") or (
        root.dep_ == "pobj" and root.head.lower_ in ("on", "via", "using", "through", "to")
    )
