"""What README and docs/ say is what the program does: commands exist, print what is shown, and links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import click
import pytest

from kg.cli import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
_CODE = re.compile(r"```(?:sh|console)\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_KG = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?kg ([a-z]+)\b(.*)", re.MULTILINE)


def examples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("examples", ROOT / "docs" / "examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(text: str) -> list[tuple[str, str]]:
    """Command and the rest of its line, wherever code begins with kg."""
    code = "\n".join(block or inline for block, inline in _CODE.findall(text))
    return _KG.findall(code)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_and_options_exist(page: Path) -> None:
    context = click.Context(cli)
    for name, rest in shown(page.read_text(encoding="utf-8")):
        command = cli.get_command(context, name)
        assert command is not None, f"kg {name}"
        if isinstance(command, click.Group):
            continue
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {
            "-h",
            "--help",
        }
        own = re.split(r"[|#]", re.sub(r"'[^']*'|\"[^\"]*\"|'.*", "", rest))[0]
        assert set(re.findall(r"(?<!\S)--?[a-z][\w-]*", own)) <= known, f"kg {name}{rest}"


def test_the_readme_names_commands() -> None:
    named = {name for name, _ in shown((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert {"build", "query", "why", "show", "explain", "view", "export"} <= named


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_make_has_what_is_named(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = "\n".join(block or inline for block, inline in _CODE.findall(page.read_text(encoding="utf-8")))
    assert set(re.findall(r"^make ([a-z]+)", code, re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            assert (page.parent / target.split("#")[0]).exists(), target


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are those of a shell")
def test_what_is_shown_is_what_is_printed() -> None:
    assert examples().stale(write=False) == [], "make docs brings the pages up to date"


def test_a_quotation_goes_on_in_the_next_line() -> None:
    text = "```console\n$ kg query 'SELECT\n  ?x { }'\nx\n$ kg stats\n```\n\n```sh\n$ kg nothing\n```\n"
    assert examples().commands(text) == ["kg query 'SELECT\n  ?x { }'", "kg stats"]
