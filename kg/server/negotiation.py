"""Content negotiation: which of our media types suits an Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Media types of answers to SELECT and ASK. The first is what is sent to those who do not mind.
RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
#: Media types of RDF; the last two hold named graphs too.
TRIPLES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
QUADS = ("application/trig", "application/n-quads")
HTML = "text/html"

#: Other names under which clients ask for the same.
ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
    "text/n3": "text/turtle",
    "text/plain": "application/n-triples",
    "application/x-trig": "application/trig",
    "text/x-nquads": "application/n-quads",
}
_LONGEST = 4096  # of an Accept header that is read


@dataclass(frozen=True, slots=True)
class _Range:
    """One media range: `*/*`, `text/*` or a whole type, and the weight that the client gives it (0 to 1)."""

    main: str
    sub: str
    weight: float

    def fit(self, offered: str) -> int:
        """How closely it names a type: 0 not at all, 1 as anything, 2 by its first half, 3 by name."""
        main, _, sub = offered.partition("/")
        if self.main == "*":
            return 1 if self.sub == "*" else 0
        if self.main != main:
            return 0
        return 2 if self.sub == "*" else 3 * (self.sub == sub)


@lru_cache(1024)
def best(accept: str | None, offers: tuple[str, ...], aliases: bool = True) -> str | None:
    """The offer that the client likes most, the earlier one among equals; None when it takes none of them.

    Without a header, or with an empty one, anything is welcome. A type is weighed by the range that names it most closely, so
    `text/*;q=0.5, text/csv;q=0` refuses CSV.
    """
    ranges = _ranges(accept or "")
    if not ranges:
        return offers[0]
    weights = {offer: _weight(offer, ranges, aliases) for offer in offers}
    liked = max(offers, key=lambda offer: weights[offer])  # the first of equals
    return liked if weights[liked] > 0 else None


def _weight(offer: str, ranges: Sequence[_Range], aliases: bool) -> float:
    names = [offer, *(alias for alias, name in ALIASES.items() if aliases and name == offer)]
    fits = [(found.fit(name), name == offer, found.weight) for found in ranges for name in names]
    # another name counts only when it is named itself: text/* does not mean RDF/XML though text/xml may
    fits = [fit for fit in fits if fit[0] and (fit[1] or fit[0] == 3)]
    return max(fits)[2] if fits else 0.0


def _ranges(accept: str) -> list[_Range]:
    """What can be made out of the header; a range that is not one is passed over."""
    found = []
    for part in accept[:_LONGEST].split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        main, slash, sub = kind.partition("/")
        if slash and main and sub:
            found.append(_Range(main, sub, _quality(parameters)))
    return found


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
