"""Whether mentions of one entity are put together: MUC, B³, CEAF-φ4, their mean (the figure of the CoNLL-2012 task), and
whether the mentions are found at all.

Which mentions are compared follows docs/annotation.md, and is the same for every reader:

- people, states, organisations and groups, up to the offset where the annotation of an article ends;
- no adjective ("Russian"); no role that stands beside the name of its holder ("President Berg", "Dahl, the speaker"); no
  mention inside a longer one of the same entity ("US" in "US government");
- an entity with one mention only if that is a name.

Two mentions are the same when their spans are equal once determiners and titles before them and a possessive 's behind them are
taken off: "the president" is "president", "Prime Minister Boris Johnson's" is "Boris Johnson".

The metrics are those of the reference scorer (Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions", ACL):
MUC counts links (Vilain et al. 1995), B³ asks each mention for its cluster (Bagga and Baldwin 1998), CEAF-φ4 pairs clusters one
to one (Luo 2005). Numerators and denominators are added up over the articles before they are divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluation.figures import bootstrap, f1

#: A mention: where it starts and ends, determiner, title and possessive taken off.
Span = tuple[int, int]
Cluster = frozenset[Span]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator and denominator of precision and recall. They add up."""

    right: float = 0.0  # of the numerator of precision
    drawn: float = 0.0
    found: float = 0.0  # of the numerator of recall
    gold: float = 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.right + other.right, self.drawn + other.drawn, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """0 where nothing was drawn."""
        return self.right / self.drawn if self.drawn else 0.0

    @property
    def recall(self) -> float:
        """0 where the gold has nothing."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one article or of several. They add up."""

    mentions: Ratio = field(default_factory=Ratio)
    muc: Ratio = field(default_factory=Ratio)
    b3: Ratio = field(default_factory=Ratio)
    ceaf: Ratio = field(default_factory=Ratio)

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.mentions + other.mentions, self.muc + other.muc, self.b3 + other.b3, self.ceaf + other.ceaf)

    @property
    def mean(self) -> float:
        """The mean F1 of the three metrics."""
        return (self.muc.f1 + self.b3.f1 + self.ceaf.f1) / 3


def score(gold: Sequence[Cluster], drawn: Sequence[Cluster]) -> Scores:
    """How two partitions compare. The clusters of each are disjoint; their mentions need not be the same."""
    in_gold, in_drawn = _owner(gold), _owner(drawn)
    both = len(in_gold.keys() & in_drawn.keys())
    return Scores(
        Ratio(both, len(in_drawn), both, len(in_gold)),
        Ratio(*_links(drawn, in_gold), *_links(gold, in_drawn)),
        Ratio(*_shares(drawn, in_gold, gold), *_shares(gold, in_drawn, drawn)),
        _aligned(gold, drawn),
    )


def interval(articles: Sequence[Scores], figure: Callable[[Scores], float]) -> tuple[float, float]:
    """The 95 % interval of a figure, from a bootstrap over articles."""
    return bootstrap(articles, lambda cases: figure(total(cases)))


def total(articles: Iterable[Scores]) -> Scores:
    """All articles together."""
    return sum(articles, Scores())


def _owner(clusters: Sequence[Cluster]) -> dict[Span, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _links(clusters: Sequence[Cluster], other: Mapping[Span, int]) -> tuple[int, int]:
    """MUC: the links of the clusters that hold in the other partition too, and all of them."""
    right = 0
    for cluster in clusters:
        known = {other[mention] for mention in cluster if mention in other}
        right += len(cluster) - len(known) - sum(mention not in other for mention in cluster)
    return right, sum(len(cluster) - 1 for cluster in clusters)


def _shares(clusters: Sequence[Cluster], other: Mapping[Span, int], others: Sequence[Cluster]) -> tuple[float, int]:
    """B³: for each mention, what share of its cluster is with it in the other partition too; and how many mentions there are."""
    right = 0.0
    for cluster in clusters:
        for number in {other[mention] for mention in cluster if mention in other}:
            right += len(cluster & others[number]) ** 2 / len(cluster)
    return right, sum(map(len, clusters))


def _aligned(gold: Sequence[Cluster], drawn: Sequence[Cluster]) -> Ratio:
    """CEAF-φ4: the best one-to-one pairing of clusters, where a pair is worth the Dice coefficient of the two."""
    import networkx as nx

    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for i, one in enumerate(gold):
        for j, other in enumerate(drawn):
            if one & other:
                graph.add_edge(("gold", i), ("drawn", j), weight=2 * len(one & other) / (len(one) + len(other)))
    worth = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
    return Ratio(worth, len(drawn), worth, len(gold))
