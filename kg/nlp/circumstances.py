"""When and where an event of a sentence happened: the time and the place that hang on it, not on the verb that reports it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.model import Kind, Period
from kg.nlp.annotations import Annotations, Reference, Referent, Time

_CLAUSES = ("ccomp", "advcl", "relcl", "parataxis", "csubj")
_WITHIN = frozenset({"in", "at", "near", "outside", "inside", "around"})


class Circumstances:
    """Times and places of one document."""

    def __init__(self, doc: Doc, notes: Annotations) -> None:
        self.doc, self.notes = doc, notes
        self.times: dict[int, list[Time]] = {}
        for time in notes.times:
            self.times.setdefault(doc[time.start].sent.start, []).append(time)
        self.places: dict[int, list[Reference]] = {}
        for reference in notes.references:
            if reference.referent.kind in (Kind.PLACE, Kind.STATE) and reference.form in ("name", "acronym", "capital"):
                self.places.setdefault(doc[reference.root].sent.start, []).append(reference)

    def time(self, trigger: Token) -> Period | None:
        """The period of the event: the nearest time in its clause; else the one time of the sentence, unless a verb of
        reporting has it."""
        best: tuple[int, int, Period] | None = None
        for time in self.times.get(trigger.sent.start, ()):
            anchor = self._anchor(time)
            if anchor.i in self.notes.listed or self._of_another(trigger, anchor):
                continue
            distance = self._distance(trigger, anchor)
            if distance is not None and (best is None or (distance, abs(time.start - trigger.i)) < best[:2]):
                best = (distance, abs(time.start - trigger.i), time.period)
        return best[2] if best else None

    def _of_another(self, trigger: Token, anchor: Token) -> bool:
        """A time that belongs to a noun beside the trigger: "apologised for the deportations *of the 1950s*"."""
        preposition = anchor.head
        return anchor.dep_ == "pobj" and preposition.lower_ == "of" and preposition.head != trigger

    def _anchor(self, time: Time) -> Token:
        for i in range(time.start, time.end):
            if not time.start <= self.doc[i].head.i < time.end:
                return self.doc[i]
        return self.doc[time.start]

    def _distance(self, trigger: Token, anchor: Token) -> int | None:
        """How far an expression hangs from a trigger: 0 on it, more for each phrase between or each clause the trigger
        shares with
        its governor; None when it belongs to another clause."""
        steps, current = 0, anchor
        seen: dict[int, int] = {}
        while True:
            seen[current.i] = steps
            if current == trigger:
                return steps
            if current.head == current:
                break
            if current.dep_ in _CLAUSES and current.tag_.startswith(("VB", "MD")):
                break
            if current.dep_ == "acl" and current.tag_ == "VBG":
                break
            current = current.head
            steps += 1
        up, climbed = trigger, 0
        while up.head != up and climbed < 6:
            if up.dep_ in _CLAUSES and up.dep_ != "advcl" and up.tag_.startswith(("VB", "MD")):
                return None
            if up.dep_ == "advcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in up.children) and not _same_time(up):
                return None
            up = up.head
            climbed += 1
            if up.i in seen:
                return seen[up.i] + 2 + climbed
        return None

    def place(self, trigger: Token, parties: tuple[Referent, ...]) -> Referent | None:
        """Where it happened: the place that an "in" or "at" of its clause names; never one of the two parties."""
        best: tuple[int, int, Referent] | None = None
        for reference in self.places.get(trigger.sent.start, ()):
            root = self.doc[reference.root]
            if root.dep_ != "pobj" or root.head.lower_ not in _WITHIN or reference.referent in parties:
                continue
            if reference.start in self.notes.listed:
                continue
            distance = self._distance(trigger, root)
            if distance is not None and not self._elsewhere(trigger, root):
                rank = distance + (4 if reference.referent.kind is Kind.STATE else 0)
                if best is None or (rank, abs(reference.start - trigger.i)) < best[:2]:
                    best = (rank, abs(reference.start - trigger.i), reference.referent)
        return best[2] if best else None

    def _elsewhere(self, trigger: Token, root: Token) -> bool:
        """A place of the source ("according to the ministry in Baku"), or of what is said of a nominal event ("the offer
        surprised nobody in Nuuk")."""
        if any(a.lower_ == "according" for a in root.ancestors):
            return True
        return trigger.tag_.startswith("NN") and trigger.dep_ in ("nsubj", "nsubjpass", "poss") and not trigger.is_ancestor(root)


def _same_time(clause: Token) -> bool:
    """Whether an adverbial clause tells what happened at the very time of its main clause: "…, when diplomats declined"."""
    return any(c.lower_ in ("when", "as", "while", "where") for c in clause.children if c.dep_ in ("advmod", "mark"))
