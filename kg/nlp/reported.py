"""Sayings as values: every statement of one piece of a document, and the claims that its speaker said it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Claim, Modality, Statement
from kg.nlp.entities import Entities


class Reported:
    """The statements of one piece; `relations` are those that join a speaker to a statement."""

    def __init__(self, entities: Entities, relations: tuple[str, ...]) -> None:
        self.entities, self.notes = entities, entities.notes
        self._relations = relations

    def statements(self) -> Iterator[tuple[Statement, tuple[Claim, ...]]]:
        """Every statement with the claims that its speaker said it."""
        for saying in self.notes.sayings:
            evidence = tuple(self.entities.evidence(a, b) for a, b in saying.stretches)
            evidence = tuple(e for e in evidence if e.quote)
            if not evidence:
                continue
            spans = saying.stretches
            mentions = {
                self.entities.entity(r.referent)
                for r in self.notes.references
                if any(a <= r.start < b for a, b in spans) and not r.referent.members and r.form not in ("pronoun", "description")
            }
            speaker = self.entities.entity(saying.speaker) if saying.speaker is not None else None
            statement = Statement(
                text=" … ".join(e.quote for e in evidence),
                kind=saying.kind,
                cue=saying.cue,
                evidence=evidence,
                speaker=speaker,
                speaker_text=" ".join(saying.speaker_text.split()),
                addressee=self.entities.entity(saying.addressee) if saying.addressee is not None else None,
                mentions=tuple(sorted(mentions)),
                period=saying.period,
            )
            said: tuple[Claim, ...] = ()
            if speaker is not None:
                sentence = (self.entities.sentence(saying.cue_token),)
                said = tuple(
                    Claim(
                        speaker,
                        relation,
                        statement.id,
                        Modality.ACTUAL,
                        sentence,
                        statement.speaker_text,
                        statement.cue,
                        period=saying.period,
                        confidence=0.9,
                        rule=f"statement: {saying.cue}",
                        reason="reported as fact",
                    )
                    for relation in self._relations
                )
            yield statement, said
