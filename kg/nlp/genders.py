"""The gender of the people of a document, by the pronouns that can mean only one of them.

One "she" whose sentence and the sentence before name a single person tells that person's gender, for the whole document; so a
pronoun further up that could mean two is settled by one further down that cannot. No list of first names is used.
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.anaphora import HE, SHE
from kg.nlp.annotations import Referent
from kg.nlp.binding import barred
from kg.nlp.salience import Discourse


def learn(discourse: Discourse) -> None:
    """Sets the gender of each person whose pronouns agree about it, unless a title told it before."""
    people: list[tuple[int, Token, Referent]] = [
        (discourse.sentence[r.root], discourse.doc[r.root], r.referent)
        for r in discourse.notes.references
        if r.referent.kind is Kind.PERSON and r.form == "name" and not r.referent.plural
    ]
    votes: dict[int, Counter[str]] = {}
    known = {id(r): r for *_, r in people}
    first = 0
    for token in discourse.doc:
        if token.tag_ not in ("PRP", "PRP$") or token.lower_ not in HE | SHE:
            continue
        here = discourse.sentence[token.i]
        while first < len(people) and people[first][0] < here - 1:
            first += 1
        near: set[int] = set()
        for sentence, root, referent in people[first:]:
            if sentence > here:
                break
            if not barred(token, root, None):
                near.add(id(referent))
        near -= {id(s) for s in discourse.speakers(token)}
        joined = discourse.notes.by_root.get(token.head.head.i) if token.head.dep_ == "conj" else None
        if token.tag_ == "PRP$" and joined is not None and joined.referent.kind is Kind.PERSON:
            near = {id(joined.referent)}  # "Berg and her team"
        if len(near) == 1:
            votes.setdefault(near.pop(), Counter())["m" if token.lower_ in HE else "f"] += 1
    for who, counted in votes.items():
        (gender, most), *others = counted.most_common()
        if who in known and known[who].gender is None and (not others or most > 2 * others[0][1]):
            known[who].gender = gender
