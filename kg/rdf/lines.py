"""Readings as lines of N-Quads, without a term of Oxigraph's in between: for what is read by the hundred thousand.

Gives the same quads as `kg.rdf.quads`; a test compares. Knows documents, evidence and claims, since what comes in bulk holds no
statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.model import Claim, Document, Entity, Evidence, Reading
from kg.rdf import terms
from kg.rdf.terms import KG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_PLAIN = re.compile("[A-Za-z0-9_~-]+(?:/[A-Za-z0-9_~-]+)*")  # nothing to be percent-encoded
_A = f"<{RDF}type>"


class Lines:
    """Writes below one base. Made once for many readings: IRIs are kept for the next time."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._entities, self._facts = (f"<{base}graph/{name}> .\n" for name in ("entities", "facts"))
        self.iri = lru_cache(maxsize=1 << 16)(self._iri)

    def _iri(self, identifier: str) -> str:
        if _PLAIN.fullmatch(identifier):
            return f"<{self._base}id/{identifier}>"
        return f"<{terms.iri(identifier, self._base).value}>"

    def reading(self, reading: Reading) -> str:
        """Its document, evidence and claims, in the graph of the document. Raises ValueError when it has statements."""
        if reading.statements:
            raise ValueError("statements are written by kg.rdf.quads")
        home = self.iri(reading.document.id)
        known = {entity.id for entity in reading.entities}
        mentioned = {mention.entity for mention in reading.mentions}
        out: list[str] = []
        evidence: dict[str, Evidence] = {}
        for claim in {c.id: c for c in reversed(reading.claims)}.values():
            evidence.update((e.id, e) for e in claim.evidence)
            mentioned.update(e for e in (claim.subject, claim.object, claim.place) if e)
            self._claim(out, claim, home)
        for key, stretch in evidence.items():
            self._evidence(out, key, stretch, home)
        self._document(out, reading.document, home, sorted(mentioned & known))
        return "".join(out)

    def entities(self, entities: Iterable[Entity]) -> str:
        """Their descriptions, in the graph that all documents share; of events only what every entity has."""
        out: list[str] = []
        for entity in entities:
            subject = self.iri(entity.id)
            pairs = [f"{_A} <{KG}{entity.kind.value}>", f"<{RDFS}label> {literal(entity.label)}"]
            pairs += (f"<{SKOS}altLabel> {literal(alias)}" for alias in entity.aliases if alias != entity.label)
            words = (("iso3", entity.iso3), ("org_kind", entity.org_kind))
            pairs += (f"<{KG}{name}> {literal(value)}" for name, value in words if value)
            ways = (("of", entity.of), ("place", entity.place))
            pairs += (f"<{KG}{name}> {self.iri(other)}" for name, other in ways if other)
            out += (f"{subject} {pair} {self._entities}" for pair in pairs)
        return "".join(out)

    def edge(self, subject: str, relation: str, target: str) -> str:
        """One edge between two entities (ids), in the graph of the facts."""
        return f"{self.iri(subject)} <{KG}{relation}> {self.iri(target)} {self._facts}"

    def _claim(self, out: list[str], claim: Claim, home: str) -> None:
        s = self.iri.__wrapped__(claim.id)  # will not come again
        end = f" {home} .\n"
        by = self.iri(claim.asserted_by) if claim.asserted_by else home
        out.append(
            f"{s} {_A} <{KG}Claim>{end}"
            f"{s} <{RDF}subject> {self.iri(claim.subject)}{end}"
            f"{s} <{RDF}predicate> <{KG}{claim.relation}>{end}"
            f"{s} <{RDF}object> {self.iri(claim.object)}{end}"
            f"{s} <{KG}modality> <{KG}{claim.modality.value}>{end}"
            f"{s} <{KG}asserted_by> {by}{end}"
            f"{s} <{KG}confidence> {_decimal(claim.confidence)}{end}"
        )
        if claim.period:
            out.append(f'{s} <{KG}earliest> "{claim.period.earliest}"^^<{XSD}date>{end}')
            out.append(f'{s} <{KG}latest> "{claim.period.latest}"^^<{XSD}date>{end}')
            if claim.period.text:
                out.append(f"{s} <{KG}date_text> {literal(claim.period.text)}{end}")
        if claim.place:
            out.append(f"{s} <{KG}place> {self.iri(claim.place)}{end}")
        words = (
            *(("topic", claim.topic), ("subject_text", claim.subject_text), ("object_text", claim.object_text)),
            *(("rule", claim.rule), ("modality_reason", claim.reason)),
        )
        out += [f"{s} <{KG}{name}> {literal(value)}{end}" for name, value in words if value]
        if claim.stated_in:
            out.append(f"{s} <{KG}stated_in> {self.iri(claim.stated_in)}{end}")
        out += [f"{s} <{KG}evidence> {self.iri.__wrapped__(e.id)}{end}" for e in claim.evidence]

    def _evidence(self, out: list[str], key: str, evidence: Evidence, home: str) -> None:
        s, end = self.iri.__wrapped__(key), f" {home} .\n"
        out.append(
            f"{s} {_A} <{KG}Evidence>{end}"
            f"{s} <{KG}quote> {literal(evidence.quote)}{end}"
            f'{s} <{KG}start> "{evidence.start}"^^<{XSD}integer>{end}'
            f'{s} <{KG}end> "{evidence.end}"^^<{XSD}integer>{end}'
            f"{s} <{PROV}wasQuotedFrom> {self.iri(evidence.document)}{end}"
        )

    def _document(self, out: list[str], document: Document, s: str, mentioned: Iterable[str]) -> None:
        kept = Document(document.title, terms.clean(document.text))
        pairs = [
            f"{_A} <{KG}Document>",
            f"<{SCHEMA}headline> {literal(document.title)}",
            f"<{KG}text> {literal(document.text)}",
            f"<{KG}sha256> {literal(kept.sha256)}",
        ]
        if document.date:
            pairs.append(f'<{SCHEMA}datePublished> "{document.date}"^^<{XSD}date>')
        if document.url and (url := terms.address(document.url)):
            pairs.append(f"<{SCHEMA}url> {url}")
        words = (("publisher", document.publisher), ("author", document.author))
        pairs += [f"<{SCHEMA}{name}> {literal(value)}" for name, value in words if value]
        pairs += [f"<{KG}mentions> {self.iri(entity)}" for entity in mentioned]
        out += [f"{s} {pair} {s} .\n" for pair in pairs]


def literal(value: str) -> str:
    """A plain literal, cleaned and escaped."""
    if value.isprintable() and '"' not in value and "\\" not in value:  # as nearly all are
        return f'"{value}"'
    return f'"{terms.clean(value).translate(_ESCAPES)}"'


@lru_cache(maxsize=1024)
def _decimal(value: float) -> str:
    return str(terms.decimal(value))


def chunks(texts: Iterable[str], size: int) -> Iterator[bytes]:
    """The texts joined to about `size` characters each, in UTF-8."""
    some: list[str] = []
    held = 0
    for text in texts:
        some.append(text)
        held += len(text)
        if held >= size:
            yield "".join(some).encode()
            some, held = [], 0
    if some:
        yield "".join(some).encode()
