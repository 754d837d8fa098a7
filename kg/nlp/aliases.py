"""Whether two names are one: full and short names, initials, other spellings, the short name of a longer-named body."""

from __future__ import annotations

import re
from collections import Counter

from kg.model import Kind, fold
from kg.nlp.annotations import Annotations, Referent

_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
#: Heads that a body's name may lose: "Labour" for "Labour Party".
_LOSABLE = frozenset({"party", "movement", "group", "agency", "organization", "organisation", "council", "militia", "network"})
#: What a firm's name may end with when the first word alone stands for it: "Ford" for "Ford Motor Company".
_FIRMS = frozenset({"company", "corporation", "inc", "ltd", "corp", "plc", "limited", "group", "airlines", "bank"})
_SMALL = frozenset({"of", "the", "for", "and", "on", "to", "in"})


def same_person(a: list[str], b: list[str]) -> bool:
    """Two full names, folded and split, of one person: one within the other, an initial for the first name, another spelling."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if len(a) == len(b) and all(x == y or alike(x, y) for x, y in zip(a, b, strict=True)):
        return True
    return a[-1] == b[-1] and (a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0]))


def alike(a: str, b: str) -> bool:
    """Whether two words are one in two transcriptions, "Zelensky" and "Zelenskyy": the same but for vowels and doubled letters.

    Short words are too often different names that look so, and -a and -o tell a woman's name from a man's.
    """
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or {a[-1], b[-1]} == {"a", "o"}:
        return False
    return _skeleton(a) == _skeleton(b) and (len(a) != len(b) or sum(x != y for x, y in zip(a, b, strict=True)) <= 2)


def _skeleton(word: str) -> str:
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", word))


def join_short_names(notes: Annotations) -> None:
    """Gives the references of a body known by a short name to the body that it is short for; of several to the one
    that the document speaks of most.

    "Supreme Court" to "United States Supreme Court", "House" to "House of Representatives", "Labour" to "Labour Party".
    """
    bodies = [r for r in notes.referents if r.kind is Kind.ORGANIZATION]
    names = {id(b): [n for n in (fold(name).split() for name in (b.label, *b.names)) if n] for b in bodies}
    by_edge: dict[str, dict[int, Referent]] = {}  # a name is short for one that begins or ends as it does
    for body in bodies:
        for name in names[id(body)]:
            for word in (name[0], name[-1]):
                by_edge.setdefault(word, {})[id(body)] = body
    for short in bodies:
        if short.key is not None:
            continue
        near = {i: b for name in names[id(short)] for word in (name[0], name[-1]) for i, b in by_edge[word].items()}
        longer = [
            b
            for b in near.values()
            if b is not short
            and b in notes.referents
            and not (short.of is not None and b.of is not None and short.of is not b.of)
            and any(_shortens(s, n) for s in names[id(short)] for n in names[id(b)])
        ]
        if longer:
            counts = Counter(id(r.referent) for r in notes.references)
            first, *others = sorted(longer, key=lambda b: -counts[id(b)])
            if not others or counts[id(first)] > counts[id(others[0])]:
                _give(notes, short, first)


def _shortens(short: list[str], name: list[str]) -> bool:
    if len(short) >= len(name):
        return False
    if name[: len(short)] == short and (name[len(short)] == "of" or (len(short) + 1 == len(name) and name[-1] in _LOSABLE)):
        return True
    if name[: len(short)] == short and name[-1] in _FIRMS and len(short[0]) > 2:
        return True
    words = [w for w in short if w not in _SMALL]
    return bool(words) and short[-1] == name[-1] and len(short[-1]) > 3 and set(words) <= set(name)


def _give(notes: Annotations, short: Referent, longer: Referent) -> None:
    for reference in notes.references:
        if reference.referent is short:
            reference.referent = longer
    longer.names.update(short.names)
    longer.of = longer.of or short.of
    longer.first = min(longer.first, short.first) if short.first >= 0 else longer.first
    notes.referents.remove(short)
