"""Names of bodies that the model breaks up, joined: "Center for Investigative Journalism", "Oversight and Reform Committee",
"United States Department of Defense"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.model import Kind
from kg.nlp.gazetteer import Listed

_FOR = re.compile(
    r"(?:Court|Committee|Commission|Council|Ministry|Department|League|Cent(?:er|re)|Office|Institute|Association|Organi[sz]ation|"
    r"Agency|Fund|Foundation|Initiative|Coalition|Conference|Union|Party|Movement|Front|Alliance|Group|Bureau|Board|Society)$"
)
_LISTING = re.compile(r"(?:Committee|Commission|Department|Ministry|Office|Agency|Council|Bureau)$")
_INNER = frozenset({"of", "and", "the"})


def joined(doc: Doc, entities: list[tuple[int, int, str]], listed: list[tuple[int, int, Listed]]) -> list[tuple[int, int, str]]:
    """The entities, in order, with names of organisations as wide as they are."""
    states = {e: s for s, e, x in listed if x.kind is Kind.STATE and x.form == "name"}
    begins = {s for s, _, x in listed if x.kind is Kind.STATE}
    out: list[tuple[int, int, str]] = []
    for start, end, label in entities:
        if out and start < out[-1][1]:
            continue  # inside a name that was widened
        if label == "PERSON" and out and out[-1][1:] == (start, "PERSON") and doc[start].text[:1].islower():
            out[-1] = (out[-1][0], end, label)  # "Hamza" "bin Laden"
            continue
        if label == "ORG":
            start, end = _left(doc, start, end, states), _right(doc, end, begins)
            while out and out[-1][0] >= start:
                out.pop()
        out.append((start, end, label))
    return out


def _right(doc: Doc, end: int, begins: set[int]) -> int:
    """Over "for" and the capitalised words behind it."""
    if not _FOR.search(doc[end - 1].text) or end + 1 >= len(doc) or doc[end].lower_ != "for":
        return end
    i = end + 1 + (doc[end + 1].lower_ == "the")
    if i in begins:
        return end
    stop = end
    while i < len(doc) and (doc[i].text[:1].isupper() or (doc[i].lower_ in _INNER and i > end + 1)):
        i += 1
        if doc[i - 1].text[:1].isupper():
            stop = i
    return stop


def _left(doc: Doc, start: int, end: int, states: dict[int, int]) -> int:
    """Over the capitalised words before "and", and over the state whose body it is."""
    if _LISTING.search(doc[end - 1].text) and start > 1 and doc[start - 1].lower_ == "and" and doc[start - 2].tag_ == "NNP":
        start -= 2
        while start > 0 and doc[start - 1].tag_ == "NNP" and doc[start - 1].ent_type_ != "PERSON":
            start -= 1
    if _FOR.search(doc[end - 1].text) or _FOR.search(doc[start].text):
        return states.get(start, start)
    return start


def with_states(listed: list[tuple[int, int, Listed]]) -> list[tuple[int, int, Listed]]:
    """The listed names, where a state's name stands before a body of that state as one: "United States Department of State"."""
    out: list[tuple[int, int, Listed]] = []
    for start, end, entry in listed:
        if entry.kind is Kind.ORGANIZATION and entry.of and out:
            s, e, before = out[-1]
            if e == start and before.kind is Kind.STATE and before.iso3 == entry.of and before.form == "name":
                out[-1] = (s, end, entry)
                continue
        out.append((start, end, entry))
    return out
