"""Which data `kg query` asks: a built folder, or files for a default graph and for graphs of their own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO

import click

from kg.cli._question import name_of
from kg.rdf.process import Data


def data_of(graphs: tuple[str, ...], data: tuple[str, ...], named: tuple[str, ...], base: str | None, ctx: click.Context) -> Data:
    """What the options name. Raises UsageError for a built folder beside something else."""
    if data or named:
        files: list[tuple[str, str | None, str]] = [(file, None, base or _address(file)) for file in data]
        for one in named:
            iri, equals, file = one.rpartition("=")
            if not equals or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
                iri, file = _resolved(one, base), one
            # a graph that is called by an address stands for what is there, so its own relative IRIs begin there
            files.append((file, iri, iri if "://" in iri else base or _address(file)))
        return Data(files=tuple(files))
    if len(graphs) == 1 and (base is None or Path(graphs[0]).is_dir()):
        return Data(Path(graphs[0]))
    folders = [graph for graph in graphs if Path(graph).is_dir()]
    if folders:
        raise click.UsageError(f"{folders[0]}: a built graph is asked alone: give one -g, or files", ctx)
    return Data(files=tuple((file, None, base or _address(file)) for file in graphs))


def base_of(file: IO[bytes] | None, graphs: tuple[str, ...], apart: bool) -> str | None:
    """Relative IRIs of a query in a file are relative to that, of another to the one RDF file that is asked."""
    if file is not None and name_of(file) not in ("-", "<stdin>"):
        return _address(name_of(file))
    if apart or len(graphs) != 1 or Path(graphs[0]).is_dir():
        return None
    return _address(graphs[0])


def _address(file: str) -> str:
    return Path(file).resolve().as_uri()


def _resolved(file: str, base: str | None) -> str:
    """The IRI of a named graph that only its file names: beside the base, or the address of the file."""
    from urllib.parse import quote, urljoin

    return urljoin(base, quote(Path(file).name)) if base else _address(file)
