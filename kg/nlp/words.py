"""Lemmas on demand: only the few tokens that a rule asks about, by spaCy's own rules and exception tables, cached by form
and tag.

Leaving the lemmatiser and the attribute ruler out of the pipeline saves two fifths of its time; what they give is needed for one
token in five.
"""

from __future__ import annotations

from functools import cache

from spacy.lookups import Lookups
from spacy.tokens import Token

_BASE_TAGS = frozenset({"VB", "NN", "NNP", "JJ", "RB", "IN", "MD", "RP", "DT"})
_IRREGULAR = {
    "am": "be",
    "is": "be",
    "are": "be",
    "was": "be",
    "were": "be",
    "been": "be",
    "'s": "be",
    "’s": "be",
    "'re": "be",
    "’re": "be",
    "has": "have",
    "had": "have",
    "'ve": "have",
    "’ve": "have",
}
_KINDS = ("verb", "noun", "adj")
_rules: dict[str, list[tuple[str, str]]] = {}
_exceptions: dict[str, dict[str, list[str]]] = {}
_known: dict[str, frozenset[str]] = {}


def use_tables(lookups: Lookups) -> None:
    """Takes the tables of the installed model's lemmatiser."""
    for kind in _KINDS:
        _rules[kind] = [(old, new) for old, new in lookups.get_table("lemma_rules").get(kind, [])]
        _exceptions[kind] = dict(lookups.get_table("lemma_exc").get(kind, {}))
        _known[kind] = frozenset(lookups.get_table("lemma_index").get(kind, []))
    lemma_of.cache_clear()


@cache
def lemma_of(form: str, tag: str) -> str:
    """The lemma, in small letters, of a word with a Penn Treebank tag."""
    word = form.lower().replace("’", "'")
    if word in _IRREGULAR and tag.startswith("VB"):
        return _IRREGULAR[word]
    kind = "verb" if tag.startswith("VB") else "noun" if tag.startswith("NN") else "adj" if tag.startswith("JJ") else ""
    if not kind:
        return word
    if tag in _BASE_TAGS:
        return word
    return _by_rule(word, kind)


def _by_rule(word: str, kind: str) -> str:
    """The rule lemmatiser of spaCy (exceptions first, then suffix rules that lead to a known word)."""
    if word in _exceptions[kind]:
        return _exceptions[kind][word][0]
    guesses = []
    for old, new in _rules[kind]:
        if word.endswith(old):
            form = word[: len(word) - len(old)] + new
            if form and (form in _known[kind] or not form.isalpha()):
                return form
            guesses.append(form)
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return next((g for g in guesses if g), word)


def is_common(form: str) -> bool:
    """Whether a capitalised word is a common noun of English, as at the start of a sentence."""
    word = form.lower()
    return word in _known["noun"] or _by_rule(word, "noun") in _known["noun"]


def lemma(token: Token) -> str:
    """The lemma of a token in its sentence.

    A capitalised noun that the tagger takes for a name keeps its form, in small letters.
    """
    return lemma_of(token.text, token.tag_)
