"""Quotation marks as tokens of their own: spaCy parts them from the ends of a word, not from a dash ("agree”—she")."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex

_SIGNS = r"“”„«»「」『』"
_PREFIXES = ["``"]  # else two tokens
_INFIXES = [
    rf"[{_SIGNS}]",
    rf'(?<=[{_SIGNS}"])(?:--|—|–|-)',
    rf'(?:--|—|–)(?=[{_SIGNS}"])',
    r'(?<=[A-Za-z,.!?])"(?=--|—|–)',
    r'(?<=[-—–:])"',
]


def part_marks(nlp: Language) -> None:
    """Adds the rules to a pipeline's tokenizer."""
    tokenizer: Any = nlp.tokenizer  # compiled, and has no type information
    tokenizer.prefix_search = compile_prefix_regex([*_PREFIXES, *(nlp.Defaults.prefixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_INFIXES]).finditer
