"""Where names begin and end: the model's entities cleaned of articles and titles, split, joined and relabelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.model import Kind
from kg.nlp.annotations import root_of
from kg.nlp.gazetteer import Listed
from kg.nlp.namejoins import joined
from kg.nlp.words import is_common, lemma, lemma_of

#: A name as the model gives it: first and last (exclusive) token, the model's label.
Entity = tuple[int, int, str]
Listing = list[tuple[int, int, Listed]]

ORGANISATION = re.compile(
    r"\b(?:Court|Commission|Committee|Council|Ministry|Department|Party|Army|Forces?|Front|Movement|Union|League|Bank|Agency|Organi[sz]ation|"
    r"Association|Group|Bloc|Alliance|Coalition|Corporation|Company|Inc|Ltd|Corps|Guard|Police|Parliament|Congress|Senate|Assembly|Institute|University|"
    r"College|Foundation|Fund|Federation|Times|Post|News|Press|Airlines?|Office|Bureau|Service|Command|Brigades?|Authority|Administration|Cabinet|House|Society|Church|Board|Center|Centre|Network|Tribunal|Government|Initiative|Campaign)\b"
)
_MONTHS = frozenset(
    (
        "January February March April May June July August September October November December "
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan. Feb. Aug. Sept. Oct. Nov. Dec. UTC GMT"
    ).split()
)


_NO_NAMES = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW")
_FORMER = frozenset({"former", "retired", "ex", "late"})


class Spans:
    """The names of one document, as stretches of tokens."""

    def __init__(self, doc: Doc, titles: frozenset[str], state_actors: frozenset[str]) -> None:
        self.doc, self.titles, self.state_actors = doc, titles, state_actors

    def entities(self, listed: Listing) -> list[Entity]:
        """The model's names and the names it passed over, in order, with what the gazetteer lists taken into account."""
        entities = [e for e in (self._clean(e) for e in self.doc.ents) if e is not None]
        entities += [
            (s, e, "NNP")
            for s, e in self._runs(
                {i for s, e, _ in entities for i in range(s, e)}
                | {i for s, e, _ in listed for i in range(s, e)}
                | {t.i for e in self.doc.ents if e.label_ in ("LAW", "DATE") for t in e if t.tag_ != "NNP" or e.label_ == "LAW"}
            )
        ]
        held = {i for s, e, _ in listed for i in range(s, e)} | {i for s, e, _ in entities for i in range(s, e)}
        entities = [self._widened(e, held) for e in entities]
        entities = [part for e in entities for part in self._split(e, listed)]
        full = frozenset(tuple(t.text for t in self.doc[s:e]) for s, e, label in entities if label == "PERSON" and e - s > 1)
        entities = self._without_things(entities, {word for name in full for word in (name[0], name[-1])})
        entities = [part for e in entities for part in self._apart(e, full)]
        return self._relabelled(joined(self.doc, sorted(entities), listed), listed)

    def sure(self, start: int, end: int, entry: Listed) -> bool:
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

    def _clean(self, entity: Span) -> Entity | None:
        """An entity without the article, the possessive mark, titles and line ends; None for numbers, dates and scraps."""
        if entity.label_ in _NO_NAMES:
            return None
        doc = self.doc
        start, end = self._bare(entity)
        if entity.label_ == "ORG":
            while start < end - 1 and doc[start].lower_ in _FORMER:
                start += 1
        label = entity.label_
        if label in ("WORK_OF_ART", "PRODUCT", "FAC", "LAW") and self._title_at(start) and not ORGANISATION.search(entity.text):
            label = "PERSON"  # "Crown Prince Mohammad"
        if label == "PERSON":
            end = self._hyphened(end)
            while start < end - 1 and doc[start].lower_ in self.titles:
                start += 1
        if start >= end or not any(doc[i].text[:1].isupper() or not doc[i].is_ascii for i in range(start, end)):
            return None
        if end - start == 1 and (doc[start].lower_ in self.titles or doc[start].text in _MONTHS):
            return None
        if _is_thing(doc[start:end], label):
            return None
        return start, end, label

    def _bare(self, entity: Span) -> tuple[int, int]:
        """An entity up to its line's end, without article, marks and possessive."""
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
        return start, end

    def _hyphened(self, end: int) -> int:
        """The end of a name that goes on behind a hyphen: "Chan-o-cha", not "Berg-appointed"."""
        doc = self.doc
        while end + 1 < len(doc) and doc[end].text == "-" and not (doc[end].whitespace_ or doc[end - 1].whitespace_):
            if not (doc[end + 1].text[:1].isupper() or len(doc[end + 1].text) <= 3):
                break
            end += 2
        return end

    def _relabelled(self, entities: list[Entity], listed: Listing) -> list[Entity]:
        """Entities that the model takes for organisations or places, but that a title before them makes people."""
        ends = {e: s for s, e, _ in listed}
        out: list[Entity] = []
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

    def _is_titled(self, start: int, end: int, ends: dict[int, int], before: list[Entity]) -> bool:
        doc = self.doc
        words = doc[start:end]
        if (
            end - start > 5
            or start == 0
            or ORGANISATION.search(words.text)
            or not all(t.text[:1].isupper() or t.text == "-" or t.lower_ in ("al", "bin", "de", "van", "el") for t in words)
        ):
            return False
        root = doc[root_of(doc, start, end)]
        if any(c.dep_ == "appos" and c.lower_ in self.titles and c.tag_ in ("NN", "NNP") for c in root.children):
            return True  # "Jane Doe, the governor of"
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

    def _split(self, entity: Entity, listed: Listing) -> list[Entity]:
        """An entity that swallowed a listed name and a person behind it ("the United Nations Jane Doe") is two."""
        start, end, _ = entity
        for s, e, entry in listed:
            held = entry.kind in (Kind.STATE, Kind.PLACE) and s > 1 and self.doc[s - 1].lower_ == "of" and self._title_at(s - 2)
            held = held or (entry.kind is Kind.ORGANIZATION and e - s > 1)
            if s <= start < e < end - 1 and (s, e) != (start, end) and (held or not self.beats(entity, s, e, entry)):
                rest = self.doc[e:end]
                if (
                    all(t.text[:1].isupper() or t.text == "-" for t in rest)
                    and not ORGANISATION.search(rest.text)
                    and all(lemma(t) not in self.state_actors for t in rest)
                ):
                    return [(e, end, "PERSON")]
        return [entity]

    def _apart(self, entity: Entity, full: frozenset[tuple[str, ...]]) -> list[Entity]:
        """An entity that ends in somebody's full name, known from elsewhere in the text, is two ("told NPR Jane Doe had")."""
        start, end, label = entity
        if label != "PERSON":
            words = tuple(t.text for t in self.doc[start:end])
            for i in range(1, len(words) - 1):
                if words[i:] in full:
                    return [(start, start + i, label), (start + i, end, "PERSON")]
        return [entity]

    def _widened(self, entity: Entity, held: set[int]) -> Entity:
        """A surname that the model cut off from the first name before it: "spokesperson Barend" "Leyts"."""
        start, end, label = entity
        if label != "PERSON" or end - start != 1 or not start:
            return entity
        first = self.doc[start - 1]
        joined = first.tag_ == "NNP" and first.dep_ == "compound" and first.head.i == start and not first.ent_type_
        opening = first.is_sent_start and is_common(first.text)
        if joined and first.text[1:].islower() and first.i not in held and first.lower_ not in self.titles and not opening:
            return start - 1, end, label
        return entity

    def _without_things(self, entities: list[Entity], surnames: set[str]) -> list[Entity]:
        """Without what the model takes for people, but the text treats as things: "a Brexit deal", "a no-deal Brexit".

        A single word that the text never lets act, at two places or more, or that has an article of its own; no part of a full
        name.
        """
        words: dict[str, list[Token]] = {}
        for start, end, label in entities:
            if label == "PERSON" and end - start == 1 and self.doc[start].text not in surnames:
                words.setdefault(self.doc[start].text, []).append(self.doc[start])
        things = {
            word
            for word, tokens in words.items()
            if any(c.dep_ == "det" for t in tokens for c in t.children) or (len(tokens) > 1 and not any(map(_acts, tokens)))
        }
        return [e for e in entities if e[1] - e[0] > 1 or self.doc[e[0]].text not in things]

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

    def beats(self, entity: Entity, start: int, end: int, entry: Listed) -> bool:
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
        if label == "ORG" and behind_of and not ORGANISATION.search(self.doc[s:start].text):
            return False  # "the Economy of Chad" is a thing of Chad's
        if label in ("ORG", "EVENT", "FAC", "LAW", "WORK_OF_ART", "PRODUCT", "LOC"):
            return not all(lemma(t) in self.state_actors for t in rest if t.is_alpha)
        if label == "GPE":
            return entry.form not in ("adjective", "demonym") and entry.kind is not Kind.STATE
        return False


def _acts(token: Token) -> bool:
    """Whether a word stands where people do: a subject of a finite verb, an owner, by whom it was done, beside a name."""
    if token.dep_ in ("nsubj", "nsubjpass"):
        helped = any(c.dep_ in ("aux", "auxpass") for c in token.head.children)
        return helped or token.head.tag_ in ("VBD", "VBZ", "VBP", "VB", "MD")
    if token.dep_ == "pobj":
        return token.head.lower_ in ("by", "with")
    if token.dep_ in ("compound", "nmod"):
        return token.head.lower_ in ("administration", "government", "cabinet", "campaign", "family")
    return token.dep_ in ("poss", "agent", "appos", "ROOT", "dative")


def _is_thing(name: Span, label: str) -> bool:
    """What the model takes for a name, but is a virus ("COVID-19") or a common noun that opens a sentence."""
    if label == "PERSON" and any(c.isdigit() for c in name.text):
        return True
    return len(name) == 1 and name[0].tag_ in ("NN", "NNS") and bool(name[0].is_sent_start) and is_common(name.text)
