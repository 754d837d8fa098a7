"""`kg.Graph.show` and `part`: inside a notebook a frame that may do nothing but run its own script, elsewhere the browser."""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError

TEXT = "Angela Merkel met Emmanuel Macron in Berlin on 12 June 2018. Iran rejected a letter of France in May 2019."


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    source = tmp_path_factory.mktemp("texts") / "letter.txt"
    source.write_text(TEXT, encoding="utf-8")
    return kg.build(source)


@pytest.fixture
def notebook() -> Iterator[None]:
    """A shell of IPython that has a kernel, as those of notebooks do."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Any as Anything

    class Shell(InteractiveShell):
        kernel = Anything("a kernel")

    Shell.clear_instance()
    Shell.instance()
    yield
    Shell.clear_instance()


def labels(network: object) -> set[str]:
    return {label for _, label in network.nodes(data="label")}  # type: ignore[attr-defined]


def test_a_part_is_chosen_as_on_the_command_line(graph: kg.Graph) -> None:
    assert labels(graph.part(around="merkel")) >= {"Angela Merkel", "Emmanuel Macron"}
    assert "Iran" not in labels(graph.part(around=["merkel"]))
    assert "Angela Merkel" not in labels(graph.part(since="2019", relations="rejected"))
    assert labels(graph.part(query="CONSTRUCT WHERE { ?a kg:rejected ?b }")) == {"Iran", "France"}
    for given, says in (({"around": "nobody"}, "nothing is called 'nobody'"), ({"until": "then"}, "no date")):
        with pytest.raises(QueryError, match=says):
            graph.part(**given)  # type: ignore[arg-type]


@pytest.mark.usefixtures("notebook")
def test_a_notebook_shows_the_page_in_a_frame(graph: kg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython.utils.capture import capture_output

    monkeypatch.setattr(webbrowser, "open", lambda url: pytest.fail("the browser was opened"))
    with capture_output() as shown:
        path = graph.show(tmp_path / "page.html", title='"Who" & whom', height=444, around="merkel")
    (output,) = shown.outputs
    frame = output.data["text/html"]
    tag = re.fullmatch(
        r'<iframe title="&quot;Who&quot; &amp; whom" sandbox="([^"]*)" .*height="444" .*srcdoc="([^"]*)"></iframe>', frame
    )
    assert tag
    assert tag[1] == "allow-scripts"
    assert path == tmp_path / "page.html"
    assert unescape(tag[2]) == path.read_text(encoding="utf-8")


def test_elsewhere_the_browser_opens_it(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    page = graph.show()
    assert page
    assert opened == [page.as_uri()]
    assert "Angela Merkel" in page.read_text(encoding="utf-8")
