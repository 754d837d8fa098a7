"""The files of the ontology: what is read from them, and that each error names file, place and key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.model import Kind, Modality
from kg.vocabulary import PREPOSITIONS, ROLES, Lexicon, Trigger, Vocabulary, load, read_lexicon, read_relation

HEAD = 'label = "visited"\ncomment = "Went to see."\n'
PATTERN = '[[pattern]]\nverbs = ["visit", "call on"]\n'
PROOF = '[[example]]\ntext = "Norway visited Mali."\nclaims = [{ subject = "Norway", object = "Mali" }]\n'
COUNTER = '[[example]]\ntext = "She visited the zoo."\nclaims = []\n'
WHOLE = HEAD + PATTERN + PROOF + COUNTER

# content, what the message must hold
BROKEN = [
    ("label = ", "visited.toml: "),
    ('comment = "x"\n' + PATTERN + PROOF + COUNTER, "visited.toml: label is missing"),
    ('label = "x"\n' + PATTERN + PROOF + COUNTER, "visited.toml: comment is missing"),
    ("label = 3\n" + HEAD[18:] + PATTERN, "visited.toml: label must be a text, not 3"),
    ('colour = "red"\n' + WHOLE, "visited.toml: unknown key 'colour'"),
    ('symmetric = "yes"\n' + WHOLE, "visited.toml: symmetric must be true or false, not 'yes'"),
    ("domain = 3\n" + WHOLE, "visited.toml: domain must be a word or a list of words"),
    ('domain = [""]\n' + WHOLE, "visited.toml: domain must be a word or a list of words"),
    (HEAD + PROOF + COUNTER, "visited.toml: has no [[pattern]]"),
    (HEAD + '[pattern]\nverbs = ["visit"]\n' + PROOF + COUNTER, "visited.toml: pattern must be written as [[pattern]]"),
    (HEAD + PATTERN + PROOF, "visited.toml: needs an example and a counter-example"),
    (HEAD + PATTERN + COUNTER, "visited.toml: needs an example and a counter-example"),
    (HEAD + PATTERN, "visited.toml: needs an example and a counter-example"),
    (HEAD + '[[pattern]]\nnote = "x"\n' + PROOF + COUNTER, "visited.toml: pattern 1: has neither verbs nor nouns"),
    (WHOLE + '[[pattern]]\nverbs = ["go"]\nagent = "objekt"\n', "visited.toml: pattern 2: agent: unknown role 'objekt'"),
    (
        WHOLE + '[[pattern]]\nverbs = ["go"]\ntarget = ["object", "withh"]\n',
        "visited.toml: pattern 2: target: unknown role 'withh'",
    ),
    (WHOLE + '[[pattern]]\nverbs = ["go"]\nspeed = 3\n', "visited.toml: pattern 2: unknown key 'speed'"),
    (WHOLE + '[[pattern]]\nverbs = ["Go"]\n', "visited.toml: pattern 2: verbs: 'Go' must be a lemma"),
    (WHOLE + '[[pattern]]\nnouns = ["a2b"]\n', "visited.toml: pattern 2: nouns: 'a2b' must be a lemma"),
    (WHOLE + '[[pattern]]\nverbs = ["go up and down again now"]\n', "visited.toml: pattern 2: verbs: 'go up and down again now'"),
    (WHOLE + '[[pattern]]\nverbs = ["@nothing"]\n', "visited.toml: pattern 2: verbs: no word set '@nothing'"),
    (WHOLE + '[[pattern]]\nverbs = ["go"]\nobjects = ["@nothing"]\n', "visited.toml: pattern 2: objects: no word set '@nothing'"),
    (
        WHOLE + '[[pattern]]\nverbs = ["go"]\nmodality = "Maybe"\n',
        "visited.toml: pattern 2: modality: unknown 'Maybe', known are Actual",
    ),
    (WHOLE + '[[pattern]]\nverbs = ["go"]\nagent_kinds = ["Animal"]\n', "visited.toml: pattern 2: agent_kinds: unknown 'Animal'"),
    (WHOLE + '[[pattern]]\nverbs = ["go"]\nconfidence = 2\n', "visited.toml: pattern 2: confidence must lie between 0 and 1"),
    (
        WHOLE + '[[pattern]]\nverbs = ["go"]\nconfidence = "high"\n',
        "visited.toml: pattern 2: confidence must be a number, not 'high'",
    ),
    (WHOLE + '[[pattern]]\nverbs = ["go"]\ntogether = 1\n', "visited.toml: pattern 2: together must be true or false, not 1"),
    (WHOLE + "[[example]]\nclaims = []\n", "visited.toml: example 3: text is missing"),
    (WHOLE + '[[example]]\ntext = "It rained."\n', "visited.toml: example 3: claims is missing"),
    (WHOLE + '[[example]]\ntext = "x"\nclaims = "none"\n', "visited.toml: example 3: claims must be a list"),
    (WHOLE + '[[example]]\ntext = "x"\nclaims = ["Norway"]\n', "visited.toml: example 3: claims must be a list of tables"),
    (WHOLE + '[[example]]\ntext = "x"\nclaims = [{ subject = "N" }]\n', "visited.toml: example 3: claims: object is missing"),
    (
        WHOLE + '[[example]]\ntext = "x"\nclaims = [{ subject = "N", object = "M", earliest = "June" }]\n',
        "visited.toml: example 3: earliest: 'June' is not a date",
    ),
    (
        WHOLE + '[[example]]\ntext = "x"\nclaims = [{ subject = "N", object = "M", modality = "actual" }]\n',
        "visited.toml: example 3: modality: unknown 'actual'",
    ),
    (
        WHOLE + '[[example]]\ntext = "x"\nclaims = [{ subject = "N", object = "M", verb = "go" }]\n',
        "visited.toml: example 3: claims: unknown key 'verb'",
    ),
]
# other files, what the message must hold
FOLDERS = [
    ({}, "ontology/relations: holds no relation"),
    ({"relations/visited.toml": 'inverse = "visited_by"\n' + WHOLE}, "visited.toml: inverse: there is no relation 'visited_by'"),
    ({"relations/visited.toml": 'broader = "went"\n' + WHOLE}, "visited.toml: broader: there is no relation 'went'"),
    (
        {"relations/visited.toml": 'announced_as = "said_so"\n' + WHOLE},
        "visited.toml: announced_as: there is no relation 'said_so'",
    ),
    ({"relations/Visited-to.toml": WHOLE}, "Visited-to.toml: a relation is named in small letters and underscores"),
    (
        {"relations/visited.toml": WHOLE, "lexicon/cues.toml": "said = 3"},
        "ontology/lexicon/cues.toml: said must be a list of words",
    ),
    (
        {"relations/visited.toml": WHOLE, "lexicon/cues.toml": '[a]\nb = [""]'},
        "ontology/lexicon/cues.toml: a.b must be a list of words",
    ),
    ({"relations/visited.toml": WHOLE, "lexicon/cues.toml": "said ="}, "ontology/lexicon/cues.toml: "),
]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """Writes an ontology folder of the given files."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return write


def one_line(error: pytest.ExceptionInfo[VocabularyError]) -> str:
    message = str(error.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_a_broken_relation_names_file_place_and_key(content: str, message: str, folder: Callable[..., Path]) -> None:
    path = folder({"relations/visited.toml": content}) / "relations" / "visited.toml"
    with pytest.raises(VocabularyError) as error:
        read_relation(path, {})
    assert message in one_line(error)
    assert one_line(error).startswith("ontology/relations/visited.toml: ")


@pytest.mark.parametrize(("files", "message"), FOLDERS)
def test_a_broken_folder_names_the_file(files: dict[str, str], message: str, folder: Callable[..., Path]) -> None:
    with pytest.raises(VocabularyError) as error:
        load(folder(files))
    assert message in one_line(error)


def test_a_file_in_another_encoding_is_named(folder: Callable[..., Path]) -> None:
    root = folder({"relations/visited.toml": HEAD.encode("utf-16")})
    with pytest.raises(VocabularyError, match="ontology/relations/visited.toml: "):
        load(root)


def test_a_whole_relation(folder: Callable[..., Path]) -> None:
    content = (
        'symmetric = true\nplover = "CONSULT"\nmatches = ["x:Visit"]\n'
        + HEAD
        + '[[pattern]]\nverbs = ["visit", "call on"]\nobjects = ["@places", "museum"]\ntarget = ["object", "to"]\n'
        + 'target_kinds = "State"\nmodality = "Possible"\nconfidence = 1\nreverse = true\n'
        + PROOF.replace('object = "Mali"', 'object = "Mali", earliest = "2025-06-01", modality = "Denied"')
        + COUNTER
    )
    root = folder({"relations/visited.toml": content, "lexicon/sets.toml": 'places = ["town", "city"]'})
    relation = load(root).relations["visited"]
    (pattern,) = relation.patterns
    assert (relation.name, relation.symmetric, relation.plover, relation.matches) == ("visited", True, "CONSULT", ("x:Visit",))
    assert pattern.verbs == (Trigger("visit"), Trigger("call", ("on",)))
    assert pattern.objects == {"town", "city", "museum"}
    assert (pattern.agent, pattern.target) == (("subject",), ("object", "to"))
    assert pattern.target_kinds == {Kind.STATE}
    assert (pattern.modality, pattern.confidence, pattern.reverse) == (Modality.POSSIBLE, 1.0, True)
    assert pattern.name == "visited: pattern 1"
    (expected,) = relation.examples[0].claims
    assert (str(expected.earliest), expected.modality, expected.latest) == ("2025-06-01", Modality.DENIED, None)
    assert relation.examples[1].claims == ()


def test_lists_below_a_table_are_joined_by_a_dot(folder: Callable[..., Path]) -> None:
    root = folder({"lexicon/cues.toml": 'plain = ["say"]\n[strong.very]\nwords = ["swear"]\n'})
    lexicon = read_lexicon(root / "lexicon" / "cues.toml")
    assert lexicon.name == "cues"
    assert lexicon["plain"] == {"say"}
    assert lexicon["strong.very.words"] == {"swear"}


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(VocabularyError, match="ontology/lexicon/cues.toml: no list 'said'"):
        Lexicon("cues")["said"]


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return load()


def test_the_shipped_relations_are_all_there(shipped: Vocabulary) -> None:
    wanted = """
        accused agreed_with aided allied_with attacked child_of coerced conceded_to consulted cooperated_with holds_position
        located_in member_of met_with mobilized_against opposed_to parent_of part_of participated_in protested_against rejected
        represents requested retreated_from said sanctioned sibling_of spouse_of supported threatened
    """
    assert set(wanted.split()) <= set(shipped.relations)
    assert list(shipped.relations) == sorted(shipped.relations)


def test_the_shipped_patterns_use_known_roles(shipped: Vocabulary) -> None:
    roles = {role for pattern in shipped.patterns() for role in (*pattern.agent, *pattern.target)}
    assert roles <= set(ROLES) | PREPOSITIONS


def test_a_symmetric_relation_has_no_inverse(shipped: Vocabulary) -> None:
    assert [r.name for r in shipped.relations.values() if r.symmetric and r.inverse] == []


def test_inverses_are_mutual(shipped: Vocabulary) -> None:
    pairs = {(r.name, r.inverse) for r in shipped.relations.values() if r.inverse}
    assert {(b, a) for a, b in pairs} == pairs
