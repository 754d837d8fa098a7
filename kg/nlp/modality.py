"""How real an event is in its sentence: what negates it, puts it off, doubts it, or merely reports it.

One walk from the event word up to the root of its sentence; the nearest word that settles the matter wins, and is named as
the reason. After
the veridicality judgements of Saurí and Pustejovsky (FactBank, 2009), cut to the five modalities of the model.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Modality
from kg.nlp.words import lemma
from kg.vocabulary import Vocabulary

_STEPS = 12
_PERHAPS = frozenset({"possibly", "perhaps", "maybe", "probably"})
_PERHAPS = frozenset({"possibly", "perhaps", "maybe", "probably"})
_HINDERING = frozenset("prevent ban bar refrain stop keep prohibit discourage dissuade abstain block".split())
_DEMANDING = frozenset("call appeal push press ask lobby campaign wait hope".split())
_PLANS = frozenset("prospect possibility plan proposal chance idea hope call demand request offer threat invitation".split())
_FACTIVE = frozenset({"know", "realize", "realise", "see", "understand", "decide", "agree"})
#: With a noun for an object these do not put it off: "tried diplomacy" is done.
_NOT_OF_NOUNS = frozenset({"need", "expect", "set", "mean", "look", "decide", "like", "prepare", "choose", "try"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A modality, the words that gave it, and the token that did (None: nothing did, it is actual)."""

    modality: Modality
    reason: str
    by: int | None = None


class Judge:
    """The cue lists, and the walk."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        lexicon = vocabulary.lexicons["modality"]
        reporting = vocabulary.lexicons["reporting"]
        self.intend, self.intend_nouns = lexicon["intend"], lexicon["intend_nouns"]
        self.intend_adjectives, self.possible_adjectives = lexicon["intend_adjectives"], lexicon["possible_adjectives"]
        self.possible, self.possible_verbs = lexicon["possible"], lexicon["possible_verbs"]
        self.conditional, self.future = lexicon["conditional"], lexicon["future"]
        self.deny, self.negation = lexicon["deny"], lexicon["negation"]
        self.demand, self.accuse = lexicon["demand"], lexicon["accuse"]
        self.claiming, self.thinking = reporting["claiming"], reporting["thinking"]
        self.neutral, self.hearsay = reporting["neutral"], reporting["hearsay"]

    def judge(self, token: Token) -> Verdict:
        """The modality of the event that a verb or noun names."""
        current = token
        if token.tag_.startswith("NN"):
            own = self._noun(token)
            if own is not None:
                return own
            if token.dep_ in ("nsubj", "poss", "compound", "nmod", "amod"):
                return self._actual(token)  # what the sentence goes on to say of it does not undo it
        for _ in range(_STEPS):
            verdict = self._here(current) or self._above(current)
            if verdict is not None:
                return verdict
            if current.head == current or current.dep_ in ("relcl", "ROOT"):
                break
            if current.dep_ == "appos" or (
                current.dep_ == "advcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in current.children)
            ):
                break  # a clause of its own: what governs the main clause does not govern it
            current = current.head
        return self._actual(token)

    def _actual(self, token: Token) -> Verdict:
        """Actual, unless the whole sentence is a question or rests on reports that nobody confirms."""
        for word in token.sent:
            if word.lower_ in ("unconfirmed", "unverified"):
                return Verdict(Modality.ALLEGED, f"hearsay: {word.text}", word.i)
        if token.sent[-1].text == "?" or (len(token.sent) > 1 and token.sent[-2].text == "?"):
            return Verdict(Modality.POSSIBLE, "asked: ?", token.sent[-1].i)
        return Verdict(Modality.ACTUAL, "reported as fact")

    # -- on the word itself --------------------------------------------------------------------------------------------------

    def _noun(self, noun: Token) -> Verdict | None:
        for child in noun.children:
            word = child.lower_
            if (child.dep_ == "det" and word in ("no", "neither")) or child.dep_ == "neg":
                return Verdict(Modality.DENIED, f"negated: {child.text}", child.i)
            if child.dep_ in ("amod", "advmod", "compound"):
                if word in self.intend_adjectives:
                    return Verdict(Modality.INTENDED, f"planned: {child.text}", child.i)
                if word in ("alleged", "suspected"):
                    return Verdict(Modality.ALLEGED, f"alleged: {child.text}", child.i)
                if word in self.possible_adjectives:
                    return Verdict(Modality.POSSIBLE, f"possible: {child.text}", child.i)
        return None

    def _here(self, token: Token) -> Verdict | None:
        """What stands beside the word itself: a negation, an adverb of doubt, a condition; else its modal verb."""
        if not token.tag_.startswith(("VB", "JJ", "NN", "MD")):
            return None
        for child in token.children:
            word = child.lower_
            none = self._none(child)
            if none is not None:
                return Verdict(Modality.DENIED, f"negated: {none.text}", none.i)
            if child.dep_ == "neg" or (child.dep_ in ("advmod", "det", "preconj") and word in self.negation):
                if not (child.i + 1 < len(token.doc) and token.doc[child.i + 1].lower_ in ("only", "just", "merely")):
                    return Verdict(Modality.DENIED, f"negated: {child.text}", child.i)
            elif child.dep_ == "advmod" and word in self.hearsay:
                return Verdict(Modality.ALLEGED, f"hearsay: {child.text}", child.i)
            elif child.dep_ == "advmod" and word in _PERHAPS:
                return Verdict(Modality.POSSIBLE, f"possible: {child.text}", child.i)
            elif (
                child.dep_ in ("mark", "advmod")
                and word in self.conditional
                and token.dep_ in ("advcl", "ccomp", "pcomp", "acl", "csubj", "ROOT")
            ):
                return Verdict(Modality.POSSIBLE, f"condition: {child.text}", child.i)
        return self._modal(token)

    def _none(self, child: Token) -> Token | None:
        """The word that makes a subject or object none: "*no* troops", "*neither* Chad nor Mali", "*nobody*"."""
        if child.dep_ not in ("nsubj", "nsubjpass", "dobj"):
            return None
        if child.lower_ in ("nobody", "none", "nothing", "neither", "no-one"):
            return child
        return next((c for c in child.children if c.dep_ in ("det", "preconj", "cc") and c.lower_ in ("no", "neither")), None)

    def _modal(self, token: Token) -> Verdict | None:
        future = modal = None
        for child in token.children:
            if child.tag_ == "MD" and child.dep_ in ("aux", "auxpass"):
                word = child.lower_
                if word in self.future or (word in ("would", "'d", "’d") and self._reported(token)):
                    future = child
                elif word in self.possible or word in ("'d", "’d"):
                    modal = child
        if modal is not None:
            return Verdict(Modality.POSSIBLE, f"modal: {modal.text}", modal.i)
        return Verdict(Modality.INTENDED, f"future: {future.text}", future.i) if future is not None else None

    def _reported(self, verb: Token) -> bool:
        return verb.dep_ in ("ccomp", "conj", "advcl", "relcl") and (
            lemma(verb.head) in self.neutral | self.claiming or verb.head.dep_ == "ccomp"
        )

    # -- what stands above it ------------------------------------------------------------------------------------------------

    def _above(self, token: Token) -> Verdict | None:
        head = token.head
        if head == token:
            return None
        word, dep = lemma(head), token.dep_
        if head.tag_.startswith("VB") or head.tag_ == "JJ" or head.lower_ == "about":
            return self._above_verb(token, head, word, dep)
        if head.tag_.startswith("NN"):
            if dep in ("acl", "relcl") and word in self.intend_nouns and self._infinitive(token):
                return Verdict(Modality.INTENDED, f"planned: {head.text}", head.i)
            if dep in ("ccomp", "acl", "relcl") and word in self.demand | {"demand", "appeal"}:
                return Verdict(Modality.POSSIBLE, f"demanded: {head.text}", head.i)
            if dep in ("ccomp", "acl") and word in self.accuse:
                return Verdict(Modality.ALLEGED, f"accusation: {head.text}", head.i)
        if head.dep_ in ("prep", "agent") and dep in ("pcomp", "pobj"):
            return self._above_preposition(token, head)
        if dep in ("pcomp", "pobj"):
            return self._above_preposition(token, head)
        return None

    def _above_verb(self, token: Token, head: Token, word: str, dep: str) -> Verdict | None:
        infinitive = self._infinitive(token) or token.tag_ == "VB" or (token.tag_ == "VBG" and dep == "xcomp")
        if token.tag_.startswith("NN"):
            return self._above_object(head, word) if dep in ("dobj", "nsubjpass") else None
        if infinitive and dep in ("xcomp", "ccomp", "advcl", "oprd"):
            return self._above_infinitive(token, head, word, dep)
        if not infinitive and dep in ("ccomp", "acl", "parataxis", "advcl"):
            return self._above_clause(head, word, dep)
        return None

    def _above_object(self, head: Token, word: str) -> Verdict | None:
        """What a verb does with the event that its object names: "cancelled talks", "planned an attack"."""
        if word in self.deny:
            return Verdict(Modality.DENIED, f"not done: {head.text}", head.i)
        if word in ("demand", "urge", "request", "order", "propose", "seek"):
            return Verdict(Modality.POSSIBLE, f"demanded: {head.text}", head.i)
        if word in self.intend and word not in _NOT_OF_NOUNS:
            return Verdict(Modality.INTENDED, f"intended: {head.text}", head.i)
        return None

    def _above_infinitive(self, token: Token, head: Token, word: str, dep: str) -> Verdict | None:
        """What governs an infinitive or a gerund: "refused to meet", "plans to meet", "sent troops to fight"."""
        if word in self.deny:
            return Verdict(Modality.DENIED, f"not done: {head.text}", head.i)
        if (
            head.tag_ == "VBN"
            and word in self.neutral | self.claiming | self.thinking
            and any(c.dep_ == "auxpass" for c in head.children)
        ):
            return Verdict(Modality.ALLEGED, f"hearsay: {head.text} to", head.i)
        if word == "be" or head.lower_ == "about":
            return Verdict(Modality.INTENDED, f"planned: {head.text} to", head.i)
        if word in self.intend or (head.tag_ == "JJ" and head.lower_ in self.intend):
            return Verdict(Modality.INTENDED, f"intended: {head.text}", head.i)
        if word in self.demand:
            return Verdict(Modality.POSSIBLE, f"demanded: {head.text}", head.i)
        if word in self.possible_verbs:
            return Verdict(Modality.POSSIBLE, f"enabled: {head.text}", head.i)
        if dep == "advcl" and self._infinitive(token):
            return Verdict(Modality.INTENDED, f"purpose: to {token.text}", head.i)
        return None

    def _above_clause(self, head: Token, word: str, dep: str) -> Verdict | None:
        """What governs a finite clause: "denied that", "claimed that", "hopes that"."""
        if word == "deny":
            return Verdict(Modality.DENIED, f"denied: {head.text}", head.i)
        if dep != "ccomp":
            return None
        if word in self.demand and word not in ("warn", "tell"):
            return Verdict(Modality.POSSIBLE, f"demanded: {head.text}", head.i)
        if word in self.claiming:
            return Verdict(Modality.ALLEGED, f"claimed: {head.text}", head.i)
        if word in self.thinking and word not in _FACTIVE:
            return Verdict(Modality.POSSIBLE, f"thought: {head.text}", head.i)
        return None

    def _above_preposition(self, token: Token, preposition: Token) -> Verdict | None:
        governor = preposition.head
        word = lemma(governor)
        if preposition.lower_ == "without":
            return Verdict(Modality.DENIED, "negated: without", preposition.i)
        gerund = token.tag_ == "VBG"
        if preposition.lower_ in ("of", "for", "with") and word in self.accuse and (gerund or preposition.lower_ != "with"):
            return Verdict(Modality.ALLEGED, f"accusation: {governor.text}", governor.i)
        if gerund and preposition.lower_ == "from" and word in _HINDERING:
            return Verdict(Modality.DENIED, f"not done: {governor.text} from", governor.i)
        if preposition.lower_ in ("for", "on") and word in _DEMANDING:
            return Verdict(Modality.POSSIBLE, f"demanded: {governor.text} {preposition.text}", governor.i)
        if (
            preposition.lower_ in ("for", "to", "on", "about", "at", "of", "against")
            and (governor.lower_ in self.intend or (word in self.intend and word != "seek"))
            and (gerund or governor.tag_ in ("JJ", "RB", "VBN") or word in ("hope", "wish", "plan", "look"))
        ):
            return Verdict(Modality.INTENDED, f"intended: {governor.text} {preposition.text}", governor.i)
        if governor.lower_ == "forward" and preposition.lower_ == "to":
            return Verdict(Modality.INTENDED, "intended: look forward to", governor.i)
        if (
            preposition.lower_ in ("of", "for", "on")
            and governor.tag_.startswith("NN")
            and word in self.intend_nouns
            and (gerund or word in _PLANS)
        ):
            return Verdict(Modality.INTENDED, f"planned: {governor.text} {preposition.text}", governor.i)
        if preposition.lower_ == "of" and word in ("possibility", "risk", "danger", "likelihood", "fear"):
            return Verdict(Modality.POSSIBLE, f"possible: {governor.text} of", governor.i)
        return None

    def _infinitive(self, verb: Token) -> bool:
        return verb.tag_.startswith("VB") and any(c.tag_ == "TO" and c.dep_ in ("aux", "mark") for c in verb.children)
