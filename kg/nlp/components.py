"""Puts our components into a spaCy pipeline, in the order in which each finds what it needs."""

from __future__ import annotations

import importlib
import weakref
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.vocabulary import Vocabulary

#: module → where it goes; each module has `make(nlp, vocabulary)` that returns the component.
ORDER = ("lines", "gazetteer", "names", "offices", "coreference", "dates", "statements", "pronouns", "events", "relations")
_vocabularies: weakref.WeakKeyDictionary[Language, Vocabulary] = weakref.WeakKeyDictionary()


def _factory(module: str) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    def make(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        component: Callable[[Doc], Doc] = importlib.import_module(f"kg.nlp.{module}").make(nlp, _vocabularies[nlp])
        return component

    return make


for _module in ORDER:
    Language.factory(f"kg_{_module}", func=_factory(_module))


def add_to(nlp: Language, vocabulary: Vocabulary) -> None:
    """Adds all components; the first stands before the parser, whose sentences it bounds."""
    _vocabularies[nlp] = vocabulary
    for module in ORDER:
        if module == "lines":
            nlp.add_pipe(f"kg_{module}", first=True)
        else:
            nlp.add_pipe(f"kg_{module}", last=True)
