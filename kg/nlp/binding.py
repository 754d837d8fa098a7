"""Whom a pronoun cannot mean, by the grammar of its clause (the binding principles, as far as a dependency parse shows them)."""

from __future__ import annotations

from spacy.tokens import Token


def subject_of_clause(token: Token) -> Token | None:
    """The subject of the verb that a token hangs on, however deep."""
    verb = token.head
    while verb.head != verb and not verb.tag_.startswith("VB"):
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def barred(token: Token, root: Token, own_subject: Token | None) -> bool:
    """Whether the phrase headed by `root` is ruled out: its clause's subject for an object; "Berg" in "meeting Berg, she …"."""
    if token.tag_ == "PRP" and token.dep_ not in ("nsubj", "nsubjpass") and not token.lower_.endswith("self"):
        return own_subject is not None and own_subject.i == root.i
    if token.dep_ not in ("nsubj", "nsubjpass") or root.i > token.i:
        return False
    first = token.sent[0]
    opening = next((t for t in token.sent if not (t.is_space or t.is_punct)), first)
    if opening.tag_ in ("VBG", "VBN") and opening.i < root.i:  # the participle's subject is the pronoun's
        between = token.doc[opening.i + 1 : token.i]
        if not any(t.dep_ in ("nsubj", "nsubjpass") or t.tag_ in ("VBD", "VBZ", "VBP") for t in between):
            return True
    return False
