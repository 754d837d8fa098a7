"""`kg serve` beside `oxigraph serve-read-only`: small queries a second, the same one each time, or a new one each time.

    python benchmarks/serve.py [--quads 100000] [--seconds 6] [--rounds 3] [--connections 16] [--python PYTHON] [--json]

Both serve the same store of the invented events of `benchmarks/events.py`, on loopback, and wrk (Debian's package) asks them by
turns with one thread. Given are medians of the rounds: requests a second, milliseconds of CPU of the server and its processes
for each, and the median of the ratios of each round. On a machine that others use too only the ratios mean something, and
the CPU time more than the clock. What is not installed is said to be so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import events

from kg.rdf.store import Store
from kg.rdf.terms import BASE

#: The number makes a query new; it is part of what is asked, not a comment.
QUERY = 'SELECT ?label WHERE { <%sid/state/AAA> <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(?label != "%s") }'
MODES = ("same", "new")
_LUA = """local number = START
request = function()
  number = number + STEP
  return wrk.format("GET", "PATH" .. number .. "REST", {["Accept"] = "application/sparql-results+json"})
end
"""


def main() -> None:
    """Prints a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs `kg serve`")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    beside = Path(sys.executable).with_name("oxigraph")
    oxigraph = str(beside) if beside.exists() else shutil.which("oxigraph")
    missing = [name for name, found in (("wrk", shutil.which("wrk")), ("oxigraph", oxigraph)) if not found]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)} (wrk is a package of Debian, oxigraph one of PyPI)")
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        _made(Path(folder), given.quads)
        assert oxigraph
        commands = {
            "kg": [given.python, "-m", "kg", "serve", "-g", folder, "--port"],
            "oxigraph": [oxigraph, "serve-read-only", "--union-default-graph", "-l", f"{folder}/store", "--bind"],
        }
        with _serving(commands["kg"], "kg") as kg, _serving(commands["oxigraph"], "oxigraph") as other:
            if _rows(kg[0]) != _rows(other[0]) or len(_rows(kg[0])) != 1:
                sys.exit("the two servers give different answers")
            found = compared({"kg": kg, "oxigraph": other}, given.connections, given.seconds, given.rounds)
    print(json.dumps(found) if given.json else table(found))


def compared(servers: dict[str, tuple[str, int]], connections: int, seconds: int, rounds: int) -> dict[str, dict[str, float]]:
    """For each mode the figures of both servers (address, process) and the ratio of kg's rate to the other."""
    found = {}
    for mode in MODES:
        rates: dict[str, list[float]] = {name: [] for name in servers}
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for turn in range(rounds):
            for name in sorted(servers, reverse=turn % 2 == 1):
                address, pid = servers[name]
                before = processor(pid)
                rate, asked = wrk(address, mode, connections, seconds)
                rates[name].append(rate)
                costs[name].append(1000 * (processor(pid) - before) / asked)
                print(f"{mode} {name}: {rate:,.0f} a second", file=sys.stderr)
        found[mode] = {
            **{f"{name} a second": statistics.median(taken) for name, taken in rates.items()},
            **{f"{name} CPU ms": statistics.median(taken) for name, taken in costs.items()},
            "ratio": statistics.median(a / b for a, b in zip(rates["kg"], rates["oxigraph"], strict=True)),
        }
    return found


def wrk(address: str, mode: str, connections: int, seconds: int) -> tuple[float, int]:
    """Requests a second and their number. Ends the program when an answer was no success."""
    before, between, after = QUERY.split("%s")
    path, rest = (urllib.parse.quote(part, safe="") for part in (before + BASE + between, after))
    # another run asks other numbers, so that nothing new was asked before
    start = time.time_ns() // 1_000_000 % 10**9 * 1000
    values = {"START": str(start), "STEP": "1" if mode == "new" else "0", "PATH": f"/sparql?query={path}", "REST": rest}
    script = re.sub("[A-Z]{4,}", lambda found: values.get(found[0], found[0]), _LUA)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", file.name, address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"{address}: not every answer was one:\n{said}")
    rate, asked = re.search(r"Requests/sec: +([\d.]+)", said), re.search(r"(\d+) requests in", said)
    assert rate and asked, said
    return float(rate[1]), int(asked[1])


def processor(pid: int) -> float:
    """Seconds of CPU that a process and its children, those that ended too, have used."""
    total = 0
    children = [child for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]
    for one in (str(pid), *children):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def table(found: dict[str, dict[str, float]]) -> str:
    """The figures as Markdown."""
    lines = ["| query | kg a second | oxigraph a second | ratio | kg CPU ms | oxigraph CPU ms |", f"| --- {'| ---: ' * 5}|"]
    for mode, row in found.items():
        rates = f"{row['kg a second']:,.0f} | {row['oxigraph a second']:,.0f} | {row['ratio']:.2f}"
        lines.append(f"| {mode} | {rates} | {row['kg CPU ms']:.3f} | {row['oxigraph CPU ms']:.3f} |")
    return "\n".join(lines)


def _made(folder: Path, quads: int) -> None:
    events.write(quads, str(folder / "events.nq"))
    store = Store.create(folder / "store")
    store.load(folder / "events.nq")
    store.derive()


@contextmanager
def _serving(command: list[str], name: str) -> Iterator[tuple[str, int]]:
    """A server on a free port: its address and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = str(port) if name == "kg" else f"127.0.0.1:{port}"
    with subprocess.Popen([*command, place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(300):
                try:
                    _rows(address)
                    break
                except OSError:
                    if process.poll() is not None:
                        break
                    time.sleep(0.1)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(20)


def _rows(address: str) -> list[object]:
    asked = urllib.parse.urlencode({"query": QUERY % (BASE, "-")})
    request = urllib.request.Request(f"{address}/sparql?{asked}", headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        rows: list[object] = json.load(answer)["results"]["bindings"]
        return rows


if __name__ == "__main__":
    main()
