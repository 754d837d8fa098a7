"""Coreference within a document: roles, nouns and pronouns that stand for somebody named elsewhere.

Rules of salience after Lappin and Leass (1994), cut down to what a fast reader needs: recency by sentence, grammatical role,
agreement in number and gender, and no pronoun bound by the subject of its own clause. Gender is learned from the text
(titles, kinship,
earlier pronouns), never from a list of names.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.model import Kind
from kg.nlp.annotations import Annotations, Reference, Referent, notes_on
from kg.nlp.offices import Title
from kg.nlp.parties import Parties
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves", "theirs"})
_COUNTRY = frozenset({"country", "nation", "republic", "kingdom", "homeland"})
_BODY = frozenset(
    (
        "organization organisation group company party agency union alliance movement bloc airline militia commission "
        "court council committee ministry firm body association federation institution parliament bank watchdog "
        "coalition network newspaper"
    ).split()
)
_GENERIC_BODY = frozenset({"organization", "organisation", "group", "body", "institution", "agency"})
_LEADING = frozenset(
    ("president minister premier chancellor king queen leader chairman ruler emir sultan emperor dictator").split()
)
_GENERIC_TITLES = frozenset({"leader", "ruler", "statesman", "politician"})
_PEOPLE_PAIR = frozenset({"leader", "president", "minister", "man", "official", "counterpart", "politician", "head", "woman"})
_SIDE_PAIR = frozenset(
    {"side", "country", "nation", "state", "government", "party", "neighbour", "neighbor", "rival", "ally", "korea", "power"}
)
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})  # unnamed, they are the voice of their owner
_WINDOW = 4  # sentences


class Coreference:
    """The component. After it `by_root` answers for roles, definite nouns and third-person pronouns as it does for names."""

    def __init__(self, vocabulary: Vocabulary) -> None:

        self._vocabulary = vocabulary
        people = vocabulary.lexicons["people"]
        self._describing = people["groups"] | people["persons"] | people["state_actors"] | people["organs"]

    def __call__(self, doc: Doc) -> Doc:
        notes = notes_on(doc)
        _Resolve(doc, notes, Parties(doc, self._vocabulary), self._describing).run()
        notes.references.sort(key=lambda r: r.start)
        return doc


class _Resolve:
    """One document, from left to right, so that each reference can rest on those before it."""

    def __init__(self, doc: Doc, notes: Annotations, parties: Parties, describing: frozenset[str]) -> None:
        self.doc, self.notes, self.parties, self.describing = doc, notes, parties, describing
        self.sentence: list[int] = []
        for number, sentence in enumerate(doc.sents):
            self.sentence += [number] * len(sentence)
        self.seen: list[Reference] = sorted(notes.references, key=lambda r: r.start)
        self.roles: dict[tuple[int, str], Referent] = {}
        self.titles: dict[int, Title] = {t.head: t for t in doc._.kg_titles or []}

    def run(self) -> None:
        before: list[Reference] = []
        names = {r.start: r for r in self.seen}
        for token in self.doc:
            if token.i in names:
                before.append(names[token.i])
            if token.i in self.titles:
                made = self._role(self.titles[token.i], before)
            elif token.i in self.notes.by_root or token.i in self.notes.at:
                continue
            elif token.tag_ in ("PRP", "PRP$"):
                made = self._pronoun(token, before)
            elif token.tag_ in ("NN", "NNS", "NNP", "NNPS"):
                made = self._noun(token, before) or self._description(token)
            else:
                continue
            if made is not None:
                before.append(made)

    def _refer(self, start: int, end: int, root: int, form: str, referent: Referent) -> Reference:
        if referent.first < 0:
            referent.first = start
        if referent not in self.notes.referents:
            self.notes.referents.append(referent)
        return self.notes.add(Reference(start, end, root, form, referent))

    # -- roles ---------------------------------------------------------------------------------------------------------------

    def _role(self, title: Title, before: list[Reference]) -> Reference | None:
        head = self.doc[title.head]
        if title.head in self.notes.at or head.tag_ in ("NNS", "NNPS"):
            return None
        if title.holder is not None:
            return (
                self._refer(*self._span(title), title.head, "role", title.holder)
                if head.dep_ not in ("compound", "nmod")
                else None
            )
        if head.dep_ in ("compound", "nmod", "amod", "poss") and head.dep_ != "poss":
            return None
        words = self.doc[title.start : title.end].text.lower()
        definite = not any(
            c.dep_ == "det" and c.lower_ in ("a", "an", "some", "any", "no", "every", "each", "another") for c in head.children
        )
        if definite and not title.former:
            holder = self._holder(title, words, before)
            if holder is not None:
                return self._refer(*self._span(title), title.head, "role", holder)
        owner = title.owner
        if owner is not None and head.lower_ in _SPEAKING_FOR:
            return self._refer(*self._span(title), title.head, "role", owner)
        key = (id(owner) if owner else 0, words if definite else f"{words}@{title.head}")
        if key not in self.roles:
            label = self.doc[title.outer_start : title.outer_end].text
            label = (
                label.split(" ", 1)[1]
                if label.lower().startswith(("the ", "a ", "an ", "his ", "her ", "its ", "their ")) and " " in label
                else label
            )
            self.roles[key] = Referent(Kind.PERSON, label, {}, of=owner, described=True)
        return self._refer(*self._span(title), title.head, "role", self.roles[key])

    def _span(self, title: Title) -> tuple[int, int]:
        """The whole phrase of a role, "North Korean leader", without its article."""
        start = title.outer_start
        return (start + 1 if self.doc[start].lower_ in _ARTICLES and start < title.start else start), max(
            title.end, title.outer_end
        )

    def _holder(self, title: Title, words: str, before: list[Reference]) -> Referent | None:
        """Who holds this office: of the people who do the one spoken of last, else the first that the document names."""
        fitting = [
            p
            for p in self.notes.referents
            if p.kind is Kind.PERSON and any(self._fits(title, words, o.title.lower(), o.of) for o in p.offices)
        ]
        if not fitting:
            return None
        for reference in reversed(before):
            if reference.referent in fitting:
                return reference.referent
        return fitting[0] if title.owner is not None else None

    def _fits(self, title: Title, words: str, office: str, of: Referent | None) -> bool:
        if title.owner is not None and of is not None and title.owner is not of and title.owner.state is not of.state:
            return False
        if title.owner is not None and of is None:
            return False
        if words == office or set(words.split()) == set(office.split()):
            return True
        if words in _GENERIC_TITLES:
            return (
                title.owner is not None
                and office.split()[-1] in _LEADING
                and "deputy" not in office
                and ("minister" not in office or "prime" in office)
            )
        return (
            title.owner is None
            and words == office.split()[-1]
            and words in ("minister", "secretary", "commissioner", "ambassador", "envoy", "general", "spokesman", "spokeswoman")
        )

    # -- nouns ---------------------------------------------------------------------------------------------------------------

    def _noun(self, token: Token, before: list[Reference]) -> Reference | None:
        word = lemma(token)
        kids = {c.lower_ for c in token.children if c.dep_ in ("det", "nummod", "predet")}
        if token.tag_ in ("NNS", "NNPS") and kids & {"two", "both"} and (word in _PEOPLE_PAIR or word in _SIDE_PAIR):
            return self._pair(token, word, before)
        definite = bool(kids & {"the", "this", "that"})
        own = [c for c in token.children if c.dep_ in ("amod", "compound", "poss", "nmod") and c.i in self.notes.by_root]
        if not definite or own or token.tag_ in ("NNS", "NNPS"):
            return None
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
            return None
        if word in _COUNTRY:
            found = self._latest(before, token, lambda r: r.kind is Kind.STATE)
        elif word in _BODY:
            found = self._latest(
                before,
                token,
                lambda r: (
                    r.kind is Kind.ORGANIZATION and (word in _GENERIC_BODY or word in r.label.lower() or word == r.org_kind)
                ),
            )
        else:
            return None
        return self._refer(token.i, token.i + 1, token.i, "noun", found) if found is not None else None

    def _description(self, token: Token) -> Reference | None:
        """A described subject ("rebel leaders said they") is there for pronouns to mean."""
        if token.dep_ not in ("nsubj", "nsubjpass") or lemma(token) not in self.describing:
            return None
        found = self.parties.of(token)
        if len(found) != 1:
            return None
        return self.notes.add(Reference(*self.parties.phrase(token), token.i, "description", found[0].referent))

    def _pair(self, token: Token, word: str, before: list[Reference]) -> Reference | None:
        kinds = (Kind.PERSON,) if word in _PEOPLE_PAIR else (Kind.STATE, Kind.ORGANIZATION)
        pair: list[Referent] = []
        for reference in reversed(before):
            if self.sentence[token.i] - self.sentence[reference.root] > _WINDOW:
                break
            referent = reference.referent
            if word in _SIDE_PAIR and referent.kind is Kind.PERSON and referent.state is not None:
                referent = referent.state
            if referent.kind in kinds and referent not in pair:
                pair.append(referent)
            if len(pair) == 2:
                break
        if len(pair) < 2:
            return None
        group = Referent(Kind.GROUP, token.text, {}, plural=True, described=True, members=pair[::-1])
        return self.notes.add(Reference(token.i, token.i + 1, token.i, "noun", group))

    def _latest(self, before: list[Reference], token: Token, fits: Callable[[Referent], bool]) -> Referent | None:
        best: tuple[int, int, Referent] | None = None
        for reference in reversed(before):
            distance = self.sentence[token.i] - self.sentence[reference.root]
            if distance > _WINDOW:
                break
            if fits(reference.referent) and reference.form not in ("adjective",):
                score = -10 * distance + _role_score(self.doc[reference.root])
                if best is None or score > best[0]:
                    best = (score, reference.start, reference.referent)
        return best[2] if best else None

    # -- pronouns ------------------------------------------------------------------------------------------------------------

    def _pronoun(self, token: Token, before: list[Reference]) -> Reference | None:
        word = token.lower_
        if word in _HE or word in _SHE:
            gender = "m" if word in _HE else "f"
            found = self._antecedent(
                token, before, lambda r: r.kind is Kind.PERSON and not r.plural and r.gender in (None, gender)
            )
            if found is not None:
                found.gender = gender
        elif word in _IT:
            if token.dep_ == "nsubj" and lemma(token.head) == "be":
                return None
            found = self._antecedent(token, before, lambda r: r.kind in (Kind.STATE, Kind.ORGANIZATION) and not r.plural)
        elif word in _THEY:
            found = self._antecedent(token, before, lambda r: r.kind in (Kind.GROUP, Kind.ORGANIZATION, Kind.STATE), plural=True)
        else:
            return None
        return self._refer(token.i, token.i + 1, token.i, "pronoun", found) if found is not None else None

    def _antecedent(
        self, token: Token, before: list[Reference], fits: Callable[[Referent], bool], plural: bool = False
    ) -> Referent | None:
        best: tuple[int, int, Referent] | None = None
        own_subject = _subject_of_clause(token)
        counts: dict[int, int] = {}
        for reference in before:
            counts[id(reference.referent)] = counts.get(id(reference.referent), 0) + 1
        for reference in reversed(before):
            distance = self.sentence[token.i] - self.sentence[reference.root]
            if distance > _WINDOW:
                break
            referent = reference.referent
            if reference.form == "adjective" or not fits(referent):
                continue
            root = self.doc[reference.root]
            if plural and referent.kind is Kind.STATE and root.tag_ not in ("NNS", "NNPS"):
                continue
            if (
                token.tag_ == "PRP"
                and token.dep_ != "nsubj"
                and own_subject is not None
                and own_subject.i == root.i
                and not token.lower_.endswith("self")
            ):
                continue
            score = -12 * distance + _role_score(root) + min(counts[id(referent)], 4)
            if token.tag_ == "PRP$" and own_subject is not None and own_subject.i == root.i:
                score += 6
            if distance == 0 and token.dep_ == "nsubj" and root.dep_ == "nsubj" and root.head.is_ancestor(token):
                score += 6
            if best is None or score > best[0]:
                best = (score, reference.start, referent)
        return best[2] if best else None


def _role_score(root: Token) -> int:
    """How likely a phrase in this grammatical role is spoken of next."""
    if root.dep_ in ("nsubj", "nsubjpass"):
        return 8
    if root.dep_ in ("dobj", "dative"):
        return 5
    if root.dep_ == "conj":
        return _role_score(root.head) - 1 if root.head.dep_ != "conj" else 3
    if root.dep_ in ("poss", "compound", "nmod", "amod"):
        return 1
    return 3


def _subject_of_clause(token: Token) -> Token | None:
    verb = token.head
    while verb.head != verb and not verb.tag_.startswith("VB"):
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def make(nlp: Language, vocabulary: Vocabulary) -> Callable[[Doc], Doc]:
    """The component."""
    return Coreference(vocabulary)
