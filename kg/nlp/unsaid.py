"""Reporting words that report nothing: what was not said, what somebody refused or was yet to say, what only describes a noun."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.annotations import Quoted
from kg.nlp.contents import Content
from kg.nlp.cues import Cue
from kg.nlp.words import lemma

_UNSAID = frozenset(
    ("decline refuse fail avoid stop forget hesitate expect schedule set prepare plan want hope intend wish").split()
)
_GOING_ON = frozenset("go continue proceed begin start use take rush speak write come".split())
_UNREAL = frozenset("will would could may might should shall 'll ’ll must can".split())
_NOT = ("not", "n't", "n’t", "never")


def is_retold(cue: Cue, content: Content) -> bool:
    """Whether a quoted speaker reports somebody else's words, and not their own."""
    subject = next((c for c in cue.token.children if c.dep_ == "nsubj"), None)
    retelling = bool(cue.frames & {"plain", "addressing"}) and not content.phrasal and cue.token.tag_ in ("VBD", "VBZ")
    return retelling and subject is not None and subject.lower_ not in ("i", "we", "you", "it", "that", "this")


def describes(cue: Cue) -> bool:
    """Whether a participle only describes a noun: "a programme called", "by proposed rules"."""
    verb = cue.token
    if verb.dep_ == "pcomp":
        return verb.tag_ == "VBN"
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ == "agent" for c in verb.children)


def is_unsaid(cue: Cue, content: Content, quotes: list[Quoted]) -> bool:
    """Whether nothing was said: "did not say", "declined to comment", "is expected to announce"."""
    verb = cue.token
    if _is_negated(verb) and all(q.start > verb.i for q in quotes):
        return True  # 'would not call it "murder"'
    if quotes:
        return False
    if any(c.dep_ == "aux" and c.lower_ in _UNREAL for c in verb.children):
        return True
    above = lemma(verb.head)
    if content.phrasal and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return above not in _GOING_ON  # "called for parliament to confirm him"
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "against", "from", "instead"):
        return True
    return verb.dep_ in ("xcomp", "pcomp") and above in _UNSAID


def _is_negated(verb: Token) -> bool:
    """Whether a verb, the one it is joined to, or its subject is negated: "did not concede or admit", "no official said"."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    first = verb
    while first.dep_ == "conj" and first.tag_ == "VB" and not any(c.dep_ == "nsubj" for c in first.children):
        first = first.head
    helping = next((c.i for c in first.children if c.dep_ == "aux" and c.i < first.i), None)
    if helping is not None and any(t.lower_ in _NOT for t in verb.doc[helping : first.i]):
        return True
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return any(d.lower_ in ("no", "not", "neither") for c in subjects for d in (c, *c.children))
