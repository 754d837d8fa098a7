"""`kg statements`: who said what, chosen by who, whom, what, when and how."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from kg import folder
from kg.model import Document, Entity, Evidence, Kind, Mention, Period, Reading, SpeechAct, Statement, StatementKind
from kg.rdf.store import Store
from tests.cli.conftest import VOCABULARY

Run = Callable[..., Result]

PAPER, ADA, BO, NORWAY, CHAD, OSLO = (
    *("organization/post", "person/ada-berg", "person/bo-lind", "state/NOR", "state/TCD"),
    "place/oslo",
)
NEWS = "The Post reports that Ada Berg denied that Norway owes Chad a crown. “Pay us,” Bo Lind told Ada Berg in Oslo."
NOTE = "Sources close to the court hope for thus much. Ada Berg wrote in May\x1b[31m 2024 that it rained."
FIRST = Document("Crowns", NEWS, dt.date(2025, 7, 2), "https://example.org/crowns", "Example News")
SECOND = Document("Rain", NOTE)
ENTITIES = (
    Entity(PAPER, Kind.ORGANIZATION, "The Post"),
    Entity(ADA, Kind.PERSON, "Ada Berg", ("Berg",)),
    Entity(BO, Kind.PERSON, "Bo Lind"),
    Entity(NORWAY, Kind.STATE, "Norway", ("Kingdom of Norway",), iso3="NOR"),
    Entity(CHAD, Kind.STATE, "Chad", iso3="TCD"),
    Entity(OSLO, Kind.PLACE, "Oslo"),
)
MAY = Period(dt.date(2024, 5, 1), dt.date(2024, 5, 31), "in May 2024")


def _told(document: Document, words: str, kind: str, cue: str, act: str, speaker: str | None, **more: object) -> Statement:
    start = document.text.index(words)
    evidence = (Evidence(document.id, start, start + len(words), words),)
    fixed = {"speaker": speaker, "speaker_text": "", "act": SpeechAct(act)} | more
    return Statement(words, StatementKind(kind), cue, evidence, **fixed)  # type: ignore[arg-type]


REPORT = _told(FIRST, "Ada Berg denied that Norway owes Chad a crown", "Indirect", "report", "Neutral", PAPER)
DENIAL = _told(
    FIRST, "Norway owes Chad a crown", "Indirect", "deny", "Denying", ADA, nested_in=REPORT.id, mentions=(NORWAY, CHAD)
)
DEMAND = _told(
    FIRST,
    "Pay us",
    *("Direct", "tell", "Demanding", BO),
    speaker_text="he",
    addressee=ADA,
    place=OSLO,
    medium="an interview",
    responds_to=DENIAL.id,
)
HOPE = _told(SECOND, "thus much", "Indirect", "hope", "Thinking", None, speaker_text="Sources close to the court")
LETTER = _told(SECOND, "it rained", "Indirect", "write", "Writing", ADA, speaker_text="Ada Berg\x1b[31m", period=MAY)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with five statements."""
    output = tmp_path_factory.mktemp("told") / "output"
    mentions = tuple(Mention(e.id, 0, 1, "x", "name") for e in ENTITIES)
    with folder.replacing(output) as fresh:
        store = Store.create(None)
        found = ((FIRST, (REPORT, DENIAL, DEMAND)), (SECOND, (HOPE, LETTER)))
        store.add([Reading(d, ENTITIES, mentions, (), s) for d, s in found], ENTITIES, VOCABULARY)
        store.derive()
        folder.write_files(store, fresh)
    return output


def test_what_is_shown_of_a_statement(kg: Run, told: Path) -> None:
    result = kg("statements", "--to", "berg", "-g", told)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        '1. Bo Lind ("he") [tell, demanding]  (direct; 2025-07-02; in Oslo; an interview; to Ada Berg)',
        "   Pay us",
        "   in answer to: Norway owes Chad a crown",
        "   Crowns, Example News, 2025-07-02, https://example.org/crowns, characters 70 to 76",
    ]


def test_a_nested_statement_names_who_told_of_it(kg: Run, told: Path) -> None:
    lines = kg("statements", "--act", "denying", "-g", told).stdout.splitlines()
    assert lines[0] == "1. Ada Berg [deny, denying]  (indirect; 2025-07-02)"
    assert lines[2] == "   as told by The Post"


def test_nothing_in_a_text_commands_the_terminal(kg: Run, told: Path) -> None:
    assert "\x1b" not in kg("statements", "-g", told).stdout


@pytest.mark.parametrize(
    ("args", "cues"),
    [
        ((), ["hope", "write", "report", "deny", "tell"]),
        (("--by", "ADA BERG"), ["write", "deny"]),
        (("--by", "Berg"), ["write", "deny"]),
        (("--by", "post"), ["report"]),
        (("--by", "the court"), ["hope"]),  # nobody of that name, but the words of a speaker
        (("--about", "Kingdom of Norway"), ["deny"]),
        (("--about", "chad"), ["report", "deny"]),  # mentioned, or a word of the text
        (("--about", "owes Chad a"), ["report", "deny"]),
        (("--about", "rain", "--by", "Berg"), []),  # no word of "it rained"
        (("--about", "us"), ["tell"]),  # not in "thus"
        (("--to", "ada"), ["tell"]),
        (("--to", "chad"), []),
        (("--kind", "direct"), ["tell"]),
        (("--kind", "INDIRECT", "--act", "Writing"), ["write"]),
        (("--since", "2025"), ["report", "deny", "tell"]),
        (("--since", "2025-07-02", "--until", "2025-07-02"), ["report", "deny", "tell"]),
        (("--since", "2025-07-03"), []),
        (("--until", "2024-05"), ["write"]),  # its own time; what has no day at all is left out
        (("--since", "2024-05-31", "--until", "2024"), ["write"]),
        (("--since", "2024-06", "--until", "2025-06"), []),
        (("--limit", "2"), ["hope", "write"]),
    ],
)
def test_which_are_chosen(kg: Run, told: Path, args: Sequence[str], cues: list[str]) -> None:
    result = kg("statements", *args, "-g", told, "--json")
    assert [one["cue"] for one in json.loads(result.stdout)] == cues
    assert result.exit_code == (0 if cues else 1)


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--by", "Ada Borg"), 1, "nothing is called 'Ada Borg': did you mean 'Ada Berg'?"),
        (("--to", "Norwey"), 1, "did you mean 'Norway'?"),
        (("--about", "Atlantis"), 1, "nothing is called 'Atlantis'"),
        (("--by", "chad"), 1, "no statement of this kind"),
        (("--by", ""), 1, "nothing is called ''"),
        (("--about", "”') } DROP ALL #\\"), 1, "no statement"),
        (("--by", '> . } ; <x> "'), 1, "no statement"),
        (("--by", "a\ud800b"), 1, "no statement"),
        (("--since", "yesterday"), 2, "'yesterday' is no date: give a year, a month or a day"),
        (("--since", "2025-02-30"), 2, "is no date"),
        (("--until", "0000"), 2, "is no date"),
        (("--since", "2026", "--until", "2025"), 2, "--since 2026-01-01 is after --until 2025-12-31"),
        (("--act", "singing"), 2, "'singing' is not one of"),
        (("--limit", "0"), 2, "--limit"),
    ],
)
def test_nothing_found(kg: Run, told: Path, args: Sequence[str], code: int, says: str) -> None:
    result = kg("statements", *args, "-g", told)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (code, "", 1)
    assert says in result.stderr


def test_what_the_limit_leaves_out_is_counted(kg: Run, told: Path) -> None:
    result = kg("statements", "--limit", "2", "-g", told)
    assert (result.exit_code, result.stderr) == (0, "kg: 3 more, which --limit leaves out\n")


def test_json(kg: Run, told: Path) -> None:
    (one,) = json.loads(kg("statements", "--act", "denying", "-g", told, "--json").stdout)
    assert (one["speaker"], one["act"], one["told_by"], one["mentions"]) == (
        "Ada Berg",
        "Denying",
        ["The Post"],
        ["Chad", "Norway"],
    )
    assert one["nested_in"].endswith(REPORT.id)
    assert one["spans"] == [[NEWS.index("Norway owes"), NEWS.index("Norway owes") + len("Norway owes Chad a crown")]]


def test_the_last_day_of_the_calendar_is_a_day(kg: Run, told: Path) -> None:
    assert kg("statements", "--until", "9999", "--since", "0001-01", "-g", told).exit_code == 0
