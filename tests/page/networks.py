"""Networks made by hand for the page: invented diplomacy, payloads in every field, nothing at all, and a large one."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

import networkx as nx

from kg.graph import Cited

BASE = "https://w3id.org/kg-diplomacy/id/"
SOURCES = (
    ("document/gazette-1", "Leaders meet at Port Amsel", "https://gazette.example/port-amsel", "Valoria Gazette", "2031-05-04"),
    ("document/post-2", "A letter refused", "https://post.example/letter?id=2&x=<b>", "Northern Post", "2031-06-12"),
    ("document/harbour-3", "Trade talks stall", "", "Harbour Times", "2032-01-20"),
    ("document/wire-4", "Alliance renewed for ten years", "https://wire.example/alliance", "East Wire", "2032-03-02"),
)
PLOVER = {
    "met_with": "CONSULT",
    "consulted": "CONSULT",
    "rejected": "REJECT",
    "accused": "ACCUSE",
    "sanctioned": "SANCTION",
    "aided": "AID",
    "threatened": "THREATEN",
    "mobilized_against": "MOBILIZE",
    "supported": "SUPPORT",
    "agreed_with": "AGREE",
    "requested": "REQUEST",
    "attacked": "ASSAULT",
}
SYMMETRIC = {"met_with", "consulted", "allied_with", "agreed_with", "opposed_to", "sibling_of"}
PAYLOADS = (
    *("</script><script>window.__pwned=1</script>", "<img src=x onerror=window.__pwned=1>", "javascript:window.__pwned=1"),
    *("constructor", "__proto__", "toString", '"><svg onload=window.__pwned=1>', "href='javascript:window.__pwned=1'"),
    *("{{ 7*7 }}{% raw %}", "</style><style>*{display:none}", "]]>-->\u2028\u2029", "x" * 10_000, "\u202eright to left"),
    *("\ud800 alone", "'; alert(1); //", "&lt;b&gt;&amp;", "${window.__pwned=1}", "#edge=__proto__~hasOwnProperty~constructor"),
)
TEXTS = (
    "quote",
    "sentence",
    "title",
    "publisher",
    "published",
    "date_text",
    "place",
    "topic",
    "speaker",
    "subject_text",
    "object_text",
)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def cited(number: int, sentence: str, /, **given: object) -> Cited:
    """One claim from the source with that number."""
    plain = dict(zip(("document", "title", "url", "publisher", "published"), SOURCES[number], strict=True))
    empty: dict[str, object] = {field.name: "" for field in fields(Cited)}
    own = {"claim": f"{BASE}claim/{_digest(sentence)}", "quote": sentence, "sentence": sentence, "start": 0, "end": len(sentence)}
    return Cited(**(empty | plain | own | {"modality": "Actual", "confidence": 0.8} | given))  # type: ignore[arg-type]


def node(graph: nx.MultiDiGraph[str], name: str, label: str, kind: str, **attributes: object) -> None:
    words = dict.fromkeys(("iso3", "org_kind", "of", "place", "period", "earliest", "latest", "text", "statement"), "")
    graph.add_node(
        BASE + name, **(words | {"aliases": (), "mentions": (), "claims": 0, "label": label, "kind": kind} | attributes)
    )


def edge(
    graph: nx.MultiDiGraph[str], subject: str, relation: str, target: str, claims: Iterable[Cited], modality: str = "Actual"
) -> None:
    # one sentence may hold several claims; each has an id of its own
    found = tuple(replace(claim, claim=claim.claim + _digest(f"{subject} {relation} {target}")) for claim in claims)
    for end in (subject, target):
        graph.nodes[BASE + end]["claims"] += len(found)
    said = {"relation": relation, "label": relation.replace("_", " "), "symmetric": relation in SYMMETRIC}
    key = relation if modality == "Actual" else f"{relation}/{modality}"
    about = {"plover": PLOVER.get(relation), "modality": modality, "claims": found}
    graph.add_edge(BASE + subject, BASE + target, key=key, **said, **about)


def occasions(graph: nx.MultiDiGraph[str]) -> int:
    """How many lines the page should have: the different days and places of each edge."""
    return sum(len({(c.earliest, c.latest, c.place) for c in claims}) for _, _, claims in graph.edges(data="claims"))


def rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE))


def demo() -> nx.MultiDiGraph[str]:
    """Some forty entities and fifty relations of countries that do not exist."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows("demo-entities.tsv"):
        about = {"aliases": tuple(filter(None, row["aliases"].split("|"))), "iso3": row["iso3"]}
        about |= {"earliest": row["earliest"], "latest": row["latest"]}
        if row["kind"] == "Statement":
            about |= {"text": row["label"], "mentions": (BASE + "state/VAL",)}
        node(graph, row["id"], row["label"], row["kind"], **about)
    found: dict[tuple[str, str, str], list[Cited]] = defaultdict(list)
    for row in rows("demo-claims.tsv"):
        given = {name: row[name] for name in ("earliest", "latest", "place", "speaker", "subject_text", "object_text")}
        claim = cited(int(row["source"]), row["sentence"], confidence=float(row["confidence"]), **given)
        found[row["subject"], row["relation"], row["object"]].append(claim)
    for (subject, relation, target), claims in found.items():
        edge(graph, subject, relation, target, claims)
    return graph


def varied() -> nx.MultiDiGraph[str]:
    """The demo with what is only alleged, intended, possible or denied as well."""
    graph = demo()
    hearsay = (
        (
            "state/VAL",
            "attacked",
            "state/NRD",
            "Alleged",
            "2031-06-20",
            "Nordmark said that Valoria had attacked it on 20 June 2031.",
        ),
        ("person/alma-reyes", "met_with", "person/jorge-vidal", "Intended", "", "Reyes plans to meet Vidal."),
        ("person/ilse-brandt", "supported", "state/VAL", "Possible", "2032-02-01", "Brandt may support Valoria in February."),
        ("state/VAL", "threatened", "state/NRD", "Denied", "2031-06-21", "Valoria denied having threatened Nordmark."),
        ("state/VAL", "threatened", "state/ORM", "Denied", "", "Valoria denied having threatened Ormond."),
    )
    for subject, relation, target, modality, day, sentence in hearsay:
        for end in (subject, target):
            if BASE + end not in graph:
                raise KeyError(end)
        claim = cited(1, sentence, modality=modality, earliest=day, latest=day)
        said = {"relation": relation, "label": relation.replace("_", " "), "symmetric": relation in SYMMETRIC}
        graph.add_edge(
            BASE + subject,
            BASE + target,
            key=f"{relation}/{modality}",
            plover=PLOVER.get(relation),
            modality=modality,
            claims=(claim,),
            **said,
        )
    return graph


def hostile() -> nx.MultiDiGraph[str]:
    """Every field of every node and claim holds something that would run, load or break out if it were believed."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = ("Person", "State", "Summit", "Statement", "Organization", "Place", "Position", "<b>Kind</b>")
    for number, text in enumerate(PAYLOADS):
        words = dict.fromkeys(("of", "place", "text", "statement", "period", "earliest", "latest"), text)
        about = {"aliases": (text,), "iso3": text[:40], "org_kind": text[:40], "mentions": (BASE + PAYLOADS[0],)}
        node(graph, text, text, kinds[number % len(kinds)], **words, **about)
    for number, text in enumerate(PAYLOADS):
        claim = cited(0, text, url=text, document=text, modality=text, **dict.fromkeys(TEXTS, text))
        relation, target = PAYLOADS[(number + 3) % len(PAYLOADS)][:200], PAYLOADS[(number + 1) % len(PAYLOADS)]
        edge(graph, text, relation, target, [claim, cited(0, text, url="javascript:window.__pwned=2")])
    return graph


def heaped(lines: int = 500) -> nx.MultiDiGraph[str]:
    """Two with five hundred relations, one of them with a name of ten thousand signs, and one who writes from right to left."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    node(graph, "person/long", "名" * 5_000 + "x" * 5_000, "Person")
    node(graph, "person/rtl", "رانيا حداد", "Person", aliases=("Rania Haddad",))
    for number in range(lines):
        claim = cited(
            number % 4,
            f"They met for the {number}th time.",
            earliest=f"{1900 + number // 5}-01-01",
            latest=f"{1900 + number // 5}-12-31",
        )
        edge(graph, "person/rtl", f"relation_{number:03}", "person/long", [claim])
    return graph


def single() -> nx.MultiDiGraph[str]:
    """One entity that did something to itself."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    node(graph, "person/alone", "Alone", "Person")
    edge(graph, "person/alone", "supported", "person/alone", [cited(0, "Alone praised himself.")])
    return graph


def parallel(times: int = 500) -> nx.MultiDiGraph[str]:
    """Two who met again and again, once did something else, and deny a meeting; a third of whom only denials tell."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, label in (("person/a", "Ana Arbel"), ("person/b", "Bo Brock"), ("person/c", "Cy Carver")):
        node(graph, name, label, "Person")
    days = [f"{2000 + number // 336:04}-{1 + number // 28 % 12:02}-{1 + number % 28:02}" for number in range(times)]
    met = [cited(n % 4, f"Arbel met Brock for the {n}th time.", earliest=day, latest=day) for n, day in enumerate(days)]
    edge(graph, "person/a", "met_with", "person/b", met)
    edge(graph, "person/b", "accused", "person/a", [cited(1, "Brock accused Arbel.")])
    edge(graph, "person/a", "met_with", "person/b", [cited(2, "Arbel denied she met Brock.", modality="Denied")], "Denied")
    edge(graph, "person/c", "met_with", "person/b", [cited(3, "Carver never met Brock.", modality="Denied")], "Denied")
    return graph


def looking_back() -> nx.MultiDiGraph[str]:
    """Two who met every month of three years, and one sentence about a war long past."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in ("a", "b"):
        node(graph, f"state/{name}", f"State {name}", "State")
    days = [f"{2029 + number // 12}-{1 + number % 12:02}-11" for number in range(36)]
    edge(graph, "state/a", "met_with", "state/b", [cited(0, f"They met on {day}.", earliest=day, latest=day) for day in days])
    edge(graph, "state/a", "attacked", "state/b", [cited(1, "They fought in 1905.", earliest="1905-01-01", latest="1905-12-31")])
    return graph


def large(nodes: int = 1200) -> nx.MultiDiGraph[str]:
    """A network of which only the core is drawn: everybody met the next one and one of a few hubs."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(nodes):
        node(graph, f"person/p{number:05}", f"Person {number}", "Person")
    for number in range(nodes):
        for other in sorted({(number + 1) % nodes, (number * number + 7) % (nodes // 10)} - {number}):
            claim = cited(number % 4, f"Person {number} met Person {other}.")
            edge(graph, f"person/p{number:05}", "met_with", f"person/p{other:05}", [claim])
    return graph
