"""Which lines are drawn: one for each edge, or, between two that have many, one line for several edges, which says how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass

from kg.page.content import Json

MOST = 6  # lines between two nodes that an eye still tells apart


@dataclass(frozen=True, slots=True)
class Strand:
    """One line from `start` to `end` (nodes); `edges` are the numbers of those that it stands for, ascending."""

    start: int
    end: int
    edges: tuple[int, ...]
    actual: bool


def strands(edges: Sequence[Json], drawn: Container[int]) -> list[Strand]:
    """The lines between drawn nodes, in the order of their first edges.

    Up to `MOST` edges of a pair have a line each; of more, those of one relation and direction share a line, and where even these
    are too many, all of the pair do. What is reported as fact never shares one with what is not.
    """
    pairs: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        if edge["s"] in drawn and edge["o"] in drawn:
            pairs[min(edge["s"], edge["o"]), max(edge["s"], edge["o"]), "m" not in edge].append(number)
    found = [
        Strand(edges[group[0]]["s"], edges[group[0]]["o"], tuple(group), actual)
        for (a, b, actual), numbers in pairs.items()
        for group in _shared(edges, numbers, MOST if a != b else 1)
    ]
    return sorted(found, key=lambda strand: strand.edges)


def _shared(edges: Sequence[Json], numbers: Sequence[int], most: int) -> Iterable[list[int]]:
    """The edges of one pair, put together as little as `most` lines need."""
    if len(numbers) <= most:
        return [[number] for number in numbers]
    kinds: dict[Hashable, list[int]] = defaultdict(list)
    for number in numbers:
        edge = edges[number]
        kinds[edge["s"], edge["r"], edge.get("m")].append(number)
    return list(kinds.values()) if len(kinds) <= most else [list(numbers)]
