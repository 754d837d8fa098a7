"""Sentence bounds that the layout gives: a headline, a paragraph, a list item ends a sentence whatever the parser thinks."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.vocabulary import Vocabulary

_FINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*$|[”»]$")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]\.)+$|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Prof|Rev|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No)\.$"
)
#: "GENEVA (AP) --", "KABUL, Afghanistan —": where and by whom it was filed, before the first sentence.
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.' -]{2,30}(?:, [A-Z][\w. ]{1,25}){0,2}(?:,? [A-Z][a-z]+\.? \d{1,2})?(?: ?\([\w/. ]{2,25}\))?"
    r" ?(?:--+|—|–|-|:) ?(?=\S)"
)
HEADLINE = 90  # characters; a wrapped line of running text is rarely shorter and then goes on in small letters


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return mark


def mark(doc: Doc) -> Doc:
    """Starts a sentence after each line that ends one."""
    line_start = 0
    text = doc.text
    dateline = _DATELINE.match(text)
    previous = None
    opened = False
    for token in doc:
        if dateline is not None and token.idx >= dateline.end():
            token.is_sent_start = True
            dateline = None
        if token.text == '"':
            opened = not opened
        elif token.is_space and "\n" in token.text:
            opened = False
        if (
            previous is not None
            and previous.text[-1:] in ".!?"
            and (token.text in ("”", "»", "''", ")") or (token.text == '"' and not opened))
        ):
            token.is_sent_start = False  # a closing mark belongs to the sentence it closes
        if previous is not None and previous.is_space and "\n" in previous.text:
            before = text[line_start : previous.idx].rstrip() if previous.idx > line_start else ""
            if _ends(before, previous.text, token.text):
                token.is_sent_start = True
            line_start = token.idx
        previous = token
    return doc


def _ends(line: str, gap: str, following: str) -> bool:
    line = line.rsplit("\n", 1)[-1]
    if gap.count("\n") > 1:
        return True
    if _FINAL.search(line):
        return not _ABBREVIATION.search(line)
    return len(line) < HEADLINE and not following[:1].islower()
