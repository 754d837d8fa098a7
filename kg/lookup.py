"""Answers about single parties: who is meant by a name, what is claimed of them, and in which sentences.

Asked by SPARQL for the parties at hand alone, so that an answer takes no longer in a large graph than in a small one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.grounds import grounds_of, sentence_around
from kg.model import Kind, Modality, fold
from kg.summary import labels, local, rows, shortest

if TYPE_CHECKING:
    from kg.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that a name may mean. `iso3` and `of` (the label of what it belongs to) are "" where there are none."""

    iri: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    iso3: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A stretch of a document: `quote` is its words from code point `start` to `end`, `sentence` those around it."""

    quote: str
    sentence: str
    start: int
    end: int
    title: str
    url: str
    publisher: str
    published: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with labels in place of IRIs, and its citations.

    `relation` is the local name and `label` what it is called; dates are ISO days or ""; `speaker` is "" for the document itself.
    """

    claim: str
    subject: str
    relation: str
    label: str
    object: str
    modality: str
    earliest: str
    latest: str
    date_text: str
    place: str
    topic: str
    speaker: str
    confidence: str
    subject_text: str
    object_text: str
    citations: tuple[Citation, ...] = ()

    @property
    def when(self) -> str:
        """The days it may have been, shortest: "2025-06", "2025-08-26", "2025-06-01 to 2025-06-12"; "" when unknown."""
        return shortest(self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement of a speaker. Dates are ISO days or ""."""

    text: str
    kind: str
    cue: str
    earliest: str
    latest: str
    title: str
    published: str

    @property
    def when(self) -> str:
        """The days it may have been said, as those of a claim; the day of publication when nothing else is known."""
        return shortest(self.earliest, self.latest) or self.published


def find(store: Store, name: str) -> list[Found]:
    """The entities that a name means: those called exactly so, else those with an alias so, else those with all its words.

    Case, accents and a leading "the" do not count. Sorted by label; empty when nothing is called so.
    """
    wanted = fold(name)
    words = set(wanted.split())
    ranks: tuple[set[str], ...] = (set(), set(), set())
    # All names first and the kinds of those that fit afterwards: a third of the time of asking for both together.
    for rank, way in enumerate(("rdfs:label", "skos:altLabel")):
        for iri, called in rows(store, f"SELECT ?x ?n {{ ?x {way} ?n }}"):
            spelt = fold(called)
            if spelt == wanted or name == iri:
                ranks[rank].add(iri)
            elif words and words <= set(spelt.split()):
                ranks[2].add(iri)
    found = (described(store, rank) for rank in ranks if rank)
    return next((entities for entities in found if entities), [])


def nearest(store: Store, name: str) -> str:
    """The label of an entity whose name, or a word of it, is spelt most like this one; "" when none comes near."""
    called = sorted(
        rows(
            store,
            "SELECT DISTINCT ?l ?n { ?x rdfs:label ?l ; rdfs:label|skos:altLabel ?n ; a ?k "
            f"VALUES ?k {{ {' '.join(f'kg:{kind}' for kind in Kind)} }} }}",
        )
    )
    names = {fold(spelt): label for label, spelt in reversed(called)}
    for label, spelt in called:  # a word of a longer name stands back behind a whole one
        for word in fold(spelt).split():
            names.setdefault(word, label)
    near = get_close_matches(fold(name), names, n=1, cutoff=0.7)
    return names[near[0]] if near else ""


def described(store: Store, iris: set[str]) -> list[Found]:
    order = [kind.value for kind in Kind]
    found: dict[str, Found] = {}
    for iri, kind, label, alias, iso3, of in rows(
        store,
        f"""SELECT ?x ?k ?l ?a ?iso3 ?of {{ {_values("x", iris)} ?x a ?k ; rdfs:label ?l
        OPTIONAL {{ ?x skos:altLabel ?a }} OPTIONAL {{ ?x kg:iso3 ?iso3 }} OPTIONAL {{ ?x kg:of/rdfs:label ?of }} }}""",
    ):
        if local(kind) not in order:
            continue
        known = found.get(iri) or Found(iri, label, local(kind), (), iso3, of)
        narrow = max(known.kind, local(kind), key=order.index)  # Kind lists a class before its subclasses
        found[iri] = replace(known, kind=narrow, aliases=tuple(sorted({*known.aliases, alias} - {""})))
    return sorted(found.values(), key=lambda f: (f.label, f.iri))


def behind(store: Store, subjects: Iterable[str], relation: str, objects: Iterable[str]) -> tuple[list[Claimed], list[Claimed]]:
    """The claims that state an edge between parties (IRIs), a symmetric relation looked for both ways, and those it follows from.

    The second are asked for when no Actual claim is among the first: claims of a shared meeting, of an office, of the inverse or
    of a narrower relation.
    """
    ones, others = list(subjects), list(objects)
    found = claims(store, ones, relation, others)
    if rows(store, f"SELECT ?p {{ VALUES ?p {{ kg:{relation} }} ?p a owl:SymmetricProperty }}"):
        known = {claim.claim for claim in found}
        found += [claim for claim in claims(store, others, relation, ones) if claim.claim not in known]
    if any(claim.modality == Modality.ACTUAL for claim in found):
        return found, []
    drawn = {ground.claim for ground in grounds_of(store, ones, relation, others)}
    return found, claims(store, among=drawn) if drawn else []


def claims(
    store: Store,
    subjects: Iterable[str] | None = None,
    relation: str = "",
    objects: Iterable[str] | None = None,
    among: Iterable[str] | None = None,
) -> list[Claimed]:
    """The claims between parties (IRIs), with their citations; what is None may be anything. The oldest first."""
    pattern = "" if among is None else _values("c", among)
    pattern += "" if subjects is None else _values("s", subjects)
    pattern += "" if objects is None else _values("o", objects)
    pattern += f"VALUES ?p {{ kg:{relation} }}" if relation else ""
    found = rows(
        store,
        f"""SELECT DISTINCT ?c ?s ?p ?o ?m ?e ?l ?d ?place ?topic ?speaker ?confidence ?st ?ot {{ {pattern}
        ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; a kg:Claim ; kg:modality ?m
        OPTIONAL {{ ?c kg:earliest ?e }} OPTIONAL {{ ?c kg:latest ?l }} OPTIONAL {{ ?c kg:date_text ?d }}
        OPTIONAL {{ ?c kg:place/rdfs:label ?place }} OPTIONAL {{ ?c kg:topic ?topic }}
        OPTIONAL {{ ?c kg:asserted_by/rdfs:label ?speaker }} OPTIONAL {{ ?c kg:confidence ?confidence }}
        OPTIONAL {{ ?c kg:subject_text ?st }} OPTIONAL {{ ?c kg:object_text ?ot }} }}""",
    )
    names = labels(store, {iri for row in found for iri in row[1:4]})
    cited = _citations(store, {row[0] for row in found})
    made: dict[str, Claimed] = {}
    for c, s, p, o, modality, *rest in sorted(found, reverse=True):  # where an OPTIONAL has two answers, the first in order stays
        earliest, latest, words, place, topic, speaker, confidence, subject_text, object_text = rest
        made[c] = Claimed(
            claim=c,
            subject=names[s],
            relation=local(p),
            label=names[p],
            object=names[o],
            modality=local(modality),
            earliest=earliest,
            latest=latest,
            date_text=words,
            place=place,
            topic=topic,
            speaker=speaker,
            confidence=confidence,
            subject_text=subject_text,
            object_text=object_text,
            citations=cited.get(c, ()),
        )
    return sorted(made.values(), key=lambda c: (c.earliest or "9999", c.citations[0].published if c.citations else "", c.claim))


def within(claim: Claimed, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether it may have been in that time; what has no date of its own is put at the day it was reported, if that is known."""
    published = [citation.published for citation in claim.citations if citation.published]
    first, last = claim.earliest or min(published, default=""), claim.latest or max(published, default="")
    if since is None and until is None:
        return True
    return bool(first and last) and (since is None or last >= since.isoformat()) and (until is None or first <= until.isoformat())


def timeline(
    store: Store,
    ones: Iterable[str],
    others: Iterable[str] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Claimed]:
    """What is claimed of parties (IRIs), or between those and others, and the meetings that both took part in; the oldest first.

    What has no date of its own stands at the day it was reported. What they said is left out: `kg.statements` has it.
    """
    own = list(ones)
    theirs = None if others is None else list(others)
    found = claims(store, subjects=own, objects=theirs) + claims(store, subjects=theirs, objects=own)
    shared = {ground.claim for ground in grounds_of(store, own, "met_with", theirs)} if theirs is not None else set()
    found += claims(store, among=shared) if shared else []
    every = {claim.claim: claim for claim in found if claim.relation != "said" and within(claim, since, until)}

    def day(claim: Claimed) -> str:
        return claim.earliest or min((c.published for c in claim.citations if c.published), default="9999")

    return sorted(every.values(), key=lambda c: (day(c), c.latest or "9999", c.subject, c.relation, c.object, c.claim))


def _citations(store: Store, iris: set[str]) -> dict[str, tuple[Citation, ...]]:
    cited: dict[str, set[Citation]] = {}
    found = rows(
        store,
        f"""SELECT DISTINCT ?x ?q ?start ?end ?doc ?title ?url ?publisher ?published {{ {_values("x", iris)}
        ?x kg:evidence ?e . ?e kg:quote ?q ; prov:wasQuotedFrom ?doc
        OPTIONAL {{ ?e kg:start ?start }} OPTIONAL {{ ?e kg:end ?end }}
        OPTIONAL {{ ?doc schema:headline ?title }} OPTIONAL {{ ?doc schema:url ?url }}
        OPTIONAL {{ ?doc schema:publisher ?publisher }} OPTIONAL {{ ?doc schema:datePublished ?published }} }}""",
    )
    documents = _values("doc", {row[4] for row in found})
    texts = {row[0]: row[1] for row in rows(store, f"SELECT ?doc ?text {{ {documents} ?doc kg:text ?text }}")}
    for iri, quote, first, last, document, title, url, publisher, published in found:
        start, end = int(first or 0), int(last or 0)
        sentence = sentence_around(texts.get(document, ""), start, end, quote)
        citation = Citation(quote, sentence, start, end, title, url, publisher, published)
        cited.setdefault(iri, set()).add(citation)
    return {iri: tuple(sorted(found, key=lambda c: (c.published, c.title, c.start))) for iri, found in cited.items()}


def statements(store: Store, speakers: Iterable[str]) -> list[Quoted]:
    """What the speakers (IRIs) are reported to have said; the oldest report first, then as the text has it."""
    found = rows(
        store,
        f"""SELECT ?x (MIN(?text) AS ?t) (MIN(?kind) AS ?k) (MIN(?cue) AS ?c) (MIN(?earliest) AS ?e) (MIN(?latest) AS ?l)
        (MIN(?headline) AS ?title) (MIN(?date) AS ?published) (MIN(?at) AS ?start) {{ {_values("s", speakers)}
        ?x a kg:Statement ; kg:speaker ?s ; kg:text ?text ; kg:evidence ?ev . ?ev prov:wasQuotedFrom ?doc ; kg:start ?at
        OPTIONAL {{ ?x kg:kind ?kind }} OPTIONAL {{ ?x kg:cue ?cue }}
        OPTIONAL {{ ?x kg:earliest ?earliest }} OPTIONAL {{ ?x kg:latest ?latest }}
        OPTIONAL {{ ?doc schema:headline ?headline }} OPTIONAL {{ ?doc schema:datePublished ?date }} }} GROUP BY ?x""",
    )
    found.sort(key=lambda row: (row[7], row[6], int(row[8] or 0), row[0]))
    return [Quoted(text, local(kind), cue, *rest) for _, text, kind, cue, *rest, _ in found]


def mentioned(store: Store, iri: str) -> int:
    """The number of documents that speak of an entity."""
    counted = rows(store, f"SELECT (COUNT(DISTINCT ?d) AS ?n) {{ ?d a kg:Document ; kg:mentions <{iri}> }}")
    return int(counted[0][0])


def _values(variable: str, iris: Iterable[str]) -> str:
    """Narrows a variable to IRIs, which are those of the store and so legal; to nothing when there are none."""
    listed = " ".join(f"<{iri}>" for iri in sorted(iris))
    return f"VALUES ?{variable} {{ {listed} }} "
