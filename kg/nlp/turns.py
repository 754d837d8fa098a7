"""A name and a colon at the start of a line: the turns of a transcript ("Reporter: Will Spain …?"), headlines ("Envoy: talks may fail")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import StatementKind
from kg.nlp.annotations import Saying
from kg.nlp.speakers import PERSON
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

_LONGEST = 7  # tokens of a name before its colon
_ASKING = frozenset({"q", "question", "interviewer", "reporter", "moderator", "host", "a", "answer"})


def read(reports: Reports) -> None:
    """Adds a statement for each line that begins with a speaker and a colon."""
    found = []
    doc = reports.doc
    for i in range(len(doc)):
        if i and not (doc[i - 1].is_space and "\n" in doc[i - 1].text):
            continue
        colon = next((k for k in range(i + 1, min(i + _LONGEST, len(doc))) if doc[k].text == ":"), None)
        if colon is None or any(t.is_space or t.is_punct for t in doc[i:colon]) or not doc[i].text[:1].isupper():
            continue
        end = next((k for k in range(colon, len(doc)) if doc[k].is_space and "\n" in doc[k].text), len(doc))
        root = max((t.i for t in doc[i:colon] if t.tag_.startswith(("NN", "PRP"))), default=None)
        if root is not None and end > colon + 2 and _speaks(reports, i, colon, root):
            found.append((i, colon, end, root))
    for i, colon, end, root in found:
        start, end = reports.contents.trim(colon + 1, end)
        if end - start < 2 or any(s.stretches[0][0] <= start < s.stretches[-1][1] or start <= s.stretches[0][0] < end for s in reports.notes.sayings):
            continue
        reference = reports.notes.at.get(root)
        referent = reference.referent if reference is not None and reference.referent.is_party else None
        kind = StatementKind.DIRECT if len(found) > 1 or start in reports.inside else StatementKind.INDIRECT
        name = (reference.start, reference.end) if reference is not None and reference.form == "name" else (i, colon)
        text = doc[name[0] : name[1]].text
        reports.used.update(id(reports.inside[k]) for k in range(start, end) if k in reports.inside)
        reports.notes.sayings.append(Saying([(start, end)], kind, ":", colon, referent, root, text))


def _speaks(reports: Reports, start: int, colon: int, root: int) -> bool:
    reference = reports.notes.at.get(root)
    if reference is not None and reference.referent.is_party:
        return True
    words = {lemma(t) for t in reports.doc[start:colon]} | {t.lower_ for t in reports.doc[start:colon]}
    people = reports.vocabulary.lexicons["people"]
    return bool(words & (_ASKING | people["persons"] | people["state_actors"])) or bool(PERSON.search(reports.doc[root].lower_))
