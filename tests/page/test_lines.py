"""The lines of the picture in a browser: one an occasion, one for many where there are too many, and only facts at first."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Visits = Callable[..., Any]


def given(path: Path, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
    assert found
    return json.loads(found[1])


def test_too_many_lines_of_two_become_one_of_each_kind(visit: Visits, files: dict[str, Path]) -> None:
    lines = given(files["parallel"], "drawing")["edges"]
    assert sorted(len(line.get("of", [line["id"]])) for line in lines) == [1, 1, 1, 500]
    opened = visit("parallel").ready()
    said = "2 of 3 entities, 501 of 503 relations. Left out: 2 not reported as fact."
    assert opened.text("#status") == f"{said} Where many stand between the same two, a line stands for several: 2 lines."
    assert "501 relations" in opened.text("header")
    assert opened.troubles == []


def test_the_panel_and_the_table_list_what_one_line_stands_for(visit: Visits) -> None:
    opened = visit("parallel", "#edge=person/a~met_with~person/b~2000-01-05").ready()
    assert "Arbel met Brock for the 4th time." in opened.text("#panel")
    assert "Between the same two also 501 relations" in opened.text("#panel")
    assert "Show 461 more" in opened.text("#panel")
    opened.page.click("#view-table")
    assert opened.page.locator("#sheet tbody tr").count() == 200
    assert "Show 200 more of 501 relations" in opened.text("#sheet")
    assert opened.troubles == []


def test_what_is_denied_is_in_the_data_and_not_shown_at_first(visit: Visits) -> None:
    opened = visit("parallel").ready()
    opened.page.fill("#search", "carver never")
    opened.page.keyboard.press("Enter")
    assert "Carver never met Brock." in opened.text("#panel")
    assert "denied" in opened.text("#panel .how")
    plain = visit("parallel", java_script_enabled=False)
    assert "Carver" not in plain.text("#plain")
    assert "The table shows 500 of 501 relations" in plain.text("#plain")


def test_it_works_inside_the_frame_of_a_notebook(browser: Any, files: dict[str, Path], tmp_path: Path) -> None:
    outside = tmp_path / "notebook.html"
    page = html.escape(files["demo"].read_text(encoding="utf-8"))
    frame = f'<iframe sandbox="allow-scripts" width="1200" height="720" srcdoc="{page}"></iframe>'
    outside.write_text(f"<!doctype html><meta charset=utf-8>{frame}", encoding="utf-8")
    window = browser.new_page()
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.goto(outside.as_uri())
    inside = window.frame_locator("iframe")
    inside.locator("html[data-ready]").wait_for(state="attached")
    inside.locator("#search").fill("okafor")
    inside.locator("#search").press("Enter")
    assert "Tomas Okafor" in inside.locator("#panel h2").inner_text()
    assert errors == []
    window.close()
