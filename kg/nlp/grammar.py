"""Who does what to whom in a parse: subjects own and inherited, objects, passives, particles.

Plain functions over the tokens of a sentence, with ClearNLP labels as spaCy's English models give them. They know no party
and no relation.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.words import lemma

_OBJECT_CONTROL = frozenset(
    (
        "urge ask tell force allow order persuade permit press push call request instruct encourage require compel "
        "invite enable warn advise help lead cause convince pressure authorize authorise accuse blame charge suspect "
        "convict see find keep leave let make want condemn thank praise criticise criticize denounce congratulate "
        "commend sue arrest fine jail punish slam rebuke mock forgive applaud hail indict reprimand fault honour honor "
        "scold censure detain imprison sentence sanction pardon"
    ).split()
)


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject is acted upon: a passive, or a past participle that modifies a noun."""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass"):
            return True
        if child.dep_ in ("nsubj", "aux") or (child.dep_ == "dobj" and verb.dep_ not in ("acl", "amod")):
            return False
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return True
    if verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and verb.tag_ == "VBN":
        return is_passive(verb.head)
    return verb.dep_ in ("advcl", "ROOT", "parataxis") and verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)


def subject_tokens(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of the grammatical subject, its own or the one that it shares or inherits."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own or depth > 6 or verb.head == verb:
        return own
    head = verb.head
    if verb.dep_ == "relcl":
        return [head]
    if verb.dep_ in ("acl", "amod") and head.tag_[:2] in ("NN", "PR", "CD"):
        plan = any(c.tag_ == "TO" for c in verb.children)  # "a plan to attack": whose plan?
        return _bearer_of_plan(head, depth) if plan else [head]
    if verb.dep_ in ("pcomp", "prep"):
        return _subject_of_gerund(head, depth)
    if head.tag_.startswith(("VB", "JJ", "MD")):
        return _shared_subject(verb, head, depth)
    if head.tag_.startswith("NN") and verb.dep_ in ("ccomp", "xcomp", "advcl", "conj"):
        return _bearer_of_plan(head, depth)
    return []


def _subject_of_gerund(preposition: Token, depth: int) -> list[Token]:
    """Of a gerund behind a preposition: "accused Chad of arming" (Chad), "after meeting Chad, Niger said" (Niger)."""
    governor = preposition.head
    if governor.tag_.startswith("NN"):
        return _bearer_of_plan(governor, depth)
    if not governor.tag_.startswith("VB"):
        return subject_tokens(governor, depth + 1) if governor.head != governor else []
    controlled = lemma(governor) in _OBJECT_CONTROL
    if controlled and preposition.lower_ in ("of", "for", "into", "from", "with"):
        objects = [c for c in governor.children if c.dep_ == "dobj"]
        if objects:
            return objects
    if is_passive(governor) and not controlled:
        return agent_tokens(governor)
    return subject_tokens(governor, depth + 1)


def _shared_subject(verb: Token, head: Token, depth: int) -> list[Token]:
    """Of a verb without a subject below or beside another verb: control ("urged Chad to"), raising, coordination."""
    if verb.dep_ in ("xcomp", "ccomp", "oprd") and lemma(head) in _OBJECT_CONTROL:
        objects = [c for c in head.children if c.dep_ in ("dobj", "dative")]
        if objects:
            return objects
    if verb.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "parataxis", "acl", "oprd", "dep", "acomp"):
        return []
    if verb.dep_ == "advcl" and is_passive(head) and not is_passive(verb):
        return agent_tokens(head) or subject_tokens(head, depth + 1)
    return subject_tokens(head, depth + 1)


def _bearer_of_plan(noun: Token, depth: int) -> list[Token]:
    """ "Iran's plan to attack": the possessor; else, where the noun is the object, whoever has the plan."""
    own = [c for c in noun.children if c.dep_ == "poss"]
    if own:
        return own
    verb = noun.head
    if noun.dep_ == "dobj" and lemma(verb) in _OBJECT_CONTROL:
        return [noun]
    if noun.dep_ in ("dobj", "attr", "pobj") and depth < 6:
        while verb.head != verb and not verb.tag_.startswith("VB"):
            verb = verb.head
        return subject_tokens(verb, depth + 1) if verb.tag_.startswith("VB") else []
    return []


def agent_tokens(verb: Token) -> list[Token]:
    """The by-phrase of a passive."""
    return [
        p
        for c in verb.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        for p in c.children
        if p.dep_ == "pobj"
    ]


def actor_tokens(verb: Token) -> list[Token]:
    """Who acts: the subject, or the by-phrase of a passive."""
    if is_passive(verb):
        before = verb.doc[verb.i - 2] if verb.dep_ == "amod" and verb.i > 1 and verb.doc[verb.i - 1].text == "-" else None
        led = [c for c in verb.children if c.dep_ == "npadvmod" or c == before]
        return agent_tokens(verb) or led or ([before] if before is not None and before.tag_.startswith(("NN", "JJ")) else [])
    return subject_tokens(verb)


def holder_tokens(noun: Token, doing: frozenset[str] | None) -> list[Token]:
    """Who does or attends what a noun names: "announced a withdrawal", "said at a meeting with".

    `doing` are the verbs whose object their subject does (None: any verb will do).
    """
    if noun.dep_ == "dobj" and noun.head.tag_.startswith("VB"):
        return actor_tokens(noun.head) if doing is None or lemma(noun.head) in doing else []
    if noun.dep_ in ("nsubjpass", "nsubj") and is_passive(noun.head):
        return agent_tokens(noun.head) if doing is None or lemma(noun.head) in doing else []
    if noun.dep_ == "pobj" and noun.head.lower_ in ("during", "at", "in"):
        verb = noun.head.head
        return actor_tokens(verb) if verb.tag_.startswith("VB") else []
    return []


def object_tokens(verb: Token, particles: tuple[str, ...] = ()) -> list[Token]:
    """Who or what is acted upon: the object, the subject of a passive, or the object of the trigger's own preposition."""
    found: list[Token] = []
    particles = tuple(p for p in particles if p != "as")  # "branded it as": the object is what was branded
    prepositions = [
        c for c in verb.children if c.dep_ in ("prep", "prt", "advmod", "dative", "agent", "acomp") and c.lower_ in particles
    ]
    prepositions += [g for c in list(prepositions) for g in c.children if g.dep_ == "prep" and g.lower_ in particles]
    prepositions += [
        g
        for c in verb.children
        if c.dep_ == "dobj" and lemma(c) in particles
        for g in c.children
        if g.dep_ == "prep" and g.lower_ in particles
    ]
    for preposition in prepositions:
        found += [p for p in preposition.children if p.dep_ in ("pobj", "pcomp")]
    if found:
        return found
    if is_passive(verb):
        return subject_tokens(verb)
    found = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd") and lemma(c) not in particles]
    direct = [c for c in found if c.dep_ == "dobj"]
    if direct or found:
        return direct or found
    if verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and verb.head.i < verb.i:
        return []
    # "condemned and rejected the plan": the object stands with the last verb
    return [
        o
        for c in verb.children
        if c.dep_ == "conj" and c.tag_[:2] == "VB" and c.tag_ == verb.tag_
        for o in c.children
        if o.dep_ == "dobj"
    ][:1]


def near_words(verb: Token) -> set[str]:
    """The words behind a verb, or hanging on it, that may be the particles of a trigger."""
    near: set[str] = set()
    for child in verb.children:
        if child.i < verb.i and child.dep_ not in ("prt", "dobj", "nsubjpass", "prep", "advmod"):
            continue
        near.update((child.lower_, lemma(child)))
        if child.i > verb.i:
            for grandchild in child.children:
                near.update((grandchild.lower_, lemma(grandchild)))
    return near


def has_particles(particles: tuple[str, ...], near: set[str], following: list[str]) -> bool:
    """Whether every further word of a trigger belongs to the verb (is `near` it), or all follow it at once."""
    return all(p in near for p in particles) or following[: len(particles)] == list(particles)


def has_other_particle(verb: Token, particles: tuple[str, ...]) -> bool:
    """ "Hammer out" is not "hammer": whether the verb has a particle that a trigger does not name."""
    return any(c.dep_ == "prt" and c.lower_ not in particles for c in verb.children)


def heads_of(token: Token) -> list[Token]:
    """A phrase's head, its conjuncts, and what it measures ("a series of strikes")."""
    stack = [token]
    for current in stack:
        if len(stack) < 6:
            stack += [c for c in current.children if c.dep_ == "conj"]
            stack += [
                p for c in current.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"
            ]
    return stack


def head_words(head: Token) -> list[str]:
    """A head's lemma, alone and behind each of its modifiers: "game", "war game"."""
    word = lemma(head)
    return [word, *(f"{lemma(c)} {word}" for c in head.children if c.dep_ in ("compound", "amod", "nmod"))]


def headed_by(token: Token, nouns: frozenset[str]) -> Token | None:
    """The first head of a phrase that is one of the nouns."""
    return next((h for h in heads_of(token) if not nouns.isdisjoint(head_words(h))), None)
