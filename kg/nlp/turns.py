"""A speaker's name at the start of a line: the turns of a transcript ("Reporter: Will Spain …?", "((Wikinews)) Why?",
"MS Because …"), and headlines ("Envoy: talks may fail").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Kind, StatementKind
from kg.nlp.annotations import Referent, Saying
from kg.nlp.speakers import PERSON
from kg.nlp.words import lemma

if TYPE_CHECKING:
    from kg.nlp.statements import Reports

#: A name and a colon; a name in brackets; initials alone.
_LABEL = re.compile(
    r"(?P<colon>[A-ZÀ-Þ][^\n:.,;!?()\"“”]{0,48}):(?=\s)|(?P<bracket>[(\[]{1,2}[A-Z][\w .'’-]{0,30}[)\]]{1,2}):?(?=\s)"
    r"|(?P<initials>[A-Z]{1,3})(?=\s+[A-Z])"
)
_LINE = re.compile(r"^[ \t]*(?=\S)", re.M)
_LONGEST = 7  # words of a name before its colon
_ASKING = frozenset({"q", "question", "interviewer", "reporter", "moderator", "host", "a", "answer"})


@dataclass(frozen=True, slots=True)
class _Turn:
    """Tokens: the label from `start` to `text`, what was said from there to `end`; `form` says how the label looks."""

    label: str
    form: str
    start: int
    text: int
    end: int


def read(reports: Reports) -> None:
    """Adds a statement for each line that begins with a speaker: any known one before a colon, others where they come again."""
    turns = list(_turns(reports))
    often = Counter(turn.form if turn.form == "bracket" else turn.label for turn in turns)
    initials = _initials(reports)
    spoken = [t for t in turns if _is_spoken(reports, t, often["bracket" if t.form == "bracket" else t.label], initials)]
    outlets: dict[str, Referent] = {}  # who asks stands in brackets, by the longest of the labels that shorten it
    for turn in spoken:
        longest = max((t.label for t in spoken if t.label == turn.label or _shortens(turn.label, t.label)), key=len)
        known = initials.get(turn.label) or _party(reports, _root(reports, turn))
        if turn.form == "bracket" and (known is None or longest != turn.label):
            known = outlets.setdefault(longest, known or Referent(Kind.ORGANIZATION, longest, {}, first=turn.start))
            known.label = longest
            known.names.update({longest: None, turn.label: None})
        _add(reports, turn, known, transcript=len(spoken) > 1)


def _is_spoken(reports: Reports, turn: _Turn, times: int, initials: dict[str, Referent]) -> bool:
    if turn.form == "colon":
        return _speaks(reports, turn)
    return times > 1 and (turn.form == "bracket" or turn.label in initials)


def _shortens(label: str, longer: str) -> bool:
    """Whether one label stands for another: "WN" for "Wikinews"."""
    letters = iter(longer.lower())
    return label.isupper() and len(label) < len(longer) and longer[:1] == label[:1] and all(c in letters for c in label.lower())


def _party(reports: Reports, root: int | None) -> Referent | None:
    reference = reports.notes.at.get(root) if root is not None else None
    return reference.referent if reference is not None and reference.referent.is_party else None


def _turns(reports: Reports) -> list[_Turn]:
    doc, text = reports.doc, reports.doc.text
    starts = {token.idx: token.i for token in doc}
    found = []
    for line in _LINE.finditer(text):
        label = _LABEL.match(text, line.end())
        if label is None or label.start() not in starts:
            continue
        first = starts[label.start()]
        said = first
        while said < len(doc) and doc[said].idx < label.end():
            said += 1
        end = text.find("\n", label.end())
        stop = said
        while stop < len(doc) and (end < 0 or doc[stop].idx < end):
            stop += 1
        form = next(name for name, value in label.groupdict().items() if value)
        found.append(_Turn(label[form].strip("()[] "), form, first, said, stop))
    return found


def _initials(reports: Reports) -> dict[str, Referent]:
    """The people of the text by the initials of their names."""
    people = [r for r in reports.notes.referents if r.kind is Kind.PERSON and not r.described and " " in r.label]
    return {"".join(word[0] for word in p.label.split()): p for p in reversed(people)}


def _speaks(reports: Reports, turn: _Turn) -> bool:
    root = _root(reports, turn)
    if root is None or len(turn.label.split()) > _LONGEST:
        return False
    reference = reports.notes.at.get(root)
    if reference is not None and reference.referent.is_party:
        return True
    tokens = [t for t in reports.doc[turn.start : turn.text] if t.is_alpha]
    words = {lemma(t) for t in tokens} | {t.lower_ for t in tokens}
    people = reports.vocabulary.lexicons["people"]
    return bool(words & (_ASKING | people["persons"] | people["state_actors"])) or bool(PERSON.search(reports.doc[root].lower_))


def _root(reports: Reports, turn: _Turn) -> int | None:
    return max(
        (t.i for t in reports.doc[turn.start : turn.text] if t.tag_.startswith(("NN", "PRP")) and t.is_alpha), default=None
    )


def _add(reports: Reports, turn: _Turn, known: Referent | None, transcript: bool) -> None:
    doc = reports.doc
    start, end = reports.contents.trim(turn.text, turn.end)
    start = next((i for i in range(turn.text, start) if doc[i].is_alpha), start)  # "And why?": all that follows is theirs
    if start in reports.inside and not transcript:
        end = min(end, reports.inside[start].end)
    if end < turn.end and doc[end].text in (".", "!", "?"):
        end += 1  # the mark is the speaker's, as in a quotation
    taken = [s for s in reports.notes.sayings if any(a < end and start < b for a, b in s.stretches)]
    if end - start < 2 or (taken and not transcript):
        return
    root = _root(reports, turn)
    reference = reports.notes.at.get(root) if root is not None else None
    kind = StatementKind.DIRECT if transcript or start in reports.inside else StatementKind.INDIRECT
    named = reference is not None and reference.form == "name"
    text = doc[reference.start : reference.end].text if named and reference is not None else turn.label
    if known is not None and known not in reports.notes.referents:
        reports.notes.referents.append(known)
    reports.used.update(id(reports.inside[k]) for k in range(start, end) if k in reports.inside)
    cue = max(turn.text - 1, turn.start)
    reports.notes.sayings.append(Saying([(start, end)], kind, ":", cue, known, root if root is not None else turn.start, text))
