"""Reporting words that report nothing: what was not said, what somebody refused or was yet to say, what only describes a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.nlp.annotations import Quoted
from kg.nlp.contents import Content
from kg.nlp.cues import Cue
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_UNSAID = frozenset(
    {
        "decline",
        "refuse",
        "fail",
        "avoid",
        "stop",
        "forget",
        "hesitate",
        "expect",
        "schedule",
        "set",
        "prepare",
        "plan",
        "want",
        "hope",
        "intend",
        "wish",
    }
)
_GOING_ON = frozenset({"go", "continue", "proceed", "begin", "start", "use", "take", "rush", "speak", "write", "come"})
_UNREAL = frozenset({"will", "would", "could", "may", "might", "should", "shall", "'ll", "’ll", "must", "can"})


def is_retold(reports: Reports, cue: Cue, content: Content) -> bool:
    """Whether a quoted speaker reports somebody else's words, and not his own."""
    subject = next((c for c in cue.token.children if c.dep_ == "nsubj"), None)
    retelling = bool(cue.frames & {"plain", "addressing"}) and not content.phrasal and cue.token.tag_ in ("VBD", "VBZ")
    return retelling and subject is not None and subject.lower_ not in ("i", "we", "you", "it", "that", "this")


def is_title_of(reports: Reports, cue: Cue) -> bool:
    """Whether a participle only describes a noun: "a programme called", "reported incidents"."""
    verb = cue.token
    if verb.dep_ == "amod" or (verb.dep_ == "pcomp" and verb.tag_ == "VBN"):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ == "agent" for c in verb.children)


def is_unsaid(reports: Reports, cue: Cue, content: Content, quotes: list[Quoted]) -> bool:
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
    if helping and any(t.lower_ in ("not", "n't", "n’t", "never") for t in reports.doc[helping[0] : first.i]):
        return True
    if any(c.dep_ == "nsubj" and any(d.lower_ in ("no", "not", "neither") for d in (c, *c.children)) for c in verb.children):
        return True
    above = lemma(verb.head)
    if content.phrasal and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return above not in _GOING_ON  # "called for parliament to confirm him"
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "against", "from", "instead"):
        return True
    return verb.dep_ in ("xcomp", "pcomp") and above in _UNSAID
