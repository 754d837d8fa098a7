"""kg: news text in, a cited knowledge graph of diplomacy out.

    import kg
    g = kg.build("data/articles")          # in memory; kg.build("data/articles", "output") writes the files as well
    g.query("SELECT * { ?s ?p ?o } LIMIT 5")
    g.to_networkx(); g.graph; g.save("output"); kg.open("output")

`kg.build` is this function even though a module has the same name: the import below loads that module first, and Python binds a
module to its package only once.
"""

from kg.built import Graph as Graph
from kg.built import build as build
from kg.built import open as open

__all__ = ["Graph", "build", "open"]
