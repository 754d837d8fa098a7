"""Who and what is named: the gazetteer's matches and the model's entities brought to one set of references and referents.

The gazetteer is right about what it lists, the model about where names begin and end; names that the model reads differently from
one sentence to the next are settled for the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Kind, fold
from kg.nlp import gazetteer
from kg.nlp.aliases import alike, join_short_names, same_person
from kg.nlp.annotations import Annotations, Reference, Referent, notes_on, root_of
from kg.nlp.capitals import capital
from kg.nlp.gazetteer import Listed
from kg.nlp.namejoins import with_states
from kg.nlp.namespans import ORGANISATION, Entity, Spans
from kg.vocabulary import Vocabulary

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_EVENT = re.compile(
    r"\b(?:Wars?|Revolution|Uprising|Crisis|Olympics?|Games|Conference|Summit|Forum|Accords?|Agreement|Treaty|Pact|Elections?|Festival|Cup|Invasion|Offensive)\b"
)
_KINDS = (
    (re.compile(r"\bSummit\b"), Kind.SUMMIT),
    (re.compile(r"\b(?:Wars?|Revolution|Uprising|Invasion|Offensive)\b"), Kind.WAR),
    (re.compile(r"\b(?:Accords?|Agreement|Treaty|Pact|Deal)\b"), Kind.AGREEMENT),
    (re.compile(r"\bElections?\b"), Kind.ELECTION),
    (re.compile(r"\b(?:Conference|Meeting)\b"), Kind.MEETING),
)
_CHAMBERS = frozenset({"House", "Assembly", "Council", "Court", "Ministry", "Office", "Chamber", "League"})


class Names:
    """The component. After it each name in the text is a reference to a referent of the document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        titles = vocabulary.lexicons["titles"]
        self._regnal = titles["regnal"]
        self._titles = titles["heads"] | titles["modifiers"] | titles["address"] | titles["former"]
        self._state_actors = vocabulary.lexicons["people"]["state_actors"]

    def __call__(self, doc: Doc) -> Doc:
        _Settle(doc, notes_on(doc), self._titles, self._regnal, self._state_actors).run()
        return doc


class _Settle:
    """One document's names."""

    def __init__(
        self, doc: Doc, notes: Annotations, titles: frozenset[str], regnal: frozenset[str], state_actors: frozenset[str]
    ) -> None:
        self.doc, self.notes, self.regnal = doc, notes, regnal
        self.titles, self.spans = titles, Spans(doc, titles, state_actors)
        self.keyed: dict[tuple[Kind, str], Referent] = {}
        self.people: list[Referent] = []
        self.taken: set[int] = set()

    def run(self) -> None:
        listed: list[tuple[int, int, Listed]] = with_states([x for x in self.doc._.kg_listed or [] if self.spans.sure(*x)])
        self.doc._.kg_listed = listed
        entities = self.spans.entities(listed)
        surnames = self._full_names(entities, listed)
        entities = [part for e in entities for part in self._pair(e, surnames)]
        for start, end, entry in listed:
            larger = next(
                (
                    e
                    for e in entities
                    if e[0] <= start and end <= e[1] and (e[0], e[1]) != (start, end) and self.spans.beats(e, start, end, entry)
                ),
                None,
            )
            if larger is None:
                self._list(start, end, entry)
        for start, end, label in entities:
            if not any(i in self.taken for i in range(start, end)):
                self._entity(start, end, label, surnames)
        self._acronyms()
        join_short_names(self.notes)
        self._sweep()
        self.notes.references.sort(key=lambda r: r.start)

    # -- what the model gives, cleaned ---------------------------------------------------------------------------------------

    def _full_names(
        self, entities: Iterable[tuple[int, int, str]], listed: list[tuple[int, int, Listed]]
    ) -> dict[str, list[Referent]]:
        """The people named in full anywhere in the document, by each word of their names that can stand for them alone."""
        inside = {i for s, e, entry in listed if entry.form != "capital" for i in range(s, e)}
        surnames: dict[str, list[Referent]] = {}
        for start, end, label in entities:
            words = fold(self.doc[start:end].text).split()
            if label != "PERSON" or len(words) < 2 or all(i in inside for i in range(start, end)):
                continue
            text = self.doc[start:end].text
            same = next((p for p in self.people if same_person(fold(p.label).split(), words)), None)
            if same is None:
                same = Referent(Kind.PERSON, text, {text: None}, first=start)
                self.people.append(same)
            elif len(text) > len(same.label):
                same.label = text
            same.names.setdefault(text)
            for word in {words[-1], words[0]}:
                have = surnames.setdefault(word, [])
                if same not in have:
                    have.append(same)
        for person in self.people:
            for word in fold(person.label).split()[1:-1]:
                if len(word) > 3 and word not in surnames:  # "Rosselló" of "Ricardo Rosselló Nevares"
                    surnames[word] = [person]
        return surnames

    def _pair(self, entity: Entity, surnames: dict[str, list[Referent]]) -> list[Entity]:
        """ "Kelly and Baroni" are two people, where both are named in full elsewhere."""
        start, end, label = entity
        if label == "PERSON" or end - start != 3 or self.doc[start + 1].lower_ not in ("and", "&"):
            return [entity]
        if fold(self.doc[start].text) in surnames and fold(self.doc[end - 1].text) in surnames:
            return [(start, start + 1, "PERSON"), (end - 1, end, "PERSON")]
        return [entity]

    # -- who wins ------------------------------------------------------------------------------------------------------------

    def _list(self, start: int, end: int, entry: Listed) -> None:
        kind, form = entry.kind, entry.form
        if form == "capital":
            kind = capital(self.doc, self.notes, start, end)
            form = "name" if kind is Kind.PLACE else "capital"
        text = self.doc[start:end].text
        if kind is Kind.STATE and form == "demonym":
            group = self._keyed(Kind.GROUP, text)
            group.of, group.plural, group.described = self._state(entry.iso3 or "", entry.label), True, True
            self._refer(start, end, "demonym", group)
        elif kind is Kind.STATE:
            self._refer(start, end, form, self._state(entry.iso3 or "", entry.label))
        else:
            label = text if form == "name" and kind is Kind.PLACE else entry.label
            referent = self._keyed(kind, label)
            referent.key = referent.key or entry.key
            referent.org_kind = referent.org_kind or entry.org_kind
            of = entry.of or (entry.iso3 if kind is Kind.PLACE else None)
            if of:
                label = gazetteer.states().get(of, "")
                referent.of = self._state(of, label) if label else None
            referent.names.setdefault(text)
            self._refer(start, end, form, referent)

    def _entity(self, start: int, end: int, label: str, surnames: dict[str, list[Referent]]) -> None:
        text = self.doc[start:end].text
        words = fold(text).split()
        if not words:
            return
        body = self._transcribed(text)
        if body is not None:
            self._refer(start, end, "name", body)
            return
        person = self._person(start, text, words, label, surnames)
        if person is not None:
            person.names.setdefault(text)
            self._reigning(person, start, text)
            self._refer(start, end, "name", person)
        elif label in _PLACES:
            self._refer(start, end, "name", self._keyed(Kind.PLACE, text))
        elif label == "EVENT" or (
            label in ("ORG", "NNP", "WORK_OF_ART", "LAW", "PRODUCT") and _EVENT.search(text) and not ORGANISATION.search(text)
        ):
            kind = next((k for pattern, k in _KINDS if pattern.search(text)), Kind.EVENT)
            self._refer(start, end, "name", self._keyed(kind, text))
        elif label == "NORP":
            group = self._keyed(Kind.GROUP, text)
            group.plural = group.described = True
            self._refer(start, end, "adjective", group)
        else:
            organisation = self._keyed(Kind.ORGANIZATION, text)
            self._owner(organisation, start, end)
            self._refer(start, end, "name", organisation)

    def _reigning(self, person: Referent, start: int, text: str) -> None:
        """ "Pope Francis" and "Queen Elizabeth" are usual names: the fullest for somebody of whom no other is known."""
        title = self.doc[start - 1] if start else None
        if title is not None and title.lower_ in self.regnal and title.text[:1].isupper():
            person.names.setdefault(f"{title.text} {text}")
            if " " not in person.label:
                person.label = f"{title.text} {text}"

    def _transcribed(self, text: str) -> Referent | None:
        """The body that an Arabic name in another transcription means: "al-Qa'ida" where "Al-Qaeda" is listed."""
        if not text[:3].lower().startswith(("al-", "al ", "el-")):
            return None
        letters = fold(text).replace(" ", "")
        bodies = (r for (kind, _), r in self.keyed.items() if kind is Kind.ORGANIZATION)
        return next((b for b in bodies if any(alike(fold(n).replace(" ", ""), letters) for n in b.names)), None)

    def _person(
        self, start: int, text: str, words: list[str], label: str, surnames: dict[str, list[Referent]]
    ) -> Referent | None:
        if label == "PERSON" and len(words) > 1:
            return next((p for p in self.people if same_person(fold(p.label).split(), words)), None)
        text_is_name = label in ("PERSON", "ORG", "NNP", "NORP", "GPE", "WORK_OF_ART", "PRODUCT", "LOC", "FAC")
        if len(words) <= 2 and text_is_name:
            candidates = surnames.get(words[-1]) or ([] if len(words) == 1 else surnames.get(words[0], []))
            if not candidates and len(words) == 1 and label in ("PERSON", "ORG", "NNP"):
                candidates = [p for name, people in surnames.items() if alike(name, words[0]) for p in people]
            if len(words) == 2:
                candidates = [c for c in candidates if set(words) <= set(fold(c.label).split())]
            if candidates:
                return self._latest(candidates, start)
        before = self.doc[start - 1] if start else None
        titled = before is not None and before.lower_ in self.titles and before.text[:1].isupper()
        alone = (
            label in ("NNP", "GPE")
            and len(words) <= (3 if label == "NNP" else 1)
            and not text.isupper()
            and not ORGANISATION.search(text)
            and self.doc[start].dep_ in ("nsubj", "nsubjpass", "poss", "compound", "conj")
        )
        if (
            label == "PERSON"
            or alone
            or (titled and label in ("NNP", "ORG", "GPE") and not ORGANISATION.search(" ".join(words).title()))
        ):
            same = next((p for p in self.people if fold(p.label).split() == words), None)
            if same is None:
                same = Referent(Kind.PERSON, text, {}, first=start)
                self.people.append(same)
            return same
        return None

    def _latest(self, candidates: list[Referent], start: int) -> Referent:
        """Of several people of one name the one spoken of last; before anyone was, the first to come."""
        latest: tuple[int, Referent] | None = None
        for reference in self.notes.references:
            if reference.start < start and reference.referent in candidates and (latest is None or reference.start > latest[0]):
                latest = (reference.start, reference.referent)
        return latest[1] if latest else min(candidates, key=lambda c: c.first)

    def _owner(self, organisation: Referent, start: int, end: int) -> None:
        """The state an organisation names itself by, or is said to be of: "Turkish Armed Forces", "Bank of Ghana"."""
        for s, e, entry in self.doc._.kg_listed or []:
            inside = start <= s and e <= end
            before = e == start or (e == start - 1 and self.doc[e].tag_ == "POS")
            if (inside or before) and entry.kind is Kind.STATE and organisation.of is None:
                organisation.of = self._state(entry.iso3 or "", entry.label)

    # -- after the first pass ------------------------------------------------------------------------------------------------

    def _acronyms(self) -> None:
        """ "Syrian Democratic Forces (SDF)": the letters in brackets are one more name, wherever they stand afterwards."""
        doc = self.doc
        for reference in list(self.notes.references):
            i = reference.end
            if i + 2 >= len(doc) or doc[i].text != "(" or reference.form not in ("name", "acronym"):
                continue
            inner = doc[i + 1]
            if (
                doc[i + 2].text not in (")", ",", ";", "/")
                or not re.fullmatch(r"[A-Z][A-Za-z.&-]{1,9}", inner.text)
                or sum(c.isupper() for c in inner.text) < 2
            ):
                continue
            holder = self._longer(reference, inner.text)
            holder.referent.names.setdefault(inner.text)
            self.notes.replace(Reference(i + 1, i + 2, i + 1, "acronym", holder.referent))
            if holder.referent.kind in (Kind.ORGANIZATION, Kind.AGREEMENT, Kind.GROUP):
                for token in doc:
                    if token.text == inner.text and self.notes.at.get(token.i, reference).referent is not holder.referent:
                        self.notes.replace(Reference(token.i, token.i + 1, token.i, "acronym", holder.referent))

    def _longer(self, reference: Reference, letters: str) -> Reference:
        """Widens a name to the left until its capitals spell the acronym behind it."""
        doc, want = self.doc, re.sub(r"[^A-Z]", "", letters)
        start = reference.start
        while start > 0 and reference.end - start < 12:
            spelt = "".join(t.text[0] for t in doc[start : reference.end] if t.text[:1].isupper())
            if spelt == want and start < reference.start:
                text = doc[start : reference.end].text
                wider = self._keyed(Kind.ORGANIZATION, text)
                self._owner(wider, start, reference.end)
                return self.notes.replace(Reference(start, reference.end, root_of(doc, start, reference.end), "name", wider))
            before = doc[start - 1]
            if len(spelt) >= len(want) or not (
                before.text[:1].isupper() or before.lower_ in ("of", "for", "the", "and", "to", "in", "on", "’s", "'s")
            ):
                break
            start -= 1
        return reference

    def _sweep(self) -> None:
        """Names of organisations and surnames of people that the model passed over elsewhere."""
        by_word = {
            name: r.referent
            for r in self.notes.references
            if r.referent.kind in (Kind.ORGANIZATION, Kind.PERSON)
            for name in r.referent.names
            if " " not in name and name[:1].isupper() and len(name) > 2
        }
        for body in {id(r.referent): r.referent for r in self.notes.references}.values():
            for name in body.names if body.kind is Kind.ORGANIZATION else ():
                first, *rest = name.split()
                if rest[:1] == ["of"] and first in _CHAMBERS:
                    by_word.setdefault(first, body)  # "the House"
        for token in self.doc:
            if (
                token.i not in self.notes.at
                and token.text in by_word
                and token.tag_ in ("NNP", "NNPS", "NN", "NNS", "JJ", "VB", "VBP")
            ):
                self.notes.add(Reference(token.i, token.i + 1, token.i, "name", by_word[token.text]))

    # -- referents -----------------------------------------------------------------------------------------------------------

    def _keyed(self, kind: Kind, label: str) -> Referent:
        key = (kind, fold(label))
        if key not in self.keyed:
            self.keyed[key] = Referent(kind, label, {label: None})
            self.notes.referents.append(self.keyed[key])
        return self.keyed[key]

    def _state(self, iso3: str, label: str) -> Referent:
        state = self._keyed(Kind.STATE, label)
        state.iso3, state.key = iso3, iso3
        return state

    def _refer(self, start: int, end: int, form: str, referent: Referent) -> None:
        if referent.first < 0:
            referent.first = start
        if referent.kind is Kind.PERSON and referent not in self.notes.referents:
            self.notes.referents.append(referent)
        self.taken.update(range(start, end))
        self.notes.add(Reference(start, end, root_of(self.doc, start, end), form, referent))


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Names(vocabulary)
