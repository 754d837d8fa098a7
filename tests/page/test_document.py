"""The file itself: one, closed, the same every time; and what stops it from being written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExportError
from kg.page import document, write


def test_nothing_in_the_file_has_an_address_to_load_from(files: dict[str, Path]) -> None:
    for path in files.values():
        text = path.read_text(encoding="utf-8")
        tags = re.findall(
            r"<(?:script|link|img|iframe|object|embed|source)\b[^>]*>", re.sub(r"<script>.*?</script>", "", text, flags=re.S)
        )
        assert not [tag for tag in tags if re.search(r"\b(src|href)=", tag)]
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy
        assert "default-src &#39;none&#39;" in policy[1]
        assert "unsafe" not in policy[1]


def test_the_same_network_gives_the_same_bytes_under_another_hash_seed_locale_and_folder(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    run = (
        f"import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}]; import networks; "
        "from pathlib import Path; from kg.page import write; "
        f"write(networks.demo(), Path({str(tmp_path)!r}) / sys.argv[1], title='Port Amsel: who met, who refused')"
    )
    root = Path(document.__file__).parents[2]
    for seed, locale in (("1", "C"), ("77", "C.UTF-8")):
        settings = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(root), "PYTHONUTF8": "0"}
        subprocess.run([sys.executable, "-c", run, f"{seed}.html"], check=True, env=settings, cwd=tmp_path)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "77.html").read_bytes() == files["demo"].read_bytes()


def test_nothing_is_written_beside_the_page(tmp_path: Path, graphs: Any) -> None:
    write(graphs.demo(), tmp_path / "page.html", title="Alone")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_the_page_is_smaller_than_the_stock_page(tmp_path: Path, graphs: Any) -> None:
    from pyvis.network import Network

    stock = Network(cdn_resources="in_line", directed=True)
    graph = graphs.demo()
    for iri, node in graph.nodes(data=True):
        stock.add_node(iri, label=node["label"])
    for subject, target, attributes in graph.edges(data=True):
        stock.add_edge(subject, target, title=attributes["claims"][0].sentence)
    write(graph, tmp_path / "page.html", title="Small")
    assert (tmp_path / "page.html").stat().st_size <= 0.85 * len(stock.generate_html().encode())


def test_another_vis_network_is_refused_with_the_cure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, graphs: Any) -> None:
    monkeypatch.setattr(document, "VIS_SHA256", "0" * 64)
    with pytest.raises(ExportError, match=r"vis-network.*install pyvis 0\.3\.2 again"):
        write(graphs.demo(), tmp_path / "page.html", title="Refused")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, graphs: Any) -> None:
    with pytest.raises(ExportError, match=r"page\.html: cannot be written"):
        write(graphs.demo(), tmp_path / "missing" / "page.html", title="Nowhere")


def test_pyvis_is_not_imported_before_a_page_is_written() -> None:
    heavy = "{'pyvis', 'networkx', 'IPython', 'numpy', 'jinja2'}"
    run = f"import sys, kg.page, kg.graph; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", run], check=True, cwd=Path(document.__file__).parents[2])


@pytest.mark.parametrize("text", ["</script>", "<!--", "a & b", "\u2028", "\ud800", "]]>", "김정은"])
def test_embedded_data_survives_and_cannot_end_its_block(text: str) -> None:
    import json

    block = str(document.embedded({"label": text}))
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"label": text}
    block.encode("utf-8")
