"""The network of a store: entities, events and statements as nodes, relations as edges, and behind every edge its claims.

Read by SPARQL alone, so that a page or an export says exactly what a query of the same store would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.grounds import grounds, sentence_around
from kg.model import Kind, Modality

if TYPE_CHECKING:
    import networkx as nx

    from kg.rdf.store import Store

STATEMENT = "Statement"
EVERY = frozenset(modality.value for modality in Modality)
_SAID, _TOOK_PART = "said", "participated_in"
_ENTITIES = """SELECT ?it ?class ?label ?iso3 ?org_kind ?of ?place ?earliest ?latest WHERE {
  ?it a ?class ; rdfs:label ?label . FILTER(STRSTARTS(STR(?class), STR(kg:)) && ?class != kg:Relation)
  OPTIONAL { ?it kg:iso3 ?iso3 } OPTIONAL { ?it kg:org_kind ?org_kind } OPTIONAL { ?it kg:of ?of }
  OPTIONAL { ?it kg:place ?place } OPTIONAL { ?it kg:earliest ?earliest } OPTIONAL { ?it kg:latest ?latest } }"""
_ALIASES = "SELECT ?it ?alias WHERE { ?it skos:altLabel ?alias }"
_STATEMENTS = """SELECT ?it ?text ?kind ?speaker ?addressee ?earliest ?latest WHERE { ?it a kg:Statement ; kg:text ?text .
  OPTIONAL { ?it kg:kind ?kind } OPTIONAL { ?it kg:speaker ?speaker } OPTIONAL { ?it kg:addressee ?addressee }
  OPTIONAL { ?it kg:earliest ?earliest } OPTIONAL { ?it kg:latest ?latest } }"""
_MENTIONS = "SELECT ?it ?mentioned WHERE { ?it a kg:Statement ; kg:mentions ?mentioned }"
_DOCUMENTS = """SELECT ?it ?title ?url ?publisher ?date ?text WHERE { ?it a kg:Document . OPTIONAL { ?it kg:text ?text }
  OPTIONAL { ?it schema:headline ?title } OPTIONAL { ?it schema:url ?url }
  OPTIONAL { ?it schema:publisher ?publisher } OPTIONAL { ?it schema:datePublished ?date } }"""
_RELATIONS = """SELECT ?it ?label ?plover ?symmetric WHERE { ?it a rdf:Property ; rdfs:label ?label .
  OPTIONAL { ?it skos:exactMatch ?plover FILTER(STRSTARTS(STR(?plover), STR(plover:))) }
  BIND(EXISTS { ?it a owl:SymmetricProperty } AS ?symmetric) }"""
_CLAIMS = """SELECT ?it ?subject ?relation ?object ?modality ?speaker ?earliest ?latest ?date_text ?place ?topic ?confidence
  ?subject_text ?object_text WHERE { ?it a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
    kg:modality ?modality .
  OPTIONAL { ?it kg:asserted_by ?speaker } OPTIONAL { ?it kg:earliest ?earliest } OPTIONAL { ?it kg:latest ?latest }
  OPTIONAL { ?it kg:date_text ?date_text } OPTIONAL { ?it kg:place ?place } OPTIONAL { ?it kg:topic ?topic }
  OPTIONAL { ?it kg:confidence ?confidence }
  OPTIONAL { ?it kg:subject_text ?subject_text } OPTIONAL { ?it kg:object_text ?object_text } }"""
_EVIDENCE = """SELECT ?of ?it ?quote ?start ?end ?document WHERE { ?of kg:evidence ?it .
  ?it kg:quote ?quote ; prov:wasQuotedFrom ?document .
  OPTIONAL { ?it kg:start ?start } OPTIONAL { ?it kg:end ?end } }"""
_PARTICIPANTS = "SELECT ?event ?who WHERE { ?event kg:participant ?who }"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Cited:
    """One claim with one stretch of its evidence. Dates are ISO days or ""; `speaker` is "" when the document itself asserts.

    `claim` is the IRI of the claim (of the statement, where an edge comes from its speaker alone): a claim with two
    stretches of evidence gives two of these, which share it. `start` and `end` count code points in the document.
    `inferred` when the claim states something else, which the edge follows from; `turned` when it names the parties of a
    symmetric relation the other way round than the edge does. `speaker_iri` and `place_iri` are "" where the label is.
    """

    claim: str
    quote: str
    sentence: str
    start: int
    end: int
    document: str
    title: str
    url: str
    publisher: str
    published: str
    earliest: str
    latest: str
    date_text: str
    place: str
    topic: str
    modality: str
    speaker: str
    confidence: float
    subject_text: str
    object_text: str
    speaker_iri: str = ""
    place_iri: str = ""
    inferred: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Edge:
    """What makes an edge one: its ends, its relation and how real it is."""

    subject: str
    object: str
    relation: str
    modality: str


def network(store: Store, *, modalities: frozenset[str] = frozenset({"Actual"})) -> nx.MultiDiGraph[str]:
    """The cited network of a store; the same store gives the same nodes and edges in the same order.

    Nodes are keyed by IRI (`label kind aliases claims iso3 org_kind of place period earliest latest text statement mentions`),
    edges by relation and modality, so that parallel relations stay apart (`relation label symmetric modality plover claims`, the
    last a tuple of `Cited`). Symmetric relations have one edge, from the lesser IRI. Who spoke and who took part are edges
    (`said`, `participated_in`) too.
    Raises QueryError for a modality that is not in `kg.model.Modality`.
    """
    import networkx as nx

    unknown = sorted(modalities - {modality.value for modality in Modality})
    if unknown:
        raise QueryError(f"unknown modality {unknown[0]!r}: one of {', '.join(modality.value for modality in Modality)}")
    reader = _Reader(store)
    relations = {_local(row["it"]): row for row in reader.rows(_RELATIONS)}
    nodes = reader.nodes()
    edges: dict[_Edge, list[Cited]] = defaultdict(list)
    for edge, cited in reader.cited(nodes):
        if edge.modality in modalities and edge.subject in nodes and edge.object in nodes:
            turned = _turned(edge, relations)
            edges[turned].append(cited if turned == edge else replace(cited, turned=not cited.inferred))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted({end for edge in edges for end in (edge.subject, edge.object)}):
        graph.add_node(iri, **nodes[iri], claims=0)
    for edge, found in sorted(edges.items()):
        _add(graph, edge, found, relations.get(edge.relation, {}))
    return graph


def _add(graph: nx.MultiDiGraph[str], edge: _Edge, found: Iterable[Cited], relation: Mapping[str, str]) -> None:
    claims = tuple(
        sorted(set(found), key=lambda c: (c.earliest or "9999", c.latest, c.published, c.document, c.start, c.claim, c.quote))
    )
    for end in {edge.subject, edge.object}:
        graph.nodes[end]["claims"] += len({cited.claim for cited in claims})
    graph.add_edge(
        edge.subject,
        edge.object,
        key=edge.relation if edge.modality == Modality.ACTUAL else f"{edge.relation}/{edge.modality}",
        relation=edge.relation,
        label=relation.get("label") or edge.relation.replace("_", " "),
        symmetric=relation.get("symmetric") == "true",
        plover=_local(relation.get("plover", "")) or None,
        modality=edge.modality,
        claims=claims,
    )


def _turned(edge: _Edge, relations: Mapping[str, Row]) -> _Edge:
    """A symmetric relation runs from the lesser IRI, whoever the sentence named first."""
    if edge.subject > edge.object and relations.get(edge.relation, {}).get("symmetric") == "true":
        return _Edge(edge.object, edge.subject, edge.relation, edge.modality)
    return edge


def _local(iri: str) -> str:
    """The last part of an IRI: `…ontology#Summit` → `Summit`."""
    return iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _specific(kinds: Iterable[str]) -> str:
    """The narrowest of several classes: `Kind` lists a class before its subclasses."""
    order = [kind.value for kind in Kind]
    return max(kinds, key=lambda kind: (order.index(kind) if kind in order else -1, kind))


class _Reader:
    """Rows of a store as plain dictionaries, and what is put together from several queries."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT, unbound variables left out, sorted."""
        from kg.rdf.sparql import Rows

        answer = self._store.query(query)
        if not isinstance(answer, Rows):
            raise TypeError("only a SELECT has rows")
        names = answer.variables
        found = [{name: term.value for name, term in zip(names, row, strict=True) if term is not None} for row in answer]
        return sorted(found, key=lambda row: [row.get(name, "") for name in names])

    def nodes(self) -> dict[str, dict[str, object]]:
        """Attributes of everything that may be the end of an edge."""
        aliases, mentions, kinds = defaultdict(list), defaultdict(list), defaultdict(set)
        for row in self.rows(_ALIASES):
            aliases[row["it"]].append(row["alias"])
        for row in self.rows(_MENTIONS):
            mentions[row["it"]].append(row["mentioned"])
        entities = self.rows(_ENTITIES)
        for row in entities:
            kinds[row["it"]].add(_local(row["class"]))
        nodes: dict[str, dict[str, object]] = {}
        for row in entities:
            it = row["it"]
            nodes.setdefault(it, _node(row, label=row["label"], kind=_specific(kinds[it]), aliases=tuple(aliases[it])))
        labels = {it: str(node["label"]) for it, node in nodes.items()}
        for node in nodes.values():
            node["of"], node["place"] = (labels.get(str(node[name]), "") for name in ("of", "place"))
        for row in self.rows(_STATEMENTS):
            text, about = row["text"], tuple(mentions[row["it"]])
            nodes[row["it"]] = _node(
                row, label=text, kind=STATEMENT, text=text, statement=_local(row.get("kind", "")), mentions=about
            )
        return nodes

    def cited(self, nodes: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[_Edge, Cited]]:
        """Every edge with each stretch of its evidence: of claims, then of what follows though no claim says it."""
        documents = {row["it"]: row for row in self.rows(_DOCUMENTS)}
        evidence: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(_EVIDENCE):
            evidence[row["of"]].append(row)
        claimed: set[tuple[str, str, str]] = set()
        happened: dict[str, list[Row]] = defaultdict(list)
        claims = {row["it"]: row for row in self.rows(_CLAIMS)}
        for row in claims.values():
            edge = _Edge(row["subject"], row["object"], _local(row["relation"]), _local(row["modality"]))
            claimed.add((edge.subject, edge.relation, edge.object))
            if edge.relation == _TOOK_PART and _actual(row):
                happened[edge.object].append({name: value for name, value in row.items() if name != "subject_text"})
            for stretch in evidence[row["it"]]:
                yield edge, _cited(row, stretch, documents, nodes)
        for edge, row in self._implied(happened):
            for stretch in evidence[row["it"]] if (edge.subject, edge.relation, edge.object) not in claimed else ():
                yield edge, replace(_cited(row, stretch, documents, nodes), inferred=True)
        told: set[tuple[_Edge, str, str, str]] = set()
        for edge, row, through in self._following(claims):
            for stretch in evidence[row["it"]]:
                # two claims that two parties took part in one meeting may come from one sentence
                key = (edge, through, stretch["document"], stretch.get("start", ""))
                if key not in told:
                    told.add(key)
                    yield edge, replace(_cited(row, stretch, documents, nodes), inferred=True)

    def _following(self, claims: Mapping[str, Row]) -> Iterator[tuple[_Edge, Row, str]]:
        """Edges that no claim states, each with a claim that it follows from, the words of both parties put into it."""
        words = {(row["subject"], row["object"]): row.get("subject_text", "") for row in claims.values()}
        stated = {(row["subject"], row["relation"], row["object"]) for row in claims.values() if _actual(row)}
        for ground in grounds(self._store):
            if stated & {(ground.subject, ground.relation, ground.object), (ground.object, ground.relation, ground.subject)}:
                continue
            row = claims[ground.claim]
            parties = {"subject_text": words.get((ground.subject, ground.through), "")}
            parties["object_text"] = words.get((ground.object, ground.through), row.get("object_text", ""))
            edge = _Edge(ground.subject, ground.object, _local(ground.relation), Modality.ACTUAL)
            yield edge, row | parties, ground.through

    def _implied(self, happened: Mapping[str, list[Row]]) -> Iterator[tuple[_Edge, Row]]:
        """Who said a statement, and who took part in an event that took place, each with what its evidence belongs to."""
        for row in self.rows(_STATEMENTS):
            if "speaker" in row:
                yield _Edge(row["speaker"], row["it"], _SAID, Modality.ACTUAL), row
        for row in self.rows(_PARTICIPANTS):
            for other in happened.get(row["event"], ()):
                yield _Edge(row["who"], row["event"], _TOOK_PART, Modality.ACTUAL), other


def _actual(claim: Row) -> bool:
    return _local(claim["modality"]) == Modality.ACTUAL


def _node(row: Row, **attributes: object) -> dict[str, object]:
    """Every attribute of a node, the unknown ones empty, so that readers of the network need not ask which are there."""
    earliest, latest = row.get("earliest", ""), row.get("latest", "")
    period = earliest if earliest == latest else f"{earliest}/{latest}"
    plain = {name: row.get(name, "") for name in ("iso3", "org_kind", "of", "place")}
    empty: dict[str, object] = {"aliases": (), "text": "", "statement": "", "mentions": ()}
    return empty | plain | {"earliest": earliest, "latest": latest, "period": period} | attributes


def _cited(claim: Row, stretch: Row, documents: Mapping[str, Row], nodes: Mapping[str, Mapping[str, object]]) -> Cited:
    document = documents.get(stretch["document"], {})
    speaker, place = claim.get("speaker", ""), claim.get("place", "")
    named = "" if speaker in documents else str(nodes.get(speaker, {}).get("label", ""))
    located = str(nodes.get(place, {}).get("label", ""))
    start, end = int(stretch.get("start", 0)), int(stretch.get("end", 0))
    return Cited(
        claim=claim["it"],
        quote=stretch["quote"],
        sentence=sentence_around(document.get("text", ""), start, end, stretch["quote"]),
        start=start,
        end=end,
        document=stretch["document"],
        title=document.get("title", ""),
        url=document.get("url", ""),
        publisher=document.get("publisher", ""),
        published=document.get("date", ""),
        earliest=claim.get("earliest", ""),
        latest=claim.get("latest", ""),
        date_text=claim.get("date_text", ""),
        place=located,
        topic=claim.get("topic", ""),
        modality=_local(claim.get("modality", "")) or Modality.ACTUAL.value,
        speaker=named,
        confidence=float(claim.get("confidence", 1.0)),
        subject_text=claim.get("subject_text", ""),
        object_text=claim.get("object_text", ""),
        speaker_iri=speaker if named else "",
        place_iri=place if located else "",
    )
