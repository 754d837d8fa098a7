"""A graph in Python's hand: `kg.build`, `kg.open` and what they give. Nothing heavy is imported before it is asked for."""

from __future__ import annotations

import html
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import folder
from kg.build import Progress, Result, Silence, fill
from kg.build import build as build_files
from kg.errors import QueryError
from kg.summary import Summary, summary

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.rdf.shapes import Report
    from kg.rdf.store import Rows, Store, Triples


class Graph:
    """A built graph, in memory or in its folder. `result` says what the build found, where this is the one that built it."""

    def __init__(self, store: Store, result: Result | None = None) -> None:
        self.store = store
        self.result = result

    @cached_property
    def graph(self) -> rdflib.Dataset:
        """The same quads as an rdflib dataset; its default graph is the union of all."""
        return self.store.dataset()

    @cached_property
    def summary(self) -> Summary:
        """The counts and the best-supported edges."""
        return summary(self.store)

    def query(self, sparql: str) -> Rows | Triples | bool:
        """The answer to a SPARQL query over all named graphs together. Raises QueryError with line and column."""
        return self.store.query(sparql)

    def to_networkx(self, *, modalities: Iterable[str] = ("Actual",)) -> networkx.MultiDiGraph[str]:
        """The network that the page draws: nodes by IRI, edges with the claims that they rest on."""
        from kg.graph import network

        return network(self.store, modalities=frozenset(modalities))

    def save(self, output: str | Path = "output") -> Path:
        """Writes the four files of a build, all of them or none. Raises ExportError when the folder cannot be written."""
        with folder.replacing(Path(output)) as fresh:
            folder.write_files(self.store, fresh)
        return Path(output)

    def validate(self) -> Report:
        """Checks the graph against the SHACL shapes of the ontology."""
        from kg.rdf import shapes

        return shapes.validate(self.store)

    def part(
        self,
        *,
        around: str | Iterable[str] = (),
        hops: int = 1,
        since: str = "",
        until: str = "",
        undated: bool = False,
        relations: str | Iterable[str] = (),
        source: str = "",
        query: str = "",
    ) -> networkx.MultiDiGraph[str]:
        """The part of the network, claims of every modality in it, that `kg view` with the same options draws.

        `around` are names as `kg show` takes them, dates are days, months or years ("2018-06"), `query` is a CONSTRUCT. Raises
        QueryError for a name, a relation, a date or a query that leads nowhere.
        """
        from kg import lookup
        from kg.graph import EVERY, network
        from kg.selection import Selection, days, picked, select

        names = _several(around)
        found = {name: lookup.find(self.store, name) for name in names}
        unknown = [name for name, those in found.items() if not those]
        if unknown:
            raise QueryError(f"nothing is called {unknown[0]!r}: a part of the name is enough")
        wanted = Selection(
            around=tuple(one.iri for those in found.values() for one in those) if names else None,
            hops=hops,
            since=days(since)[0] if since else None,
            until=days(until)[1] if until else None,
            undated=undated,
            relations=_several(relations),
            source=source,
            picked=picked(self.store, query) if query else None,
        )
        return select(network(self.store, modalities=EVERY), wanted).graph

    def show(self, path: str | Path | None = None, *, title: str = folder.TITLE, height: int = 720, **chosen: Any) -> Path | None:
        """Shows the page: inside Jupyter below the cell, `height` pixels high, elsewhere in the browser.

        `chosen` are the arguments of `part`. The page is written to `path`, and outside Jupyter to a temporary file where there
        is none; returns where it was written. Raises QueryError as `part` does, ExportError when it cannot be written.
        """
        network = self.part(**chosen)
        page = Path(path) if path else None
        if _in_notebook():
            from IPython.display import display

            frame = _frame(folder.network_page(network, title=title), title, height)
            display({"text/html": frame, "text/plain": repr(self)}, raw=True)  # type: ignore[no-untyped-call]
            if page:
                folder.write_network(network, page, title=title)
            return page
        import webbrowser

        page = page or Path(tempfile.mkdtemp(prefix="kg-")) / folder.PAGE
        folder.write_network(network, page, title=title)
        webbrowser.open(page.resolve().as_uri())
        return page

    def __len__(self) -> int:
        """The number of quads."""
        return len(self.store)

    def __repr__(self) -> str:
        s = self.summary
        return f"<kg.Graph: {s.documents} documents, {sum(s.entities.values())} entities, {sum(s.claims.values())} claims>"

    def _repr_html_(self) -> str:
        """For notebooks: the counts and the best-supported edges."""
        s = self.summary
        counts = {
            "documents": s.documents,
            "entities": sum(s.entities.values()),
            "claims": sum(s.claims.values()),
            "statements": s.statements,
            "edges": s.edges,
        }
        rows = [(e.subject, e.relation, e.object, str(e.claims), str(e.documents)) for e in s.strongest]
        line = " · ".join(f"<b>{number:,}</b> {name}" for name, number in counts.items())
        return f"<p>{line}</p>" + (_table(("subject", "relation", "object", "claims", "documents"), rows) if rows else "")


def _several(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _in_notebook() -> bool:
    """Whether a notebook's kernel runs this: the shell of a terminal has none. IPython is not imported to find out."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


def _frame(page: bytes, title: str, height: int) -> str:
    """A page in a frame that may run its own script and nothing else: neither the notebook's page nor its cookies."""
    return (
        f'<iframe title="{html.escape(title)}" sandbox="allow-scripts" width="100%" height="{height:d}" '
        f'style="border: 0" srcdoc="{html.escape(page.decode("utf-8"))}"></iframe>'
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """An HTML table; the texts come from the news and are escaped."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def build(
    sources: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    *,
    base: str | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Builds a graph from news texts: in memory, or with the files of `kg build` when an output folder is given.

    `sources` is one file or folder or several. Raises SourceError when nothing could be read; what could not be read of several
    is in `graph.result.problems`.
    """
    several = [sources] if isinstance(sources, str | Path) else list(sources)
    if output is None:
        return Graph(*fill(several, base=base, progress=progress or Silence()))
    result = build_files(several, output, base=base, progress=progress)
    return Graph(open(output).store, result)


def open(path: str | Path = "output") -> Graph:
    """Opens a built graph: its folder, or any RDF file. Raises StoreError when there is none."""
    from kg.rdf.store import Store

    return Graph(Store.open(Path(path)))
