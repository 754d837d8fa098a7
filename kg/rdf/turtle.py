"""Turtle and TriG for readers: sorted, prefixed, the type first, a blank line between subjects, texts over several lines.

Works on N-Triples, whose terms are legal Turtle as they stand, so nothing here can break the escaping of a text. Oxigraph's own
writer is faster, but orders prefixes by chance and escapes the percent signs and dots of names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from kg.rdf.terms import KG, RDF, RDFS, SCHEMA, SKOS, XSD

_FIRST = (
    *(RDF + "type", RDFS + "label", SKOS + "altLabel", SCHEMA + "headline", SCHEMA + "datePublished"),
    *(
        RDF + "subject",
        RDF + "predicate",
        RDF + "object",
        KG + "modality",
        KG + "asserted_by",
        KG + "stated_in",
        KG + "speaker",
        KG + "speaker_text",
        KG + "act",
        KG + "cue",
        KG + "nested_in",
        KG + "quote",
        KG + "start",
    ),
)
_LAST = (KG + "evidence", KG + "mentions", KG + "text")
_ORDER = {f"<{p}>": (0, i, "") for i, p in enumerate(_FIRST)} | {f"<{p}>": (2, i, "") for i, p in enumerate(_LAST)}
_RANGE = re.compile("[0-9]+-[0-9]+")
_TYPE = f"<{RDF}type>"
_KNOWN = 1 << 16  # shortened IRIs that are remembered
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_BARE = {f"<{XSD}integer>": re.compile(r"[+-]?[0-9]+"), f"<{XSD}boolean>": re.compile("true|false")}


@lru_cache(maxsize=1024)
def _place(predicate: str) -> tuple[int, int, str]:
    return _ORDER.get(predicate) or (1, 0, predicate)


def natural(name: str) -> tuple[str, str]:
    """A sort key under which evidence/…/9-12 comes before evidence/…/10-12."""
    head, _, last = name.rstrip(">").rpartition("/")
    if last[:1].isdigit() and _RANGE.fullmatch(last):
        last = "-".join(number.zfill(9) for number in last.split("-"))
    return f"{head}/{last}", name


def records(lines: Iterable[bytes]) -> list[bytes]:
    """Lines of N-Triples without their ends as one record for each subject: it and its predicates with objects, between tabs.

    N-Triples escapes the tabs of texts.
    """
    subjects: dict[bytes, list[bytes]] = {}
    for line in lines:
        subject, _, rest = line.partition(b" ")
        if subject in subjects:
            subjects[subject].append(rest)
        else:
            subjects[subject] = [subject, rest]
    return [b"\t".join(parts) for parts in subjects.values()]


def order(first: str = "") -> Callable[[bytes], tuple[bool, tuple[str, str]]]:
    """The sort key of records: those of the subject `first`, then all others by name."""

    def key(record: bytes) -> tuple[bool, tuple[str, str]]:
        subject = record.partition(b"\t")[0].decode()
        return subject != first, natural(subject)

    return key


def turtle(lines: Iterable[str], prefixes: Mapping[str, str], base: str) -> str:
    """One Turtle graph from lines of N-Triples, in any order."""
    writer = Writer(prefixes, base)
    found = records(line.removesuffix(" .").encode() for line in lines)
    body = list(writer.blocks(sorted(found, key=order()), ""))
    return writer.header() + "\n" + "\n\n".join(body) + ("\n" if body else "")


class Writer:
    """Writes records as blocks of Turtle, and remembers which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self._names = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._base = base
        self._used: set[tuple[str, str]] = set()
        self._short: dict[str, str] = {}

    def header(self) -> str:
        """The base and the prefixes that were used, to be asked for last."""
        return f"@base <{self._base}> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in sorted(self._used))

    def blocks(self, found: Iterable[bytes], indent: str) -> Iterator[str]:
        """Each subject as one block, from records in order; several of one subject become one, and no triple comes twice."""
        before = b""
        parts: list[bytes] = []
        for record in found:
            subject, _, rest = record.partition(b"\t")
            if subject != before and parts:
                yield indent + self._block(before, parts, indent + "    ")
                parts = []
            before = subject
            parts.append(rest)
        if parts:
            yield indent + self._block(before, parts, indent + "    ")

    def _block(self, subject: bytes, parts: list[bytes], indent: str) -> str:
        objects: dict[str, list[str]] = {}
        for pair in b"\t".join(parts).decode().split("\t"):
            predicate, _, node = pair.partition(" ")
            if predicate in objects:
                objects[predicate].append(node)
            else:
                objects[predicate] = [node]
        written = []
        known = self._short
        for predicate in sorted(objects, key=_place):
            nodes = objects[predicate]
            if len(nodes) > 1:
                nodes = sorted(set(nodes), key=lambda node: natural(node) if node[0] == "<" else ("", node))
            verb = "a" if predicate == _TYPE else known.get(predicate) or self.short(predicate)
            # most are one IRI that was met before: a call less for each of them is a tenth of the time
            written.append(f"{verb} {', '.join([known.get(node) or self._object(node) for node in nodes])}")
        return f"{self.short(subject.decode())} {f' ;{chr(10)}{indent}'.join(written)} ."

    def _object(self, node: str) -> str:
        if node[0] != '"':
            return self.short(node)
        if node[-1] == '"' and "\\" not in node:
            return node
        if node[-1] == ">":
            value, _, datatype = node.rpartition("^^")
            if datatype in _BARE and _BARE[datatype].fullmatch(value[1:-1]):
                return value[1:-1]
            return f"{value}^^{self.short(datatype)}"
        if node[-1] == '"' and "\\n" in node:
            broken = re.sub(r"\\.", lambda escape: "\n" if escape[0] == r"\n" else escape[0], node)
            return f'""{broken}""' if "\n" in broken else node
        return node

    def short(self, node: str) -> str:
        """An IRI with a prefix, or relative to the base, or as it is."""
        known = self._short.get(node)
        if known is None:
            if len(self._short) >= _KNOWN:
                self._short.clear()
            known = self._short[node] = self._shorten(node)
        return known

    def _shorten(self, node: str) -> str:
        cut = max(node.rfind("/"), node.rfind("#")) + 1
        namespace, local = node[1:cut], node[cut:-1]
        if node[0] == "<" and namespace in self._names and _LOCAL.fullmatch(local):
            self._used.add((self._names[namespace], namespace))
            return f"{self._names[namespace]}:{local}"
        # a relative path must not begin like an absolute one
        if node.startswith((f"<{self._base}id/", f"<{self._base}graph/")):
            return "<" + node[len(self._base) + 1 :]
        return node
