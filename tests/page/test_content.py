"""What the page is told: dates at their precision, families by PLOVER type, texts stored once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.page.appearance import LINES, LOOKS, line_of, look_of
from kg.page.content import content, when
from kg.page.document import ASSETS

TEXTS = json.loads((ASSETS / "texts.json").read_text(encoding="utf-8"))
MONTHS = TEXTS["months"]


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2025-06-11", "2025-06-11", "11 Jun 2025"),
        ("2025-06-01", "2025-06-30", "Jun 2025"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2023-02-01", "2023-02-28", "Feb 2023"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("1950-01-01", "1953-12-31", "1950–1953"),
        ("2025-06-01", "2025-08-31", "Jun 2025 – Aug 2025"),
        ("2025-06-01", "2025-08-15", "1 Jun 2025 – 15 Aug 2025"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
        ("2025-06-11T10:00:00", "2025-06-11T10:00:00", "11 Jun 2025"),
        ("", "", ""),
        ("soon", "soon", "soon"),
    ],
)
def test_a_date_is_said_at_its_precision(earliest: str, latest: str, words: str) -> None:
    assert when(earliest, latest, MONTHS) == words


@pytest.mark.parametrize(
    ("relation", "plover", "end", "family"),
    [
        ("met_with", "CONSULT", "Person", "meetings"),
        ("participated_in", None, "Summit", "meetings"),
        ("said", None, "Statement", "words"),
        ("allied_with", None, "State", "cooperation"),
        ("opposed_to", None, "Person", "refusals"),
        ("holds_position", None, "Position", "ties"),
        ("visited", None, "State", "ties"),
        ("bombed", "ASSAULT", "State", "force"),
        ("lampooned", "MOCKERY", "State", "ties"),
    ],
)
def test_a_relation_finds_its_family_whether_the_page_knows_it_or_not(
    relation: str, plover: str | None, end: str, family: str
) -> None:
    assert line_of(relation, plover, end) == family


def test_every_look_and_line_has_a_name_in_the_texts_and_a_shape_of_its_own() -> None:
    assert [look.name for look in LOOKS] == list(TEXTS["looks"])
    assert [line.name for line in LINES] == list(TEXTS["lines"])
    assert len({look.shape for look in LOOKS}) == len(LOOKS)
    assert len({(line.width, line.dashes) for line in LINES}) == len(LINES)
    assert look_of("Dragon") == "topics"


def test_texts_are_stored_once_and_numbers_lead_to_them(graphs: Any) -> None:
    graph = graphs.demo()
    data = content(graph, MONTHS)
    for pool in ("sentences", "words"):
        assert len(set(data[pool])) == len(data[pool])
    told = [
        (
            data["base"] + data["nodes"][edge["s"]]["key"],
            data["base"] + data["nodes"][edge["o"]]["key"],
            data["base"] + claim["i"],
            data["sentences"][claim["q"]],
            data["documents"][claim["d"]]["title"],
            tuple(claim["n"]),
            (edge.get("a", ""), edge.get("z", edge.get("a", ""))),
            data["words"][edge["p"]] if "p" in edge else "",
            data["words"][claim["b"]] if "b" in claim else "",
        )
        for edge in data["edges"]
        for claim in edge["c"]
    ]
    held = [
        (subject, target, c.claim, c.sentence, c.title, (c.start, c.end), (c.earliest, c.latest), c.place, c.speaker)
        for subject, target, attributes in graph.edges(data=True)
        for c in attributes["claims"]
    ]
    assert sorted(told) == sorted(held)


def test_an_edge_is_one_occasion(graphs: Any) -> None:
    data = content(graphs.demo(), MONTHS)
    ends = {data["nodes"][number]["key"]: number for number in range(len(data["nodes"]))}
    met = [
        (data["words"][edge["v"]], data["words"][edge["p"]])
        for edge in data["edges"]
        if (edge["s"], edge["o"]) == (ends["person/alma-reyes"], ends["person/tomas-okafor"])
    ]
    assert met == [
        ("12 Jun 2030", "Port Amsel"),
        ("2 May 2031 – 3 May 2031", "Port Amsel"),
        ("Feb 2032", "Kaldria City"),
    ]
    assert len(data["edges"]) == graphs.occasions(graphs.demo())


def test_the_data_stay_small_beside_the_sentences(graphs: Any) -> None:
    data = content(graphs.large(), MONTHS)
    size = len(json.dumps(data | {"sentences": []}, ensure_ascii=False, separators=(",", ":")).encode())
    assert size / len(data["edges"]) <= 400
