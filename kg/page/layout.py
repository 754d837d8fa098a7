"""Where the nodes stand: stress majorization, computed at build time, so that a page opens still and always the same.

The energy is that of Kamada and Kawai (1989), minimised by majorization (Gansner, Koren and North, "Graph drawing by stress
majorization", 2004), which needs numpy alone and converges from a fixed start: no seed, no clock. Edge lengths grow with the
number of neighbours that two ends do not share, so that the surroundings of hubs have room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

UNIT = 104.0  # pixels of a line between two nodes with few neighbours
ROOM = (104.0, 50.0)  # what a node with its label wants for itself, in pixels
ROUNDS = 120
STILL = 1e-3  # of a line: a round that moves nothing farther is the last
ASPECT = 1.45  # width by height of the picture: a desktop window without the side panels


def positions(graph: nx.Graph[int]) -> dict[int, tuple[float, float]]:
    """Node → (x, y) in pixels, y downwards, centred on the origin. The graph's nodes are integers; their order decides ties."""
    import networkx as nx
    import numpy as np

    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    boxes = [_part(graph, part) for part in parts]
    corners = _pack([(float(np.max(box[:, 0])) + ROOM[0], float(np.max(box[:, 1])) + ROOM[1]) for box in boxes])
    placed = {
        node: (float(box[row, 0]) + left, float(box[row, 1]) + top)
        for part, box, (left, top) in zip(parts, boxes, corners, strict=True)
        for row, node in enumerate(part)
    }
    return _centred(placed)


def _part(graph: nx.Graph[int], nodes: Sequence[int]) -> Points:
    """The points of one connected part, its upper left corner at the origin."""
    import numpy as np

    if len(nodes) == 1:
        return np.zeros((1, 2))
    wanted = _distances(graph, nodes)
    points = _majorize(_start(wanted), wanted) * UNIT
    points = _separate(_filling(_lying(points)))
    return np.asarray(points - points.min(axis=0))


def _distances(graph: nx.Graph[int], nodes: Sequence[int]) -> Points:
    """Shortest ways between all nodes, over lines whose length is the root of the number of neighbours not shared."""
    import numpy as np

    near = {node: set(graph.neighbors(node)) | {node} for node in nodes}
    lengths = {(a, b): max(1.0, (len(near[a] ^ near[b]) + 1) ** 0.3) for a, b in graph.subgraph(nodes).edges}
    index = {node: row for row, node in enumerate(nodes)}
    table = np.full((len(nodes), len(nodes)), np.inf)
    np.fill_diagonal(table, 0.0)
    for (a, b), length in sorted(lengths.items()):
        table[index[a], index[b]] = table[index[b], index[a]] = length
    for row in range(len(nodes)):  # Floyd and Warshall: for a few hundred nodes by far the quickest with numpy
        np.minimum(table, table[:, row : row + 1] + table[row : row + 1, :], out=table)
    return table


def _start(wanted: Points) -> Points:
    """Classical scaling (Torgerson) of the distances, with a fixed small spiral so that equal nodes do not lie on each other."""
    import numpy as np

    count = len(wanted)
    centring = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ (wanted**2) @ centring)
    axes = vectors[:, [-1, -2]] if count > 1 else np.zeros((count, 2))
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)  # eigenvectors have no sign of their own
    spread = axes * np.sqrt(np.maximum(values[[-1, -2]], 0.0))
    turn = np.arange(count) * 2.399963
    radius = 0.25 * np.sqrt((np.arange(count) + 1.0) / count)
    return np.asarray(spread + np.stack([np.cos(turn), np.sin(turn)], axis=1) * radius[:, None])


def _majorize(points: Points, wanted: Points) -> Points:
    """Guttman steps with weights 1/d², the weights' Laplacian inverted once."""
    import numpy as np

    apart = wanted + np.eye(len(wanted))  # nobody is apart from himself, and nothing is divided by nought
    weights = apart**-2.0 - np.eye(len(wanted))
    pull = 1.0 / apart - np.eye(len(wanted))  # weight times distance
    laplacian = np.diag(weights.sum(axis=1)) - weights
    # The Laplacian alone has no inverse, since a shift costs nothing; with a constant added it has, and the shift stays as it is.
    inverse = np.linalg.inv(laplacian + 1.0 / len(wanted))
    for _ in range(ROUNDS):
        x, y = points[:, 0], points[:, 1]
        gaps = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
        ratio = pull / np.maximum(gaps, 1e-9)
        moved = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
        step = float(np.abs(moved - points).max())
        points = moved
        if step < STILL:
            break
    return points


def _lying(points: Points) -> Points:
    """Turned so that the longer axis lies, since windows are wider than high."""
    import numpy as np

    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1] * np.where(axes[0, ::-1] < 0, -1.0, 1.0)
    return np.asarray(centred @ axes)


def _filling(points: Points) -> Points:
    """Stretched a little towards the shape of a window."""
    import numpy as np

    width, height = np.maximum(np.ptp(points, axis=0), UNIT)
    stretch = float(np.clip((ASPECT * height / width) ** 0.5, 0.85, 1.25))
    return np.asarray(points * np.array([stretch, 1.0 / stretch]))


def _separate(points: Points) -> Points:
    """Pushes apart, least way first, nodes whose boxes of `ROOM` overlap."""
    import numpy as np

    spots = [[float(x), float(y)] for x, y in points]  # plain numbers: taken one by one, those of numpy are ten times slower
    for _ in range(200):
        now = np.array(spots)
        across, along = (np.abs(now[:, None, axis] - now[None, :, axis]) for axis in (0, 1))
        pairs = np.argwhere(np.triu((across < ROOM[0] - 0.5) & (along < ROOM[1] - 0.5), 1)).tolist()
        if not pairs:
            break
        for a, b in pairs:
            one, other = spots[a], spots[b]
            gaps = (one[0] - other[0], one[1] - other[1])
            lack = (ROOM[0] - abs(gaps[0]), ROOM[1] - abs(gaps[1]))
            axis = int(lack[1] <= lack[0])
            push = 0.26 * lack[axis] * (1.0 if gaps[axis] >= 0 else -1.0)
            one[axis] += push
            other[axis] -= push
    return np.array(spots)


def _pack(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Upper left corners of boxes laid in rows, the first being the largest; the whole about `ASPECT` wide."""
    area = sum(width * height for width, height in sizes)
    limit = max([(area * ASPECT * 1.15) ** 0.5, *(width for width, _ in sizes[:1])], default=0.0)
    left = top = row = 0.0
    corners = []
    for width, height in sizes:
        if left and left + width > limit:
            left, top, row = 0.0, top + row, 0.0
        corners.append((left, top))
        left, row = left + width, max(row, height)
    return corners


def _centred(placed: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    if not placed:
        return {}
    xs, ys = zip(*placed.values(), strict=True)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {node: (round(a - x, 1), round(b - y, 1)) for node, (a, b) in sorted(placed.items())}
