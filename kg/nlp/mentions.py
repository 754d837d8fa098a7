"""Which references are mentions: the words that a reader would say mean somebody, as wide as the phrase.

A description beside a name ("Anna Berg, the chancellor") and one that says what somebody is ("Berg became chancellor") serve
the relations, but mean nobody on their own; nor does "Chad" apart from "the Chadian government". The conventions are those of
OntoNotes for identity chains (appositions and predicates are no mentions), noun phrases cut before what follows their head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.model import Kind
from kg.nlp.annotations import Annotations, Reference, Referent
from kg.nlp.salience import is_medium
from kg.nlp.words import lemma

_NAMED = frozenset({"name", "acronym", "capital", "demonym", "adjective"})
_EVENTS = (Kind.SUMMIT, Kind.MEETING)  # the places beside one ("summits in Geneva (2011), Vienna (2012)") are no names of it
_BEFORE = ("det", "predet", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod")
#: Nouns for those who govern a state: they are the state. Its troops or envoys are people of its own.
GOVERNING = frozenset({"government", "administration", "authority", "regime", "cabinet", "official"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})


def mentions(doc: Doc, notes: Annotations) -> Iterator[Reference]:
    """The references that are mentions, widened to their phrase; tokens, in the order of the references."""
    named = {id(r.referent) for r in notes.references if r.form in _NAMED}
    taken_up = {id(r.referent) for r in notes.references if r.form == "pronoun"}
    described = Counter(id(r.referent) for r in notes.references if r.form == "description")
    wide: dict[int, Referent] = {}  # each token of a described phrase → whom that phrase means
    out: list[Reference] = []
    for reference in notes.references:
        if reference.form in _NAMED or reference.form == "pronoun":
            out.append(reference)
            continue
        head = doc[reference.root]
        if _is_predicate(head) or (reference.referent.kind not in _EVENTS and _is_beside(head, notes)):
            continue
        if reference.form == "description":
            who = reference.referent
            known = id(who) in named | taken_up or described[id(who)] > 1
            if not known or (who.kind is Kind.STATE and lemma(head) not in GOVERNING):
                continue
            if who.kind is Kind.ORGANIZATION and not who.described and head.tag_ == "NNS":
                continue  # "members of the council"
        start, end = phrase(head)
        out.append(replace(reference, start=start, end=end))
        wide.update(dict.fromkeys(range(start, end), reference.referent))
    ours = {doc[r.root].sent.start for r in out if r.form == "pronoun" and doc[r.root].lower_ in ("we", "us", "ourselves")}
    for reference in out:
        if reference.form in _NAMED and (is_medium(doc, reference) or _is_hyphened(doc, reference.end)):
            continue
        if (
            reference.form == "pronoun"
            and doc[reference.root].lower_ in ("our", "ours")
            and doc[reference.root].sent.start not in ours
        ):
            continue  # "our planet": everybody's
        if reference.form in _NAMED and wide.get(reference.root) is reference.referent:
            continue
        if reference.form == "pronoun" and doc[reference.root].lower_ in _WE and reference.referent.kind is Kind.PERSON:
            continue  # who else belongs to "us" is not said
        yield reference


def _is_hyphened(doc: Doc, end: int) -> bool:
    """Whether a name is part of an adjective: "Yemen-based"."""
    return (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end].whitespace_
        and doc[end + 1].tag_ in ("VBN", "JJ", "VBD", "VBG")
    )


def phrase(head: Token) -> tuple[int, int]:
    """A noun with its article and modifiers: first and last (exclusive) token; what follows the noun is left out."""
    start = head.i
    for child in head.children:
        if child.i < start and child.dep_ in _BEFORE:
            start = child.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return start, head.i + 1


def _is_beside(head: Token, notes: Annotations) -> bool:
    """Whether a description stands beside the name that it describes, or in front of it."""
    if head.dep_ in ("compound", "nmod", "amod"):
        return True
    if head.dep_ == "appos":
        return True
    return any(c.dep_ == "appos" and c.i in notes.by_root for c in head.children)


def _is_predicate(head: Token) -> bool:
    """Whether a noun says what somebody is, becomes or serves as."""
    if head.dep_ in ("attr", "oprd"):
        return True
    if head.dep_ == "pobj" and head.head.lower_ == "as":
        return True
    return head.dep_ == "conj" and _is_predicate(head.head)
