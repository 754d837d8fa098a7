"""How the lines run: bent just enough to pass no third node, and parallel lines apart.

A line is what vis-network calls `curvedCW` with a roundness: a quadratic curve through one control point. The formula is repeated
here because the choice is made at build time; a negative roundness stands for `curvedCCW`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.page.strands import Strand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

CLEARANCE = 6.0  # pixels between a line and the border of a node it does not end at
BENDS = (0.0, *(sign * step / 100 for step in range(8, 97, 8) for sign in (1, -1)))
APART = 0.15  # difference of roundness that keeps two parallel lines apart
SMALL = 60  # nodes up to which no line at all runs through a third one
ASIDE = 12  # rounds of stepping aside
CAREFUL = 150  # nodes above which lines are no longer looked at one by one


def cleared(
    lines: Sequence[Strand], places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]
) -> tuple[dict[int, tuple[float, float]], list[float]]:
    """The places, and the roundness of each line there. In a small picture a node that no bend passes by steps aside."""
    spots = dict(places)
    found = bends(lines, spots, radii)
    for _ in range(ASIDE if len(spots) <= SMALL else 0):
        steps = _steps(lines, found, spots, radii)
        if not steps:
            break
        spots |= {node: (round(spots[node][0] + x, 1), round(spots[node][1] + y, 1)) for node, (x, y) in steps.items()}
        found = bends(lines, spots, radii)
    return spots, found


def _steps(
    lines: Sequence[Strand], found: Sequence[float], places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]
) -> dict[int, tuple[float, float]]:
    """How far each node must go to be out of the way of the last line that runs through it."""
    import numpy as np

    steps = {}
    for line, bend in zip(lines, found, strict=True):
        if line.start == line.end:
            continue
        way = curve(places[line.start], places[line.end], bend, 96)
        for node in places.keys() - {line.start, line.end}:
            gaps = way - np.array(places[node])
            lengths = np.hypot(gaps[:, 0], gaps[:, 1])
            nearest = int(lengths.argmin())
            lack = radii[node] + CLEARANCE - float(lengths[nearest])
            if lack > 0:
                along = way[min(nearest + 1, 95)] - way[max(nearest - 1, 0)]
                across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
                away = across if float(across @ -gaps[nearest]) >= 0 else -across
                steps[node] = (float(away[0]) * (lack + 2.0), float(away[1]) * (lack + 2.0))
    return steps


def bends(lines: Sequence[Strand], places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]) -> list[float]:
    """The roundness of each line, in their order; nodes are the keys of `places` and `radii` (pixels).

    Lines of what is not reported as fact, which are hidden at first, take what the others leave.
    """
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number in sorted(range(len(lines)), key=lambda number: not lines[number].actual):
        line = lines[number]
        together[min(line.start, line.end), max(line.start, line.end)].append(number)
    centres = _Discs(places, radii) if len(places) <= CAREFUL else None
    result = [0.0] * len(lines)
    for (a, b), numbers in sorted(together.items()):
        taken: list[float] = []
        actual = sum(lines[number].actual for number in numbers) or len(numbers)
        for number in numbers if a != b else ():
            turned = 1 if lines[number].start == a else -1  # run the other way, right becomes left
            bend = _choose(centres, (a, b), taken, actual)
            taken.append(bend)
            result[number] = turned * bend or 0.0
    return result


def _choose(discs: _Discs | None, ends: tuple[int, int], taken: Sequence[float], count: int) -> float:
    """The flattest bend that passes no third node and keeps its distance from those taken, else the one that passes fewest.

    Two, four or six lines have none in the middle, so that the picture stays even.
    """
    free = [bend for bend in BENDS if all(abs(bend - other) >= APART for other in taken)]
    even = [bend for bend in free if bend or count % 2] or free
    if not even:  # more lines than fit: between those that are there
        return round(0.5 + 0.5 / (2 + len(taken)), 3)
    if discs is None:
        return even[0]
    best, fewest = even[0], len(discs)
    for bend in even:
        passed = discs.on_way(ends, bend)
        if passed < fewest:
            best, fewest = bend, passed
        if not passed:
            break
    return best


class _Discs:
    """The nodes as discs with `CLEARANCE` around them."""

    def __init__(self, places: Mapping[int, tuple[float, float]], radii: Mapping[int, float]) -> None:
        import numpy as np

        self._places = places
        self._nodes = np.array(list(places), dtype=int)
        self._centres = np.array(list(places.values()), dtype=float).reshape(-1, 2)
        self._reach = np.array([radii[node] + CLEARANCE for node in places], dtype=float)

    def __len__(self) -> int:
        return len(self._nodes)

    def on_way(self, ends: tuple[int, int], bend: float) -> int:
        """How many third nodes a line between two nodes would pass through with this bend."""
        import numpy as np

        way = curve(self._places[ends[0]], self._places[ends[1]], bend, 96)
        gaps = np.hypot(way[:, :1] - self._centres[:, 0], way[:, 1:] - self._centres[:, 1]).min(axis=0)
        return int(((gaps < self._reach) & (self._nodes != ends[0]) & (self._nodes != ends[1])).sum())


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
