"""The occasion of a statement: to whom, when, where and on what it was said, what it answers, and whose report it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from kg.model import Kind, Period
from kg.nlp.annotations import Annotations, Referent, Saying
from kg.nlp.cues import Cue
from kg.nlp.speakers import Speaker
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_ANSWERING = frozenset({"reply", "answer", "respond", "retort", "counter", "rebut"})
_ON = frozenset({"on", "in", "via", "through", "at", "over", "by", "during"})
_NEAR = 60  # tokens between words and their answer


def describe(
    reports: Reports, saying: Saying, cue: Cue, content: set[int], speaker: Speaker | None, addressee: Token | None
) -> None:
    """Fills addressee, period, medium, place and what is answered, from what hangs on the cue and is no content."""
    verb = cue.token
    saying.period = _when(reports, verb)
    hearers = () if verb.lower_ == "according" else _hearers(verb)
    hearer = addressee or next((c for c in hearers if c.i not in content), None)
    if hearer is not None:
        saying.addressee = _party(reports, hearer)
    for preposition, noun in _phrases(verb, content):
        if preposition.lower_ in _ON and not saying.medium and reports.contents.cues.is_medium(noun):
            saying.medium = _words(reports, noun)
            receiver = next(_hearers(noun), None)  # "in a letter to the ministry"
            saying.addressee = saying.addressee or (_party(reports, receiver) if receiver is not None else None)
        if preposition.lower_ in ("in", "at", "from", "on", "outside", "near") and saying.place is None:
            saying.place = _place(reports, noun)
        if preposition.lower_ in ("to", "in") and (lemma(verb) in _ANSWERING or lemma(noun) in ("response", "reply", "answer")):
            saying.responds_to = saying.responds_to or _answered(reports, noun)
    if not saying.medium and speaker is not None and reports.speakers.is_document(speaker):
        saying.medium = _words(reports, reports.doc[speaker.root])
    if not saying.medium and lemma(verb) in ("tweet", "retweet"):
        saying.medium = "Twitter"


def link(doc: Doc, notes: Annotations) -> None:
    """Joins the statements of a document, in their order: the one that another stands in, and the one that another answers."""
    around: dict[int, list[Saying]] = {}
    for saying in notes.sayings:
        for start, end in saying.stretches:
            for i in range(start, end):
                around.setdefault(i, []).append(saying)
    for saying in notes.sayings:
        beginning = {id(s) for s in around.get(saying.stretches[0][0], ())}
        wider = [s for s in around.get(saying.cue_token, ()) if s.cue_token != saying.cue_token and id(s) in beginning]
        saying.outer = min(wider, key=_length, default=None)
    for before, saying in zip(notes.sayings, notes.sayings[1:], strict=False):
        if (
            saying.responds_to is None
            and doc[saying.cue_token].tag_.startswith("VB")
            and lemma(doc[saying.cue_token]) in _ANSWERING
            and before.speaker is not None
            and before.speaker is not saying.speaker
            and saying.stretches[0][0] - before.stretches[-1][1] < _NEAR
        ):
            saying.responds_to = before


def _length(saying: Saying) -> int:
    return sum(b - a for a, b in saying.stretches)


def _hearers(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _party(reports: Reports, token: Token) -> Referent | None:
    found = reports.speakers.parties.of(token)
    return found[0].referent if found and found[0].referent.is_party else None


def _phrases(verb: Token, content: set[int]) -> Iterator[tuple[Token, Token]]:
    """The prepositional phrases of a reporting clause, those of its participles included ("writing on Telegram")."""
    for child in verb.children:
        if child.i in content and child.dep_ != "dobj":
            continue
        if child.dep_ == "dobj":  # "announced the plan at a briefing", as parsers read it
            for inner in child.children:
                if inner.dep_ == "prep" and inner.i not in content:
                    yield from _with_inner(inner, content)
        elif child.dep_ in ("prep", "advcl") and child.tag_ != "VBG":
            yield from _with_inner(child, content)
        elif child.dep_ == "advcl":
            yield from _phrases(child, content)


def _with_inner(preposition: Token, content: set[int]) -> Iterator[tuple[Token, Token]]:
    for noun in preposition.children:
        if noun.dep_ == "pobj":
            yield preposition, noun
            yield from _phrases(noun, content)


def _words(reports: Reports, noun: Token) -> str:
    """A noun with what stands before it: "television interview"."""
    start, _ = reports.speakers.parties.phrase(noun)
    return reports.speakers.parties.text(start, noun.i + 1)


def _place(reports: Reports, noun: Token) -> Referent | None:
    reference = reports.notes.by_root.get(noun.i)
    if (
        reference is not None
        and reference.referent.kind in (Kind.PLACE, Kind.STATE)
        and reference.form in ("name", "capital", "acronym")
    ):
        return reference.referent
    return None


def _answered(reports: Reports, noun: Token) -> Referent | None:
    if lemma(noun) in ("response", "reply", "answer"):
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "to":
                return next((_answered(reports, c) for c in child.children if c.dep_ == "pobj"), None)
        return None
    found = _party(reports, noun)
    if found is not None:
        return found
    owner = reports.speakers.parties.owner(noun)
    return owner.referent if owner is not None and owner.referent.is_party else None


def _when(reports: Reports, verb: Token) -> Period | None:
    doc = reports.doc
    for time in reports.notes.times:
        if time.start <= verb.i < time.end:
            continue
        for candidate in (doc[time.start], doc[time.end - 1]):
            up = candidate
            for _ in range(3):
                if up.head == verb and up.dep_ in ("npadvmod", "prep", "advmod", "pobj", "tmod", "nmod"):
                    return time.period
                up = up.head
    return None
