"""What the components write on a Doc; Docs made by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.model import Kind
from kg.nlp.annotations import Annotations, Office, Reference, Referent, notes_on, root_of, subtree_span

VOCAB = Vocab()


def made() -> Doc:
    """ "The old envoy of Norway left": left ← envoy ← The, old, of ← Norway."""
    return Doc(
        VOCAB,
        words=["The", "old", "envoy", "of", "Norway", "left"],
        heads=[2, 2, 5, 2, 3, 5],
        deps=["det", "amod", "nsubj", "prep", "pobj", "ROOT"],
        tags=["DT", "JJ", "NN", "IN", "NNP", "VBD"],
    )


@pytest.mark.parametrize(("start", "end", "root"), [(0, 3, 2), (0, 5, 2), (3, 5, 3), (4, 5, 4), (0, 6, 5), (0, 2, 1)])
def test_the_root_of_a_span_hangs_outside_it(start: int, end: int, root: int) -> None:
    assert root_of(made(), start, end) == root


@pytest.mark.parametrize(("token", "span"), [(2, (0, 5)), (3, (3, 5)), (5, (0, 6)), (0, (0, 1))])
def test_what_hangs_on_a_token(token: int, span: tuple[int, int]) -> None:
    assert subtree_span(made()[token]) == span


def test_each_doc_has_its_own_annotations() -> None:
    one, other = made(), made()
    assert notes_on(one) is notes_on(one)
    assert notes_on(one) is not notes_on(other)


def test_an_earlier_reference_keeps_its_tokens() -> None:
    notes = Annotations()
    first = notes.add(Reference(0, 3, 2, "name", Referent(Kind.PERSON, "A")))
    second = notes.add(Reference(2, 5, 4, "name", Referent(Kind.PERSON, "B")))
    assert [notes.at[i] for i in range(5)] == [first, first, first, second, second]


def test_a_replacement_takes_all_that_it_overlaps() -> None:
    notes = Annotations()
    notes.add(Reference(0, 3, 2, "name", Referent(Kind.PERSON, "A")))
    kept = notes.add(Reference(5, 6, 5, "name", Referent(Kind.PERSON, "C")))
    new = notes.replace(Reference(2, 4, 3, "name", Referent(Kind.PERSON, "B")))
    assert notes.references == [kept, new]
    assert notes.at == {2: new, 3: new, 5: kept}
    assert notes.by_root == {3: new, 5: kept}


NORWAY = Referent(Kind.STATE, "Norway")
PARTY = Referent(Kind.ORGANIZATION, "Labour", of=NORWAY)
MINISTER = Referent(Kind.PERSON, "Anna Berg", offices=[Office("minister", NORWAY, 0)])
MEMBER = Referent(Kind.PERSON, "Erik Dahl", of=PARTY)
STRANGER = Referent(Kind.PERSON, "Bo Lind")


@pytest.mark.parametrize(
    ("who", "state"), [(NORWAY, NORWAY), (PARTY, NORWAY), (MINISTER, NORWAY), (MEMBER, NORWAY), (STRANGER, None)]
)
def test_the_state_that_somebody_is_of(who: Referent, state: Referent | None) -> None:
    assert who.state is state


def test_an_organisation_that_is_its_own_owner_ends_the_search() -> None:
    union = Referent(Kind.ORGANIZATION, "Union")
    union.of = union
    assert union.state is None


@pytest.mark.parametrize("kind", list(Kind))
def test_who_can_act(kind: Kind) -> None:
    acting = {Kind.PERSON, Kind.STATE, Kind.ORGANIZATION, Kind.GROUP}
    assert Referent(kind, "x").is_party is (kind in acting)
