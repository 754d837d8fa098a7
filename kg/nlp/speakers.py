"""Who speaks: from a reporting word to the party whose words it reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.model import Kind
from kg.nlp.annotations import Annotations, Reference, Referent
from kg.nlp.cues import FINITE, Cue
from kg.nlp.parties import Parties, Party
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_CLIMB = ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp", "pobj")
#: Nouns for people by their endings ("spokesman", "adviser", "activist"), a few things ("letter") among them.
PERSON = re.compile(r"(?:[^aeiou]er|[^t]or|ist|ee|man|men|woman|women|person|people|ian)s?$")
_NEAR = 8  # tokens between a cue and a speaker whom the parser did not join to it
_HIGHEST = 6  # verbs above a cue that may lend it their subject
_SUBJECTS = ("nsubj", "nsubjpass")
_PERSONAL = frozenset({"he", "she", "they", "i", "we", "you", "who"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words for a speaker, tokens `start` to `end` with their head, and who that is (None: a thing, or nobody known)."""

    start: int
    end: int
    root: int
    referent: Referent | None


class Speakers:
    """The speakers of one document."""

    def __init__(self, doc: Doc, notes: Annotations, vocabulary: Vocabulary, inside: frozenset[int]) -> None:
        self.doc, self.notes, self.inside = doc, notes, inside
        self.parties = Parties(doc, vocabulary)
        lexicon = vocabulary.lexicons["reporting"]
        self._documents, self._quoting = lexicon["documents"], lexicon["quoting"]
        self._courts = lexicon["courts"]
        self._holding, self._platforms = lexicon["holding"], lexicon["platforms"]
        people = vocabulary.lexicons["people"]
        self._measures = people["measures"]
        self._people = frozenset().union(*(people[k] for k in ("persons", "groups", "state_actors", "organs", "bodies")))
        self._speaking = self._documents | self._people

    # -- of a verb -----------------------------------------------------------------------------------------------------------

    def of(self, cue: Cue) -> Speaker | None:
        """The speaker of a verb: its subject, the agent of a passive, or the subject of what the verb hangs on."""
        current = cue.token
        for _ in range(_HIGHEST):
            agent = _agent(current)
            if agent is not None:
                return self.as_speaker(agent)
            subject = _subject(current)
            if subject is not None:
                return self._of_subject(subject, current, cue)
            if self.is_passive(current) and lemma(current) not in self._quoting:
                return None
            if current.dep_ == "acl" or (current.dep_ == "appos" and current.tag_.startswith("VB")):
                found = self._of_noun(current.head)
                if found is not None:
                    return found
                current = _verb_above(current.head)
            elif current.dep_ in _CLIMB and current.head != current:
                current = self._climb(current)
            else:
                return self.near(cue)
            if current.tag_ == "VBG" and current.dep_ == "ROOT":
                return self.near(cue)
        return None

    def _of_subject(self, subject: Token, verb: Token, cue: Cue) -> Speaker | None:
        if subject.dep_ == "nsubjpass" and lemma(verb) not in self._quoting and verb == cue.token:
            return None
        if subject.i in self.inside and cue.token.i not in self.inside:
            return self.near(cue)
        return self.as_speaker(subject, cue)

    def _climb(self, verb: Token) -> Token:
        """What a verb without a subject hangs on; for ", saying" whoever reports the clause before, not that clause's subject."""
        aside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and self.doc[verb.left_edge.i - 1].text == ","
        above = verb.head
        while aside and above.dep_ in ("ccomp", "acomp", "xcomp") and above.head.i < above.i:
            above = above.head
        return above

    def is_passive(self, verb: Token) -> bool:
        """Whether a verb's subject undergoes it: "was told", "when asked whether"."""
        helped = {c.dep_ for c in verb.children}
        return verb.tag_ == "VBN" and (bool(helped & {"nsubjpass", "auxpass"}) or (verb.dep_ == "advcl" and "aux" not in helped))

    def _of_noun(self, noun: Token) -> Speaker | None:
        """Of "a statement saying", "the minister, adding": the owner of the one, the other itself."""
        if noun.dep_ == "appos" and noun.head.ent_type_ in ("PERSON", "ORG", "GPE"):
            noun = noun.head  # "Mark Amodei, a Nevada Republican, telling"
        if noun.tag_.startswith("VB") or noun.lower_ in self._platforms:
            return None
        if self._is_written(noun):
            if self._issuer(noun) is None and lemma(noun.head) in self._holding and noun.dep_ == "dobj":
                return None
            return self._written(noun)
        found = self.parties.of(noun)
        if found and found[0].referent.is_party and found[0].referent.kind is not Kind.STATE:
            return self._party(found[0], noun)
        return None

    def near(self, cue: Cue) -> Speaker | None:
        """Somebody named beside a cue that has no subject in the parse: '"…", tweeted the former executive Ken Gude'."""
        verb = cue.token
        best: tuple[int, Reference] | None = None
        for reference in self.notes.references:
            if reference.start in self.inside or not reference.referent.is_party or reference.form == "adjective":
                continue
            hearer = self.doc[reference.root].dep_ in ("dobj", "dative") and self.doc[reference.root].head == verb
            if hearer or self.doc[reference.root].lower_ in self._platforms:
                continue
            distance = reference.start - verb.i if reference.start > verb.i else verb.i - reference.end + 1
            first, last = min(reference.end, verb.i), max(reference.start, verb.i)
            if distance > _NEAR or any(i in self.inside or self.doc[i].text in ".!?\n" for i in range(first, last)):
                continue
            if best is None or distance < best[0]:
                best = (distance, reference)
        if best is None:
            return None
        reference = best[1]
        return Speaker(reference.start, reference.end, reference.root, reference.referent)

    # -- of a noun phrase ----------------------------------------------------------------------------------------------------

    def as_speaker(self, token: Token, cue: Cue | None = None) -> Speaker | None:
        """Whom a noun phrase stands for as a speaker: "Turkish officials", "a statement by the Red Cross", "who"."""
        if cue is not None:
            named = self._described_by(token, cue)
            if named is not None:
                return named
        written = _relative(token)
        if self._is_written(written):
            return self._written(token) if written == token else self._of_noun(written) or self._holder(written)
        found = self.parties.of(token)
        named = self._named_behind(found[0] if found else None, token)
        if named is not None or found:
            return named or self._party(found[0], token)
        if token.tag_ in ("PRP", "WP", "DT", "EX", "WDT") and token.lower_ not in _PERSONAL:
            return Speaker(token.i, token.i + 1, token.i, None) if token.lower_ == "it" and cue is not None else None
        owner = self.parties.owner(token)
        if owner is not None:
            return Speaker(*self.parties.phrase(token), token.i, owner.referent if owner.referent.is_party else None)
        if token.tag_ in ("NN", "NNS") and (lemma(token) in self._people or PERSON.search(token.lower_)):
            return self._party(self.parties.stranger(token), token)
        if token.tag_.startswith(("NN", "CD", "JJ")) or token.lower_ in _PERSONAL:
            return Speaker(*self.parties.phrase(token), token.i, None)
        return None

    def _holder(self, noun: Token) -> Speaker | None:
        """Who issued "a statement which said": the subject of the verb that only holds it."""
        subject = _subject(noun.head) if noun.head.tag_.startswith("VB") else None
        return self.as_speaker(subject) if subject is not None and subject != noun else None

    def _party(self, party: Party, token: Token) -> Speaker:
        referent = party.referent if party.referent.is_party else None
        return Speaker(party.start, party.end, token.i, referent)

    def _written(self, noun: Token) -> Speaker:
        """A document speaks for whoever issued it, and by their name where it is beside it: "a report by the Red Cross"."""
        issuer = self._issuer(noun)
        if issuer is not None and issuer.referent.is_party:
            return Speaker(issuer.start, issuer.end, issuer.end - 1, issuer.referent)
        author = next((p for c in noun.children if c.lower_ in ("by", "from") for p in c.children if p.dep_ == "pobj"), None)
        if author is not None and author.tag_ in ("NN", "NNS") and PERSON.search(author.lower_):
            return self._party(self.parties.stranger(author), author)  # "estimates by event organizers"
        known = [who for i, who in self._issued.get(lemma(noun), ()) if i < noun.i]
        return Speaker(*self.parties.phrase(noun), noun.i, known[-1] if known else None)

    @cached_property
    def _issued(self) -> dict[str, list[tuple[int, Referent]]]:
        """Who issued the documents that the text speaks of: where, by the noun. "The states filed a motion" tells whose "the
        motion" is later."""
        out: dict[str, list[tuple[int, Referent]]] = {}
        for token in self.doc:
            if not token.tag_.startswith(("NN", "VB")) or (word := lemma(token)) not in self._documents:
                continue
            who = self._tweeted(token) if token.tag_.startswith("VB") else self._issued_by(token)
            if who is not None and who.is_party:
                out.setdefault(word, []).append((token.i, who))
        return out

    def _tweeted(self, verb: Token) -> Referent | None:
        """Who tweeted has issued a tweet."""
        return self._subject_of(verb) if verb.tag_ in ("VBD", "VBZ", "VBN") else None

    def _issued_by(self, noun: Token) -> Referent | None:
        if noun.tag_ not in ("NN", "NNS"):
            return None
        issuer = self._issuer(noun)
        if issuer is not None:
            return issuer.referent
        return self._subject_of(noun.head) if noun.dep_ == "dobj" and lemma(noun.head) in self._holding else None

    def _subject_of(self, verb: Token) -> Referent | None:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        found = self.parties.of(subject) if subject is not None else []
        return found[0].referent if found else None

    def _issuer(self, noun: Token) -> Party | None:
        for child in noun.children:
            if child.dep_ == "acl" and child.tag_ == "VBN":
                for agent in child.children:
                    if agent.dep_ == "agent" or (agent.dep_ == "prep" and agent.lower_ == "from"):
                        found = [p for c in agent.children if c.dep_ == "pobj" for p in self.parties.of(c)]
                        if found:
                            return found[0]
        return self.parties.owner(noun)

    def _named_behind(self, party: Party | None, token: Token) -> Speaker | None:
        """ "Mayor of London Sadiq Khan", "party leader and prime minister Boris Johnson": the name that a title ends with."""
        if not token.tag_.startswith("NN") or (
            party is not None and party.referent.kind is Kind.PERSON and not party.referent.described
        ):
            return None
        end = party.end if party is not None else self.parties.phrase(token)[1]
        while end < min(len(self.doc), token.i + 6) and not self._named(end) and self.doc[end].tag_ in ("NN", "NNP", "HYPH"):
            end += 1
        right = next((c for c in token.children if c.dep_ == "conj"), None) if token.tag_ == "NN" else None
        joined = right is not None and not any(c.dep_ == "det" for c in right.children)
        for place in (end, right.i) if right is not None and joined else (end,):
            reference = self._named(place)
            if reference is not None:
                return Speaker(reference.start, reference.end, reference.root, reference.referent)
        return None

    def _named(self, place: int) -> Reference | None:
        reference = self.notes.at.get(place)
        named = reference is not None and reference.form == "name" and reference.referent.kind is Kind.PERSON
        return reference if named else None

    def _described_by(self, subject: Token, cue: Cue) -> Speaker | None:
        """ "Anna Berg, director of X and Y, said": the parser may take the end of the description for the subject."""
        verb = cue.token
        if subject.i >= verb.i or subject.tag_ == "PRP":
            return None
        commas = [t.i for t in self.doc[subject.i + 1 : verb.i] if t.text == ","]
        if not commas or any(t.tag_ != "RB" and not t.is_punct for t in self.doc[commas[-1] : verb.i]):
            return None
        for reference in self.notes.references:
            if not verb.sent.start <= reference.start < subject.left_edge.i or self.doc[reference.end].text != ",":
                continue
            between = self.doc[reference.end : verb.i]
            if (
                reference.referent.kind is Kind.PERSON
                and reference.form == "name"
                and not any(t.tag_ in FINITE or t.i in self.inside for t in between)
            ):
                return Speaker(reference.start, reference.end, reference.root, reference.referent)
        return None

    def can_speak(self, speaker: Speaker, strict: bool = True) -> bool:
        """Whether a speaker is somebody, or something that is written: what else "suggests" or "highlights" is no report.

        Not `strict`: any noun will do, since only people say and tell.
        """
        root = self.doc[speaker.root]
        if speaker.referent is not None or root.lower_ in _PERSONAL or root.tag_ in ("NNP", "NNPS"):
            return True
        return not strict or lemma(root) in self._speaking or bool(PERSON.search(root.lower_))

    def judges(self, speaker: Speaker) -> bool:
        """Whether a speaker is a court or a judge, whose findings are words."""
        name = speaker.referent.label if speaker.referent is not None else ""
        return bool({lemma(self.doc[speaker.root]), *name.lower().split()} & self._courts)

    def is_document(self, speaker: Speaker) -> bool:
        """Whether the words for a speaker name something written."""
        return self._is_written(self.doc[speaker.root])

    def _is_written(self, noun: Token) -> bool:
        """Whether a noun is for something written; "a number of senators" is not, though numbers speak."""
        word = lemma(noun)
        counted = word in self._measures and any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)
        return word in self._documents and not counted


def _relative(token: Token) -> Token:
    """What a relative pronoun stands for: "a statement *which* said"."""
    relative = token.tag_ == "WDT" or (token.lower_ == "that" and token.dep_ == "nsubj")
    return token.head.head if relative and token.head.dep_ == "relcl" else token


def _agent(verb: Token) -> Token | None:
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, the nearest of those before it: "*X*, *he* said, is Y" has two."""
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    before = [c for c in subjects if c.i < verb.i]
    return before[-1] if before else subjects[0] if subjects else None


def _verb_above(token: Token) -> Token:
    """The verb that a noun phrase hangs on, at any depth."""
    current = token
    while current.head != current and not current.head.tag_.startswith(("VB", "MD")):
        current = current.head
    return current.head
