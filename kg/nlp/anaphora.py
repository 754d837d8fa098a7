"""Whom a pronoun of the third person means.

Agreement in number and gender, salience, and what the grammar of the clause rules out. "It" and "they" may mean things as well:
a thing spoken of more saliently keeps the pronoun to itself. Gender is learned from the text (`kg.nlp.genders`).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Reference, Referent
from kg.nlp.binding import barred, subject_of_clause
from kg.nlp.salience import WINDOW, Discourse, role_score
from kg.nlp.words import lemma

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves", "theirs"})
_TOWARDS = frozenset({"against", "to", "with", "from", "by", "for"})
_LIGHT = frozenset({"call", "order", "do", "make", "take", "give", "hold"})
_OBJECT = ("dobj", "pobj", "dative")
_HAPPENING = frozenset("happen occur rain snow seem appear matter take turn emerge follow transpire remain".split())


class Anaphora:
    """The pronouns of one document. `acting` are verbs whose object is a party rather than a thing; `take_up` tells
    whom a described phrase means."""

    def __init__(self, discourse: Discourse, acting: frozenset[str], take_up: Callable[[Token], Referent | None]) -> None:
        self.discourse, self.doc, self.acting, self.take_up = discourse, discourse.doc, acting, take_up

    def resolve(self, token: Token) -> Reference | None:
        """The reference of a pronoun; None for one that means nobody."""
        word = token.lower_
        if word in HE or word in SHE:
            found = self._person(token, "m" if word in HE else "f")
        elif word in _IT:
            found = self._it(token)
        elif word in _THEY:
            found = self._they(token)
        else:
            return None
        return self.discourse.refer(token.i, token.i + 1, token.i, "pronoun", found) if found is not None else None

    def _person(self, token: Token, gender: str) -> Referent | None:
        found = self._antecedent(
            token,
            lambda r: r.kind is Kind.PERSON and not r.plural and r.gender in (None, gender),
            worth=lambda r, _: 3 if r.gender == gender else 0,
        )
        if found is not None and found.gender is None:
            found.gender = gender
        return found

    def _it(self, token: Token) -> Referent | None:
        verb = lemma(token.head)
        if token.dep_ in ("nsubj", "nsubjpass") and (verb in _HAPPENING or (verb == "be" and not self._goes_on(token))):
            return None
        if token.dep_ in _OBJECT and not self._is_acted_upon(token):
            return None
        return self._antecedent(token, lambda r: r.kind in (Kind.STATE, Kind.ORGANIZATION) and not r.plural, things=("NN",))

    def _they(self, token: Token) -> Referent | None:
        if token.dep_ in _OBJECT and not self._is_acted_upon(token):
            return None

        def worth(referent: Referent, root: Token) -> int:
            plural = referent.plural or root.tag_ in ("NNS", "NNPS")
            return 4 if plural else -8 if referent.kind is Kind.STATE else -3

        return self._antecedent(
            token, lambda r: r.kind in (Kind.GROUP, Kind.ORGANIZATION, Kind.STATE), things=("NNS",), worth=worth
        )

    def _goes_on(self, token: Token) -> bool:
        """ "Chad is no member, but it is an observer": the subject of the clause before goes on."""
        before = token.head.head if token.head.dep_ == "conj" else None
        return before is not None and any(c.dep_ == "nsubj" and c.i in self.discourse.notes.by_root for c in before.children)

    def _is_acted_upon(self, token: Token) -> bool:
        verb = token.head
        if token.dep_ == "pobj":
            if token.head.lower_ not in _TOWARDS:
                return False
            verb = token.head.head
        return verb.tag_.startswith("VB") and lemma(verb) in self.acting - _LIGHT

    # -- candidates ----------------------------------------------------------------------------------------------------------

    def _antecedent(
        self,
        token: Token,
        fits: Callable[[Referent], bool],
        worth: Callable[[Referent, Token], int] = lambda *_: 0,
        things: tuple[str, ...] = (),
    ) -> Referent | None:
        """The most salient of those before a pronoun that fit; None where a thing is more salient than all of them."""
        best: tuple[int, Referent] | None = None
        discourse, own_subject = self.discourse, subject_of_clause(token)
        ruled_out = list(discourse.speakers(token))
        for reference in reversed(discourse.before):
            distance = discourse.distance(reference, token)
            if distance > WINDOW:
                break
            referent, root = reference.referent, self.doc[reference.root]
            if reference.form == "adjective" or not fits(referent) or referent in ruled_out:
                continue
            if barred(token, root, own_subject):
                ruled_out.append(referent)
                continue
            score = -12 * distance + role_score(root) + min(discourse.count(referent), 4) + worth(referent, root)
            score += self._syntax(token, root, own_subject, distance)
            if discourse.quote(token) < 0 <= discourse.quote(root):
                score -= 6
            if best is None or score > best[0]:
                best = (score, referent)
        if things:
            thing = self._thing(token, things, own_subject, best[0] if best is not None else -12)
            if thing is not None:
                return self.take_up(thing) if token.lower_ in _THEY else None
        return best[1] if best else None

    def _syntax(self, token: Token, root: Token, own_subject: Token | None, distance: int) -> int:
        score = 0
        if token.tag_ == "PRP$" and own_subject is not None and own_subject.i == root.i:
            score += 6
        if token.tag_ == "PRP$" and token.head.dep_ == "conj" and token.head.head == root:
            score += 20  # "Berg and her team"
        if distance == 0 and token.dep_ == "nsubj" and root.dep_ == "nsubj" and root.head.is_ancestor(token):
            score += 6
        return score

    def _thing(self, token: Token, tags: tuple[str, ...], own_subject: Token | None, best: int) -> Token | None:
        """The most salient noun that stands for no party, where it is more salient than the best party."""
        discourse, winner = self.discourse, None
        for thing in reversed(discourse.things):
            distance = discourse.sentence[token.i] - discourse.sentence[thing.i]
            if distance > 1:
                break
            if thing.tag_ in tags and not thing.is_ancestor(token) and not barred(token, thing, own_subject):
                score = -12 * distance + role_score(thing) - 2 + self._syntax(token, thing, own_subject, distance)
                if score > best:
                    best, winner = score, thing
        return winner
