"""`kg query --explain`: a query's own reading, with counts; nothing of it is run as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.cli._question import Question
    from kg.rdf.worker import Workers


def explain(question: Question, workers: Workers, timeout: float, allow: tuple[str, ...]) -> int:
    """The query's own reading, with counts; nothing of it is run as a whole."""
    from kg.cli._terminal import table
    from kg.rdf import guard
    from kg.rdf.plan import plan
    from kg.rdf.worker import TimedOut

    prefixes = workers.prefixes()
    if not question.named:
        guard.check(question.text, allow=frozenset(allow), graphs=workers.has_graph, prefixes=prefixes, base=question.base)

    def count(pattern: str) -> int:
        try:
            counted = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
            with workers.answer(counted, accept="text/csv", timeout=min(timeout, 5.0), trusted=True) as answer:
                return int(answer.read().split()[1])
        except TimedOut:
            return -1

    steps = plan(question.text, prefixes, count, question.base)
    numbers = ["more" if step.count == -1 else "" if step.count is None else f"{step.count:,}" for step in steps]
    table(("step", "triples"), [("  " * s.depth + s.words, n) for s, n in zip(steps, numbers, strict=True)], numbers=["triples"])
    where = "all graphs together" if workers.base else "the default graph"
    where = "the graphs that it chooses" if guard.chooses(question.text) else where
    click.echo(
        f"kg: it asks {where}; counts are of each pattern alone; Oxigraph chooses the order and does not tell it", err=True
    )
    if "more" in numbers:
        click.echo('kg: "more": could not be counted in 5 s', err=True)
    return 0
