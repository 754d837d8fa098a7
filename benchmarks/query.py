"""Queries of an analyst and all that are shipped: `Store.query` against pyoxigraph called directly, and beside other engines.

    python benchmarks/query.py [--quads 1000000] [--rounds 5] [--limit 30] [--engines rdflib maplib "Virtuoso 7"] [--json]

The quads are those of `benchmarks/events.py` with their derived edges. The first two take turns in one process over one store on
disk, and what is timed, in CPU time, is the query with its answer read to the end; given are medians of the rounds, and the
median of the ratios of each round. The others, by the clock, get the same triples as one graph, each in a process of its own,
and stop at the limit, in seconds; `≠` marks an answer with another number of rows. What is not installed is said to be so.
"""

from __future__ import annotations

import argparse
import json
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import engines
import events
import pyoxigraph as ox

from kg.rdf import queries
from kg.rdf.store import Store
from kg.rdf.terms import BASE, prefixes

ANALYST = {
    "who met whom most": """SELECT ?one ?other (COUNT(?claim) AS ?n) WHERE { ?claim rdf:predicate kg:met_with ;
        kg:modality kg:Actual ; rdf:subject ?one ; rdf:object ?other }
        GROUP BY ?one ?other ORDER BY DESC(?n) ?one ?other LIMIT 20""",
    "claims per month": """SELECT ?month (COUNT(?claim) AS ?n) WHERE { ?claim a kg:Claim ; kg:earliest ?day
        BIND(SUBSTR(STR(?day), 1, 7) AS ?month) } GROUP BY ?month ORDER BY ?month""",
    "accusations without a date": """SELECT ?claim ?one ?other WHERE { ?claim rdf:predicate kg:accused ;
        rdf:subject ?one ; rdf:object ?other OPTIONAL { ?claim kg:earliest ?day } FILTER(!BOUND(?day)) }""",
    "who acted more than 100 times": """SELECT ?who (COUNT(?claim) AS ?n) WHERE { ?claim rdf:subject ?who ;
        kg:modality kg:Actual } GROUP BY ?who HAVING(COUNT(?claim) > 100) ORDER BY DESC(?n)""",
    "accusations in a ring of three": """SELECT (COUNT(*) AS ?n) WHERE { ?a kg:threatened ?b . ?b kg:threatened ?c .
        ?c kg:threatened ?a }""",
    "who can be reached by talks": "SELECT DISTINCT ?who WHERE { state:AAA kg:consulted+ ?who }",
    "names by a pattern": """SELECT ?it ?name WHERE { ?it rdfs:label ?name FILTER(REGEX(?name, "^ba.*kor", "i")) }""",
    "what one claim rests on": """SELECT ?claim ?quote ?title ?day WHERE { ?claim rdf:subject state:AAA ;
        rdf:predicate kg:met_with ; rdf:object state:AAB ; kg:evidence ?e . ?e kg:quote ?quote ; prov:wasQuotedFrom ?d .
        ?d schema:headline ?title ; schema:datePublished ?day } ORDER BY ?day ?claim""",
}


def asked() -> dict[str, str]:
    """All queries by name. The shipped ones have parameters as a user would give them, where they have any."""
    given = {"one": "AAA", "other": "a", "who": "tov"}
    found = dict(ANALYST)
    for name, query in queries.named().items():
        found[f"kg query {name}"] = query.bound(**{key: given.get(key, "") for key in query.parameters})
    return found


def compare(path: Path, rounds: int, chosen: dict[str, str]) -> dict[str, dict[str, Any]]:
    """`Store.query` and pyoxigraph by turns."""
    ours, theirs = Store.open(path), ox.Store.read_only(str(path / "store"))
    known = prefixes(BASE)

    def mine(text: str) -> int:
        return sum(1 for _ in ours.query(text))  # type: ignore[union-attr, misc]

    def plain(text: str) -> int:
        solutions = theirs.query(text, prefixes=known, use_default_graph_as_union=True)
        return sum(1 for solution in solutions if tuple(solution))  # type: ignore[union-attr, arg-type]

    found = {}
    for name, text in chosen.items():
        times: dict[str, list[float]] = {"kg": [], "pyoxigraph": []}
        rows = plain(text)
        for turn in range(rounds):
            for side, run in sorted((("kg", mine), ("pyoxigraph", plain)), reverse=turn % 2 == 0):
                began = time.process_time()
                rows = run(text)
                times[side].append(time.process_time() - began)
        ratios = [a / b for a, b in zip(times["kg"], times["pyoxigraph"], strict=True)]
        found[name] = {side: statistics.median(taken) for side, taken in times.items()}
        found[name] |= {"rows": rows, "ratio": statistics.median(ratios)}
        print(f"{name}: {found[name]}", file=sys.stderr)
    return found


def others(engine: str, file: Path, limit: float, rounds: int, chosen: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What another engine takes, by name of the query; one that runs past the limit is taken up again after that query."""
    found: dict[str, dict[str, Any]] = {}
    while left := [name for name in chosen if name not in found]:
        command = [sys.executable, __file__, "--engine", engine, "--file", str(file), "--limit", str(limit)]
        command += ["--rounds", str(rounds), "--only", *left]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            wait = 900.0  # loading
            for name in left:
                ready, _, _ = select.select([child.stdout], [], [], wait)
                line = child.stdout.readline() if ready else ""
                found[name] = json.loads(line) if line else {"said": f"> {limit:.0f}"}
                if not line:
                    stop(child)
                    break
                wait = limit * (rounds + 1) + 30
                print(f"{engine}: {name}: {found[name]}", file=sys.stderr)
    return found


def stop(child: subprocess.Popen[str]) -> None:
    """Ends a process, politely first, so that it can end a server of its own."""
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()


def serve(engine: str, file: Path, limit: float, rounds: int, chosen: dict[str, str]) -> None:
    """Answers all queries and prints one line of JSON for each."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with engines.ENGINES[engine](file, prefixes(BASE)) as ask:
        for text in chosen.values():
            taken: list[float] = []
            try:
                for _ in range(rounds):
                    began = time.perf_counter()
                    rows = ask(text, limit)
                    taken.append(time.perf_counter() - began)
                    if taken[-1] > limit / rounds:
                        break
                answer = {"seconds": statistics.median(taken), "rows": rows}
            except engines.TimedOut:
                answer = {"said": f"> {limit:.0f}"}
            except SystemExit:
                raise
            except BaseException as error:  # an engine may fail in any way it likes, a panic in Rust included
                answer = {"said": "refused", "why": " ".join(str(error).split())[:200]}
            print(json.dumps(answer), flush=True)


def table(found: dict[str, dict[str, Any]], beside: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The figures in milliseconds, as Markdown."""
    heads = ["query", "rows", "kg", "pyoxigraph", "ratio", *beside]
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    for name, figures in found.items():
        cells = [name, f"{figures['rows']:,}", f"{1000 * figures['kg']:,.1f}", f"{1000 * figures['pyoxigraph']:,.1f}"]
        cells.append(f"{figures['ratio']:.2f}")
        for engine in beside.values():
            got = engine.get(name, {"said": "not installed"})
            if "said" in got:
                cells.append(got["said"] + (" s" if got["said"].startswith(">") else ""))
            else:
                cells.append(f"{1000 * got['seconds']:,.1f}{'' if got['rows'] == figures['rows'] else ' ≠'}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds that a query of another engine gets")
    parser.add_argument("--engines", nargs="*", choices=engines.ENGINES, default=list(engines.ENGINES))
    parser.add_argument("--only", nargs="+", help="names of queries")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the store for the next run")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--engine", choices=engines.ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    chosen = {name: text for name, text in asked().items() if not args.only or name in args.only}
    if args.engine:
        serve(args.engine, args.file, args.limit, args.rounds, chosen)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = args.keep or Path(name)
        if not (folder / "all.nt").exists():
            folder.mkdir(exist_ok=True)
            events.write(args.quads, str(folder / "events.nq"))
            store = Store.create(folder / "store")
            store.load(folder / "events.nq")
            store.derive()
            store.dump(folder / "all.nt", "nt")
            del store
        found = compare(folder, args.rounds, chosen)
        beside = {
            engine: others(engine, folder / "all.nt", args.limit, args.rounds, chosen) if engines.installed(engine) else {}
            for engine in args.engines
        }
    print(json.dumps({"kg": found} | beside, indent=2) if args.json else table(found, beside))


if __name__ == "__main__":
    main()
