"""Event data in the shape of the model, invented: what the benchmarks of the store and of queries run on.

    python benchmarks/events.py 1000000 > events.nq

Documents with their claims, statements, evidence and mentions in graphs of their own, the entities in theirs, the ontology of
this project in its own: N-Quads as `kg build` would put them into the store, about twenty quads to a claim. The derived edges
are left to `Store.derive`. A few parties do most of what is done, as in news. The same number gives the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import vocabulary
from kg.rdf.quads import quads_of_ontology
from kg.rdf.terms import BASE, KG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

ID = f"<{BASE}id/"
ENTITIES = f"<{BASE}graph/entities>"
RELATIONS = ("accused", "met_with", "rejected", "supported", "consulted", "requested", "threatened", "aided", "cooperated_with")
RELATIONS += ("sanctioned", "attacked", "agreed_with", "allied_with", "opposed_to", "mobilized_against", "conceded_to")
MODALITIES = ("Actual", "Actual", "Actual", "Actual", "Actual", "Alleged", "Intended", "Intended", "Possible", "Denied")
SYLLABLES = ("ba", "den", "kor", "li", "mar", "no", "pel", "ra", "shi", "tov", "ul", "vin")
TOPICS = ("the border", "grain exports", "the pipeline", "prisoners", "the ceasefire", "fishing rights")
FIRST_DAY = dt.date(2015, 1, 1)
CLAIMS, STATEMENTS = 8, 2  # of one document
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Party:
    """An entity: its id in N-Triples, its name, and the state it belongs to."""

    node: str
    name: str
    state: str


class Events:
    """`lines(n)` yields the N-Quads of at least n quads, whole documents, each line with its end; the ontology's come on top."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._states = [self._state(number) for number in range(180)]
        self._parties: list[Party] = []
        self._places: list[str] = []

    def lines(self, quads: int) -> Iterator[str]:
        for quad in quads_of_ontology(vocabulary.load()):
            yield (ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b"").decode()
        made = 0
        for lines in self._documents(quads):
            yield from lines
            made += len(lines)
            if made >= quads:
                return

    def _documents(self, quads: int) -> Iterator[list[str]]:
        yield list(self._actors(max(60, quads // 2000)))
        number = 0
        while True:
            yield list(self._document(number, quads))
            number += 1

    def _few(self, found: list[Party]) -> Party:
        """One of them, the first far more often than the last."""
        return found[int(len(found) * self._random.random() ** 3)]

    def _state(self, number: int) -> Party:
        code = "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))
        return Party(f"{ID}state/{code}>", f"{_name(number, 3)}land", f"{ID}state/{code}>")

    def _actors(self, people: int) -> Iterator[str]:
        for state in self._states:
            code = state.node[-4:-1]
            pairs = [(RDFS + "label", _text(state.name)), (KG + "iso3", _text(code))]
            pairs.append((SKOS + "altLabel", _text(f"Republic of {state.name}")))
            yield from _described(state.node, "State", pairs, ENTITIES)
        for number in range(people):
            state = self._few(self._states)
            name = f"{_name(number % 97, 2)} {_name(number, 4)}"
            person = Party(f"{ID}person/{name.lower().replace(' ', '-')}-{number}>", f"{name} {number}", state.node)
            self._parties.append(person)
            pairs = [(RDFS + "label", _text(person.name)), (SKOS + "altLabel", _text(f"President {name}"))]
            yield from _described(person.node, "Person", pairs, ENTITIES)
            place = f"{ID}place/port-{number}>"
            self._places.append(place)
            pairs = [(RDFS + "label", _text(f"Port {_name(number, 3)} {number}")), (KG + "of", state.node)]
            yield from _described(place, "Place", pairs, ENTITIES)
        self._parties = [p for pair in zip(self._parties, self._states * (people // 180 + 1), strict=False) for p in pair]

    def _document(self, number: int, total: int) -> Iterator[str]:
        day = FIRST_DAY + dt.timedelta(days=int(number * 4000 * CLAIMS * 20 / total) if total else 0)
        key = f"report-{number}-{_hash('document', number, 10)}"
        home = f"{ID}document/{key}>"
        sentences: list[str] = []
        mentioned: set[str] = set()
        begin = 0
        for place in range(CLAIMS + STATEMENTS):
            one, other = self._few(self._parties), self._few(self._parties)
            if one == other:
                other = self._states[number % 180] if one != self._states[number % 180] else self._parties[0]
            mentioned |= {one.node, other.node}
            statement = place >= CLAIMS
            relation = "said" if statement else RELATIONS[int(len(RELATIONS) * self._random.random() ** 1.5)]
            words = f"{one.name} {relation.replace('_', ' ')} {other.name} in talks on {TOPICS[(number + place) % 6]}"
            sentence = f"{words}, officials in the capital told reporters on {day:%A} after a day of consultations."
            evidence = f"{ID}evidence/{key}/{begin}-{begin + len(sentence)}>"
            yield from _described(evidence, "Evidence", _quoted(sentence, begin, home), home)
            own = number * (CLAIMS + STATEMENTS) + place
            if statement:
                yield from self._statement(own, one, other, evidence, home, words)
            else:
                yield from self._claim(own, one, relation, other, evidence, home, day)
            sentences.append(sentence)
            begin += len(sentence) + 1
        text = " ".join(sentences)
        pairs = [(SCHEMA + "headline", _text(f"Report {number}")), (KG + "text", _text(text))]
        pairs += [(KG + "sha256", _text(hashlib.sha256(text.encode()).hexdigest()))]
        pairs += [(SCHEMA + "datePublished", _day(day)), (SCHEMA + "publisher", _text(f"Agency {number % 12}"))]
        yield from _described(home, "Document", pairs + [(KG + "mentions", node) for node in sorted(mentioned)], home)

    def _claim(
        self, number: int, one: Party, relation: str, other: Party, evidence: str, home: str, published: dt.date
    ) -> Iterator[str]:
        chance = self._random.random()
        if chance < 0.03:
            meeting = f"{ID}summit/summit-{number // 4}>"
            yield from self._summit(meeting, number // 4, (one, other), published)
            relation, other = "participated_in", Party(meeting, "the summit", "")
        elif chance < 0.06 and one.node.startswith(f"{ID}person/"):
            office = f"{ID}position/president-of-{one.state[-4:-1].lower()}>"
            pairs = [(RDFS + "label", _text(f"President of {one.state[-4:-1]}")), (KG + "of", one.state)]
            yield from _described(office, "Position", pairs, ENTITIES)
            relation, other = "holds_position", Party(office, "President", "")
        pairs = [(RDF + "subject", one.node), (RDF + "predicate", f"<{KG}{relation}>"), (RDF + "object", other.node)]
        pairs += [(KG + "modality", f"<{KG}{MODALITIES[int(10 * self._random.random())]}>"), (KG + "asserted_by", home)]
        pairs += [(KG + "confidence", f'"0.{5 + number % 5}"^^<{XSD}decimal>'), (KG + "rule", _text(f"{relation}: pattern 1"))]
        pairs += [(KG + "subject_text", _text(one.name)), (KG + "object_text", _text(other.name)), (KG + "evidence", evidence)]
        if self._random.random() < 0.7:
            day = _day(published - dt.timedelta(days=int(30 * self._random.random())))
            pairs += [(KG + "earliest", day), (KG + "latest", day)]
        if self._random.random() < 0.3:
            pairs.append((KG + "topic", _text(TOPICS[number % 6])))
        if self._random.random() < 0.3:
            pairs.append((KG + "place", self._places[int(len(self._places) * self._random.random())]))
        yield from _described(f"{ID}claim/{_hash('claim', number, 16)}>", "Claim", pairs, home)

    def _summit(self, meeting: str, number: int, took_part: tuple[Party, Party], day: dt.date) -> Iterator[str]:
        pairs = [
            (RDFS + "label", _text(f"Summit {number} ({day.year})")),
            (KG + "earliest", _day(day)),
            (KG + "latest", _day(day)),
        ]
        pairs += [(KG + "place", self._places[number % len(self._places)])]
        yield from _described(meeting, "Summit", pairs + [(KG + "participant", party.node) for party in took_part], ENTITIES)

    def _statement(self, number: int, one: Party, other: Party, evidence: str, home: str, words: str) -> Iterator[str]:
        pairs = [(KG + "text", _text(words)), (KG + "kind", f"<{KG}Indirect>"), (KG + "cue", _text("say"))]
        pairs += [(KG + "act", f"<{KG}Neutral>"), (KG + "speaker", one.node), (KG + "speaker_text", _text(one.name))]
        pairs += [(KG + "mentions", other.node), (KG + "evidence", evidence)]
        yield from _described(f"{ID}statement/{_hash('statement', number, 16)}>", "Statement", pairs, home)


def _described(subject: str, kind: str, pairs: Pairs, graph: str) -> Iterator[str]:
    yield f"{subject} <{RDF}type> <{KG}{kind}> {graph} .\n"
    for predicate, node in pairs:
        yield f"{subject} <{predicate}> {node} {graph} .\n"


def _quoted(sentence: str, begin: int, home: str) -> Pairs:
    yield KG + "quote", _text(sentence)
    yield KG + "start", f'"{begin}"^^<{XSD}integer>'
    yield KG + "end", f'"{begin + len(sentence)}"^^<{XSD}integer>'
    yield PROV + "wasQuotedFrom", home


def _name(number: int, syllables: int) -> str:
    """A name of its own for each number below twelve to the power of the syllables."""
    return "".join(SYLLABLES[number // 12**place % 12] for place in range(syllables)).capitalize()


def _hash(kind: str, number: int, length: int) -> str:
    return hashlib.sha256(f"{kind} {number}".encode()).hexdigest()[:length]


def _text(value: str) -> str:
    return f'"{value}"'  # the words here hold nothing to escape


def _day(value: dt.date) -> str:
    return f'"{value.isoformat()}"^^<{XSD}date>'


def write(quads: int, path: str) -> int:
    """Writes a file of N-Quads; the number of its lines."""
    with open(path, "w", encoding="utf-8") as out:
        return sum(1 for line in Events().lines(quads) if out.write(line))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quads", type=int)
    sys.stdout.writelines(Events().lines(parser.parse_args().quads))


if __name__ == "__main__":
    main()
