"""On paper: the title, what is covered, the picture or the table, the open evidence with its addresses, and no controls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Visits = Callable[..., Any]
REYES_OKAFOR = "#edge=person/alma-reyes~met_with~person/tomas-okafor"
CONTROLS = ("#search", "#legend", "#take", "#theme", "#view-graph", "#zoom-in", "#fit", ".close", ".copy")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("fragment", ["", REYES_OKAFOR, "#view=table"])
def test_paper_has_what_is_covered_and_no_controls(visit: Visits, fragment: str, theme: str, width: int) -> None:
    opened = visit("demo", fragment, color_scheme=theme, width=width).ready()
    opened.page.emulate_media(media="print", color_scheme=theme)
    opened.page.wait_for_selector("#printed p")
    assert opened.page.is_visible("h1")
    assert "relation" in opened.text("#printed")
    for control in CONTROLS:
        assert opened.page.locator(f"{control}:visible").count() == 0, control
    ground, ink = opened.page.evaluate("['--ground', '--ink'].map((n) => getComputedStyle(document.body).color)")
    assert ground == ink == "rgb(25, 26, 28)", "paper is white whatever the screen was"
    assert opened.page.is_visible("#printed canvas") == ("table" not in fragment)
    assert opened.page.is_visible("#sheet table") == ("table" in fragment)
    if fragment == REYES_OKAFOR:
        assert opened.page.is_visible("#panel blockquote")
        after = opened.page.evaluate("getComputedStyle(document.querySelector('#panel .source a'), '::after').content")
        assert "https://gazette.example/port-amsel" in str(opened.page.get_attribute("#panel .source a", "href"))
        assert "href" in after or "gazette.example" in after
    opened.page.emulate_media(media="screen", color_scheme=theme)
    opened.page.wait_for_selector("#printed p", state="detached")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == theme
    assert opened.troubles == []


def test_it_prints_to_pdf_on_few_pages(visit: Visits, tmp_path: Path) -> None:
    opened = visit("demo", REYES_OKAFOR).ready()
    data = opened.page.pdf(path=tmp_path / "page.pdf", format="A4")
    pages = data.count(b"/Type /Page\n") or data.count(b"/Type/Page\n")
    assert 1 <= pages <= 3
    assert len(data) > 30_000
    assert opened.troubles == []
