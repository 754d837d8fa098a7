"""Whether two phrases name one speaker: "the president" and "President Macron", "Macron" and "Emmanuel Macron"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import fold

_ARTICLES = frozenset("the a an".split())
_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame president premier prime minister chancellor senator governor".split())
#: What stands behind one of these, or owns what follows, is not the head: "Macron's lawyer" is not Macron.
_LINKS = frozenset("of for from at in on to with by under behind among who which that".split())
_WORD = re.compile(r"['’ʼ]s\b|(?:(?!['’ʼ]s\b)[^\s,;:()\"“”])+")
_OWNS = frozenset({"'s", "’s", "ʼs"})


def same_mention(one: str, other: str) -> bool:
    """Whether either phrase holds the other as its head or name: as a run of words, articles, titles and case apart.

    Two phrases of which one is empty never agree.
    """
    a, b = _words(one), _words(other)
    return _holds(a, b) or _holds(b, a) or _holds(_bare(a), _bare(b)) or _holds(_bare(b), _bare(a))


def same_name(names: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether one of the names is one of those wanted, without case, accents, dots and article.

    Of several speakers ("Merkel and Macron said") one is enough: a statement has one speaker.
    """
    return bool({fold(name) for name in names} & {fold(name) for name in wanted} - {""})


def _words(phrase: str) -> list[str]:
    found = (m.group() for m in _WORD.finditer(phrase))
    words = [word if word in _OWNS else fold(word) for word in found if word.lower() not in _ARTICLES]
    while words and words[-1] in _OWNS:
        words.pop()
    return [word for word in words if word]


def _bare(words: list[str]) -> list[str]:
    """Without titles, unless nothing else is there."""
    return [w for w in words if w not in _TITLES] or words


def _holds(outer: list[str], inner: list[str]) -> bool:
    size = len(inner)
    for at in range(len(outer) - size + 1 if size else 0):
        owns = at + size < len(outer) and outer[at + size] in _OWNS
        if outer[at : at + size] == inner and not owns and not _depends(outer, at):
            return True
    return False


def _depends(phrase: list[str], at: int) -> bool:
    """Whether what stands there is below a link; a name behind a whole office is not: "President of Ukraine Zelenskyy"."""
    links = [i for i in range(at) if phrase[i] in _LINKS]
    office = len(links) == 1 and links[0] > 0 and phrase[links[0] - 1] in _TITLES and links[0] + 1 < at
    return bool(links) and not office
