"""Turtle and TriG for readers: sorted, prefixed, the type first, a blank line between subjects, texts over several lines.

Works on N-Triples, whose terms are legal Turtle as they stand, so nothing here can break the escaping of a text. Oxigraph's own
writer is faster, but orders prefixes by chance and escapes the percent signs and dots of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

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
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_BARE = {f"<{XSD}integer>": re.compile(r"[+-]?[0-9]+"), f"<{XSD}boolean>": re.compile("true|false")}


def natural(name: str) -> tuple[str, str]:
    """A sort key under which evidence/…/9-12 comes before evidence/…/10-12."""
    head, _, last = name.rstrip(">").rpartition("/")
    if last[:1].isdigit() and _RANGE.fullmatch(last):
        last = "-".join(number.zfill(9) for number in last.split("-"))
    return f"{head}/{last}", name


def turtle(lines: Iterable[str], prefixes: Mapping[str, str], base: str) -> str:
    """One Turtle graph from lines of N-Triples, in any order."""
    writer = _Writer(prefixes, base)
    body = list(writer.blocks(set(lines), "", ""))
    return writer.header() + "\n" + "\n\n".join(body) + ("\n" if body else "")


def trig(graphs: Mapping[str | None, Iterable[str]], prefixes: Mapping[str, str], base: str) -> str:
    """One TriG dataset from the lines of N-Triples of each graph, by its IRI (None: the default graph)."""
    writer = _Writer(prefixes, base)
    body = []
    for name in sorted(graphs, key=lambda g: natural(g or "")):
        if name is None:
            body += list(writer.blocks(graphs[name], "", ""))
        else:
            own = f"<{name}>"
            inside = "\n\n".join(writer.blocks(graphs[name], own, "    "))
            body.append(f"{writer.short(own)} {{\n{inside}\n}}")
    return writer.header() + "\n" + "\n\n".join(body) + ("\n" if body else "")


class _Writer:
    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self._names = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._base = base
        self._used: set[tuple[str, str]] = set()
        self._short: dict[str, str] = {}

    def header(self) -> str:
        """The base and the prefixes that were used, to be asked for last."""
        return f"@base <{self._base}> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in sorted(self._used))

    def blocks(self, lines: Iterable[str], first: str, indent: str) -> Iterator[str]:
        """The triples of each subject as one block; those of the subject `first` come first."""
        subjects: dict[str, list[tuple[str, str]]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            subjects.setdefault(subject, []).append((predicate, rest[:-2]))
        for subject in sorted(subjects, key=lambda s: (s != first, natural(s))):
            yield indent + self._block(subject, subjects[subject], indent + "    ")

    def _block(self, subject: str, pairs: list[tuple[str, str]], indent: str) -> str:
        pairs.sort(
            key=lambda pair: (_ORDER.get(pair[0], (1, 0, pair[0])), natural(pair[1]) if pair[1][0] == "<" else ("", pair[1]))
        )
        parts: list[str] = []
        before = ""
        for predicate, node in pairs:
            if predicate == before:
                parts.append(", " + self._object(node))
            else:
                verb = "a" if predicate == f"<{RDF}type>" else self.short(predicate)
                parts.append((f" ;\n{indent}" if before else " ") + f"{verb} {self._object(node)}")
            before = predicate
        return self.short(subject) + "".join(parts) + " ."

    def _object(self, node: str) -> str:
        if node[0] != '"':
            return self.short(node)
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
