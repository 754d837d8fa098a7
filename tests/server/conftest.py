"""Servers over a small graph made by hand: one in this process, and real ones on loopback for what needs a socket."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from starlette.testclient import TestClient

from kg import folder
from kg.rdf.store import Store
from kg.server.app import application
from kg.server.settings import Settings

TOKEN = "sesame-sesame-sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def _made() -> ModuleType:
    """The graph that the tests of the command line made by hand."""
    spec = importlib.util.spec_from_file_location("made", Path(__file__).parents[1] / "cli" / "conftest.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a store and its files."""
    made = _made()
    output = tmp_path_factory.mktemp("served") / "output"
    with folder.replacing(output) as fresh:
        store = Store.create(None)
        store.add([made.READING], made.ENTITIES, made.VOCABULARY)
        store.derive()
        folder.write_files(store, fresh)
    return output


@pytest.fixture(scope="session")
def client(built: Path) -> Iterator[TestClient]:
    """A server that only reads, in this process."""
    with TestClient(application(Settings(built)), base_url="http://127.0.0.1:7878", follow_redirects=False) as asking:
        yield asking


@pytest.fixture(scope="session")
def _writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(tmp_path_factory.mktemp("written") / "store", token=TOKEN, timeout=20, upload=100_000)
    with TestClient(application(settings), base_url="http://127.0.0.1:7878", follow_redirects=False) as asking:
        yield asking


@pytest.fixture
def writing(_writing: TestClient) -> TestClient:
    """A server over an empty store that takes what comes with the token."""
    emptied = _writing.post("/sparql", content="DROP ALL", headers=BEARER | {"Content-Type": "application/sparql-update"})
    assert emptied.status_code == 204, emptied.text
    return _writing


@contextmanager
def serving(*arguments: str | Path, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`kg serve` as a process of its own on any free port: its address without the last slash, and the process."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *map(str, arguments)]
    known = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | environment
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=known) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            found = re.match(r"(http://\S+)/ ", line)
            assert found, line + (process.stderr.read() if process.stderr else "")
            yield found[1], process
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def live() -> Callable[..., object]:
    """live(*arguments): `kg serve` as a process of its own, in a `with`."""
    return serving
