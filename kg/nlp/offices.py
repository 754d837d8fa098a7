"""Who holds which office, read from the text in every order English uses.

"South Korean President Lee", "Angela Merkel, the chancellor of Germany", "President Macron of France", "Canada's foreign
minister,
Mélanie Joly", "Joly was appointed foreign minister". No list of office holders is used: an office without a holder in the
text becomes a
role reference ("the North Korean leader"), which `kg.nlp.coreference` resolves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model import Kind, Modality
from kg.nlp.annotations import Annotations, Office, Reference, Referent, notes_on
from kg.nlp.modality import Judge
from kg.nlp.words import lemma, lemma_of
from kg.vocabulary import Vocabulary

Doc.set_extension("kg_titles", default=None, force=True)

_POSSESSIVE = ("'s", "’s", "'", "’")
_COPULAS = frozenset({"be", "become", "remain"})
_APPOINTING = frozenset(
    ("elect appoint name nominate declare make crown install inaugurate proclaim re-elect reelect swear").split()
)
_SERVING = frozenset({"serve", "act", "work", "resign", "retire", "continue", "return", "govern", "rule", "reign"})
_OWNER_KINDS = (Kind.STATE, Kind.ORGANIZATION, Kind.PLACE)
_LOWER_TAILS = frozenset(
    (
        "state staff government mission defense defence foreign war trade finance health justice interior affairs "
        "parliament house opposition"
    ).split()
)


@dataclass(slots=True, eq=False)
class Title:
    """A title in the text: tokens `start` to `end`, its head, its owner and, where there is one, its holder."""

    start: int
    end: int
    head: int
    owner: Referent | None = None
    holder: Referent | None = None
    former: bool = False
    future: bool = False
    outer_start: int = 0
    outer_end: int = 0
    rule: str = ""
    words: tuple[str, ...] = field(default_factory=tuple)


class Offices:
    """The component; keeps every title in `doc._.kg_titles` and adds role references for those without a holder beside them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lexicon = vocabulary.lexicons["titles"]
        self._heads = lexicon["heads"]
        self._modifiers = lexicon["modifiers"]
        self._status = lexicon["standing"] | lexicon["former"] | lexicon["future"]
        self._former, self._future = lexicon["former"], lexicon["future"]
        self._judge = Judge(vocabulary)
        self._male, self._female = lexicon["address_male"], lexicon["address_female"]

    def __call__(self, doc: Doc) -> Doc:
        notes = notes_on(doc)
        titles: list[Title] = []
        by_head: dict[int, Title] = {}
        for token in doc:
            if self._heads_title(token, notes):
                title = self._title(doc, token, notes)
                self._owner(doc, title, notes)
                self._holder(doc, title, notes, by_head)
                titles.append(title)
                by_head[title.head] = title
            elif token.tag_ in ("NNS", "NNPS") and token.i not in notes.at and lemma_of(token.text, "NNS") in self._heads:
                titles += self._several(doc, token, notes)
        titles = self._innermost(titles)
        doc._.kg_titles = titles
        for title in titles:
            self._note(doc, title, notes)
        self._belonging(doc, notes)
        self._genders(doc, notes)
        return doc

    # -- the title itself ----------------------------------------------------------------------------------------------------

    def _heads_title(self, token: Token, notes: Annotations) -> bool:
        if token.i in notes.at or token.tag_ not in ("NN", "NNP", "NNS", "NNPS", "VB", "JJ"):
            return False
        word = token.lower_
        if word in self._heads:
            return not (token.tag_ in ("VB", "JJ") and word not in ("general", "chief") and not token.text[:1].isupper())
        return False

    def _title(self, doc: Doc, token: Token, notes: Annotations) -> Title:
        start, end = token.i, token.i + 1
        while start > 0 and (start - 1) not in notes.at and self._modifies(doc, start - 1):
            start -= 1
        while doc[start].text in ("-", "and"):
            start += 1
        if (
            end + 1 < len(doc)
            and doc[end].text == "-"
            and doc[end + 1].lower_ in self._heads | {"in", "elect", "general", "designate"}
        ):
            end = end + 4 if doc[end + 1].lower_ == "in" and end + 4 <= len(doc) else end + 2
        elif (
            end < len(doc)
            and doc[end].lower_ == "general"
            and doc[end].text[:1].isupper() == doc[token.i].text[:1].isupper()
            and end not in notes.at
        ):
            end += 1
        end = self._tail(doc, end, notes)
        return Title(start, end, token.i, outer_start=start, outer_end=end)

    def _modifies(self, doc: Doc, i: int) -> bool:
        token = doc[i]
        if token.lower_ in self._modifiers:
            return True
        if token.text == "-" and i + 1 < len(doc):
            return doc[i - 1].lower_ in self._modifiers | self._heads
        if token.text in ("and", "&") and token.i > 0:
            return (
                doc[i - 1].lower_ in self._modifiers
                and doc[i + 1].lower_ in self._modifiers
                and doc[i - 1].text[:1].isupper() == doc[i + 1].text[:1].isupper()
            )
        return (
            token.lower_ in self._heads and token.dep_ == "compound" and token.text[:1].isupper() == doc[i + 1].text[:1].isupper()
        )

    def _tail(self, doc: Doc, end: int, notes: Annotations) -> int:
        """ "of State", "for Foreign Affairs and Trade", "of staff": what the office is of, when that is no party."""
        if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "for"):
            return end
        i = end + 1
        if doc[i].lower_ == "the" and i + 1 < len(doc):
            i += 1
        if i in notes.at or not (doc[i].text[:1].isupper() or doc[i].lower_ in _LOWER_TAILS):
            return end
        last = i + 1
        while (
            last < len(doc)
            and last not in notes.at
            and (
                doc[last].text[:1].isupper()
                or (doc[last].lower_ in ("and", "&", "affairs") and last + 1 < len(doc) and doc[last + 1].text[:1].isupper())
            )
        ):
            if doc[last].is_sent_start:
                break
            last += 1
        return last

    # -- whose it is ---------------------------------------------------------------------------------------------------------

    def _owner(self, doc: Doc, title: Title, notes: Annotations) -> None:
        i = title.start - 1
        while i >= 0 and (
            doc[i].lower_ in self._status
            or doc[i].text in _POSSESSIVE
            or (doc[i].text == "-" and doc[i - 1].lower_ in self._status)
        ):
            title.former |= doc[i].lower_ in self._former
            title.future |= doc[i].lower_ in self._future
            i -= 1
        if (
            i > 1
            and doc[i].text == ")"
            and i - 1 in notes.at
            and notes.at[i - 1].start > 0
            and doc[notes.at[i - 1].start - 1].text == "("
        ):
            i = notes.at[i - 1].start - 2  # "United States (US) President"
        reference = notes.at.get(i)
        if (
            reference is not None
            and reference.end == i + 1
            and reference.referent.kind in (*_OWNER_KINDS, Kind.GROUP)
            and (reference.form != "demonym")
        ):
            title.owner = self._party(reference.referent)
            i = reference.start - 1
            while i >= 0 and doc[i].lower_ in self._status:
                title.former |= doc[i].lower_ in self._former
                i -= 1
            title.rule = "owner before title"
        title.outer_start = i + 1
        if i >= 0 and doc[i].lower_ in ("the", "a", "an", "his", "her", "its", "their"):
            title.outer_start = i
        if (
            title.end < len(doc)
            and doc[title.end].text in ("-", ",")
            and title.end + 1 < len(doc)
            and doc[title.end + 1].lower_ in self._future
        ):
            title.future = True
            title.outer_end = title.end + 2
        self._owner_behind(doc, title, notes)

    def _owner_behind(self, doc: Doc, title: Title, notes: Annotations) -> None:
        i = title.outer_end
        if i + 1 < len(doc) and doc[i].lower_ in ("of", "for", "to", "in", "at"):
            j = i + 1
            while j < len(doc) and j not in notes.at and (doc[j].lower_ in ("the", "a", "an") or doc[j].lower_ in self._status):
                j += 1
            reference = notes.at.get(j)
            if (
                reference is not None
                and reference.start == j
                and reference.referent.kind in _OWNER_KINDS
                and reference.form not in ("adjective", "demonym")
            ):
                if doc[i].lower_ == "to" and title.owner is not None:  # "US ambassador to Chile" is the US's
                    title.outer_end = reference.end
                elif doc[i].lower_ in ("of", "for", "at") or (title.owner is None and doc[i].lower_ == "to"):
                    title.owner = title.owner if title.owner and doc[i].lower_ != "of" else self._party(reference.referent)
                    title.outer_end = reference.end
                    title.rule = "title of owner"

    def _party(self, referent: Referent) -> Referent:
        """A group's adjective stands for its state; a city that governs itself stays what it is."""
        return referent.of if referent.kind is Kind.GROUP and referent.of is not None else referent

    # -- who holds it --------------------------------------------------------------------------------------------------------

    def _holder(self, doc: Doc, title: Title, notes: Annotations, by_head: dict[int, Title]) -> None:
        head = doc[title.head]
        if head.tag_ in ("NNS", "NNPS"):
            return
        after = notes.at.get(title.outer_end)
        if after is not None and after.start == title.outer_end and after.referent.kind is Kind.PERSON:
            self._hold(title, after, "title name")
            self._behind_name(doc, title, after, notes)
            return
        before = self._before(doc, title, notes)
        if before is not None:
            self._hold(title, before, "name, title")
            return
        if title.outer_end + 1 < len(doc) and doc[title.outer_end].text == "," and title.outer_start < title.start:
            after = notes.at.get(title.outer_end + 1)
            if (
                after is not None
                and after.start == title.outer_end + 1
                and after.referent.kind is Kind.PERSON
                and self._closes(doc, after.end)
            ):
                self._hold(title, after, "title, name")
                return
        person = self._by_verb(head, notes)
        if person is not None:
            self._hold(title, person, "is title")
            return
        if (
            head.dep_ == "conj"
            and head.head.i in by_head
            and by_head[head.head.i].holder is not None
            and head.i - head.head.i < 8
        ):
            title.holder = by_head[head.head.i].holder
            title.rule = "title and title"

    def _closes(self, doc: Doc, i: int) -> bool:
        return (
            i >= len(doc)
            or doc[i].text in (",", ".", ")", ";", ":", "—", "–")
            or doc[i].is_space
            or doc[i].tag_ in ("VBD", "VBZ", "MD", "VBP", "POS")
        )

    def _hold(self, title: Title, reference: Reference, rule: str) -> None:
        title.holder = reference.referent
        title.rule = rule

    def _behind_name(self, doc: Doc, title: Title, name: Reference, notes: Annotations) -> None:
        i = name.end
        if title.owner is None and i + 1 < len(doc) and doc[i].lower_ == "of":
            j = i + 2 if doc[i + 1].lower_ == "the" else i + 1
            reference = notes.at.get(j)
            if reference is not None and reference.start == j and reference.referent.kind in _OWNER_KINDS:
                title.owner = reference.referent
                title.rule = "title name of owner"

    def _before(self, doc: Doc, title: Title, notes: Annotations) -> Reference | None:
        i = title.outer_start - 1
        if i < 1 or doc[i].text not in (",", "(", "–", "—", "-"):
            return None
        reference = notes.at.get(i - 1)
        if reference is None or reference.referent.kind is not Kind.PERSON:
            return None
        capital = doc[title.start].text[:1].isupper()
        described = title.outer_start < title.start or title.outer_end > title.end or not capital
        return reference if described or self._closes(doc, title.outer_end) else None

    def _by_verb(self, head: Token, notes: Annotations) -> Reference | None:
        verb = head.head
        if head.dep_ in ("attr", "acomp") and lemma(verb) in _COPULAS:
            return self._subject(verb, notes)
        if head.dep_ in ("oprd", "attr", "dobj", "ccomp", "xcomp") and lemma(verb) in _APPOINTING:
            named = [c for c in verb.children if c.dep_ in ("nsubjpass", "dobj", "nsubj") and c.i in notes.by_root and c != head]
            passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
            for child in sorted(named, key=lambda c: c.dep_ == "nsubj"):
                if notes.by_root[child.i].referent.kind is Kind.PERSON and (
                    passive or child.dep_ != "nsubj" or head.dep_ == "oprd"
                ):
                    return notes.by_root[child.i]
        if head.dep_ == "pobj" and verb.lower_ == "as" and (lemma(verb.head) in _SERVING or lemma(verb.head) in _APPOINTING):
            action = verb.head
            passive = any(c.dep_ == "auxpass" for c in action.children)
            if lemma(action) in _APPOINTING and not passive:
                return next(
                    (
                        notes.by_root[c.i]
                        for c in action.children
                        if c.dep_ == "dobj" and c.i in notes.by_root and notes.by_root[c.i].referent.kind is Kind.PERSON
                    ),
                    None,
                )
            return self._subject(action, notes)
        return None

    def _subject(self, verb: Token, notes: Annotations) -> Reference | None:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                reference = notes.by_root.get(child.i)
                if reference is None and child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                    reference = notes.by_root.get(verb.head.i)
                return reference if reference is not None and reference.referent.kind is Kind.PERSON else None
        return None

    def _several(self, doc: Doc, token: Token, notes: Annotations) -> list[Title]:
        """ "Presidents A of X and B of Y", "foreign ministers A and B": one title each."""
        first = notes.at.get(token.i + 1)
        if first is None or first.referent.kind is not Kind.PERSON:
            return []
        shared = self._title(doc, token, notes)
        self._owner(doc, shared, notes)
        out, i = [], token.i + 1
        while (reference := notes.at.get(i)) is not None and reference.start == i and reference.referent.kind is Kind.PERSON:
            title = Title(
                shared.start,
                shared.end,
                shared.head,
                shared.owner,
                outer_start=shared.outer_start,
                outer_end=shared.outer_end,
                rule="titles names",
            )
            title.words = (*(t.text for t in doc[shared.start : token.i]), lemma_of(token.text, "NNS"))
            title.holder = reference.referent
            self._behind_name(doc, title, reference, notes)
            out.append(title)
            i = reference.end
            if i < len(doc) and doc[i].lower_ == "of":
                behind = notes.at.get(i + 1) or notes.at.get(i + 2)
                i = behind.end if behind is not None else i
            while i < len(doc) and (doc[i].text == "," or doc[i].lower_ == "and"):
                i += 1
        return out

    # -- what it gives -------------------------------------------------------------------------------------------------------

    def _innermost(self, titles: list[Title]) -> list[Title]:
        """Of titles that overlap ("deputy" + "foreign minister") the longest."""
        kept: list[Title] = []
        for title in sorted(titles, key=lambda t: (t.start, -(t.end - t.start), -t.head)):
            if kept and title.start < kept[-1].end and not title.words:
                if title.holder is not None and kept[-1].holder is None:
                    kept[-1].holder, kept[-1].rule = title.holder, title.rule
                kept[-1].owner = kept[-1].owner or title.owner
                continue
            kept.append(title)
        return kept

    def _note(self, doc: Doc, title: Title, notes: Annotations) -> None:
        if title.start in notes.at or title.head in notes.at:
            return
        if title.owner is None and title.holder is not None:
            title.owner = next(
                (
                    o.of
                    for o in title.holder.offices
                    if o.of is not None and o.title.lower() == doc[title.start : title.end].text.lower()
                ),
                None,
            )
        if title.holder is not None:
            modality = Modality.INTENDED if title.future else Modality.ACTUAL
            if title.rule == "is title" and not title.future:
                modality = self._judge.judge(doc[title.head].head).modality
            text = " ".join(title.words) or " ".join(doc[title.start : title.end].text.split())
            if title.owner is None:
                title.owner = self._at_hand(doc, title, notes)
            office = Office(text, title.owner, title.head, modality, rule=("former: " if title.former else "") + title.rule)
            if not any(o.title.lower() == text.lower() and o.of is title.owner for o in title.holder.offices):
                title.holder.offices.append(office)

    def _at_hand(self, doc: Doc, title: Title, notes: Annotations) -> Referent | None:
        """The state of an office that names none ("Health Minister Amina Diallo"): the one that the document speaks of
        more than of all others together, if nobody else holds that office there. Only offices that states have."""
        text = doc[title.start : title.end].text.lower()
        if not set(text.split()) & {"president", "minister", "premier", "chancellor", "king", "queen", "emir", "sultan"}:
            return None
        states = [r.referent for r in notes.references if r.referent.kind is Kind.STATE]
        most = max(states, key=states.count, default=None)
        if most is None or states.count(most) < 3 or 2 * states.count(most) <= len(states):
            return None
        taken = any(o.of is most and o.title.lower() == text for p in notes.referents for o in p.offices)
        return None if taken else most

    def _belonging(self, doc: Doc, notes: Annotations) -> None:
        """ "Germany's Merkel": a person named after a state's possessive speaks for it."""
        for reference in notes.references:
            i = reference.start - 1
            if reference.referent.kind is Kind.PERSON and i > 0 and doc[i].text in _POSSESSIVE and reference.referent.of is None:
                owner = notes.at.get(i - 1)
                if owner is not None and owner.referent.kind is Kind.STATE:
                    reference.referent.of = owner.referent

    def _genders(self, doc: Doc, notes: Annotations) -> None:
        for reference in notes.references:
            if reference.referent.kind is Kind.PERSON and reference.start > 0:
                for i in (reference.start - 1, reference.start - 2):
                    if i >= 0 and reference.referent.gender is None:
                        word = doc[i].lower_
                        reference.referent.gender = "m" if word in self._male else "f" if word in self._female else None


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Offices(vocabulary)
