"""The reference pages as Markdown: what commands, relation files, readers, exports and queries say of themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import click

from kg.vocabulary import Example, Relation

NOTE = "<!-- Made by `kg reference` from the program itself: change it there, then run that command again. -->"


def pages() -> dict[str, str]:
    """Each page of docs/reference/ by its file name. Loads no language model."""
    made: dict[str, Callable[[], Iterator[str]]] = {
        "commands.md": _commands,
        "exports.md": _exports,
        "queries.md": _queries,
        "readers.md": _readers,
        "relations.md": _relations,
    }
    return {name: "\n".join([NOTE, "", *page()]).rstrip() + "\n" for name, page in made.items()}


def _commands() -> Iterator[str]:
    from kg.cli import cli

    yield "# Commands"
    yield ""
    yield "Results go to standard output, progress and problems to standard error. Exit codes: 0 done; 1 done, but something"
    yield "was found (problems in the sources, findings of a check, no answer); 2 it could not be done as asked; 130 stopped by"
    yield "Ctrl-C. `NO_COLOR` is respected. Tables are as wide as the terminal; piped, they are plain columns."
    root = cli.make_context("kg", [], resilient_parsing=True)  # not click.Context, which would not know of -h
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        if command and not command.hidden:
            yield from _command(command, click.Context(command, info_name=name, parent=root))


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield from ("", f"## `{ctx.command_path}`", "")
    usage = command.collect_usage_pieces(ctx)
    yield from ("```", " ".join([ctx.command_path, *usage]), "```")
    yield from _help(inspect.cleandoc(command.help or ""))
    options = [record for param in command.get_params(ctx) if (record := param.get_help_record(ctx)) and record[1]]
    if options:
        yield ""
        yield from _table(("option", "meaning"), [(f"`{name}`", text) for name, text in options])
    if isinstance(command, click.Group):
        for name, child in sorted(command.commands.items()):
            yield from _command(child, click.Context(child, info_name=name, parent=ctx))


def _help(text: str) -> Iterator[str]:
    """A docstring as Markdown; what click leaves as it is (after a backspace) becomes a block of code."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if paragraph.startswith("\b"):
            first, *rest = paragraph.strip("\b\n").splitlines()
            yield from ("", first, "", "```sh", *(line.removeprefix("  ") for line in rest), "```")
        else:
            yield from ("", *paragraph.splitlines())


def _relations() -> Iterator[str]:
    from kg import vocabulary

    relations = vocabulary.load().relations
    yield "# Relations"
    yield ""
    yield "Each is a file of `ontology/relations/`, with its patterns and examples."
    yield ""
    rows = [(f"[`{r.name}`](#{r.name})", r.label, "symmetric" if r.symmetric else "", r.plover or "") for r in relations.values()]
    yield from _table(("relation", "label", "", "PLOVER"), rows)
    for relation in relations.values():
        yield from _relation(relation)


def _relation(relation: Relation) -> Iterator[str]:
    yield from ("", f"## {relation.name}", "", relation.comment, "")
    yield f"- from {', '.join(relation.domain)} to {', '.join(relation.range)}"
    if relation.broader:
        yield f"- a kind of `{relation.broader}`"
    if relation.inverse:
        yield f"- the inverse of `{relation.inverse}`"
    alone = [pattern for pattern in relation.patterns if not pattern.objects]  # a light verb says nothing without its object
    words = sorted({" ".join((t.lemma, *t.particles)) for pattern in alone for t in (*pattern.verbs, *pattern.nouns)})
    if words:
        yield f"- words that say it by themselves: {', '.join(words)}"
    for example in relation.examples:
        yield f"- {_example(relation, example)}"


def _example(relation: Relation, example: Example) -> str:
    claims = [
        f"{c.subject} `{relation.name}` {c.object}" + ("" if c.modality == "Actual" else f" ({c.modality})")
        for c in example.claims
    ]
    return f"“{_cell(example.text)}” → {'; '.join(map(_cell, claims)) or 'nothing'}"


def _readers() -> Iterator[str]:
    from kg import readers

    yield "# Input formats"
    yield ""
    yield "A format is one module of `kg/readers/`. Each may be gzipped; `-` is standard input; a folder stands for its files."
    yield ""
    yield from _formats((suffix, module.HELP) for suffix, module in readers.formats().items())


def _exports() -> Iterator[str]:
    from kg import exports

    yield "# Export formats"
    yield ""
    yield "A format is one module of `kg/exports/`; `kg export FILE` chooses by the ending of the file."
    yield ""
    yield from _formats((suffix, module.HELP) for suffix, module in exports.formats().items())


def _formats(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    endings: dict[str, list[str]] = {}
    for suffix, text in found:
        endings.setdefault(text, []).append(f"`{suffix}`")
    rows = sorted((" ".join(sorted(suffixes)), text) for text, suffixes in endings.items())
    yield from _table(("ending", "what"), rows)


def _queries() -> Iterator[str]:
    from kg.rdf import queries

    yield "# Named queries"
    yield ""
    yield "Each is a file of `ontology/queries/`; run it with `kg query NAME`, its parameters with `-p name=value`."
    yield ""
    rows = [
        (
            f"`{name}`",
            query.help,
            "; ".join(f"`{p}`: {text} ({query.types[p]}, such as “{query.examples[p]}”)" for p, text in query.parameters.items()),
        )
        for name, query in queries.named().items()
    ]
    yield from _table(("query", "answers", "parameters"), rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(text: str) -> str:
    """A text that cannot end its cell or begin a tag."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
