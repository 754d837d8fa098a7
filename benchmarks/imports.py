"""How fast event data comes in, beside pyoxigraph loading the same quads from N-Quads, and with how much memory.

    python benchmarks/imports.py 100000

Each is a process of its own, on the same disk. Reads GDELT as it is published, from a file that `gdelt.py` makes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

IMPORT = """
import json, resource, sys, time
from pathlib import Path
from kg.importing import load
began = time.perf_counter()
result = load([Path(sys.argv[1])], Path(sys.argv[2]))
print(json.dumps({"seconds": time.perf_counter() - began, "quads": result.quads, "rows": result.rows, "claims": result.claims,
                  "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
DUMP = """
import sys
import pyoxigraph as ox
ox.Store.read_only(sys.argv[1]).dump(sys.argv[2], format=ox.RdfFormat.N_QUADS)
"""
BULK = """
import json, resource, sys, time
import pyoxigraph as ox
began = time.perf_counter()
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
store.flush()
print(json.dumps({"seconds": time.perf_counter() - began, "quads": len(store),
                  "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def run(program: str, *arguments: Path) -> dict[str, float]:
    """What a program prints as JSON, if anything."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(printed) if printed else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="*", default=[100_000])
    parser.add_argument("--folder", type=Path, help="Where the stores are made.  [default: a temporary folder]")
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    from gdelt import rows

    print("rows,quads,import quads/s,bulk load quads/s,share,import MB,bulk load MB")
    for number in given.rows:
        with tempfile.TemporaryDirectory(dir=given.folder) as name:
            folder = Path(name)
            sample = folder / "sample.export.CSV"
            with sample.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(rows(number))
            ours = run(IMPORT, sample, folder / "out")
            run(DUMP, folder / "out" / "store", folder / "all.nq")
            theirs = run(BULK, folder / "all.nq", folder / "bulk")
            rates = ours["quads"] / ours["seconds"], theirs["quads"] / theirs["seconds"]
            share = rates[0] / rates[1]
            print(
                f"{number},{ours['quads']},{rates[0]:.0f},{rates[1]:.0f},{share:.2f},{ours['memory']:.0f},{theirs['memory']:.0f}"
            )


if __name__ == "__main__":
    main()
