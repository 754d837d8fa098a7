"""Whether the name of a capital means its state, which acts, or the city, where things happen."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.model import Kind
from kg.nlp.annotations import Annotations, root_of
from kg.nlp.words import lemma

_TRAVEL = frozenset(
    ("go come travel fly arrive return drive move head leave depart flee visit tour trip journey flight send rush sail").split()
)
_WITHIN = frozenset({"in", "at", "near", "outside", "around", "inside", "into", "throughout", "across", "within"})


def capital(doc: Doc, notes: Annotations, start: int, end: int) -> Kind:
    """A capital acts as its state, unless something happens in it or somebody travels there."""
    root = doc[root_of(doc, start, end)]
    head = root.head
    if root.dep_ == "pobj":
        if head.lower_ in _WITHIN:
            return Kind.PLACE
        if head.lower_ in ("to", "from", "for") and lemma(head.head) in _TRAVEL:
            return Kind.PLACE
    if root.dep_ == "dobj" and lemma(head) in _TRAVEL:
        return Kind.PLACE
    if root.dep_ == "appos" and head.lower_ in ("capital", "city", "town"):
        return Kind.PLACE
    if root.dep_ in ("compound", "nmod", "amod") and lemma(head) in (
        "summit",
        "airport",
        "street",
        "suburb",
        "district",
        "university",
        "conference",
        "hotel",
        "embassy",
    ):
        return Kind.PLACE
    if root.dep_ in ("appos", "conj") and root.head.i in notes.by_root and notes.by_root[root.head.i].referent.kind is Kind.PLACE:
        return Kind.PLACE
    return Kind.STATE
