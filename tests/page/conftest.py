"""A headless Chromium that has no network, and a page in it that remembers whatever went wrong."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx as nx
import pytest

from kg.page import write

NETWORKS = ("demo", "hostile", "large", "varied", "parallel", "heaped", "single", "looking_back")
WATCH = """window.__violations = [];
addEventListener('securitypolicyviolation', (event) => window.__violations.push(event.blockedURI + event.violatedDirective));"""


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


networks = _load("networks")


@pytest.fixture(scope="session")
def graphs() -> ModuleType:
    """The module of networks made by hand."""
    return networks


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each network, written once."""
    folder = tmp_path_factory.mktemp("pages")
    made: dict[str, nx.MultiDiGraph[str]] = {name: getattr(networks, name)() for name in NETWORKS}
    made["empty"] = nx.MultiDiGraph()
    titles = {"hostile": networks.PAYLOADS[0], "demo": "Port Amsel: who met, who refused"}
    for name, graph in made.items():
        write(graph, folder / f"{name}.html", title=titles.get(name, name))
    return {name: folder / f"{name}.html" for name in made}


class Visit:
    """A page opened in a window of its own. `troubles` gathers requests, errors of any kind and violations of the policy."""

    def __init__(self, context: Any, address: str) -> None:
        self.page = context.new_page()
        self.noted: list[str] = []
        self.page.on("console", lambda message: self.noted.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.noted.append(str(error)))
        self.page.on(
            "request",
            lambda request: None if request.url.split("#")[0] == address.split("#")[0] else self.noted.append(request.url),
        )
        self.page.on("dialog", lambda dialog: (self.noted.append("dialog"), dialog.dismiss()))
        self.page.add_init_script(WATCH)
        self.page.goto(address)

    def ready(self) -> Visit:
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        return self

    @property
    def troubles(self) -> list[str]:
        pwned = ["pwned"] if self.page.evaluate("window.__pwned !== undefined") else []
        return self.noted + list(self.page.evaluate("window.__violations")) + pwned

    def text(self, selector: str) -> str:
        return str(self.page.inner_text(selector))


@pytest.fixture
def visit(browser: Any, files: dict[str, Path]) -> Iterator[Callable[..., Visit]]:
    """visit("demo", "#node=…", width=390): the page of that network, opened, offline."""
    contexts = []

    def opened(name: str, fragment: str = "", *, width: int = 1440, height: int = 900, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        return Visit(context, files[name].as_uri() + fragment)

    yield opened
    for context in contexts:
        context.close()
