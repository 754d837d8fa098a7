"""Sayings as values: every statement of one piece of a document, and the claims that its speaker said it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Claim, Modality, SpeechAct, Statement
from kg.nlp.annotations import Saying, innermost
from kg.nlp.entities import Entities


class Reported:
    """The statements of one piece; `relations` are those that join a speaker to a statement."""

    def __init__(self, entities: Entities, relations: tuple[str, ...]) -> None:
        self.entities, self.notes = entities, entities.notes
        self._relations = relations
        self._bare: dict[int, Statement] = {}  # what a statement's id depends on, by the identity of its saying
        for saying in self.notes.sayings:
            evidence = tuple(e for e in (entities.evidence(a, b) for a, b in saying.stretches) if e.quote)
            if evidence:
                words, speaker = " … ".join(e.quote for e in evidence), " ".join(saying.speaker_text.split())
                self._bare[id(saying)] = Statement(words, saying.kind, saying.cue, evidence, speaker_text=speaker)
        self._around = innermost(s for s in self.notes.sayings if id(s) in self._bare)
        self._references = sorted(self.notes.references, key=lambda r: r.start)
        self._starts = [r.start for r in self._references]

    def stated_in(self, token: int) -> str | None:
        """The id of the innermost statement that a token stands in."""
        saying = self._around.get(token)
        return self._bare[id(saying)].id if saying is not None else None

    def statements(self) -> Iterator[tuple[Statement, tuple[Claim, ...]]]:
        """Every statement with the claims that its speaker said it."""
        for saying in self.notes.sayings:
            if id(saying) in self._bare:
                outer = self._outer(saying)
                statement = self._statement(saying, outer)
                yield statement, tuple(self._said(saying, statement, outer))

    def _statement(self, saying: Saying, outer: Saying | None) -> Statement:
        entity = self.entities.entity
        return replace(
            self._bare[id(saying)],
            speaker=entity(saying.speaker) if saying.speaker is not None else None,
            addressee=entity(saying.addressee) if saying.addressee is not None else None,
            mentions=tuple(sorted(self._mentions(saying))),
            period=saying.period,
            act=SpeechAct(saying.act.capitalize()),
            medium=" ".join(saying.medium.split()),
            place=entity(saying.place) if saying.place is not None else None,
            nested_in=self._bare[id(outer)].id if outer is not None else None,
            responds_to=self._responds_to(saying),
        )

    def _outer(self, saying: Saying) -> Saying | None:
        """The nearest statement around this one that is written, and is not the same in other words."""
        own, seen, outer = self._bare[id(saying)].id, {id(saying)}, saying.outer
        while outer is not None and id(outer) not in seen:
            if id(outer) in self._bare and self._bare[id(outer)].id != own:
                return outer
            seen.add(id(outer))
            outer = outer.outer
        return None

    def _mentions(self, saying: Saying) -> set[str]:
        found = set()
        for start, end in saying.stretches:
            for reference in self._references[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
                if not reference.referent.members and reference.form not in ("pronoun", "description"):
                    found.add(self.entities.entity(reference.referent))
        return found

    def _responds_to(self, saying: Saying) -> str | None:
        answered = saying.responds_to
        if not isinstance(answered, Saying):
            return self.entities.entity(answered) if answered is not None else None
        bare = self._bare.get(id(answered))
        return bare.id if bare is not None and bare.id != self._bare[id(saying)].id else None

    def _said(self, saying: Saying, statement: Statement, outer: Saying | None) -> Iterator[Claim]:
        """That the speaker said so is itself asserted by whoever tells of it, and no more certain than his other words."""
        if statement.speaker is None:
            return
        modality, reason = Modality.ACTUAL, "reported as fact"
        if outer is not None and any(q.start <= saying.cue_token < q.end for q in self.notes.quoted):
            modality, reason = Modality.ALLEGED, "said in quotation"
        elif outer is not None and outer.claiming:
            modality, reason = Modality.ALLEGED, f"claimed: {outer.cue}"
        for relation in self._relations:
            yield Claim(
                statement.speaker,
                relation,
                statement.id,
                modality,
                (self.entities.sentence(saying.cue_token),),
                statement.speaker_text,
                statement.cue,
                asserted_by=self.entities.entity(outer.speaker) if outer is not None and outer.speaker is not None else None,
                period=saying.period,
                confidence=0.9,
                rule=f"statement: {saying.cue}",
                reason=reason,
                stated_in=statement.nested_in,
            )
