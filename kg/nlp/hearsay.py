"""Words of others without a verb of saying: "according to the ministry", "per Reuters", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.nlp.cues import Cue
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_NONE: frozenset[str] = frozenset()


def read(reports: Reports) -> None:
    """Adds a statement for each such expression outside of quotations."""
    for token in reports.doc:
        if token.i in reports.inside:
            continue
        if token.lower_ in reports.lexicon["prepositions"]:
            _according(reports, token)
        elif token.lower_ in reports.lexicon["reported"] and token.dep_ == "advmod":
            _adverb(reports, token)


def _according(reports: Reports, token: Token) -> None:
    inner = next((c for p in token.children if p.lower_ == "to" for c in p.children if c.dep_ == "pobj"), None)
    if inner is None and token.lower_ != "according":
        if token.i and reports.doc[token.i - 1].text != "," and not token.is_sent_start:
            return  # "per metric ton"
        inner = next((c for c in token.children if c.dep_ == "pobj"), None)
        if inner is not None and lemma(inner) not in reports.lexicon["documents"] and not reports.speakers.parties.of(inner):
            return
    speaker = reports.speakers.as_speaker(inner) if inner is not None else None
    if inner is None or speaker is None:
        return
    bare = inner.tag_ == "NN" and inner.left_edge == inner.right_edge  # "according to plan"
    if (bare or token.lower_ != "according") and not reports.speakers.can_speak(speaker):
        return
    own = {t.i for t in token.subtree}
    sentence = token.sent
    at_edge = min(own) - sentence.start <= 1 or not any(t.is_alpha for t in reports.doc[max(own) + 1 : sentence.end])
    clause = sentence.root if at_edge else _clause(token)
    tokens = {t.i for t in clause.subtree} - own
    if clause.dep_ == "ROOT":
        tokens = set(range(sentence.start, sentence.end)) - own
        parts = [i for i in tokens if reports.doc[i].text == ";"]
        first = max((i for i in parts if i < min(own)), default=-1)
        stop = min((i for i in parts if i > max(own)), default=sentence.end)
        tokens = {i for i in tokens if first < i < stop}
        for other in clause.children:
            if other.dep_ == "conj" and any(s.cue_token == other.i for s in reports.notes.sayings):
                tokens -= {t.i for t in other.subtree}
    words = "according to" if token.lower_ == "according" else token.lower_
    reports.add(Cue(token, words, "neutral", _NONE), tokens | reports.whole_quotations(tokens), own, speaker)


def _clause(token: Token) -> Token:
    """The clause that an expression in the midst of a sentence belongs to."""
    current = token.head
    while current.head != current:
        if current.tag_.startswith(("VB", "MD")) and current.dep_ in ("ccomp", "relcl", "advcl"):
            break
        if current.dep_ == "conj" and current.tag_.startswith(("VB", "MD")) and _has_subject(current) and token.i < current.i:
            break  # "and, according to the mayor, nobody was hurt"
        current = current.head
    return current


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


def _adverb(reports: Reports, token: Token) -> None:
    verb = token.head
    while verb.head != verb and not verb.tag_.startswith(("VB", "MD")):
        verb = verb.head
    if not verb.tag_.startswith(("VB", "MD")):
        return
    tokens = {t.i for t in verb.subtree}
    for child in verb.children:
        if child.dep_ in ("conj", "cc") or (child.dep_ == "advcl" and reports.doc[child.left_edge.i - 1].text == ","):
            tokens -= {t.i for t in child.subtree}
    if verb.dep_ == "conj" and not _has_subject(verb):
        first = verb.head
        while first.dep_ == "conj" and not _has_subject(first):
            first = first.head
        for child in first.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                tokens |= {t.i for t in child.subtree}
    reports.add(Cue(token, token.lower_, "claiming", _NONE), tokens, {token.i}, None)
