"""Nouns that report: "his claim that", "calls for a ceasefire", "allegations of fraud", "issued a statement: …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.cues import Cue
from kg.nlp.speakers import Speaker
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_NONE: frozenset[str] = frozenset()


def read(reports: Reports) -> None:
    """Adds a statement for each such noun outside of quotations that has what was said below it, or behind a colon."""
    taken = {s.cue_token for s in reports.notes.sayings}
    for token in reports.doc:
        if token.tag_ in ("NN", "NNS") and token.i not in reports.inside and token.i not in taken:
            word = lemma(token)
            if word in reports.lexicon["claim_nouns"]:
                _noun(reports, token, word)


def _noun(reports: Reports, noun: Token, word: str) -> None:
    demanding = word in reports.lexicon["demand_nouns"]
    tokens: set[int] = set()
    for child in noun.children:
        if child.i < noun.i:
            continue
        if (
            child.dep_ in ("acl", "ccomp", "relcl") and child.tag_.startswith(("VB", "MD")) and _is_said(reports, noun, child)
        ) or (child.dep_ in ("acl", "xcomp") and demanding and _opens_with(child, "to")):
            tokens = reports.contents.clause(child, child)
        elif child.dep_ == "prep" and (
            (child.lower_ == "for" and demanding)
            or (child.lower_ in ("of", "about") and word in reports.lexicon["accusing_nouns"])
        ):
            for inner in child.children:
                named = reports.notes.by_root.get(inner.i)
                if inner.dep_ in ("pobj", "pcomp") and (named is None or named.referent.kind is not Kind.PERSON):
                    tokens |= reports.contents.clause(inner, inner)
        elif child.dep_ in ("acl", "relcl") and reports.doc[noun.i + 1].text == ":":
            tokens = set(range(noun.i + 2, noun.sent.end))
        if tokens:
            break
    speaker = _speaker(reports, noun)
    if not tokens or (speaker is None and not any(reports.doc[i].lower_ == "that" for i in range(noun.i, noun.i + 2))):
        return
    act = "demanding" if demanding else "claiming"
    reports.add(Cue(noun, word, act, _NONE), tokens, {noun.i}, speaker, phrasal=demanding)


def _is_said(reports: Reports, noun: Token, clause: Token) -> bool:
    """Whether a clause below a noun is what was said: "allegations (that) he had fled", not "allegations he made"."""
    if _opens_with(clause, "that") and not any(c.dep_ == "dobj" and c.lower_ == "that" for c in clause.children):
        return True
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    bare = subject is not None and subject.left_edge.i == noun.i + 1 and subject.tag_ not in ("WDT", "WP", "IN")
    return (bare and (subject is not None and subject.dep_ == "nsubjpass")) or (
        bare and any(c.dep_ in ("dobj", "attr", "acomp", "prep", "ccomp", "xcomp") for c in clause.children)
    )


def _opens_with(clause: Token, word: str) -> bool:
    return any(c.lower_ == word and c.dep_ in ("mark", "aux") for c in clause.children)


def _speaker(reports: Reports, noun: Token) -> Speaker | None:
    """Whose claim it is: its possessor, who it is by or from, or the subject of the verb that only holds it."""
    for child in noun.children:
        if child.dep_ == "poss":
            reference = reports.notes.by_root.get(child.i)
            if child.tag_ == "PRP$":
                return Speaker(child.i, child.i + 1, child.i, reference.referent if reference is not None else None)
            return reports.speakers.as_speaker(child)
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                return reports.speakers.as_speaker(inner)
    verb = noun.head
    if noun.dep_ == "dobj" and lemma(verb) in reports.lexicon["holding"]:
        return reports.speakers.of(Cue(verb, lemma(verb), "neutral", _NONE))
    return None
