"""`import kg` is light, and `kg.build` is the function however the module of that name is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "thinc",
    "numpy",
    "rdflib",
    "pyoxigraph",
    "networkx",
    "pyvis",
    "pyshacl",
    "trafilatura",
    "click",
    "rich",
    "yaml",
)


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_import_is_light() -> None:
    loaded = set(_python("import sys, kg; print(*sys.modules)").split())
    assert "kg.built" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "import kg.build; import kg",
        "from kg.build import Result; import kg",
        "import kg; from kg.build import Result; import kg.build",
        "import importlib; importlib.import_module('kg.build'); import kg",
        "import kg.cli.build; import kg",
        "import kg.graph; import kg",
    ],
)
def test_build_is_the_function(code: str) -> None:
    assert _python(f"{code}; print(kg.build.__module__, callable(kg.build), callable(kg.open))") == "kg.built True True"
