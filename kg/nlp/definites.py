"""Whom a noun with an article means: "the country", "the airline", "both leaders", "the two sides"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Reference, Referent
from kg.nlp.salience import WINDOW, Discourse
from kg.nlp.words import lemma

_COUNTRY = frozenset({"country", "nation", "republic", "kingdom", "homeland", "territory", "commonwealth"})
_BODY = frozenset(
    (
        "organization organisation group company party agency union alliance movement bloc airline militia commission "
        "court council committee ministry firm body association federation institution parliament bank watchdog "
        "coalition network newspaper congress senate assembly legislature broadcaster militia department"
    ).split()
)
_CHAMBER = frozenset({"parliament", "congress"})  # named without an article
_GENERIC_BODY = frozenset({"organization", "organisation", "group", "body", "institution", "agency"})
_FAR = 12  # sentences that a noun bridges which is part of the name
_PEOPLE_PAIR = frozenset({"leader", "president", "minister", "man", "official", "counterpart", "politician", "head", "woman"})
_SIDE_PAIR = frozenset(
    {"side", "country", "nation", "state", "government", "party", "neighbour", "neighbor", "rival", "ally", "korea", "power"}
)


class Definites:
    """The nouns of one document."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.notes = discourse, discourse.notes

    def resolve(self, token: Token) -> Reference | None:
        """The reference of a noun; None for one that means nobody spoken of before."""
        word = lemma(token)
        kids = {c.lower_ for c in token.children if c.dep_ in ("det", "nummod", "predet")}
        if token.tag_ in ("NNS", "NNPS") and kids & {"two", "both"} and (word in _PEOPLE_PAIR or word in _SIDE_PAIR):
            return self._pair(token, word)
        definite = bool(kids & {"the", "this", "that"}) or (word in _CHAMBER and not kids)
        own = [
            c
            for c in token.children
            if c.dep_ in ("amod", "compound", "poss", "nmod")
            and c.i in self.notes.by_root
            and (word not in _COUNTRY or self.notes.by_root[c.i].referent.kind is not Kind.GROUP)  # "the Catholic country"
        ]
        if word in _BODY and len(own) == 1 and self.notes.by_root[own[0].i].referent.kind is Kind.STATE:
            return self._body_of(token, word, self.notes.by_root[own[0].i].referent)
        if not definite or own or token.tag_ in ("NNS", "NNPS"):
            return None
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
            return None
        if word in _COUNTRY:
            found = self.discourse.latest(token, lambda r: r.kind is Kind.STATE)
        elif word in _BODY:
            found = self.discourse.latest(token, lambda r: r.kind is Kind.ORGANIZATION and _is_called(r, word), _FAR)
            if found is None and word in _GENERIC_BODY:
                found = self.discourse.latest(token, lambda r: r.kind is Kind.ORGANIZATION)
        else:
            return None
        return self.discourse.refer(token.i, token.i + 1, token.i, "noun", found) if found is not None else None

    def _body_of(self, token: Token, word: str, state: Referent) -> Reference | None:
        """ "The Chadian parliament": the body of that state which the text has named."""
        found = self.discourse.latest(
            token,
            lambda r: r.kind is Kind.ORGANIZATION and not r.described and _is_called(r, word) and r.of in (None, state),
            within=_FAR,
        )
        return self.discourse.refer(token.i, token.i + 1, token.i, "noun", found) if found is not None else None

    def _pair(self, token: Token, word: str) -> Reference | None:
        kinds = (Kind.PERSON,) if word in _PEOPLE_PAIR else (Kind.STATE, Kind.ORGANIZATION)
        pair: list[Referent] = []
        for reference in reversed(self.discourse.before):
            if self.discourse.distance(reference, token) > WINDOW:
                break
            referent = reference.referent
            if word in _SIDE_PAIR and referent.kind is Kind.PERSON and referent.state is not None:
                referent = referent.state
            if referent.kind in kinds and referent not in pair:
                pair.append(referent)
            if len(pair) == 2:
                break
        if len(pair) < 2:
            return None
        group = Referent(Kind.GROUP, token.text, {}, plural=True, described=True, members=pair[::-1])
        return self.notes.add(Reference(token.i, token.i + 1, token.i, "noun", group))


def _is_called(referent: Referent, word: str) -> bool:
    """Whether a body is what the noun says, by one of its names or by what is known of it."""
    return word == referent.org_kind or any(word in name.lower() for name in (referent.label, *referent.names))
