"""The store at growing sizes: rates, and the greatest memory of each step, every step a process of its own.

    python benchmarks/store.py [--quads 100000 1000000 10000000] [--rdflib 100000] [--json]

The quads are those of `benchmarks/events.py`, as a file of N-Quads. Steps: `load` the file into a store on disk, `derive` the
edges, `nq`, `ttl` and `trig` write it sorted, `query` asks who met whom most; beside them pyoxigraph's own bulk load (`load*`)
and its own dump of N-Quads (`nq*`), unsorted, and rdflib's Turtle of the first `--rdflib` quads (`ttl*`). Rates are quads a
second; memory is the greatest resident set of the process, so it has Python and Oxigraph in it.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import events
import pyoxigraph as ox

from kg.rdf.store import Store
from kg.rdf.terms import BASE

STEPS = ("load", "load*", "derive", "nq", "nq*", "ttl", "ttl*", "trig", "query")
QUERY = """SELECT ?one ?other (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim rdf:predicate kg:met_with ; kg:modality kg:Actual ;
  rdf:subject ?one ; rdf:object ?other } GROUP BY ?one ?other ORDER BY DESC(?n) LIMIT 10"""


def step(name: str, folder: Path, few: int) -> tuple[float, float]:
    """Takes one step on the store of a folder; the seconds and the CPU seconds of the work alone."""
    file, path, out = folder / "events.nq", folder / "store", folder / "out"
    began, cpu = time.perf_counter(), time.process_time()
    if name == "load":
        Store.create(path).load(file)
    elif name == "load*":
        ox.Store(str(folder / "theirs")).bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        shutil.rmtree(folder / "theirs")
    elif name == "nq*":
        ox.Store.read_only(str(path)).dump(str(out), format=ox.RdfFormat.N_QUADS)
    elif name == "ttl*":
        return rdflib_turtle(file, out, few)
    elif name == "query":
        list(Store.open(path).query(QUERY))  # type: ignore[arg-type]
    elif name == "derive":
        Store(ox.Store(str(path)), BASE).derive()
    else:
        Store.open(path).dump(out, name)
    return time.perf_counter() - began, time.process_time() - cpu


def rdflib_turtle(file: Path, out: Path, few: int) -> tuple[float, float]:
    """rdflib's Turtle of the first quads, with the reading of them left out."""
    import rdflib

    graph = rdflib.Graph()
    with file.open("rb") as lines:
        quads = ox.parse(b"".join(islice(lines, few)), format=ox.RdfFormat.N_QUADS)
        graph.parse(data=ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    began, cpu = time.perf_counter(), time.process_time()
    graph.serialize(out, format="turtle")
    return time.perf_counter() - began, time.process_time() - cpu


def measure(name: str, folder: Path, few: int) -> dict[str, float]:
    """One step in a process of its own."""
    command = [sys.executable, __file__, "--step", name, "--folder", str(folder), "--rdflib", str(few)]
    found: dict[str, float] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return found


def curve(sizes: list[int], few: int) -> list[dict[str, Any]]:
    """The steps at each size; quads, seconds, CPU seconds and megabytes."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            quads = events.write(size, str(folder / "events.nq"))
            for work in STEPS:
                count = min(few, quads) if work == "ttl*" else quads
                found.append({"size": size, "step": work, "quads": count, **measure(work, folder, few)})
                print(line(found[-1]), file=sys.stderr)
    return found


def line(row: dict[str, Any]) -> str:
    rate, cpu = row["quads"] / row["seconds"], row["quads"] / row["cpu"]
    return f"{row['size']:>12,} {row['step']:8}{row['seconds']:10.1f} s{rate:12,.0f} /s{cpu:12,.0f} /CPU s{row['memory']:8.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--rdflib", type=int, default=100_000, help="how many quads rdflib gets at most")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        seconds, cpu = step(args.step, args.folder, args.rdflib)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts kilobytes
        print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": memory}))
        return
    found = curve(args.quads, args.rdflib)
    print(json.dumps(found, indent=2) if args.json else "\n".join(map(line, found)))


if __name__ == "__main__":
    main()
