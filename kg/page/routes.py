"""How the lines run: bent just enough to pass no third node, and parallel lines apart.

A line is what vis-network calls `curvedCW` with a roundness: a quadratic curve through one control point. The formula is repeated
here because the choice is made at build time; a negative roundness stands for `curvedCCW`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

CLEARANCE = 6.0  # pixels between a line and the border of a node it does not end at
BENDS = (0.0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24, 0.34, -0.34, 0.46, -0.46)
APART = 0.15  # difference of roundness that keeps two parallel lines apart
CAREFUL = 150  # nodes above which lines are no longer looked at one by one


def bends(lines: Sequence[tuple[int, int]], places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]) -> list[float]:
    """The roundness of each line (from, to), in their order; nodes are the keys of `places` and `radii` (pixels)."""
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (a, b) in enumerate(lines):
        together[min(a, b), max(a, b)].append(number)
    result = [0.0] * len(lines)
    for (a, b), numbers in sorted(together.items()):
        taken: list[float] = []
        for rank, number in enumerate(numbers):
            turned = 1 if lines[number][0] == a else -1  # run the other way, right becomes left
            costs = _costs(*lines[number], turned, places, radii) if len(places) <= CAREFUL and a != b else {}
            bend = _choose(costs, taken, rank, len(numbers))
            taken.append(bend)
            result[number] = turned * bend or 0.0
    return result


def _choose(costs: Mapping[float, int], taken: Sequence[float], rank: int, count: int) -> float:
    """The cheapest bend that keeps its distance from those taken; beyond ten, or in large graphs, an even fan."""
    free = [bend for bend in BENDS if all(abs(bend - other) >= APART for other in taken)]
    if costs and free and count <= 4:
        order = [bend for bend in free if bend or count % 2]  # an even number has no middle line
        return min(order or free, key=lambda bend: (costs[bend], abs(bend), -bend))
    if count == 1:
        return 0.0
    return round((rank - (count - 1) / 2) * min(APART, 1.0 / count), 3)


def curve(start: tuple[float, float], end: tuple[float, float], bend: float, steps: int = 64) -> Points:
    """Points along the line from `start` to `end`, both included, as vis-network draws it."""
    import numpy as np

    a, b = np.array(start), np.array(end)
    across = b - a
    length = float(np.hypot(*across))
    angle = np.arctan2(-across[1], across[0]) + (0.5 * bend + 0.5) * np.pi
    via = a + (0.5 * abs(bend) + 0.5) * length * np.array([np.sin(angle), np.cos(angle)])
    t = np.linspace(0.0, 1.0, steps)[:, None]
    return np.asarray((1 - t) ** 2 * a + 2 * t * (1 - t) * via + t**2 * b)


def _costs(
    a: int, b: int, turned: int, places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]
) -> dict[float, int]:
    """How many third nodes the line from a to b would pass through with each bend (times `turned`)."""
    import numpy as np

    others = [node for node in places if node not in (a, b)]
    if not others:
        return dict.fromkeys(BENDS, 0)
    centres = np.array([places[node] for node in others])
    reach = np.array([radii[node] + CLEARANCE for node in others])
    result = {}
    for bend in BENDS:
        way = curve(places[a], places[b], turned * bend)
        gaps = np.linalg.norm(way[:, None] - centres[None, :], axis=2).min(axis=0)
        result[bend] = int((gaps < reach).sum())
    return result
