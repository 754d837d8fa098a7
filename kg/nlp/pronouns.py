"""First and second person inside quotations: "I" is the speaker, "we" those the speaker speaks for, "you" whom the words are
said to."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Kind
from kg.nlp.annotations import Reference, Referent, notes_on
from kg.vocabulary import Vocabulary

_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_GOVERNING = re.compile(
    r"\b(?:Ministry|Department|Government|Cabinet|Army|Forces|Office|Pentagon)\b"
)  # they speak for their state
_YOU = frozenset({"you", "your", "yours", "yourself"})


def resolve(doc: Doc) -> Doc:
    """Adds a reference for each such pronoun of a statement whose speaker, or addressee, is known."""
    notes = notes_on(doc)
    inside = {i for q in notes.quoted for i in range(q.start, q.end)}
    for saying in notes.sayings:
        for start, end in saying.stretches:
            for i in range(start, end):
                if i not in inside or i in notes.by_root or not doc[i].tag_.startswith("PRP"):
                    continue
                word = doc[i].lower_
                who = saying.speaker if word in _I | _WE else saying.addressee if word in _YOU else None
                if who is not None and word in _WE:
                    who = _spoken_for(who)
                if who is not None:
                    notes.add(Reference(i, i + 1, i, "pronoun", who))
    return doc


def _spoken_for(who: Referent) -> Referent:
    """Whom a speaker means by "we": the body or state whose office they hold, else their state, else only themselves."""
    if who.kind is Kind.PERSON:
        owners = [o.of for o in who.offices if o.of is not None and o.of.kind in (Kind.ORGANIZATION, Kind.STATE)]
        if owners:
            return next(
                (o for o in owners if o.kind is Kind.ORGANIZATION and not _GOVERNING.search(o.label)),
                owners[0].state or owners[0],
            )
    return who.state or who


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return resolve
