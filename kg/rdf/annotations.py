"""A graph in RDF 1.2: each edge names the claims that it rests on, as reifiers of its triple.

`s p o ~ claim` (Turtle, TriG) is short for `claim rdf:reifies <<( s p o )>>` (N-Quads). What is not Actual is reified without
being said: no edge stands there. See https://www.w3.org/TR/rdf12-turtle/#reifying-triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from kg.errors import ExportError
from kg.model import Modality
from kg.rdf.store import Rows, Store
from kg.rdf.terms import KG, RDF

FORMATS = ("ttl", "trig", "nq")

_CLAIMS = """SELECT ?home ?subject ?relation ?object ?claim ?modality {
  GRAPH ?home { ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:modality ?modality }
}"""
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True, order=True)
class _Reified:
    """A claim and what it is about, as IRIs; `home` is the graph that names it: the facts for an edge, else its document."""

    home: str
    subject: str
    relation: str
    object: str
    claim: str
    modality: str
    drawn: bool = False

    @property
    def triple(self) -> tuple[str, str, str]:
        return self.subject, self.relation, self.object


def annotated(store: Store, fmt: str) -> bytes:
    """The dataset (trig, nq) or its graphs as one (ttl), with reifiers. Raises ExportError for another format."""
    if fmt not in FORMATS:
        raise ExportError(f"{fmt}: cannot be written with annotations: take one of {', '.join(FORMATS)}")
    found = _reified(store)
    if fmt == "nq":
        lines = store.serialize("nq").decode().split("\n")[:-1]
        lines += (f"<{r.claim}> <{RDF}reifies> <<( <{r.subject}> <{r.relation}> <{r.object}> )>> <{r.home}> ." for r in found)
        return "".join(f"{line}\n" for line in sorted(lines)).encode()
    writer = _Writer(store.prefixes)
    if fmt == "ttl":
        body = "\n".join(writer.sentences(found, ""))
    else:
        graphs = groupby(found, key=lambda r: r.home)
        body = "\n\n".join(
            f"{writer.short(home)} {{\n" + "\n".join(writer.sentences(inside, "    ")) + "\n}" for home, inside in graphs
        )
    return store.serialize(fmt) + (f"\n{writer.header()}\n{body}\n".encode() if body else b"")


def _reified(store: Store) -> list[_Reified]:
    answer = store.query(_CLAIMS)
    assert isinstance(answer, Rows)  # noqa: S101 - a SELECT
    facts = store.prefixes["graph"] + "facts"
    found = []
    for row in answer:
        home, subject, relation, target, claim, modality = (term.value if term else "" for term in row)
        reified = _Reified(home, subject, relation, target, claim, modality)
        drawn = reified.modality == KG + Modality.ACTUAL and store.query(f"ASK {{ GRAPH <{facts}> {{ {_words(reified)} }} }}")
        found.append(replace(reified, home=facts, drawn=True) if drawn else reified)
    return sorted(found)


def _words(reified: _Reified) -> str:
    return " ".join(f"<{iri}>" for iri in reified.triple)


class _Writer:
    """Sentences of Turtle 1.2 with prefixes, which the header declares once more: a part may use what the rest does not."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: set[tuple[str, str]] = set()

    def header(self) -> str:
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self._used))

    def sentences(self, found: Iterable[_Reified], indent: str) -> Iterable[str]:
        for _, same in groupby(sorted(found, key=lambda r: (r.triple, r)), key=lambda r: r.triple):
            claims = list(same)
            words = " ".join(map(self.short, claims[0].triple))
            actual = [claim for claim in claims if claim.drawn]
            if actual:
                # the graph of the facts holds edges and nothing else, so that in TriG the reifier stands alone
                told = [f" {{| {self._modality(c)} |}}" if not indent else "" for c in actual]
                marks = " ".join(f"~ {self.short(c.claim)}{more}" for c, more in zip(actual, told, strict=True))
                yield f"{indent}{words} {marks} ."
            for claim in claims:
                if claim not in actual:
                    yield f"{indent}<< {words} ~ {self.short(claim.claim)} >> {self._modality(claim)} ."

    def _modality(self, claim: _Reified) -> str:
        return f"{self.short(KG + 'modality')} {self.short(claim.modality)}"

    def short(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        if iri[:cut] in self._names and _LOCAL.fullmatch(iri[cut:]):
            self._used.add((self._names[iri[:cut]], iri[:cut]))
            return f"{self._names[iri[:cut]]}:{iri[cut:]}"
        return f"<{iri}>"
