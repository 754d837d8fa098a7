"""A picture of the page of the sample article, 1440 by 900 pixels, in Debian's chromium.

    python docs/screenshot.py docs/screenshot.png [--select node=person/NAME] [--size 1440x900]

Builds the sample into a temporary folder and opens its page with the network off, the best-connected party selected.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

import kg
from kg import resources

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def best_connected(graph: kg.Graph) -> str:
    """The address of the node with most edges, of those with as many the first by name."""
    network = graph.to_networkx()
    best = min(network.nodes, key=lambda node: (-network.degree(node), node))
    return "node=" + quote(best.split("/id/", 1)[-1], safe="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--select", default="")
    parser.add_argument("--size", default="1440x900")
    args = parser.parse_args()
    width, height = map(int, args.size.split("x"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        graph = kg.build(resources.data() / "articles", folder)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page.goto(f"{(Path(folder) / 'graph.html').as_uri()}#{args.select or best_connected(graph)}")
        page.wait_for_selector("html[data-ready=yes]")
        page.wait_for_timeout(500)  # the picture makes room for the panel
        page.screenshot(path=args.picture)
        browser.close()


if __name__ == "__main__":
    main()
