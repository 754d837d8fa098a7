"""The gender of the people of a document, by the pronouns that can mean only one of them.

One "she" whose sentence and the sentence before name a single person tells that person's gender, for the whole document; so a
pronoun further up that could mean two is settled by one further down that cannot. No list of first names is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.anaphora import HE, SHE
from kg.nlp.annotations import Referent
from kg.nlp.binding import barred
from kg.nlp.salience import Discourse

_FEMALE = frozenset(
    "wife widow mother daughter sister aunt niece grandmother granddaughter fiancée fiancee girlfriend woman girl queen princess "
    "duchess actress spokeswoman chairwoman businesswoman congresswoman stateswoman saleswoman nun heiress".split()
)
_MALE = frozenset(
    "husband widower father son brother uncle nephew grandfather grandson fiancé boyfriend man boy king prince duke spokesman "
    "chairman businessman congressman statesman monk priest imam bishop archbishop".split()
)


def learn(discourse: Discourse) -> None:
    """Sets the gender of people: by what they are called, then by the pronouns that agree about them."""
    people: list[tuple[int, Token, Referent]] = [
        (discourse.sentence[r.root], discourse.doc[r.root], r.referent)
        for r in discourse.notes.references
        if r.referent.kind is Kind.PERSON and r.form == "name" and not r.referent.plural
    ]
    for _, root, referent in people:
        if referent.gender is None:
            referent.gender = _called(root)
    votes: dict[int, Counter[str]] = {}
    for who, gender, weight in _votes(discourse, people):
        votes.setdefault(who, Counter())[gender] += weight
    known = {id(r): r for *_, r in people}
    for who, counted in votes.items():
        (gender, most), *others = counted.most_common()
        if who in known and known[who].gender is None and (not others or most > 2 * others[0][1]):
            known[who].gender = gender


def _votes(discourse: Discourse, people: list[tuple[int, Token, Referent]]) -> Iterator[tuple[int, str, int]]:
    """For each pronoun that can mean only one person: the person's `id`, the gender, and what the vote counts."""
    first = 0
    for token in discourse.doc:
        if token.tag_ not in ("PRP", "PRP$") or token.lower_ not in HE | SHE:
            continue
        here, gender = discourse.sentence[token.i], "m" if token.lower_ in HE else "f"
        joined = discourse.notes.by_root.get(token.head.head.i) if token.head.dep_ == "conj" else None
        if token.tag_ == "PRP$" and joined is not None and joined.referent.kind is Kind.PERSON:
            yield id(joined.referent), gender, 3  # "Berg and her team"
            continue
        while first < len(people) and people[first][0] < here - 1:
            first += 1
        near: dict[int, int] = {}
        for sentence, root, referent in islice(people, first, None):
            if sentence > here:
                break
            if referent.gender in (None, gender) and not barred(token, root, None):
                near[id(referent)] = 2 if sentence == here and root.i < token.i else 1
        for speaker in discourse.speakers(token):
            near.pop(id(speaker), None)
        if len(near) == 1:
            yield from ((who, gender, weight) for who, weight in near.items())


def _called(root: Token) -> str | None:
    """The gender of a noun beside a name: "Jane Doe, widow of", "his brother, John Doe"."""
    beside = [c for c in root.children if c.dep_ in ("appos", "compound", "nmod")]
    if root.dep_ == "appos":
        beside.append(root.head)
    for token in beside:
        if token.lower_ in _FEMALE:
            return "f"
        if token.lower_ in _MALE:
            return "m"
    return None
