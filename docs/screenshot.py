"""Pictures of the page of the sample article, on a desk and on a phone, in Debian's chromium.

    python docs/screenshot.py docs/screenshot.png docs/pictures

Builds the sample into a temporary folder and opens its page with the network off. The first picture, for the README, has the
best-connected party selected; the folder gets one of each state of the page in two sizes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

import kg
from kg import resources

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


def states(graph: kg.Graph) -> dict[str, tuple[str, str]]:
    """Name → address and colour scheme. The node is the best-connected one, the edge that with most claims, ties by name."""
    network = graph.to_networkx()
    best = min(network.nodes, key=lambda node: (-network.degree(node), node))
    ends = min(network.edges(data=True), key=lambda edge: (-len(edge[2]["claims"]), edge[0], edge[1]))
    node = "node=" + quote(_key(best), safe="")
    edge = "edge=" + quote("~".join((_key(ends[0]), ends[2]["relation"], _key(ends[1]))), safe="")
    return {
        "start": ("", "light"),
        "node": (node, "light"),
        "edge": (edge, "light"),
        "time": ("from=2018-01-01&to=2019-12-31&undated=no", "light"),
        "timeline": (f"{node}&view=timeline", "light"),
        "table": ("view=table", "light"),
        "dark": (node, "dark"),
    }


def _key(iri: str) -> str:
    return iri.split("/id/", 1)[-1]


def shoot(browser: Browser, address: str, size: tuple[int, int], scheme: str, picture: Path) -> None:
    """One picture of one page; an empty graph is never ready, and needs no waiting."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(address)
    page.wait_for_selector("html[data-ready=yes], main.empty", state="attached")
    page.wait_for_timeout(500)  # the picture makes room for the panel
    page.screenshot(path=picture)
    page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picture", type=Path)
    parser.add_argument("folder", type=Path, nargs="?")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        graph = kg.build(resources.data() / "articles", folder)
        page = (Path(folder) / "graph.html").as_uri()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        all_states = states(graph)
        shoot(browser, f"{page}#{all_states['node'][0]}", SIZES["desk"], "light", args.picture)
        if args.folder is not None:
            args.folder.mkdir(parents=True, exist_ok=True)
            for where, size in SIZES.items():
                for name, (address, scheme) in all_states.items():
                    shoot(browser, f"{page}#{address}", size, scheme, args.folder / f"{name}-{where}.png")
            empty = Path(folder) / "empty.html"
            _empty(empty)
            for where, size in SIZES.items():
                shoot(browser, empty.as_uri(), size, "light", args.folder / f"empty-{where}.png")
        browser.close()


def _empty(path: Path) -> None:
    import networkx as nx

    from kg.page import write

    nothing: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    write(nothing, path, title="Nothing yet")


if __name__ == "__main__":
    main()
