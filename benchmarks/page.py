"""The page against stock pyvis: how soon it can be used, how large it is, what it costs to write.

    python benchmarks/page.py [--nodes 40 1000] [--rounds 5]

Both write the same network; headless Chromium opens both in turn, with no network. "Ready" is, for our page, when its first
picture is drawn and it takes input, for stock pyvis, when its physics has come to rest (it cannot be read before); figures are
medians of the rounds. Only the ratios of one run mean something on a shared machine. Needs Debian's chromium and Playwright.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, sync_playwright

from kg.graph import Cited
from kg.page import write

ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LIMIT = 180_000  # milliseconds that stock pyvis gets at most
SETTLED = "window.network !== undefined && window.__settled === true"
WATCH = """const timer = setInterval(() => {
  if (window.network && !window.__watched) {
    window.__watched = true; clearInterval(timer);
    network.once('stabilizationIterationsDone', () => { window.__settled = true; });
  }
}, 5);"""


def network(nodes: int) -> nx.MultiDiGraph[str]:
    """A network with hubs, about two edges a node, each with one invented sentence."""
    plain = nx.barabasi_albert_graph(nodes, 2, seed=1)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in plain:
        graph.add_node(
            f"https://example.org/id/person/{number}", label=f"Person {number}", kind="Person", claims=plain.degree(number)
        )
    for a, b in plain.edges:
        sentence = f"Person {a} met Person {b} in the presence of several other people."
        given = dict.fromkeys(Cited.__dataclass_fields__, "") | {"start": 0, "end": len(sentence), "confidence": 0.8}
        given |= {"claim": f"claim/{a}-{b}", "quote": sentence, "sentence": sentence, "title": "News", "modality": "Actual"}
        ends = (f"https://example.org/id/person/{a}", f"https://example.org/id/person/{b}")
        cited = Cited(**given)  # type: ignore[arg-type]
        said = {"relation": "met_with", "label": "met with", "symmetric": True, "plover": "CONSULT", "modality": "Actual"}
        graph.add_edge(*ends, key="met_with", claims=(cited,), **said)
    return graph


def stock(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """What pyvis makes of the same network by itself, all of it in one file."""
    from pyvis.network import Network

    made = Network(height="900px", directed=True, cdn_resources="in_line")
    for name, node in graph.nodes(data=True):
        made.add_node(name, label=node["label"])
    for subject, target, edge in graph.edges(data=True):
        made.add_edge(subject, target, title=edge["claims"][0].sentence, label=edge["label"])
    path.write_text(made.generate_html(), encoding="utf-8")


def timed(act: Callable[[], Any]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    act()
    return time.process_time() - start


def opened(browser: Browser, path: Path, ready: str, watch: str = "") -> float:
    """Seconds from opening the file until the page answers `ready`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    if watch:
        page.add_init_script(watch)
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit", timeout=LIMIT)
    while not page.evaluate(ready):
        if (time.perf_counter() - start) * 1000 > LIMIT:
            break
        time.sleep(0.01)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def compare(browser: Browser, nodes: int, rounds: int, folder: Path) -> str:
    """One line of the table."""
    graph = network(nodes)
    ours, theirs = folder / f"ours-{nodes}.html", folder / f"stock-{nodes}.html"
    wrote = timed(lambda: write(graph, ours, title="Benchmark"))
    wrote_stock = timed(lambda: stock(graph, theirs))
    ready, ready_stock = [], []
    for _ in range(rounds):
        ready.append(opened(browser, ours, "document.documentElement.dataset.ready === 'yes'"))
        ready_stock.append(opened(browser, theirs, SETTLED, WATCH))
    one, other = statistics.median(ready), statistics.median(ready_stock)
    size = ours.stat().st_size / theirs.stat().st_size
    cut = "   stock was given up at the time limit: its time is at least this, the ratio at most" if other * 1000 > LIMIT else ""
    return f"{nodes:>7} {wrote:>8.2f} {wrote_stock:>8.2f} {one:>8.2f} {other:>8.2f} {one / other:>8.3f} {size:>8.2f}{cut}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[40, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    chromium = shutil.which("chromium")
    if not chromium:
        raise SystemExit("benchmarks/page.py: no chromium on this machine: apt-get install chromium")
    print(f"{'nodes':>7} {'write':>8} {'stock':>8} {'ready':>8} {'stock':>8} {'ratio':>8} {'size':>8}   (CPU s, CPU s, s, s)")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        opened_once = Path(name) / "warm.html"
        opened_once.write_text("<!doctype html><title>warm</title>", encoding="utf-8")
        opened(browser, opened_once, "true")
        for nodes in chosen.nodes:
            print(compare(browser, nodes, chosen.rounds, Path(name)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
