"""Nothing half-written takes the place of the last good output, and nothing of the user's is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import folder
from kg.errors import ExportError


def _write(output: Path, text: str) -> None:
    (output / folder.STORE).mkdir(parents=True)
    (output / folder.STORE / "CURRENT").write_text(text)
    for name in (folder.TRIG, folder.TURTLE, folder.PAGE):
        (output / name).write_text(text)


def _content(output: Path) -> dict[str, str]:
    return {str(path.relative_to(output)): path.read_text() for path in sorted(output.rglob("*")) if path.is_file()}


def test_the_files_of_a_build_replace_those_of_the_last_and_nothing_else(tmp_path: Path) -> None:
    _write(tmp_path, "old")
    (tmp_path / folder.STORE / "old.sst").write_text("old")
    (tmp_path / ".gitkeep").touch()
    (tmp_path / "notes.md").write_text("mine")
    with folder.replacing(tmp_path) as fresh:
        _write(fresh, "new")
        assert _content(tmp_path)["graph.ttl"] == "old"
    new = dict.fromkeys(("graph.html", "graph.trig", "graph.ttl", "store/CURRENT"), "new")
    assert _content(tmp_path) == new | {".gitkeep": "", "notes.md": "mine"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError, ValueError])
def test_a_build_that_fails_leaves_the_last_one(tmp_path: Path, error: type[BaseException]) -> None:
    _write(tmp_path, "old")
    before = _content(tmp_path)

    def fail() -> None:
        with folder.replacing(tmp_path) as fresh:
            (fresh / folder.TRIG).write_text("half")
            raise error

    with pytest.raises(error):
        fail()
    assert _content(tmp_path) == before


@pytest.mark.parametrize("failing", range(8))
def test_a_swap_that_fails_at_any_move_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    _write(tmp_path, "old")
    before, moves, rename = _content(tmp_path), [0], Path.rename

    def interrupted(source: Path, target: Path) -> Path:
        moves[0] += 1
        if moves[0] == failing + 1:
            raise KeyboardInterrupt
        return rename(source, target)

    def swap() -> None:
        with folder.replacing(tmp_path) as fresh:
            _write(fresh, "new")
            monkeypatch.setattr(Path, "rename", interrupted)

    with pytest.raises(KeyboardInterrupt):
        swap()
    assert _content(tmp_path) == before


def test_a_folder_that_a_failed_build_made_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^stop$"), folder.replacing(tmp_path / "a" / "b"):
        raise ValueError("stop")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", folder.NAMES)
def test_what_is_not_of_a_build_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "precious.txt").write_text("mine")
    with pytest.raises(ExportError, match=f"{name}: not made by kg.*-o"), folder.replacing(tmp_path):
        pass
    assert _content(tmp_path) == {f"{name}/precious.txt": "mine"}


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    with pytest.raises(ExportError, match="is a file"), folder.replacing(tmp_path / "output"):
        pass


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    dead = tmp_path / ".kg-building-999999999-x"
    dead.mkdir()
    (dead / "half").write_text("half")
    with folder.replacing(tmp_path) as fresh:
        _write(fresh, "new")
    assert not dead.exists()
