"""The command line. A command is a module of this package with a `command` in it; names that begin with _ are not commands.

Exit codes: 0 done; 1 done, but something was found (problems in the sources, findings of a check, no answer); 2 it could not be
done as asked; 130 stopped by Ctrl-C. Results go to standard output, all else to standard error.
"""

from __future__ import annotations

import difflib
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from typing import Any

import click

from kg.cli._terminal import clean
from kg.errors import KgError, SourceError

INTERRUPTED = 130  # 128 + SIGINT, as shells say it
PIPE_CLOSED = 141  # 128 + SIGPIPE


class Commands(click.Group):
    """A group whose commands are the modules of this package, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            cure = f'did you mean "kg {near[0]}"?' if near else '"kg --help" lists them'
            raise click.UsageError(f"no command {name!r}: {cure}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Of a closed pipe nothing is said; what is still in the buffer must not be written when Python ends."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(PIPE_CLOSED) from None
        return code

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Runs a command and exits; every foreseeable failure becomes one line on standard error."""
        extra.pop("standalone_mode", None)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal that cannot show a letter shows its escape
                stream.reconfigure(errors="backslashreplace")
        try:
            code = super().main(args, prog_name or "kg", standalone_mode=False, **extra)
        except click.Abort:
            code = _failed("interrupted", INTERRUPTED)
        except click.UsageError as error:
            code = _failed(_usage(error), 2, error.ctx.command_path if error.ctx else "kg")
        except click.ClickException as error:
            code = _failed(error.format_message(), 2)
        except SourceError as error:
            code = _failed(str(error), 1)
        except KgError as error:
            code = _failed(str(error), 2)
        except OSError as error:
            code = _failed(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error), 2)
        sys.exit(code if isinstance(code, int) else 0)


def _failed(message: str, code: int, who: str = "kg") -> int:
    click.echo(f"{who}: {clean(' '.join(message.split()))}", err=True)
    return code


def _usage(error: click.UsageError) -> str:
    """Click's message in the house's manner, with the way to the help where it names none itself."""
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    if "?" in message or "--help" in message:
        return message
    return f'{message}: see "{error.ctx.command_path if error.ctx else "kg"} --help"'


@click.command(
    "kg",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, help="Show the version.")
@click.pass_context
def cli(ctx: click.Context, version: bool) -> None:
    """News text in, a cited knowledge graph of diplomacy out.

    \b
    Start with:
      kg build data/articles         # read the texts, write output/
      kg view                        # look at the network
      kg query met                   # who met whom; `kg queries` lists more
      kg show "United States"        # all about one party
      kg explain article.txt         # what was read from each sentence, and why
    """
    if version:
        ctx.invoke(_command("version"))
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _command(name: str) -> click.Command:
    command: click.Command = importlib.import_module(f"{__name__}.{name}").command
    return command


def main() -> None:
    """The console script `kg`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what a build began is cleared away
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job inherits it switched off
    try:
        cli.main()
    except KeyboardInterrupt:  # met where click does not look
        code = _failed("interrupted", INTERRUPTED)
    except SystemExit as stop:
        if stop.code != INTERRUPTED:
            raise
        code = INTERRUPTED
    # An extension that was importing when the signal came leaves Python set on ending by that signal, whatever was caught since.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
