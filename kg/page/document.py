"""The page as one document: template, style and scripts put together under a policy that lets nothing in and nothing out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ExportError
from kg.page.appearance import LINES, LOOKS
from kg.page.content import Json, content, years
from kg.page.drawing import core, draw, render

if TYPE_CHECKING:
    import networkx as nx

ASSETS = Path(__file__).resolve().parent / "assets"
# What is taken along: the picture on paper, the claims as files, the query, the citation.
TAKING = ("scope", "scene", "rdf", "spreadsheet", "sparql", "citation", "exporter", "print")
# In the order in which each needs the ones before it.
SCRIPTS = (
    *(
        "unpack",
        "data",
        "days",
        "walks",
        "sieve",
        "dom",
        "theme",
        "address",
        "real",
        "labels",
        "folds",
        "growth",
        "canvas",
        "filters",
    ),
    *("picker", "search", "connect", "panel", "time", "table", "timeline", "help", "keys", *TAKING, "main"),
)
VIS_FILE = "templates/lib/vis-9.1.2/vis-network.min.js"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
ROWS = 500  # rows of the table that needs no script


def page(graph: nx.MultiDiGraph[str], title: str) -> str:
    """The whole page as text. Raises ExportError when the installed vis-network is not the one that was checked."""
    texts = json.loads((ASSETS / "texts.json").read_text(encoding="utf-8"))
    data = content(graph, texts["months"])
    drawn = core(data)
    style = lean((ASSETS / "style.css").read_text(encoding="utf-8"))
    early = "document.documentElement.className = 'js';"
    engine = vis()
    scripts = [early, script()]
    actual = [edge for edge in data["edges"] if "m" not in edge]
    told = rows(data, actual)
    context = {
        "json": embedded,
        "texts": texts,
        "title": title,
        "policy": policy([*scripts, engine], [style]),
        "vis": packed(engine),
        "style": verbatim(style),
        "scripts": [verbatim(each) for each in scripts],
        "data": data,
        "appearance": {"looks": [asdict(look) for look in LOOKS], "lines": [asdict(line) for line in LINES]},
        "covers": covers(data, actual, texts),
        "rows": told[:ROWS],
        "all": len(told),
        "left": max(0, len(told) - ROWS),
    }
    return render(draw(data, drawn), ASSETS / "page.html", context)


def script() -> str:
    """Our scripts, one after the other, in one function of their own so that nothing of them is global."""
    parts = [(ASSETS / "script" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return '(async () => {\n"use strict";\n' + lean("\n".join(parts)) + "})();\n"


def lean(source: str) -> str:
    """Our own script or style without indentation and without the lines that are comments, which no reader of the page needs."""
    return re.sub(r"^[ \t]+|^[ \t]*//.*\n|^\n", "", source, flags=re.MULTILINE)


def vis() -> str:
    """The vis-network of the installed pyvis, which is what was tested: another one is refused."""
    try:
        path = Path(str(metadata.distribution("pyvis").locate_file("pyvis"))) / VIS_FILE
        found = path.read_bytes()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise ExportError(f"vis-network is missing from pyvis ({error}): install pyvis 0.3.2 again") from error
    if hashlib.sha256(found).hexdigest() != VIS_SHA256:
        raise ExportError(f"{path}: not the vis-network 9.1.2 that the page was tested with: install pyvis 0.3.2 again")
    # A browser reads every line end as "\n" before it compares hashes; the comment that names a source map would make its
    # inspector ask for a file that is not there.
    lines = found.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def packed(text: str) -> str:
    """Deflated (RFC 1950) in base 64, which every browser unpacks by itself."""
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy that allows these inline texts and nothing else: no request, no frame, no form."""

    def hashes(texts: Iterable[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in texts)
        return " ".join(f"'sha256-{digest}'" for digest in digests)

    return f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; base-uri 'none'; form-action 'none'"


def verbatim(text: str) -> Any:
    """Our own script or style, which no escaping may change; never anything that comes from a graph."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704


def embedded(value: Any) -> Any:
    """JSON for a script block that is only data: with `<`, `>` and `&` escaped no text can end the block."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    plain = re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)
    return Markup(plain)  # noqa: S704


def covers(data: Json, edges: Sequence[Json], texts: Json) -> str:
    """One line under the title: the years, and how much of what these edges speak of."""
    first, last = years(edges)
    parts = [first if first == last else f"{first}–{last}"] if first else []
    nodes = {end for edge in edges for end in (edge["s"], edge["o"])}
    sources = {claim["d"] for edge in edges for claim in edge["c"]}
    counts = {"entity": len(nodes), "relation": len(edges), "source": len(sources)}
    return " · ".join(parts + [f"{number:,} {texts['count'][name][number != 1]}" for name, number in counts.items()])


def rows(data: Json, edges: Sequence[Json]) -> list[Json]:
    """The table for readers without a script: one row an edge, with its first sentence, the latest first."""
    made = [_row(data, edge) for edge in edges]
    dated = sorted((row for row in made if row["date"]), key=lambda row: row["date"], reverse=True)
    return dated + [row for row in made if not row["date"]]


def _row(data: Json, edge: Json) -> Json:
    claims: Sequence[Json] = edge["c"]
    source = data["documents"][claims[0]["d"]] if claims else {}
    return {
        "subject": data["nodes"][edge["s"]]["label"],
        "relation": data["relations"][edge["r"]]["label"],
        "object": data["nodes"][edge["o"]]["label"],
        "date": edge.get("a", ""),
        "when": data["words"][edge["v"]] if "v" in edge else "",
        "sentence": data["sentences"][claims[0]["q"]] if claims else "",
        "more": max(0, len(claims) - 1),
        "source": source.get("publisher") or source.get("title") or "",
        "published": source.get("date", ""),
        "url": url if (url := source.get("url", "")).lower().startswith(("http://", "https://")) else "",
    }
