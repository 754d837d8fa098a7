"""`kg serve`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli import _options

_TOKEN = "KG_TOKEN"  # noqa: S105 - the name of a variable


@click.command()
@_options.graph
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all of this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes any free one.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="Another host name that the server goes by; may be repeated."
)
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="Web pages that may ask, such as https://example.org, or *."
)
@click.option("--write", is_flag=True, help="Take updates and graphs from whoever has the token.")
@click.option("--token", metavar="TEXT", help=f"The token, 16 signs or more; better given as the variable {_TOKEN}.")
@click.option("--timeout", type=click.FloatRange(0.1, 86400), default=30, show_default=True, help="Seconds for one query.")
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, metavar="MB", help="Memory for one query.")
@click.option("--workers", type=click.IntRange(1, 256), default=2, show_default=True, help="Queries that run at a time.")
@click.option(
    "--union/--no-union", default=None, help="Whether queries see all graphs together.  [default: those of a graph that kg built]"
)
@click.option("--open", "browse", is_flag=True, help="Open the start page in the browser.")
def command(
    graph: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    write: bool,
    token: str | None,
    timeout: float,
    memory: int,
    workers: int,
    union: bool | None,
    browse: bool,
) -> int:
    """Serve a graph over HTTP: a SPARQL endpoint for programs, pages for people.

    Only this machine can reach it and nobody can write to it, unless told otherwise. Each query runs in a process of its own
    that is stopped when it takes too long or too much memory. Ctrl-C ends the server.

    \b
    Examples:
      kg serve --open
      kg serve -g talks --port 8080 --timeout 5
      KG_TOKEN=… kg serve -g talks --write
    """
    from kg.server.run import serve
    from kg.server.settings import Settings

    settings = Settings(
        graph=Path(graph),
        host=host,
        port=port,
        token=_token(write, token),
        origins=origins,
        names=names,
        union=union,
        timeout=timeout,
        memory=memory,
        workers=workers,
    )
    serve(settings, lambda address: _ready(address, browse))
    return 0


def _token(write: bool, given: str | None) -> str | None:
    """What whoever writes must say. Raises UsageError for a token without --write, for none with it, and for a short one."""
    context = click.get_current_context()
    token = given or (os.environ.get(_TOKEN) if write else None)
    if not write:
        if given:
            raise click.UsageError("--token goes with --write", context)
        return None
    if not token:
        raise click.UsageError(f"--write needs a token: --token TEXT or the variable {_TOKEN}", context)
    if len(token) < 16 or not token.isascii() or any(sign.isspace() for sign in token):
        raise click.UsageError("a token has 16 signs or more, ASCII and without spaces", context)
    return token


def _ready(address: str, browse: bool) -> None:
    click.echo(f"{address}  (SPARQL at {address}sparql; Ctrl-C ends it)")
    if browse:
        import threading
        import webbrowser

        threading.Timer(0.5, webbrowser.open, [address]).start()
