"""Nanopublications: each claim as four small graphs, under an IRI that is made from their content.

The form is that of https://nanopub.net/guidelines/; the IRIs are trusty URIs of module RA (Kuhn and Dumontier 2014,
https://arxiv.org/abs/1401.5775), so that whoever gets one can check that nobody has changed it. No time of creation is given: the
same graph gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cmp_to_key

import pyoxigraph as ox

from kg.model import Modality
from kg.rdf import formats
from kg.rdf.store import Store
from kg.rdf.terms import KG, PROV, RDF, RDFS, SCHEMA, term, text

NP = "http://www.nanopub.org/nschema#"
_TYPE, _EVIDENCE, _QUOTED = term(RDF, "type"), term(KG, "evidence"), term(PROV, "wasQuotedFrom")
_ASSERTED_BY, _MODALITY = term(KG, "asserted_by"), term(KG, "modality")
_LABEL, _ISO3 = term(RDFS, "label"), term(KG, "iso3")
_SOURCE = {term(SCHEMA, name) for name in ("headline", "url", "datePublished", "publisher")} | {_TYPE}
_ABOUT = (_EVIDENCE, _ASSERTED_BY, term(KG, "confidence"), term(KG, "rule"), term(KG, "modality_reason"), term(KG, "stated_in"))
_HOLE = " "  # stands for the hash while it is not known: no IRI has one


def nanopublications(store: Store) -> bytes:
    """Every claim as a nanopublication, in TriG, in the order of the claims' IRIs."""
    whole = store._store
    published = ox.Store()
    claims = whole.quads_for_pattern(None, _TYPE, term(KG, "Claim"), None)
    for claim in sorted({quad.subject for quad in claims if isinstance(quad.subject, ox.NamedNode)}, key=str):
        quads = list(_published(whole, claim, f"{store.base}np/"))
        code = trusty(quads)
        lines = []
        for quad in quads:
            graph, *triple = (_line(part).replace(f"np/{_HOLE}", f"np/{code}") for part in quad)
            lines.append(f"{' '.join(triple)} {graph} .\n")
        published.load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    names = store.prefixes | {"np": NP, "npg": f"{store.base}np/"}
    out = io.BytesIO()
    formats.write(published, "trig", out, names, store.base)
    return out.getvalue()


Quad = tuple[str, str, str, "str | ox.Literal"]


def trusty(quads: list[Quad]) -> str:
    """The artifact code of quads (graph, subject, predicate, object) whose IRIs hold a space where the code will stand."""

    def compare(one: Quad, other: Quad) -> int:
        # the order of the reference implementation: IRIs before literals, literals by text, then by type
        ours, theirs = _key(one), _key(other)
        return (ours > theirs) - (ours < theirs)

    ordered = sorted(set(quads), key=cmp_to_key(compare))
    hashed = "".join(f"{_hashed(part)}\n" for quad in ordered for part in quad)
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(hashed.encode()).digest()).decode().rstrip("=")


def _key(quad: Quad) -> tuple[object, ...]:
    graph, subject, predicate, node = quad
    if isinstance(node, ox.Literal):
        return graph, subject, predicate, 1, node.value, "" if node.language else node.datatype.value, node.language or ""
    return graph, subject, predicate, 0, node


def _hashed(part: str | ox.Literal) -> str:
    if not isinstance(part, ox.Literal):
        return part
    value = part.value.replace("\\", "\\\\").replace("\n", "\\n")
    return f"@{part.language.lower()} {value}" if part.language else f"^{part.datatype.value} {value}"


def _line(part: str | ox.Literal) -> str:
    """As N-Triples."""
    return str(part) if isinstance(part, ox.Literal) else f"<{part}>"


def _published(whole: ox.Store, claim: ox.NamedNode, base: str) -> Iterator[Quad]:
    """The four graphs of a claim, as quads with a hole for the hash."""
    own = f"{base}{_HOLE}"
    head, assertion, provenance, about = (f"{own}#{name}" for name in ("Head", "assertion", "provenance", "pubinfo"))
    kind = f"{RDF}type"
    yield head, own, kind, f"{NP}Nanopublication"
    for name, part in (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", about)):
        yield head, own, f"{NP}{name}", part
    said = list(whole.quads_for_pattern(claim, None, None, None))
    ends = {q.predicate.value.removeprefix(RDF): q.object for q in said if q.predicate.value.startswith(RDF)}
    if any(q.predicate == _MODALITY and q.object == term(KG, Modality.ACTUAL) for q in said):
        subject, predicate = str(_plain(ends["subject"])), str(_plain(ends["predicate"]))
        yield assertion, subject, predicate, _plain(ends["object"])
    for quad in said:
        yield provenance if quad.predicate in _ABOUT else assertion, *_parts(quad)
    documents: set[ox.NamedNode] = set()
    for quad in said:
        if quad.predicate == _EVIDENCE:
            for stretch in _about(whole, quad.object):
                yield provenance, *_parts(stretch)
                if stretch.predicate == _QUOTED and isinstance(stretch.object, ox.NamedNode):
                    documents.add(stretch.object)
        elif quad.predicate == _ASSERTED_BY:
            yield provenance, assertion, f"{PROV}wasAttributedTo", _plain(quad.object)
    for document in documents:
        yield provenance, assertion, f"{PROV}wasDerivedFrom", _plain(document)
        found = whole.quads_for_pattern(document, None, None, None)
        yield from ((provenance, *_parts(quad)) for quad in found if quad.predicate in _SOURCE)
    yield about, own, f"{PROV}wasDerivedFrom", claim.value
    yield about, own, f"{RDFS}label", text(_label(whole, ends))
    for node in sorted({q.object for q in said if isinstance(q.object, ox.NamedNode)}, key=str):
        described = whole.quads_for_pattern(node, None, None, None)
        yield from ((about, *_parts(q)) for q in described if q.predicate in (_LABEL, _ISO3))


def _about(whole: ox.Store, node: object) -> Iterable[ox.Quad]:
    return whole.quads_for_pattern(node, None, None, None) if isinstance(node, ox.NamedNode) else ()


def _label(whole: ox.Store, ends: Mapping[str, object]) -> str:
    def name(node: object) -> str:
        found = sorted(str(getattr(q.object, "value", "")) for q in _about(whole, node) if q.predicate == _LABEL)
        return found[0] if found else str(_plain(node)).rsplit("/", 1)[-1]

    return " ".join(re.sub(r"\s+", " ", name(ends[end])) for end in ("subject", "predicate", "object"))


def _parts(quad: ox.Quad) -> tuple[str, str, str | ox.Literal]:
    return str(_plain(quad.subject)), quad.predicate.value, _plain(quad.object)


def _plain(node: object) -> str | ox.Literal:
    return node if isinstance(node, ox.Literal) else str(getattr(node, "value", node))
