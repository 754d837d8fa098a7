"""The pages in Chromium: a query is typed and run, an IRI followed, and nothing is asked of anybody but the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.server import rendering

WATCH = """window.__violations = [];
addEventListener('securitypolicyviolation', (event) => window.__violations.push(event.blockedURI + event.violatedDirective));"""
editor = pytest.mark.skipif(not rendering.yasgui(), reason="the query editor is not here: make assets")


class Visit:
    """A window whose every request, error and violation of a policy is noted."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.noted: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.noted.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.noted.append(str(error)))
        page.route("**/*", lambda route: route.continue_() if self._here(route.request.url) else route.abort())
        page.add_init_script(WATCH)

    def _here(self, url: str) -> bool:
        return url.startswith((self.address + "/", "data:", "blob:"))

    def go(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page

    @property
    def troubles(self) -> list[str]:
        strangers = [url for url in self.requests if not self._here(url)]
        return self.noted + strangers + list(self.page.evaluate("window.__violations"))


@pytest.fixture(scope="module")
def address(live: Callable[..., Any], built: Path) -> Iterator[str]:
    with live("-g", built) as (found, _):
        yield found


@pytest.fixture(params=["light", "dark"])
def visit(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    visit = Visit(context.new_page(), address)
    yield visit
    assert visit.troubles == []
    context.close()


@editor
def test_a_query_is_typed_and_run_and_an_iri_followed(visit: Visit) -> None:
    page = visit.go("/sparql")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=30_000)
    page.click(".yasqe .CodeMirror")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text("SELECT ?who { ?who kg:rejected ?whom }")
    assert page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()").count("PREFIX kg:") <= 1
    page.click(".yasqe_queryButton")
    link = page.wait_for_selector("a.iri", timeout=30_000)
    assert link.inner_text() == "state:NOR"
    link.click()
    page.wait_for_selector("#facts")
    assert page.url == f"{visit.address}/id/state/NOR"
    assert page.inner_text("h1") == "Norway"


@editor
def test_our_terms_are_offered(visit: Visit) -> None:
    page = visit.go("/sparql")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=30_000)
    page.evaluate(
        """() => { const editor = document.querySelector('.CodeMirror').CodeMirror;
        editor.setValue('PREFIX kg: <https://w3id.org/kg-diplomacy/ontology#>\\nSELECT * { ?s kg:rej ?o }');
        editor.focus(); editor.setCursor({ line: 1, ch: 20 }); }"""
    )
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints, .CodeMirror-hint", timeout=10_000)
    assert "rejected" in page.inner_text(".CodeMirror-hints")


@editor
def test_an_example_is_loaded_and_run(visit: Visit) -> None:
    page = visit.go("/sparql")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=30_000)
    page.click("details.examples summary")
    page.click("[data-example=met]")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr", timeout=30_000)
    assert "Bo Lind" in page.inner_text(".yasr")


def test_the_plain_form_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql")
    page.fill("#query", "SELECT ?who { ?who kg:rejected ?whom }")
    page.click("#plain button")
    page.click("td a")
    assert page.inner_text("h1") == "Norway"
    context.close()


def test_search_dossier_and_article(visit: Visit) -> None:
    page = visit.go("/")
    page.fill("#name", "ada berg")
    page.keyboard.press("Enter")
    page.wait_for_selector("#facts")
    assert page.inner_text("h1") == "Ada Berg"
    page.click("text=in its article >> nth=0")
    page.wait_for_selector("article mark")
    assert page.evaluate("!!document.querySelector(':target')")
    page.click("text=Start")
    page.click("text=Norway >> nth=0")
    page.wait_for_selector("#timeline")


def test_the_network(visit: Visit) -> None:
    page = visit.go("/network")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=30_000)
    assert page.query_selector("canvas") is not None
