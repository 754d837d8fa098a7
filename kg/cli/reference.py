"""`kg reference`: writes the pages under docs/reference/ from what the program itself says."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(hidden=True)
@click.argument("folder", default="docs/reference", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 says that a page is stale.")
def command(folder: Path, check: bool) -> int:
    """Write the reference pages: commands, relations, readers, exports, queries.

    For those who work on kg itself: run it after a command, relation, reader, export or query has changed.

    \b
    Examples:
      kg reference
      kg reference --check
    """
    from kg.cli._pages import pages

    stale = 0
    for name, text in pages().items():
        page = folder / name
        if page.is_file() and page.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if check:
            click.echo(f'kg: {page}: stale: run "kg reference"', err=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
            click.echo(str(page))
    return 1 if check and stale else 0
