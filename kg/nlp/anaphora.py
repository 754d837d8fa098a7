"""Whom a pronoun of the third person means.

Agreement in number and gender, salience, and no pronoun bound by the subject of its own clause. Gender is learned from the
text (titles, kinship, earlier pronouns), never from a list of names.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.model import Kind
from kg.nlp.annotations import Reference, Referent
from kg.nlp.salience import WINDOW, Discourse, role_score, subject_of_clause
from kg.nlp.words import lemma

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves", "theirs"})


class Anaphora:
    """The pronouns of one document."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.doc = discourse, discourse.doc

    def resolve(self, token: Token) -> Reference | None:
        """The reference of a pronoun; None for one that means nobody."""
        word = token.lower_
        if word in _HE or word in _SHE:
            gender = "m" if word in _HE else "f"
            found = self._antecedent(token, lambda r: r.kind is Kind.PERSON and not r.plural and r.gender in (None, gender))
            if found is not None:
                found.gender = gender
        elif word in _IT:
            if token.dep_ == "nsubj" and lemma(token.head) == "be":
                return None
            found = self._antecedent(token, lambda r: r.kind in (Kind.STATE, Kind.ORGANIZATION) and not r.plural)
        elif word in _THEY:
            found = self._antecedent(token, lambda r: r.kind in (Kind.GROUP, Kind.ORGANIZATION, Kind.STATE), plural=True)
        else:
            return None
        return self.discourse.refer(token.i, token.i + 1, token.i, "pronoun", found) if found is not None else None

    def _antecedent(self, token: Token, fits: Callable[[Referent], bool], plural: bool = False) -> Referent | None:
        best: tuple[int, int, Referent] | None = None
        own_subject = subject_of_clause(token)
        counts: dict[int, int] = {}
        for reference in self.discourse.before:
            counts[id(reference.referent)] = counts.get(id(reference.referent), 0) + 1
        for reference in reversed(self.discourse.before):
            distance = self.discourse.distance(reference, token)
            if distance > WINDOW:
                break
            referent = reference.referent
            if reference.form == "adjective" or not fits(referent):
                continue
            root = self.doc[reference.root]
            if plural and referent.kind is Kind.STATE and root.tag_ not in ("NNS", "NNPS"):
                continue
            if (
                token.tag_ == "PRP"
                and token.dep_ != "nsubj"
                and own_subject is not None
                and own_subject.i == root.i
                and not token.lower_.endswith("self")
            ):
                continue
            score = -12 * distance + role_score(root) + min(counts[id(referent)], 4)
            if token.tag_ == "PRP$" and own_subject is not None and own_subject.i == root.i:
                score += 6
            if distance == 0 and token.dep_ == "nsubj" and root.dep_ == "nsubj" and root.head.is_ancestor(token):
                score += 6
            if best is None or score > best[0]:
                best = (score, reference.start, referent)
        return best[2] if best else None
