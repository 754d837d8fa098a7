"""What a cue reports: the clause or phrase below it, without the sentence that reports.

As wide as the paraphrase and no wider: what the writer adds behind it ("…, though it was later denied"), a second report that is
joined to the first ("… and noted that"), and the cue in its midst ("X, he said, was Y") are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.nlp.cues import FINITE, Cue, Cues

_RELATING = frozenset({"as", "of", "for", "about", "over", "against", "on"})
_LIKENING = frozenset({"to", "with"})
_OCCASIONS = frozenset({"at", "during", "in", "on", "via"})
_AFTERTHOUGHT = frozenset(
    {"though", "although", "while", "whereas", "after", "before", "as", "when", "even", "until", "days", "hours"}
)
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "pobj", "pcomp", "ccomp", "prep", "dative")
_LEADING = frozenset(
    {"that", ",", ":", ";", ".", "”", "“", "„", '"', "''", "``", "«", "»", "」", "』", "’", "‘", "'", "—", "–", "-"}
)
_CLOSING = frozenset({",", "”", "“", '"', "''", "»", "«", "」", "』", "’", "'", "—", "–", "-", "!", "?"})
_TRAILING = frozenset({",", ":", ";", "“", "”", '"', "''", "``", "«", "»", "「", "」", "『", "』", "—", "–", "-", "’", "‘"})


@dataclass(slots=True)
class Content:
    """Tokens that a cue reports, by number; `phrasal` where they are no clause: "denounced *the deal*"."""

    tokens: set[int] = field(default_factory=set)
    phrasal: bool = True
    addressee: Token | None = None


class Contents:
    """Finds the contents of one document's cues. `inside` are the tokens between quotation marks, `times` those of times."""

    def __init__(self, doc: Doc, cues: Cues, inside: Iterable[int], times: Iterable[int]) -> None:
        self.doc, self.cues, self.inside, self.times = doc, cues, frozenset(inside), frozenset(times)

    def of(self, cue: Cue, passive: bool) -> Content:
        """What the syntax puts below a cue; no tokens where it is only a frame for a quotation, or reports nothing."""
        content = Content()
        if cue.thinking:
            return content
        clauses = [c for c in cue.token.children if self._is_clause(c, cue, passive)]
        if not clauses:
            self._slipped_behind(content, cue)
        for clause in clauses:
            content.tokens |= self.clause(clause, cue.token)
            if clause.dep_ == "advcl":
                content.tokens.discard(clause.left_edge.i)
            self._slipped(content, clause, cue)
            if clause.dep_ == "xcomp":
                self._asked(content, cue, passive)
            content.phrasal = False
        if content.tokens and not content.phrasal:
            self._parted(content, cue)
        self._addressed(content, cue, clauses)
        if not clauses and not content.tokens:
            self._phrase(content, cue, passive)
        return content

    # -- clauses -------------------------------------------------------------------------------------------------------------

    def _is_clause(self, child: Token, cue: Cue, passive: bool) -> bool:
        if child.dep_ == "advcl":
            return child.i > cue.token.i and bool(cue.preposition) and child.left_edge.lower_ == cue.preposition
        if child.dep_ == "xcomp":
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
            return to and (passive or bool(cue.frames & {"infinitive", "commanding"}))
        if child.dep_ not in ("ccomp", "parataxis"):
            return False
        last = child.right_edge.i
        if child.i < cue.token.i and (
            self.doc[last + 1].text not in _CLOSING or (self.doc[last].text in (".", ";") and last not in self.inside)
        ):
            return False  # "He added that; she did not disclose": two sentences, not one inside the other
        if "naming" in cue.frames and not child.tag_.startswith(("VB", "MD")):
            return False  # "called the deal a disgrace": a small clause, read as a phrase
        return child.tag_.startswith(("VB", "MD", "JJ", "NN", "CD", "RB")) or any(c.dep_ in _SUBJECTS for c in child.children)

    def clause(self, root: Token, verb: Token) -> set[int]:
        """The tokens of a reported clause."""
        out = {t.i for t in root.subtree}
        for child in _below(root):
            if child.i not in self.inside and self._is_left_out(child, root, verb):
                out -= {t.i for t in child.subtree}
                out -= {t.i for t in child.head.children if t.dep_ == "cc" and t.i < child.i and child.dep_ == "conj"}
        return out

    def _is_left_out(self, child: Token, root: Token, verb: Token) -> bool:
        before = self.doc[child.left_edge.i - 1].text if child.left_edge.i else ""
        if child.dep_ == "advcl" and child.i > root.i and before == ",":
            first = child.left_edge.lower_
            if first in _AFTERTHOUGHT or any(c.lower_ in _AFTERTHOUGHT and c.dep_ in ("mark", "advmod") for c in child.children):
                return True
            return child.tag_ == "VBG" and self._reports(child)
        if child.dep_ == "advcl" and child.i > root.i and child.left_edge.lower_ in ("while", "whereas"):
            return self._reports(child)  # "said … while the minister wrote"
        if child.dep_ == "conj" and child.tag_ in FINITE and child.head.tag_.startswith(("VB", "MD")):
            return self._reports(child) and child.tag_ == verb.tag_
        if child.dep_ in ("conj", "advcl") and child.tag_ == "VBG" and before == "," and verb.tag_ != "VBG":
            cue = self.cues.of(child)
            return cue is not None and "phrase" in cue.frames
        if child.lower_ == "before" and child.dep_ in ("prep", "advcl"):
            return any(c.dep_ == "pcomp" for c in child.children)
        if child.dep_ == "relcl" and child.i > root.i and before == ",":
            return self._reports(child)  # "…, which he said would allow"
        return child.dep_ == "prep" and child.lower_ == "according"

    def _reports(self, verb: Token) -> bool:
        """Whether a verb joined to a reported clause reports something of its own."""
        cue = self.cues.of(verb)
        return (
            cue is not None
            and not cue.thinking
            and any(
                c.dep_ == "ccomp" or (c.dep_ == "xcomp" and cue.frames & {"infinitive", "commanding"}) or c.i in self.inside
                for c in verb.children
            )
        )

    def _asked(self, content: Content, cue: Cue, passive: bool) -> None:
        """Who is to do it is part of what is asked ("urged *Iran to return*"), and who is said to have done it of what is said
        ("*The attacker* was reported *to have fled*")."""
        if passive:
            self._subject(content, cue)
        elif "commanding" in cue.frames and "tell" not in cue.words:
            for child in cue.token.children:
                if child.dep_ in ("dobj", "dative") and child.i > cue.token.i:
                    content.tokens |= {t.i for t in child.subtree}

    def _slipped(self, content: Content, clause: Token, cue: Cue) -> None:
        """ "Said hundreds of … fled": the parser gave the verb the subject of its clause."""
        headless = not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children) and clause.dep_ == "ccomp"
        if "plain" in cue.frames or (headless and "commanding" not in cue.frames):
            for child in cue.token.children:
                if child.dep_ == "dobj" and cue.token.i < child.i < clause.left_edge.i:
                    content.tokens |= {t.i for t in child.subtree}

    def _parted(self, content: Content, cue: Cue) -> None:
        """ "*Sweden*, the minister argued, *cannot …*": of two subjects before a cue the first is of what was said."""
        subjects = [c for c in cue.token.children if c.dep_ in _SUBJECTS and c.i < cue.token.i]
        if len(subjects) > 1 and self.doc[subjects[0].right_edge.i + 1].text == ",":
            content.tokens |= {t.i for t in subjects[0].subtree}

    def _slipped_behind(self, content: Content, cue: Cue) -> None:
        """ "Claimed *Iran* … *is influencing*": a verb without subject and conjunction goes with the object before it."""
        verb = cue.token
        what = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        if what is None or cue.frames & {"naming", "commanding", "addressing"}:
            return
        for current in (verb, *verb.ancestors):
            for other in current.children:
                if other.dep_ == "conj" and other.i > what.i and _lacks_its_subject(other, what):
                    content.tokens |= set(range(what.left_edge.i, other.right_edge.i + 1))
                    content.phrasal = False
                    return

    def _addressed(self, content: Content, cue: Cue, clauses: list[Token]) -> None:
        """Takes who hears it out of the content: "told *residents* to stay"."""
        if "addressing" not in cue.frames:
            return
        commanding = "commanding" in cue.frames and cue.words != "tell"
        for child in cue.token.children:
            if child.dep_ in ("dobj", "dative") and child.tag_[:2] in ("NN", "PR") and child.i > cue.token.i:
                content.addressee = child
            elif child.dep_ == "ccomp" and not commanding and not any(c.tag_ in FINITE for c in (child, *child.children)):
                content.addressee = next((c for c in child.children if c.dep_ in _SUBJECTS), content.addressee)
        asked = commanding and bool(clauses) and any(c.dep_ == "xcomp" for c in cue.token.children)
        if content.addressee is not None and not asked:
            content.tokens -= {t.i for t in content.addressee.subtree}

    # -- phrases -------------------------------------------------------------------------------------------------------------

    def _phrase(self, content: Content, cue: Cue, passive: bool) -> None:
        parts, named = self._parts(content, cue)
        if "phrase" not in cue.frames and not (named and cue.frames & {"naming", "relating", "commanding"}):
            return
        if not passive and not any(p.dep_ in _OBJECTS for p in parts):
            return
        for part in parts:
            content.tokens |= self.clause(part, cue.token) - self._occasion(part)
        if self._only_points(parts, content) or (passive and self._nobody_says(parts, named, cue)):
            content.tokens = set()
        elif passive:
            self._subject(content, cue)
            self._behind_agent(content, cue)

    def _parts(self, content: Content, cue: Cue) -> tuple[list[Token], bool]:
        """The phrases behind a cue that carry what was said, and whether one of them says what the object is or did."""
        parts: list[Token] = []
        named = False
        for child in cue.token.children:
            if child.i < cue.token.i:
                continue
            if child.dep_ in ("dobj", "dative") and child != content.addressee:
                parts.append(child)
            elif child.dep_ in ("prep", "dative") and child.lower_ == cue.preposition:
                parts += [c for c in child.children if c.dep_ in ("pobj", "pcomp", "prep")]
            elif self._names(child, cue):
                parts.append(child)
                named = True
            elif "phrase" in cue.frames and parts and self._belongs_to(child, parts[-1]):
                parts.append(child)
        return parts, named

    def _names(self, child: Token, cue: Cue) -> bool:
        """Whether a phrase is the second part of "called it *a disgrace*", "accused him *of theft*", "likened it *to war*"."""
        if child.dep_ in ("oprd", "attr", "acomp", "ccomp", "xcomp"):
            return bool(cue.frames & {"naming", "commanding"})
        if child.dep_ == "advcl":
            return "naming" in cue.frames and child.left_edge.lower_ == "as"
        if child.dep_ != "prep":
            return False
        if child.lower_ in _LIKENING:
            return "likening" in cue.frames
        if child.lower_ not in _RELATING or self._is_occasional(child):
            return False
        return "relating" in cue.frames or (child.lower_ == "as" and bool(cue.frames & {"naming", "phrase"}))

    def _belongs_to(self, child: Token, part: Token) -> bool:
        """Whether a phrase that hangs on the cue goes on with the one before: "pushed for funds *to avoid a shortage*"."""
        if child.left_edge.i != part.right_edge.i + 1:
            return False
        if child.dep_ == "prep":
            return child.lower_ in _RELATING and not self._is_occasional(child)
        return child.dep_ in ("xcomp", "advcl") and child.left_edge.lower_ == "to"

    def _nobody_says(self, parts: list[Token], named: bool, cue: Cue) -> bool:
        """ "Cases were reported": a passive that has no agent, quotes nothing and says nothing of its subject."""
        if cue.frames & {"commanding", "relating"} or any(c.dep_ == "agent" for c in cue.token.children):
            return False
        return not named or not any(
            p.dep_ == "prep" or any(i in self.inside for i in range(p.left_edge.i, p.right_edge.i + 1)) for p in parts
        )

    def _behind_agent(self, content: Content, cue: Cue) -> None:
        """ "Was accused by the opposition *of selling the field*"."""
        for agent in (c for c in cue.token.children if c.dep_ == "agent" and "relating" in cue.frames):
            for by in agent.children:
                for child in by.children:
                    if child.dep_ == "prep" and child.lower_ in _RELATING and any(c.dep_ == "pcomp" for c in child.children):
                        content.tokens |= {t.i for t in child.subtree}

    def _is_occasional(self, preposition: Token) -> bool:
        """Whether a phrase gives the time or the place of saying: "on Monday", "on Twitter"."""
        dated = any(c.dep_ == "pobj" and c.i in self.times for c in preposition.children)
        return dated or self._has_medium(preposition)

    def _has_medium(self, preposition: Token) -> bool:
        return any(c.dep_ == "pobj" and self.cues.is_medium(c) for c in preposition.children)

    def _occasion(self, part: Token) -> set[int]:
        """ "Announced the measure *at a briefing*": the place of saying, which the parser may hang on the object."""
        for child in part.children:
            if child.dep_ == "prep" and child.lower_ in _OCCASIONS and self._has_medium(child):
                return {t.i for t in child.subtree}
        return set()

    def _only_points(self, parts: list[Token], content: Content) -> bool:
        """ "Citing anonymous sources", "expressed a similar view": the object names words, and does not give them."""
        return len(parts) == 1 and len(content.tokens) <= 4 and (self.cues.is_wording(parts[0]) or parts[0].tag_ == "PRP")

    def _subject(self, content: Content, cue: Cue) -> None:
        """The subject of a passive is part of what was said of it: "*The votes* were described *as a mandate*"."""
        for child in cue.token.children:
            if child.dep_ == "nsubjpass" and child.lower_ != "it" and child.tag_ not in ("WDT", "WP"):
                content.tokens |= {t.i for t in child.subtree}

    # -- stretches -----------------------------------------------------------------------------------------------------------

    def stretches(self, tokens: set[int], frame: set[int]) -> list[tuple[int, int]]:
        """Tokens as stretches, the cue's own frame cut out, gaps of nothing but marks closed, edges without stray marks."""
        runs: list[list[int]] = []
        for i in sorted(tokens - frame):
            if runs and not any(self.doc[k].is_alpha or self.doc[k].like_num or k in frame for k in range(runs[-1][1], i)):
                runs[-1][1] = i + 1
            else:
                runs.append([i, i + 1])
        trimmed = [self.trim(start, end) for start, end in runs]
        return [(a, b) for a, b in trimmed if any(self.doc[i].is_alpha or self.doc[i].like_num for i in range(a, b))]

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """A stretch without white space, marks and the words that only introduce it."""
        doc = self.doc
        while start < end and (
            doc[start].is_space or doc[start].lower_ in _LEADING or (start not in self.inside and doc[start].dep_ == "cc")
        ):
            start += 1
        while end > start and (
            doc[end - 1].is_space
            or doc[end - 1].text in _TRAILING
            or (doc[end - 1].text in (".", "!", "?") and end - 1 not in self.inside)
            or (doc[end - 1].dep_ == "cc" and end - 1 not in self.inside)
        ):
            end -= 1
        return start, end


def _lacks_its_subject(verb: Token, what: Token) -> bool:
    """Whether a finite verb behind an object has neither a subject nor a conjunction that joins it to what is before."""
    if not verb.tag_.startswith("VB") or any(c.dep_ in _SUBJECTS for c in verb.children):
        return False
    if any(c.dep_ == "cc" and what.i < c.i < verb.i for c in (*verb.head.children, *what.children)):
        return False
    return verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)


def _below(token: Token) -> list[Token]:
    """What hangs on a clause and on the verbs and last nouns joined to it: there the writer's own words may begin again."""
    out: list[Token] = []
    for child in token.children:
        out.append(child)
        if child.dep_ in ("conj", "xcomp", "ccomp", "dobj", "attr", "prep", "pobj") and child.i > token.i:
            out += _below(child)
    return out
