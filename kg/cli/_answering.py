"""A question asked of a graph here and its answer printed, with what is to be said of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import click

from kg.cli import _answers
from kg.cli._question import name_of
from kg.cli._terminal import clean
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.cli._question import Question
    from kg.rdf.worker import Data, Workers

_SECONDS = 120.0


@contextmanager
def workers(data: Data, allow: tuple[str, ...], file: IO[bytes] | None) -> Iterator[Workers]:
    """A process that answers over the data. What is wrong with a query that came in a file names it; exit code 1 when stopped."""
    from kg.rdf.worker import TimedOut, TooLarge, Workers

    with Workers(data, count=1, spare=0, allow=allow) as started:
        try:
            yield started
        except (TimedOut, TooLarge) as error:
            click.echo(f"kg: {error}", err=True)
            raise click.exceptions.Exit(1) from None
        except QueryError as error:
            raise QueryError(f"{name_of(file)}: {error}" if file else str(error)) from None


def print_answer(question: Question, workers: Workers, form: str | None, *, labels: bool, timeout: float, timed: bool) -> int:
    """Asks and prints the whole answer, or nothing; the exit code. Raises QueryError; TimedOut and TooLarge when stopped."""
    from kg.rdf.worker import Malformed, Unwritable

    began = time.perf_counter()
    try:
        with workers.answer(
            question.text, accept=_answers.accepted(form), timeout=timeout, base=question.base, trusted=question.named
        ) as answer:
            content = answer.read()  # all of it before any is printed: a query that is stopped prints nothing
    except Unwritable as error:
        raise _answers.refused(error.kind, form) from None
    except Malformed as error:
        hints = "; ".join(_hints(question, workers))
        raise QueryError(f"{error}; {hints}" if hints else str(error)) from None
    if timed:
        whole = time.perf_counter() - began
        click.echo(f"kg: answered in {answer.seconds:.3f} s; with asking and fetching {whole:.3f} s", err=True)
    for hint in _hints(question, workers):
        click.echo(f"kg: {clean(hint)}", err=True)
    if answer.kind == "boolean":
        return int(not _answers.print_boolean(content, form))
    if answer.kind == "triples":
        prefixes = workers.prefixes()
        return int(not _answers.print_triples(content, form, prefixes, workers.base or prefixes["id"].removesuffix("id/")))
    if form not in (None, "table"):
        click.echo(content, nl=not content.endswith(b"\n"))
        return int(_answers.empty(content, form))
    names, rows = _answers.cells_of(content)
    iris = {cell.text for row in rows for cell in row if cell.iri} if labels else set()
    _answers.print_cells(names, rows, workers.prefixes(), _labels(workers, iris, timeout))
    return int(not rows)


def _labels(workers: Workers, iris: set[str], timeout: float) -> dict[str, str]:
    """The label of each IRI that has one; the title of a document, the words of a statement."""
    if not iris:
        return {}
    with workers.answer(_answers.labels_of(iris), accept=_answers.ROWS["json"], timeout=timeout, trusted=True) as answer:
        _, rows = _answers.cells_of(answer.read())
    return {iri.text: label.text for iri, label in rows}


def _hints(question: Question, workers: Workers) -> list[str]:
    """What to say of each term of our ontology that there is not: the nearest that there is."""
    if question.named or workers.base is None:
        return []
    from kg.rdf.terms import KG
    from kg.rdf.tokens import names_in

    used = names_in(question.text, workers.prefixes(), KG)
    unknown = [iri for iri in used if iri not in workers.known(used)[1]] if used else []
    if not unknown:
        return []
    from difflib import get_close_matches

    listed = "SELECT DISTINCT ?t { GRAPH graph:ontology { ?t ?p ?o } }"
    with workers.answer(listed, accept=_answers.ROWS["json"], timeout=_SECONDS, trusted=True) as answer:
        known = [row[0].text.removeprefix(KG) for row in _answers.cells_of(answer.read())[1] if row[0].text.startswith(KG)]
    said = []
    for iri in unknown:
        name = iri.removeprefix(KG)
        near = get_close_matches(name, sorted(known), n=1)
        said.append(f"kg:{name}: " + (f"did you mean kg:{near[0]}?" if near else "this graph has no such term"))
    return said
