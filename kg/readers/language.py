"""Which texts are not English, since the language model reads English alone.

Nearly every English text shows it by its function words, at no cost; only the others are given to py3langid, whose model comes
with it, needs no network and takes most of a second to load. Headlines full of names look foreign to it, so a text is refused
only where English is next to impossible: of 1,500 sentences and articles of English news, none was.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

# Function words that are English and nothing else: not "in", "was" (German), "of", "had" (Dutch), "to" (Polish), "for" (Danish).
_ENGLISH = frozenset(
    "the and that said with from have has been his their they which who would this about than were its it are not will after but"
    " also when while".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000  # characters looked at
_LONG = 40  # words; a text of this length shows its language with fewer function words
_FEW = 4
_SURE, _IMPOSSIBLE = 0.3, 0.002  # probability that it is the other language, and that it is English
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def foreign(text: str) -> str | None:
    """The language of a text that is not English, by its English name or its ISO 639 code; None for English and for doubt."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    english = sum(word in _ENGLISH for word in words)
    if english * (20 if len(words) >= _LONG else 8) >= len(words):
        return None
    if len(words) < _FEW and sample.isascii():  # "Talks failed": no telling
        return None
    ranks = _identifier()(sample)
    code, probability = ranks[0]
    if probability < _SURE or dict(ranks)["en"] > _IMPOSSIBLE:
        return None
    return _NAMES.get(code, f"the language with code {code}")


@functools.cache
def _identifier() -> Callable[[str], list[tuple[str, float]]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    rank: Callable[[str], list[tuple[str, float]]] = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).rank
    return rank
