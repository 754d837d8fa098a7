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
    import networkx as nx
    import numpy as np

    near = {node: set(graph.neighbors(node)) | {node} for node in nodes}
    lengths = {(a, b): max(1.0, (len(near[a] ^ near[b]) + 1) ** 0.3) for a, b in graph.subgraph(nodes).edges}
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_weighted_edges_from((a, b, length) for (a, b), length in sorted(lengths.items()))
    index = {node: row for row, node in enumerate(nodes)}
    table = np.zeros((len(nodes), len(nodes)))
    for source, ways in nx.all_pairs_dijkstra_path_length(weighted):
        for target, length in ways.items():
            table[index[source], index[target]] = length
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

    off = ~np.eye(len(wanted), dtype=bool)
    weights = np.zeros_like(wanted)
    weights[off] = wanted[off] ** -2.0
    laplacian = np.diag(weights.sum(axis=1)) - weights
    # The Laplacian alone has no inverse, since a shift costs nothing; with a constant added it has, and the shift stays as it is.
    inverse = np.linalg.inv(laplacian + 1.0 / len(wanted))
    for _ in range(ROUNDS):
        gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
        ratio = np.zeros_like(wanted)
        ratio[off] = weights[off] * wanted[off] / np.maximum(gaps[off], 1e-9)
        points = inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ points)
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

    points = points.copy()
    for _ in range(200):
        across, along = (points[:, None, axis] - points[None, :, axis] for axis in (0, 1))
        pairs = np.argwhere(np.triu((np.abs(across) < ROOM[0] - 0.5) & (np.abs(along) < ROOM[1] - 0.5), 1))
        if not len(pairs):
            break
        for a, b in pairs:
            gaps = points[a] - points[b]
            lack = np.subtract(ROOM, np.abs(gaps))
            axis = int(lack[1] <= lack[0])
            push = 0.26 * lack[axis] * (1.0 if gaps[axis] >= 0 else -1.0)
            points[a, axis] += push
            points[b, axis] -= push
    return points


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
