"""What `setup.cfg` says against what lies in the tree: an editable install hides what a wheel would leave out."""

from __future__ import annotations

import configparser
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAPPED = {"kg.ontology": ROOT / "ontology", "kg.data": ROOT / "data"}


@pytest.fixture(scope="module")
def config() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def packages_in_tree() -> set[str]:
    modules = {path.parent for path in (ROOT / "kg").rglob("*.py")}
    return {".".join(folder.relative_to(ROOT).parts) for folder in modules} | set(MAPPED)


def shipped(config: configparser.ConfigParser, package: str) -> list[str]:
    return [pattern.strip() for pattern in config["options.package_data"][package].split(",")]


def matched(folder: Path, patterns: list[str]) -> set[PurePosixPath]:
    return {PurePosixPath(p.relative_to(folder)) for pattern in patterns for p in folder.glob(pattern) if p.is_file()}


def data_files(folder: Path) -> set[PurePosixPath]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    return {PurePosixPath(path.relative_to(folder)) for path in found if not path.name.startswith(".")}


def test_every_folder_with_code_is_a_listed_package(config: configparser.ConfigParser) -> None:
    assert set(config["options"]["packages"].split()) == packages_in_tree()


def test_packages_are_listed_in_order_and_once(config: configparser.ConfigParser) -> None:
    listed = config["options"]["packages"].split()
    assert listed == sorted(set(listed))


def test_mapped_folders(config: configparser.ConfigParser) -> None:
    lines = [line.split(" = ") for line in config["options"]["package_dir"].strip().splitlines()]
    assert {name: ROOT / folder for name, folder in lines} == MAPPED


@pytest.mark.parametrize("name", ["ontology", "data"])
def test_no_module_hides_a_mapped_folder(name: str) -> None:
    assert not (ROOT / "kg" / f"{name}.py").exists()
    assert not (ROOT / "kg" / name).exists()


@pytest.mark.parametrize("package", sorted(MAPPED))
def test_every_file_of_a_mapped_folder_is_shipped(config: configparser.ConfigParser, package: str) -> None:
    folder = MAPPED[package]
    left_out = data_files(folder) - matched(folder, shipped(config, package))
    assert not left_out, f"no pattern of package_data matches {sorted(map(str, left_out))}"


def test_every_file_beside_the_code_is_shipped(config: configparser.ConfigParser) -> None:
    for package in sorted(packages_in_tree() - set(MAPPED)):
        folder = ROOT.joinpath(*package.split("."))
        below = {p for p in data_files(folder) if len(p.parts) == 1 or not list((folder / p.parts[0]).rglob("*.py"))}
        patterns = shipped(config, package) if package in config["options.package_data"] else []
        left_out = below - matched(folder, patterns)
        assert not left_out, f"{package}: no pattern of package_data matches {sorted(map(str, left_out))}"


def test_the_sample_article_is_shipped(config: configparser.ConfigParser) -> None:
    assert any(path.parts[0] == "articles" for path in matched(MAPPED["kg.data"], shipped(config, "kg.data")))


def test_versions_agree(config: configparser.ConfigParser) -> None:
    version = config["metadata"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
