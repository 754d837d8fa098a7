"""Real files in, documents and problems out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Document
from kg.readers import read

Outcome = tuple[list[Document], list[str]]

NEWS = "Ruritania rejected the plan that Freedonia had put forward, officials said after the talks with their neighbours."


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """`reading({name: content}, *sources)` writes the files, reads the sources (else all files): documents and lines come out."""
    monkeypatch.chdir(tmp_path)

    def read_files(files: dict[str, str | bytes], *sources: str) -> Outcome:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        problems: list[str] = []
        documents = list(read(sources or list(files), on_problem=lambda problem: problems.append(str(problem))))
        return documents, problems

    return read_files
