"""Which references are mentions: the words that a reader would say mean somebody, as wide as the phrase.

A description beside a name ("Anna Berg, the chancellor") and one that says what somebody is ("Berg became chancellor") serve
the relations, but mean nobody on their own; nor does "Chad" apart from "the Chadian government". The conventions are those of
OntoNotes for identity chains (appositions and predicates are no mentions), noun phrases cut before what follows their head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.model import Kind
from kg.nlp.annotations import Annotations, Reference, Referent
from kg.nlp.salience import is_medium
from kg.nlp.words import lemma

_NAMED = frozenset({"name", "acronym", "capital", "demonym", "adjective"})
_BEFORE = ("det", "predet", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod")
#: Nouns for those who govern a state: they are the state. Its troops or envoys are people of its own.
GOVERNING = frozenset({"government", "administration", "authority", "regime", "cabinet", "official"})
_WE = frozenset({"we", "us", "ourselves"})
_OUR = frozenset({"our", "ours"})


def mentions(doc: Doc, notes: Annotations, used: Collection[int] = ()) -> Iterator[Reference]:
    """The references that are mentions, widened to their phrase; tokens, in the order of the references.

    Args:
        used: the `id` of each referent that a claim or statement speaks of; its descriptions count even if nothing else means it.
    """
    named = {id(r.referent) for r in notes.references if r.form in _NAMED}
    taken_up = {id(r.referent) for r in notes.references if r.form == "pronoun"}
    described = Counter(id(r.referent) for r in notes.references if r.form == "description")
    known = named | taken_up | {who for who, times in described.items() if times > 1} | set(used)
    out: list[Reference] = []
    wide: dict[int, Referent] = {}  # each token of a described phrase → whom that phrase means
    for reference in notes.references:
        if reference.form in _NAMED or reference.form == "pronoun" or not reference.referent.is_party:
            out.append(reference)
        elif _means_somebody(doc, notes, reference, known):
            start, end = phrase(doc[reference.root])
            out.append(replace(reference, start=start, end=end))
            wide.update(dict.fromkeys(range(start, end), reference.referent))
    groups = {doc[r.root].sent.start for r in out if r.form == "pronoun" and doc[r.root].lower_ in _WE}
    for reference in out:
        if reference.form in _NAMED:
            inside = wide.get(reference.root) is reference.referent
            left_out = inside or is_medium(doc, reference) or _is_hyphened(doc, reference.end)
        else:
            left_out = reference.form == "pronoun" and _is_anybody(doc[reference.root], reference.referent, groups)
        if not left_out:
            yield reference


def _means_somebody(doc: Doc, notes: Annotations, reference: Reference, known: Collection[int]) -> bool:
    """Whether a role, noun or description means somebody by itself."""
    head, who = doc[reference.root], reference.referent
    if _is_beside(head, notes) or _is_predicate(head):
        return False
    if reference.form != "description":
        return not who.members
    if id(who) not in known or (who.kind is Kind.STATE and lemma(head) not in GOVERNING):
        return False
    return who.kind is not Kind.ORGANIZATION or who.described or head.tag_ != "NNS"  # "members of the council"


def _is_anybody(token: Token, who: Referent, groups: Collection[int]) -> bool:
    """Whether "we" is not said who, or "our" stands where nobody says "we": "our planet" is everybody's."""
    word = token.lower_
    if word in _OUR:
        return who.kind is Kind.PERSON or token.sent.start not in groups
    return word in _WE and who.kind is Kind.PERSON


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
    if head.dep_ in ("compound", "nmod", "amod", "appos"):
        return True
    return any(c.dep_ == "appos" and c.i in notes.by_root for c in head.children)


def _is_predicate(head: Token) -> bool:
    """Whether a noun says what somebody is, becomes or serves as."""
    if head.dep_ in ("attr", "oprd"):
        return True
    if head.dep_ == "pobj" and head.head.lower_ == "as":
        return True
    return head.dep_ == "conj" and _is_predicate(head.head)
