"""What the pages ask has its time too, and what it asks of a store it gets from the workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import lookup
from kg.rdf.process import TimedOut
from kg.rdf.store import Store
from kg.server.dataset import Served
from kg.server.dossier import dossier
from kg.server.settings import Settings
from kg.summary import summary
from tests.server.processes import awaited

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def asked(built: Path, question: Callable[[Store], object], timeout: float = 20) -> object:
    async def run() -> object:
        served = Served(Settings(built, timeout=timeout))
        await served.start()
        try:
            return await served.ask(question)
        finally:
            await served.close()

    return awaited(run())


@pytest.mark.parametrize(
    "question",
    [
        len,
        summary,
        lambda store: lookup.find(store, "norway"),
        lambda store: dossier(store, f"{store.base}id/person/ada-berg"),
        lambda store: store.query("ASK { ?s a kg:Person }"),
        lambda store: store.query("CONSTRUCT { ?s ?p ?o } { ?s a kg:Person ; ?p ?o }").serialize("ttl"),
        lambda store: sorted(map(str, store.query("SELECT * { ?s rdfs:label ?o OPTIONAL { ?s kg:nothing ?p } }"))),
    ],
)
def test_answers_are_those_of_the_store_itself(built: Path, question: Callable[[Store], object]) -> None:
    assert asked(built, question) == question(Store.open(built))


def test_a_heavy_query_of_a_page_is_stopped(built: Path) -> None:
    start = time.monotonic()
    with pytest.raises(TimedOut):
        asked(built, lambda store: store.query(HEAVY), timeout=0.5)
    assert time.monotonic() - start < 8


def test_queries_have_their_time_together(built: Path) -> None:
    def many(store: Store) -> int:
        for number in range(100_000):
            store.query(f"ASK {{ ?s ?p {number} }}")
        return 0

    with pytest.raises(TimedOut):
        asked(built, many, timeout=0.5)


def test_nobody_waits_for_a_question_that_does_not_end(built: Path) -> None:
    start = time.monotonic()
    with pytest.raises(TimedOut):
        asked(built, lambda store: time.sleep(4), timeout=0.2)
    assert time.monotonic() - start < 3.5
