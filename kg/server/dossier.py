"""What is known of one thing, put together for its page. Only what lies around it is asked for, however large the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg import lookup, statements
from kg.summary import labels, local, rows

if TYPE_CHECKING:
    from kg.lookup import Claimed, Found
    from kg.rdf.store import Store
    from kg.statements import Told

MOST = 400  # claims, statements or properties on one page


@dataclass(frozen=True, slots=True)
class Link:
    """A thing to go to: its IRI ("" for none) and what it is called."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of an article. `evidence` are the IRIs of the evidence that it belongs to; empty where nothing was read from it."""

    text: str
    evidence: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with its two ends to go to, and the documents and evidence (IRIs) behind each citation, in their order."""

    claim: Claimed
    subject: Link
    object: Link
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Property:
    """One triple, seen from the thing: what, to whom; `inward` where the thing is its object."""

    name: Link
    value: Link
    inward: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that one page shows. `groups` are the facts by relation, `timeline` the dated ones, the oldest first."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    found: Found | None
    documents: int
    groups: tuple[tuple[str, tuple[Fact, ...]], ...]
    timeline: tuple[Fact, ...]
    said: tuple[Told, ...]
    about: tuple[Told, ...]
    article: tuple[Stretch, ...]
    properties: tuple[Property, ...]
    more: int


def exists(store: Store, iri: str) -> bool:
    """Whether anything is said of an IRI."""
    return bool(store.query(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }}"))


def dossier(store: Store, iri: str) -> Dossier:
    """The page of an IRI, which must be a legal one; without content where nothing is said of it."""
    kinds = tuple(sorted({local(kind) for (kind,) in rows(store, f"SELECT ?k {{ <{iri}> a ?k }}")}))
    found = next((one for one in lookup.described(store, {iri})), None)
    counted = int(rows(store, f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ {_between(iri)} }}")[0][0])
    facts = _facts(store, iri)
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.claim.label, []).append(fact)
    return Dossier(
        iri=iri,
        label=_called(store, iri, found),
        kinds=kinds,
        found=found,
        documents=lookup.mentioned(store, iri) if found else 0,
        groups=tuple((name, tuple(group)) for name, group in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))),
        timeline=tuple(fact for fact in facts if fact.claim.earliest),
        said=_told(store, statements.Asked(speakers=(iri,))) if found else (),
        about=_told(store, statements.Asked(about=(iri,))) if found else (),
        article=_article(store, iri) if "Document" in kinds else (),
        properties=_properties(store, iri),
        more=max(0, counted - MOST),
    )


def _called(store: Store, iri: str, found: Found | None) -> str:
    if found:
        return found.label
    named = "rdfs:label|schema:headline|kg:text|kg:quote"
    said = rows(store, f"SELECT (MIN(STR(?l)) AS ?name) {{ <{iri}> {named} ?l }}")
    return said[0][0][:200] if said and said[0][0] else local(iri)


def _between(iri: str) -> str:
    return f"{{ ?c rdf:subject <{iri}> ; a kg:Claim }} UNION {{ ?c rdf:object <{iri}> ; a kg:Claim }}"


def _facts(store: Store, iri: str) -> list[Fact]:
    """The claims that the thing is an end of, statements apart; or those that a claim's or document's own page is about."""
    chosen = rows(
        store,
        f"""SELECT DISTINCT ?c {{ {{ {_between(iri)} FILTER NOT EXISTS {{ ?c rdf:predicate kg:said }} }}
        UNION {{ BIND(<{iri}> AS ?c) ?c a kg:Claim }}
        UNION {{ ?c kg:evidence <{iri}> ; a kg:Claim }}
        UNION {{ ?e prov:wasQuotedFrom <{iri}> . ?c kg:evidence ?e ; a kg:Claim }}
        OPTIONAL {{ ?c kg:earliest ?day }} }} ORDER BY ?day ?c LIMIT {MOST}""",
    )
    among = {claim for (claim,) in chosen if not claim.startswith("_:")}
    if not among:
        return []
    listed = " ".join(f"<{claim}>" for claim in sorted(among))
    ends = {
        claim: (one, other)
        for claim, one, other in rows(store, f"SELECT ?c ?s ?o {{ VALUES ?c {{ {listed} }} ?c rdf:subject ?s ; rdf:object ?o }}")
    }
    places: dict[str, set[tuple[int, str, str]]] = {}
    for claim, evidence, document, start in rows(
        store,
        f"SELECT ?c ?e ?d ?at {{ VALUES ?c {{ {listed} }} ?c kg:evidence ?e . ?e prov:wasQuotedFrom ?d ; kg:start ?at }}",
    ):
        places.setdefault(claim, set()).add((int(start or 0), document, evidence))
    return [
        Fact(
            claim,
            Link(ends[claim.claim][0], claim.subject),
            Link(ends[claim.claim][1], claim.object),
            tuple((document, evidence) for _, document, evidence in sorted(places.get(claim.claim, ()))),
        )
        for claim in lookup.claims(store, among=among)
    ]


def _told(store: Store, asked: statements.Asked) -> tuple[Told, ...]:
    return tuple(statements.statements(store, asked)[:MOST])


def _article(store: Store, iri: str) -> tuple[Stretch, ...]:
    """A document's text in pieces, cut wherever evidence begins or ends."""
    texts = rows(store, f"SELECT ?t {{ <{iri}> kg:text ?t }}")
    if not texts:
        return ()
    text = texts[0][0]
    spans = [
        (int(start), int(end), evidence)
        for evidence, start, end in rows(store, f"SELECT ?e ?a ?z {{ ?e prov:wasQuotedFrom <{iri}> ; kg:start ?a ; kg:end ?z }}")
        if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(text)
    ]
    return cut(text, spans)


def cut(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Stretch, ...]:
    """The text in pieces that together are the text, each with the names of the spans (start, end, name) that cover it."""
    ordered = sorted(spans)
    ends = sorted({0, len(text), *(edge for start, end, _ in ordered for edge in (start, end))})
    pieces: list[Stretch] = []
    open_now: list[tuple[int, int, str]] = []
    waiting = list(reversed(ordered))
    for start, end in pairwise(ends):
        open_now = [span for span in open_now if span[1] > start]
        begun = []
        while waiting and waiting[-1][0] == start:
            begun.append(waiting.pop())
        open_now += begun
        covering = tuple(name for _, _, name in open_now)
        pieces.append(Stretch(text[start:end], covering, tuple(name for _, _, name in begun)))
    return tuple(pieces)


def _properties(store: Store, iri: str) -> tuple[Property, ...]:
    """The triples around the thing, long texts shortened; those that point at it come last."""
    out = rows(store, f"SELECT DISTINCT ?p ?o (isIRI(?o) AS ?link) {{ <{iri}> ?p ?o }} ORDER BY ?p ?o LIMIT {MOST}")
    into = rows(store, f"SELECT DISTINCT ?p ?s {{ ?s ?p <{iri}> FILTER(isIRI(?s)) }} ORDER BY ?p ?s LIMIT {MOST}")
    iris = {p for p, *_ in [*out, *into]} | {o for _, o, link in out if link == "true"} | {s for _, s in into}
    names = labels(store, iris)
    outward = (
        Property(Link(p, names[p]), Link(o, names[o]) if link == "true" else Link("", o[:500] + "…" * (len(o) > 500)))
        for p, o, link in out
    )
    inward = (Property(Link(p, names[p]), Link(s, names[s]), inward=True) for p, s in into)
    return (*outward, *inward)
