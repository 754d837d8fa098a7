"""The table of the README goes between its markers and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation import tables
from kg.evaluation.figures import Tally, by_relation, figures
from kg.evaluation.gold import GoldError
from kg.evaluation.judging import judge
from tests.evaluation.made import RELATIONS, claim, reading, sentence, wants


def test_what_stands_between_the_markers_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("above\n<!-- accuracy -->\nold\n<!-- /accuracy -->\nbelow\n", encoding="utf-8")
    assert tables.write_between(page, "new") is True
    assert page.read_text(encoding="utf-8") == "above\n<!-- accuracy -->\nnew\n<!-- /accuracy -->\nbelow\n"
    assert tables.write_between(page, "new") is False


@pytest.mark.parametrize(
    "text", ["", "<!-- accuracy -->", "<!-- /accuracy --><!-- accuracy -->", "<!-- accuracy -->" * 2 + "<!-- /accuracy -->"]
)
def test_without_one_pair_of_markers_nothing_is_written(tmp_path: Path, text: str) -> None:
    page = tmp_path / "README.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match="once each"):
        tables.write_between(page, "new")
    assert page.read_text(encoding="utf-8") == text


def test_a_row() -> None:
    assert tables.row(Tally(1, 2, 1)) == (1, 2, 1, "0.50", "0.09–0.91", "1.00", "0.21–1.00", "0.67")
    assert tables.row(Tally(0, 0, 1)) == (1, 0, 0, "", "", "0.00", "0.00–0.79", "0.00")


def test_markdown() -> None:
    verdicts = [judge(sentence(wants("Norway", "rejected", "Chad")), reading(claim("Norway rejected Chad")), RELATIONS)]
    lines = tables.markdown(figures(verdicts), by_relation(verdicts)).splitlines()
    assert "| precision of Actual claims | 1.00 (1 of 1; 0.21–1.00) |" in lines
    assert "| `rejected` | 1 | 1 | 1.00 | 1.00 | 1.00 |" in lines
    assert lines[-1] == "| **all** | 1 | 1 | 1.00 | 1.00 | 1.00 |"
