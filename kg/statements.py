"""Who is reported to have said what: the statements of a store, with names in place of IRIs, chosen by who, whom, what and when.

Names are looked up by `kg.lookup.find`; here are IRIs, which are those of the store and so legal in a query, and words, which
never become part of one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import SpeechAct, StatementKind, fold
from kg.summary import labels, local, rows, shortest

if TYPE_CHECKING:
    from kg.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statements are asked for; what is None may be anything.

    `speakers` and `addressees` are IRIs, `speaker_words` words of those who are not known by name. `about` are IRIs of what is
    mentioned, and `about_words` words of the text: a statement need have one of the two. `since` and `until` are inclusive.
    """

    speakers: tuple[str, ...] | None = None
    speaker_words: str | None = None
    addressees: tuple[str, ...] | None = None
    about: tuple[str, ...] = ()
    about_words: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    act: SpeechAct | None = None
    kind: StatementKind | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with its source. Dates are ISO days; what is not known is "" or empty.

    `statement` and `nested_in` are IRIs, `told_by` are the speakers of those that it is nested in, the nearest first,
    `responds_to` is a name or the words of another statement, and `spans` are the (start, end) of its stretches in code points
    of the document.
    """

    statement: str
    speaker: str
    speaker_text: str
    cue: str
    act: str
    kind: str
    text: str
    addressee: str
    earliest: str
    latest: str
    date_text: str
    place: str
    medium: str
    mentions: tuple[str, ...]
    responds_to: str
    nested_in: str
    told_by: tuple[str, ...]
    title: str
    url: str
    publisher: str
    published: str
    spans: tuple[tuple[int, int], ...]

    @property
    def when(self) -> str:
        """The days on which it may have been said, shortest; the day of publication when nothing else is known."""
        return shortest(self.earliest, self.latest) or self.published


_Values = Mapping[str, list[str]]  # of one statement: local name of a property to its values, sorted


def statements(store: Store, asked: Asked | None = None) -> list[Told]:
    """The statements that are asked for (all by default), in the order of their documents' days, titles and texts."""
    asked = asked or Asked()
    chosen = _chosen(store, asked)
    known = _with_those_around(store, chosen)
    sources = _sources(store, chosen)
    names = _names(store, known)
    made = [_told(it, known, names, sources.get(it, _NOWHERE)) for it in chosen if it in known]
    within = (told for told in made if _overlaps(told, asked.since, asked.until))
    return sorted(within, key=lambda t: (t.published, t.title, t.url, t.spans, t.statement))


def _chosen(store: Store, asked: Asked) -> set[str]:
    narrow = "" if asked.speakers is None else f"VALUES ?speaker {{ {_iris(asked.speakers)} }} ?it kg:speaker ?speaker . "
    narrow += "" if asked.addressees is None else f"VALUES ?to {{ {_iris(asked.addressees)} }} ?it kg:addressee ?to . "
    narrow += "" if asked.act is None else f"?it kg:act kg:{asked.act.value} . "
    narrow += "" if asked.kind is None else f"?it kg:kind kg:{asked.kind.value} . "
    words = "OPTIONAL { ?it kg:speaker_text ?words FILTER NOT EXISTS { ?it kg:speaker ?somebody } }"
    found = rows(store, f"SELECT DISTINCT ?it ?text ?words {{ {narrow} ?it a kg:Statement ; kg:text ?text {words} }}")
    if asked.speaker_words is not None:
        found = [row for row in found if _holds(row[2], asked.speaker_words)]
    if asked.about or asked.about_words is not None:
        mentioned = f"SELECT DISTINCT ?it {{ VALUES ?what {{ {_iris(asked.about)} }} ?it a kg:Statement ; kg:mentions ?what }}"
        about = {it for (it,) in rows(store, mentioned)}
        found = [row for row in found if row[0] in about or _holds(row[1], asked.about_words or "")]
    return {it for it, *_ in found}


def _holds(text: str, words: str) -> bool:
    """Whether a text has these words, one after another; case and accents do not count, "US" is not in "thus"."""
    wanted = fold(words)
    return bool(wanted) and f" {wanted} " in f" {fold(text)} "


def _with_those_around(store: Store, chosen: Iterable[str]) -> dict[str, _Values]:
    """What is said of each statement, and of those that they are nested in or answer."""
    known: dict[str, _Values] = {}
    asked: set[str] = set()
    wanted = set(chosen)
    while wanted:
        asked |= wanted
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        # asked for its type as well, Oxigraph takes time that grows with the square of the number of statements
        for it, name, value in sorted(set(rows(store, f"SELECT ?it ?p ?o {{ VALUES ?it {{ {_iris(wanted)} }} ?it ?p ?o }}"))):
            found[it][local(name)].append(value)
        known |= {it: values for it, values in found.items() if "Statement" in map(local, values["type"])}
        wanted = {other for values in found.values() for name in ("nested_in", "responds_to") for other in values[name]} - asked
    return known


_NOWHERE = (("", "", "", ""), ())


def _sources(store: Store, chosen: Iterable[str]) -> dict[str, tuple[tuple[str, ...], tuple[tuple[int, int], ...]]]:
    """Title, address, publisher and day of the document of each statement, and where in it the words stand."""
    documents = {
        row[0]: row[1:]
        for row in rows(
            store,
            """SELECT ?d (MIN(?t) AS ?title) (MIN(?u) AS ?url) (MIN(?p) AS ?publisher) (MIN(?day) AS ?published) {
            ?d a kg:Document OPTIONAL { ?d schema:headline ?t } OPTIONAL { ?d schema:url ?u } OPTIONAL { ?d schema:publisher ?p }
            OPTIONAL { ?d schema:datePublished ?day } } GROUP BY ?d""",
        )
    }
    evidence = f"""SELECT DISTINCT ?it ?start ?end ?d {{ VALUES ?it {{ {_iris(chosen)} }} ?it kg:evidence ?e .
        ?e prov:wasQuotedFrom ?d ; kg:start ?start ; kg:end ?end }}"""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    home: dict[str, str] = {}
    for it, start, end, document in sorted(rows(store, evidence), reverse=True):
        spans[it].add((int(start), int(end)))
        home[it] = document
    return {it: (documents.get(home[it], _NOWHERE[0]), tuple(sorted(found))) for it, found in spans.items()}


def _names(store: Store, known: Mapping[str, _Values]) -> dict[str, str]:
    """What everything is called that the statements refer to: an entity its label, a statement its words."""
    ends = ("speaker", "addressee", "place", "responds_to", "mentions")
    entities = {other for values in known.values() for name in ends for other in values.get(name, ())} - known.keys()
    return labels(store, {e for e in entities if not e.startswith("_:")}) | {
        it: _first(values, "text") for it, values in known.items()
    }


def _told(
    it: str, known: Mapping[str, _Values], names: Mapping[str, str], source: tuple[tuple[str, ...], tuple[tuple[int, int], ...]]
) -> Told:
    values = known[it]
    (title, url, publisher, published), spans = source

    def name(of: str) -> str:
        return names.get(_first(values, of), "")

    return Told(
        statement=it,
        speaker=name("speaker"),
        speaker_text=_first(values, "speaker_text"),
        cue=_first(values, "cue"),
        act=local(_first(values, "act")),
        kind=local(_first(values, "kind")),
        text=_first(values, "text"),
        addressee=name("addressee"),
        earliest=_first(values, "earliest"),
        latest=_first(values, "latest"),
        date_text=_first(values, "date_text"),
        place=name("place"),
        medium=_first(values, "medium"),
        mentions=tuple(sorted(names[m] for m in values.get("mentions", ()) if m in names)),
        responds_to=name("responds_to"),
        nested_in=_first(values, "nested_in"),
        told_by=tuple(_tellers(it, known, names)),
        title=title,
        url=url,
        publisher=publisher,
        published=published,
        spans=spans,
    )


def _tellers(it: str, known: Mapping[str, _Values], names: Mapping[str, str]) -> Iterator[str]:
    """Who speaks in each statement that this one is nested in, from the nearest out."""
    seen = {it}  # a graph from elsewhere may go in a circle
    while (it := _first(known.get(it, {}), "nested_in")) and it not in seen:
        seen.add(it)
        values = known.get(it, {})
        teller = names.get(_first(values, "speaker")) or _first(values, "speaker_text")
        if teller:
            yield teller


def _overlaps(told: Told, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether it may have been said in that time; what has no day at all was not."""
    first, last = told.earliest or told.published, told.latest or told.published
    if since is None and until is None:
        return True
    return bool(first and last) and (since is None or last >= since.isoformat()) and (until is None or first <= until.isoformat())


def _first(values: _Values, name: str) -> str:
    found = values.get(name)
    return found[0] if found else ""


def _iris(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris) if not iri.startswith("_:"))  # a blank node cannot be named in a query
