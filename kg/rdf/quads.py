"""The model as quads, named graph by named graph. The way back is `kg.rdf.readings`; together they are the one border to RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import resources
from kg.errors import VocabularyError
from kg.model import Claim, Document, Entity, Evidence, Period, Reading, Statement
from kg.rdf.terms import (
    BASE,
    KG,
    OWL,
    PLOVER,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOCABULARIES,
    address,
    clean,
    day,
    decimal,
    graph,
    iri,
    term,
    text,
    whole,
)
from kg.vocabulary import Relation, Vocabulary

_TYPE = term(RDF, "type")
_Node = ox.NamedNode | ox.Literal
_Pairs = Iterator[tuple[ox.NamedNode, _Node]]


def quads_of_reading(reading: Reading, base: str = BASE) -> Iterator[ox.Quad]:
    """All that one document says, in its own graph. The first of two claims with one id is the one that is written."""
    document = reading.document
    home = iri(document.id, base)
    evidence: dict[str, Evidence] = {}
    mentioned = {m.entity for m in reading.mentions}
    described: list[tuple[ox.NamedNode, _Pairs]] = []
    for claim in {c.id: c for c in reversed(reading.claims)}.values():
        evidence.update((e.id, e) for e in claim.evidence)
        mentioned.update(e for e in (claim.subject, claim.object, claim.place) if e and not e.startswith("statement/"))
        described.append((iri(claim.id, base), _claim(claim, home, base)))
    for statement in {s.id: s for s in reversed(reading.statements)}.values():
        evidence.update((e.id, e) for e in statement.evidence)
        around = (statement.speaker, statement.addressee, statement.place, statement.responds_to)
        mentioned.update(e for e in around if e and not e.startswith("statement/"))
        described.append((iri(statement.id, base), _statement(statement, base)))
    described += [(iri(e.id, base), _evidence(e, base)) for e in evidence.values()]
    described.append((home, _document(document, sorted(mentioned & {e.id for e in reading.entities}), base)))
    for subject, pairs in described:
        yield from _described(subject, pairs, home)


def quads_of_entities(entities: Iterable[Entity], base: str = BASE) -> Iterator[ox.Quad]:
    """The canonical entities, in the graph that all documents share."""
    for entity in entities:
        yield from _described(iri(entity.id, base), _entity(entity, base), graph("entities", base))


def quads_of_ontology(vocabulary: Vocabulary, base: str = BASE) -> Iterator[ox.Quad]:
    """`ontology/kg.ttl` and the relations of the vocabulary. Raises VocabularyError naming the file that is wrong."""
    home = graph("ontology", base)
    path = resources.ontology() / "kg.ttl"
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, home)
    except (SyntaxError, OSError) as error:
        raise VocabularyError(f"ontology/kg.ttl: {error}") from None
    for relation in vocabulary.relations.values():
        yield from _described(term(KG, relation.name), _relation(relation), home)


def _described(subject: ox.NamedNode, pairs: _Pairs, home: ox.NamedNode) -> Iterator[ox.Quad]:
    for predicate, node in pairs:
        yield ox.Quad(subject, predicate, node, home)


def _document(document: Document, mentioned: Iterable[str], base: str) -> _Pairs:
    yield _TYPE, term(KG, "Document")
    yield term(SCHEMA, "headline"), text(document.title)
    yield term(KG, "text"), text(document.text)
    # of the text as it is kept here, so that whoever holds the graph can check it
    kept = Document(document.title, clean(document.text))
    yield term(KG, "sha256"), text(kept.sha256)
    if document.date:
        yield term(SCHEMA, "datePublished"), day(document.date)
    if document.url and (url := address(document.url)):
        yield term(SCHEMA, "url"), url
    if document.publisher:
        yield term(SCHEMA, "publisher"), text(document.publisher)
    if document.author:
        yield term(SCHEMA, "author"), text(document.author)
    for entity in mentioned:
        yield term(KG, "mentions"), iri(entity, base)


def _evidence(evidence: Evidence, base: str) -> _Pairs:
    yield _TYPE, term(KG, "Evidence")
    yield term(KG, "quote"), text(evidence.quote)
    yield term(KG, "start"), whole(evidence.start)
    yield term(KG, "end"), whole(evidence.end)
    yield term(PROV, "wasQuotedFrom"), iri(evidence.document, base)


def _claim(claim: Claim, home: ox.NamedNode, base: str) -> _Pairs:
    yield _TYPE, term(KG, "Claim")
    yield term(RDF, "subject"), iri(claim.subject, base)
    yield term(RDF, "predicate"), term(KG, claim.relation)
    yield term(RDF, "object"), iri(claim.object, base)
    yield term(KG, "modality"), term(KG, claim.modality.value)
    yield term(KG, "asserted_by"), iri(claim.asserted_by, base) if claim.asserted_by else home
    yield term(KG, "confidence"), decimal(claim.confidence)
    yield from _period(claim.period)
    if claim.place:
        yield term(KG, "place"), iri(claim.place, base)
    words = {
        "topic": claim.topic,
        "subject_text": claim.subject_text,
        "object_text": claim.object_text,
        "rule": claim.rule,
        "modality_reason": claim.reason,
    }
    yield from ((term(KG, name), text(value)) for name, value in words.items() if value)
    if claim.stated_in:
        yield term(KG, "stated_in"), iri(claim.stated_in, base)
    yield from ((term(KG, "evidence"), iri(e.id, base)) for e in claim.evidence)


def _statement(statement: Statement, base: str) -> _Pairs:
    yield _TYPE, term(KG, "Statement")
    yield term(KG, "text"), text(statement.text)
    yield term(KG, "kind"), term(KG, statement.kind.value)
    yield term(KG, "cue"), text(statement.cue)
    yield term(KG, "act"), term(KG, statement.act.value)
    words = {"speaker_text": statement.speaker_text, "medium": statement.medium}
    yield from ((term(KG, name), text(value)) for name, value in words.items() if value)
    others = {
        "speaker": statement.speaker,
        "addressee": statement.addressee,
        "place": statement.place,
        "nested_in": statement.nested_in,
        "responds_to": statement.responds_to,
    }
    yield from ((term(KG, name), iri(other, base)) for name, other in others.items() if other)
    yield from _period(statement.period)
    yield from ((term(KG, "mentions"), iri(m, base)) for m in statement.mentions)
    yield from ((term(KG, "evidence"), iri(e.id, base)) for e in statement.evidence)


def _period(period: Period | None) -> _Pairs:
    if period:
        yield term(KG, "earliest"), day(period.earliest)
        yield term(KG, "latest"), day(period.latest)
        if period.text:
            yield term(KG, "date_text"), text(period.text)


def _entity(entity: Entity, base: str) -> _Pairs:
    yield _TYPE, term(KG, entity.kind.value)
    yield term(RDFS, "label"), text(entity.label)
    yield from ((term(SKOS, "altLabel"), text(alias)) for alias in entity.aliases if alias != entity.label)
    if entity.iso3:
        yield term(KG, "iso3"), text(entity.iso3)
    if entity.org_kind:
        yield term(KG, "org_kind"), text(entity.org_kind)
    if entity.of:
        yield term(KG, "of"), iri(entity.of, base)
    if entity.place:
        yield term(KG, "place"), iri(entity.place, base)
    if entity.partial:
        yield term(KG, "partial"), ox.Literal(True)
    yield from ((term(KG, "participant"), iri(p, base)) for p in entity.participants)
    yield from _period(entity.period)


def _relation(relation: Relation) -> _Pairs:
    yield _TYPE, term(RDF, "Property")
    yield _TYPE, term(KG, "Relation")
    yield term(RDFS, "label"), text(relation.label, "en")
    yield term(RDFS, "comment"), text(relation.comment, "en")
    yield from _classes("domain", relation.domain)
    yield from _classes("range", relation.range)
    if relation.symmetric:
        yield _TYPE, term(OWL, "SymmetricProperty")
    if relation.inverse:
        yield term(OWL, "inverseOf"), term(KG, relation.inverse)
    if relation.broader:
        yield term(RDFS, "subPropertyOf"), term(KG, relation.broader)
    if relation.plover:
        yield term(SKOS, "exactMatch"), term(PLOVER, relation.plover)
    for match in relation.matches:
        prefix, _, name = match.partition(":")
        if prefix not in VOCABULARIES or not name.isidentifier():
            known = ", ".join(VOCABULARIES)
            raise VocabularyError(f"ontology/relations/{relation.name}.toml: matches: {match!r}: the known prefixes are {known}")
        yield term(SKOS, "exactMatch"), term(VOCABULARIES[prefix], name)


def _classes(end: str, classes: tuple[str, ...]) -> _Pairs:
    """rdfs:domain and rdfs:range mean all of the classes at once; one of several is said with schema.org's properties."""
    predicate = term(RDFS, end) if len(classes) == 1 else term(SCHEMA, f"{end}Includes")
    return ((predicate, term(KG, name)) for name in classes)
