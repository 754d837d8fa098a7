"""Errors: each says what happens next and who can mend it. The command line prints them in one line, never as a traceback."""

from __future__ import annotations


class KgError(Exception):
    """Anything that stops a command for a reason its user can understand; the text names the place and the cure."""


class SourceError(KgError):
    """A source cannot be read at all; the build goes on without it and ends with exit code 1. The user mends the file."""


class VocabularyError(KgError):
    """A file under `ontology/` or `data/` is wrong; nothing is read with it. Whoever edited that file mends it."""


class QueryError(KgError):
    """A query cannot be parsed, or names something that is not there; nothing ran. Whoever wrote the query mends it."""


class StoreError(KgError):
    """A built graph is missing or cannot be opened; `kg build` makes it anew."""


class ExportError(KgError):
    """An output cannot be written in the wanted form or place; nothing was replaced. The user picks another."""


class LanguageModelError(KgError):
    """The language model is not installed or of another version; installing the project again mends it."""


class RemoteError(KgError):
    """A server cannot be reached, refuses or breaks off; what was done before stays done. Its keeper or the user mends it."""
