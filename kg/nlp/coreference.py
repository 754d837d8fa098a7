"""Coreference within a document: roles, nouns and pronouns that stand for somebody named elsewhere.

One pass from left to right, so that each reference can rest on those before it; which rule reads what is in `officeholders`,
`definites` and `anaphora`.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import genders
from kg.nlp.anaphora import Anaphora
from kg.nlp.annotations import notes_on
from kg.nlp.definites import Definites
from kg.nlp.descriptions import Descriptions
from kg.nlp.officeholders import Officeholders
from kg.nlp.offices import Title
from kg.nlp.parties import Parties
from kg.nlp.salience import Discourse, is_medium
from kg.vocabulary import Vocabulary

_ROLES = ("nsubj", "nsubjpass", "dobj", "pobj")


class Coreference:
    """The component. After it `by_root` answers for roles, definite nouns and third-person pronouns as it does for names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._acting = frozenset(
            t.lemma
            for r in vocabulary.relations.values()
            for p in r.patterns
            if "object" in p.target and not p.objects
            for t in p.verbs
            if not t.particles
        )

    def __call__(self, doc: Doc) -> Doc:
        notes = notes_on(doc)
        notes.references.sort(key=lambda r: r.start)
        discourse = Discourse(doc, notes)
        roles, nouns = Officeholders(discourse), Definites(discourse)
        described = Descriptions(discourse, Parties(doc, self._vocabulary), self._vocabulary)
        pronouns = Anaphora(discourse, self._acting, described.take_up)
        names = {r.start: r for r in notes.references}
        genders.learn(discourse)
        titles: dict[int, Title] = {t.head: t for t in doc._.kg_titles or []}
        for token in doc:
            if token.i in names and not is_medium(doc, names[token.i]):
                discourse.reach(names[token.i])
            if token.i in titles:
                made = roles.resolve(titles[token.i])
            elif token.i in notes.by_root or token.i in notes.at:
                continue
            elif token.tag_ in ("PRP", "PRP$"):
                made = pronouns.resolve(token)
            elif token.tag_ in ("NN", "NNS", "NNP", "NNPS"):
                made = nouns.resolve(token) or described.resolve(token)
            else:
                continue
            if made is None and token.tag_ in ("NN", "NNS") and token.dep_ in _ROLES:
                discourse.things.append(token)
            elif made is not None:
                discourse.reach(made)
        notes.references.sort(key=lambda r: r.start)
        return doc


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Coreference(vocabulary)
