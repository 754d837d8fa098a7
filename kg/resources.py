"""Where `ontology/` and `data/` are: inside the package in a wheel, beside it in a checkout.

Looked up by path, because the two folders are mapped into the package by `setup.cfg` and have no modules of their own.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import VocabularyError

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise VocabularyError(f"{name}/ is missing beside or inside {_PACKAGE.name}/: install the project again")


def ontology() -> Path:
    """The folder of relations, lexicons, shapes, rules and queries."""
    return _folder("ontology")


def data() -> Path:
    """The folder of gazetteers and of the sample article."""
    return _folder("data")
