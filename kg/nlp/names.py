"""Who and what is named: the gazetteer's matches and the model's entities brought to one set of references and referents.

The gazetteer is right about what it lists, the model about where names begin and end; names that the model reads differently from
one sentence to the next are settled for the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.model import Kind, fold
from kg.nlp import gazetteer
from kg.nlp.annotations import Annotations, Reference, Referent, notes_on, root_of
from kg.nlp.gazetteer import Listed
from kg.nlp.words import is_common, lemma, lemma_of
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
_ORGANISATION = re.compile(
    r"\b(?:Court|Commission|Committee|Council|Ministry|Department|Party|Army|Forces?|Front|Movement|Union|League|Bank|Agency|Organi[sz]ation|"
    r"Association|Group|Bloc|Alliance|Coalition|Corporation|Company|Inc|Ltd|Corps|Guard|Police|Parliament|Congress|Senate|Assembly|Institute|University|"
    r"College|Foundation|Fund|Federation|Times|Post|News|Press|Airlines?|Office|Bureau|Service|Command|Brigades?|Authority|Administration|Cabinet|House|Society|Church|Board|Center|Centre|Network|Tribunal|Government|Initiative|Campaign)\b"
)
_TRAVEL = frozenset(
    ("go come travel fly arrive return drive move head leave depart flee visit tour trip journey flight send rush sail").split()
)
_WITHIN = frozenset({"in", "at", "near", "outside", "around", "inside", "into", "throughout", "across", "within"})
_MONTHS = frozenset(
    (
        "January February March April May June July August September October November December "
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    ).split()
)


class Names:
    """The component. After it each name in the text is a reference to a referent of the document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        titles = vocabulary.lexicons["titles"]
        self._address = titles["address"]
        self._titles = titles["heads"] | titles["modifiers"] | self._address | titles["former"]
        self._state_actors = vocabulary.lexicons["people"]["state_actors"]

    def __call__(self, doc: Doc) -> Doc:
        _Settle(doc, notes_on(doc), self._titles, self._address, self._state_actors).run()
        return doc


class _Settle:
    """One document's names."""

    def __init__(
        self, doc: Doc, notes: Annotations, titles: frozenset[str], address: frozenset[str], state_actors: frozenset[str]
    ) -> None:
        self.doc, self.notes = doc, notes
        self.titles, self.address, self.state_actors = titles, address, state_actors
        self.keyed: dict[tuple[Kind, str], Referent] = {}
        self.people: list[Referent] = []
        self.taken: set[int] = set()

    def run(self) -> None:
        listed: list[tuple[int, int, Listed]] = [x for x in self.doc._.kg_listed or [] if self._sure(*x)]
        self.doc._.kg_listed = listed
        entities = [e for e in (self._clean(e) for e in self.doc.ents) if e is not None]
        entities += [
            (s, e, "NNP")
            for s, e in self._runs(
                {i for s, e, _ in entities for i in range(s, e)} | {i for s, e, _ in listed for i in range(s, e)}
            )
        ]
        entities = [part for e in entities for part in self._split(e, listed)]
        entities = self._relabelled(sorted(entities), listed)
        surnames = self._full_names(entities, listed)
        for start, end, entry in listed:
            larger = next(
                (
                    e
                    for e in entities
                    if e[0] <= start and end <= e[1] and (e[0], e[1]) != (start, end) and self._beats(e, start, end, entry)
                ),
                None,
            )
            if larger is None:
                self._list(start, end, entry)
        for start, end, label in entities:
            if not any(i in self.taken for i in range(start, end)):
                self._entity(start, end, label, surnames)
        self._acronyms()
        self._sweep()
        self.notes.references.sort(key=lambda r: r.start)

    # -- what the model gives, cleaned ---------------------------------------------------------------------------------------

    def _clean(self, entity: Span) -> tuple[int, int, str] | None:
        """An entity without the article, the possessive mark, titles and line ends; None for numbers, dates and scraps."""
        if entity.label_ in ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW"):
            return None
        start, end = entity.start, entity.end
        doc = self.doc
        for i in range(start, end):
            if doc[i].is_space and "\n" in doc[i].text:
                end = i
                break
        while start < end and (doc[start].lower_ in ("the", "a", "an", "'", "’") or doc[start].is_punct or doc[start].is_space):
            start += 1
        while start < end and (
            doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in ("'s", "’s")
        ):
            end -= 1
        if entity.label_ == "PERSON":
            while start < end - 1 and doc[start].lower_ in self.titles:
                start += 1
        if start >= end or not any(doc[i].text[:1].isupper() or not doc[i].is_ascii for i in range(start, end)):
            return None
        if end - start == 1 and (doc[start].lower_ in self.titles or doc[start].text in _MONTHS):
            return None
        return start, end, entity.label_

    def _relabelled(
        self, entities: list[tuple[int, int, str]], listed: list[tuple[int, int, Listed]]
    ) -> list[tuple[int, int, str]]:
        """Entities that the model takes for organisations or places, but that a title before them makes people."""
        ends = {e: s for s, e, _ in listed}
        out: list[tuple[int, int, str]] = []
        for start, end, label in entities:
            while end - start > 1 and self.doc[end - 1].lower_ in ("of", "and", "in", "the"):
                end -= 1
            if (
                label in ("ORG", "NNP", "GPE", "FAC", "WORK_OF_ART", "PRODUCT", "LOC", "NORP")
                and start not in {s for s, _, _ in listed}
                and self._is_titled(start, end, ends, out)
            ):
                label = "PERSON"
            out.append((start, end, label))
        return out

    def _is_titled(self, start: int, end: int, ends: dict[int, int], before: list[tuple[int, int, str]]) -> bool:
        doc = self.doc
        words = doc[start:end]
        if (
            end - start > 5
            or start == 0
            or _ORGANISATION.search(words.text)
            or not all(t.text[:1].isupper() or t.text == "-" or t.lower_ in ("al", "bin", "de", "van", "el") for t in words)
        ):
            return False
        if self._title_at(start - 1):
            return True
        closed = end >= len(doc) or doc[end].text in (",", ".", ")")
        if doc[start - 1].text == "," and start > 1 and end - start > 1 and closed and doc[start - 2].lower_ in self.titles:
            return True  # "the foreign minister, Jane Doe,"
        if start in ends and end - start > 1:
            i = ends[start] - 1
            i -= doc[i].lower_ == "the"
            return i > 0 and doc[i].lower_ in ("of", "to", "for") and self._title_at(i - 1)
        people = [b for b in before if b[2] == "PERSON" and start - b[1] <= 5]
        if doc[start - 1].lower_ == "and" and people:
            first = people[-1][0]
            return any(doc[i].tag_ in ("NNS", "NNPS") and self._title_at(i) for i in range(max(0, first - 2), first))
        return False

    def _title_at(self, i: int) -> bool:
        word = self.doc[i]
        return word.text[:1].isupper() and (word.lower_ in self.titles or lemma_of(word.text, "NNS") in self.titles)

    def _split(self, entity: tuple[int, int, str], listed: list[tuple[int, int, Listed]]) -> list[tuple[int, int, str]]:
        """An entity that swallowed a listed name and a person behind it ("the United Nations Jane Doe") is two."""
        start, end, _ = entity
        for s, e, entry in listed:
            if s <= start < e < end - 1 and (s, e) != (start, end) and not self._beats(entity, s, e, entry):
                rest = self.doc[e:end]
                if (
                    all(t.text[:1].isupper() or t.text == "-" for t in rest)
                    and not _ORGANISATION.search(rest.text)
                    and all(lemma(t) not in self.state_actors for t in rest)
                ):
                    return [(e, end, "PERSON")]
        return [entity]

    def _runs(self, covered: set[int]) -> Iterator[tuple[int, int]]:
        """Runs of capitalised names that the model passed over, where they head a phrase that takes part in the sentence."""
        doc, i = self.doc, 0
        while i < len(doc):
            start = i
            while (
                i < len(doc)
                and doc[i].tag_ in ("NNP", "NNPS")
                and i not in covered
                and doc[i].text[:1].isupper()
                and doc[i].lower_ not in self.titles
            ):
                i += 1
            if i > start:
                root = doc[root_of(doc, start, i)]
                first = doc[start].is_sent_start
                known = root.text in _MONTHS or (
                    first and (root.dep_ not in ("nsubj", "nsubjpass") or (i - start == 1 and is_common(root.text)))
                )
                if (
                    not known
                    and root.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "appos", "agent", "dative")
                    and len(root.text) > 1
                ):
                    yield start, i
            i += 1

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
            same = next((p for p in self.people if _same_person(fold(p.label).split(), words)), None)
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
        return surnames

    def _sure(self, start: int, end: int, entry: Listed) -> bool:
        """An ambiguous name counts where the model sees a name there as well."""
        if not entry.ambiguous:
            return True
        before = self.doc[start - 1] if start else None
        if (
            entry.kind is Kind.ORGANIZATION
            and before is not None
            and before.tag_ in ("NNP", "NNPS")
            and before.ent_type_ not in ("", "GPE", "NORP")
        ):
            return False  # the end of a longer name
        return any(self.doc[i].ent_type_ in ("GPE", "LOC", "NORP", "ORG", "FAC") for i in range(start, end))

    # -- who wins ------------------------------------------------------------------------------------------------------------

    def _beats(self, entity: tuple[int, int, str], start: int, end: int, entry: Listed) -> bool:
        """Whether the model's longer name wins over a listed one inside it."""
        s, e, label = entity
        rest = [self.doc[i] for i in range(s, e) if not start <= i < end]
        if not any(t.text[:1].isupper() for t in rest):
            return False
        if label == "PERSON":
            return not (entry.form in ("adjective", "demonym") and start == s)
        if entry.kind is Kind.ORGANIZATION and end - start > 1:
            return False
        behind_of = start > s and self.doc[start - 1].lower_ in ("of", "the") and entry.kind is Kind.STATE
        if label == "ORG" and behind_of and not _ORGANISATION.search(self.doc[s:start].text):
            return False  # "the Economy of Chad" is a thing of Chad's
        if label in ("ORG", "EVENT", "FAC", "LAW", "WORK_OF_ART", "PRODUCT", "LOC"):
            return not all(lemma(t) in self.state_actors for t in rest if t.is_alpha)
        if label == "GPE":
            return entry.form not in ("adjective", "demonym") and entry.kind is not Kind.STATE
        return False

    def _list(self, start: int, end: int, entry: Listed) -> None:
        kind, form = entry.kind, entry.form
        if form == "capital":
            kind = self._capital(start, end)
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

    def _capital(self, start: int, end: int) -> Kind:
        """A capital acts as its state, unless something happens in it or somebody travels there."""
        root = self.doc[root_of(self.doc, start, end)]
        head = root.head
        if root.dep_ == "pobj":
            if head.lower_ in _WITHIN:
                return Kind.PLACE
            if head.lower_ in ("to", "from", "for") and lemma(head.head) in _TRAVEL:
                return Kind.PLACE
        if root.dep_ == "dobj" and lemma(head) in _TRAVEL:
            return Kind.PLACE
        if root.dep_ in ("compound", "nmod", "amod") and lemma(head) in (
            "summit",
            "airport",
            "street",
            "suburb",
            "district",
            "university",
            "conference",
            "hotel",
            "embassy",
        ):
            return Kind.PLACE
        if (
            root.dep_ in ("appos", "conj")
            and root.head.i in self.notes.by_root
            and self.notes.by_root[root.head.i].referent.kind is Kind.PLACE
        ):
            return Kind.PLACE
        return Kind.STATE

    def _entity(self, start: int, end: int, label: str, surnames: dict[str, list[Referent]]) -> None:
        text = self.doc[start:end].text
        words = fold(text).split()
        if not words:
            return
        person = self._person(start, text, words, label, surnames)
        if person is not None:
            person.names.setdefault(text)
            self._refer(start, end, "name", person)
        elif label in _PLACES:
            self._refer(start, end, "name", self._keyed(Kind.PLACE, text))
        elif label == "EVENT" or (
            label in ("ORG", "NNP", "WORK_OF_ART", "LAW", "PRODUCT") and _EVENT.search(text) and not _ORGANISATION.search(text)
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

    def _person(
        self, start: int, text: str, words: list[str], label: str, surnames: dict[str, list[Referent]]
    ) -> Referent | None:
        if label == "PERSON" and len(words) > 1:
            return next((p for p in self.people if _same_person(fold(p.label).split(), words)), None)
        text_is_name = label in ("PERSON", "ORG", "NNP", "NORP", "GPE", "WORK_OF_ART", "PRODUCT", "LOC", "FAC")
        if len(words) <= 2 and text_is_name:
            candidates = surnames.get(words[-1]) or ([] if len(words) == 1 else surnames.get(words[0], []))
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
            and not _ORGANISATION.search(text)
            and self.doc[start].dep_ in ("nsubj", "nsubjpass", "poss", "compound", "conj")
        )
        if (
            label == "PERSON"
            or alone
            or (titled and label in ("NNP", "ORG", "GPE") and not _ORGANISATION.search(" ".join(words).title()))
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


def _same_person(a: list[str], b: list[str]) -> bool:
    """Two full names of one person: the same last word, and first words that are the same or an initial; or one within the
    other."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return a[-1] == b[-1] and (a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0]))


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Names(vocabulary)
