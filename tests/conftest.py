"""What several rooms' tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import kg

# A machine that is busy is no failure, and the language model takes its time the first time.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = (
    "--no-sandbox --headless --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run --disable-quic"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright: one for all tests of a process, which may hold no second Playwright."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM.split())
        yield running
        running.close()


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of the article that the main job runs on."""
    return ROOT / "data" / "articles"


@pytest.fixture(scope="session")
def sample_output(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the main job, built once for all tests that only look at it."""
    from kg.build import build

    output = tmp_path_factory.mktemp("sample") / "output"
    build([articles], output)
    return output


@pytest.fixture(scope="session")
def sample(sample_output: Path) -> kg.Graph:
    """The graph of the main job as Python users see it; not to be changed."""
    import kg

    return kg.open(sample_output)
