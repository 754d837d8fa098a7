"""A small graph made by hand, so that most commands can be tested without the language model, and ways to run `kg`."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import folder
from kg.cli import cli
from kg.model import Claim, Document, Entity, Evidence, Kind, Mention, Modality, Period, Reading, Statement, StatementKind
from kg.rdf.store import Store
from kg.vocabulary import Relation, Vocabulary

TEXT = (
    "Norway rejected a Chadian plan in June 2025. Norway may sanction Chad. "
    "“We will never\x1b[31m agree,” said Ada Berg, the foreign minister of Norway. Ada Berg met Bo Lind and Norway's envoy."
)
JUNE = Period(dt.date(2025, 6, 1), dt.date(2025, 6, 30), "in June 2025")
DOCUMENT = Document("Plan <b>rejected</b>", TEXT, dt.date(2025, 7, 2), "https://example.org/plan", "Example News")
NORWAY, CHAD, ADA, BO = "state/NOR", "state/TCD", "person/ada-berg", "person/bo-lind"
MINISTER = "position/foreign-minister-of-norway"


def _sentence(number: int) -> tuple[int, int]:
    stops = [0, TEXT.index("Norway may"), TEXT.index("“We"), TEXT.index("Ada Berg met"), len(TEXT)]
    return stops[number], len(TEXT[: stops[number + 1]].rstrip())


def _evidence(number: int) -> tuple[Evidence, ...]:
    start, end = _sentence(number)
    return (Evidence(DOCUMENT.id, start, end, TEXT[start:end]),)


STATEMENT = Statement("We will never\x1b[31m agree,", StatementKind.DIRECT, "said", _evidence(2), ADA, "Ada Berg")
CLAIMS = (
    Claim(NORWAY, "rejected", CHAD, Modality.ACTUAL, _evidence(0), "Norway", "Chadian", period=JUNE, topic="plan"),
    Claim(NORWAY, "sanctioned", CHAD, Modality.POSSIBLE, _evidence(1), "Norway", "Chad", asserted_by=ADA, reason="may"),
    Claim(ADA, "holds_position", MINISTER, Modality.ACTUAL, _evidence(2), "Ada Berg", "foreign minister"),
    Claim(ADA, "met_with", BO, Modality.ACTUAL, _evidence(3), "Ada Berg", "Bo Lind"),
)
ENTITIES = (
    Entity(NORWAY, Kind.STATE, "Norway", ("Kingdom of Norway", "Oslo"), iso3="NOR"),
    Entity(CHAD, Kind.STATE, "Chad", ("Republic of Chad",), iso3="TCD"),
    Entity(ADA, Kind.PERSON, "Ada Berg", ("Berg",)),
    Entity(BO, Kind.PERSON, "Bo Lind"),
    Entity(MINISTER, Kind.POSITION, "Foreign Minister of Norway", of=NORWAY),
)
MENTIONS = (Mention(NORWAY, 0, 6, "Norway", "name"),)
READING = Reading(DOCUMENT, ENTITIES, MENTIONS, CLAIMS, (STATEMENT,), tuple(_sentence(n) for n in range(4)), 40)

_PARTIES = ("Person", "State")
VOCABULARY = Vocabulary(
    {
        "consulted": Relation("consulted", "consulted", "Talked.", _PARTIES, _PARTIES, symmetric=True),
        "holds_position": Relation("holds_position", "holds the office of", "Holds.", ("Person",), ("Position",)),
        "met_with": Relation("met_with", "met with", "Met.", _PARTIES, _PARTIES, symmetric=True, broader="consulted"),
        "participated_in": Relation("participated_in", "took part in", "Took part.", _PARTIES, ("Event",)),
        "represents": Relation("represents", "represents", "Speaks for.", ("Person",), ("State",)),
        "said": Relation("said", "said", "Said.", _PARTIES, ("Statement",)),
        "rejected": Relation("rejected", "rejected", "Refused.", _PARTIES, _PARTIES),
        "sanctioned": Relation("sanctioned", "sanctioned", "Punished.", _PARTIES, _PARTIES),
    },
    {},
)


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the four files of the graph made by hand."""
    output = tmp_path_factory.mktemp("made") / "output"
    with folder.replacing(output) as fresh:
        store = Store.create(None)
        store.add([READING], ENTITIES, VOCABULARY)
        store.derive()
        folder.write_files(store, fresh)
    return output


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str | Path, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs `python -m kg` as a process of its own, in an empty folder."""

    def run(*args: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kg", *map(str, args)]
        known = os.environ | environment
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, env=known, check=False)

    return run
