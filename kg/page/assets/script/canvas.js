// The picture: vis-network draws, nothing moves by itself. Fading is done by painting everything faint and the lit parts again, which
// costs one frame instead of an update of every line.

const canvas = (() => {
  const FAINT = 0.13;
  const REACH = 11; // pixels around a line or a small node that still count as on it
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const picture = given("drawing");
  const frame = dom.get("canvas");
  const places = new Map(picture.nodes.map((node) => [node.id, node]));
  // A line bears the number of its first edge; where two have too many for an eye, it is `of` several edges.
  const lines = new Map(picture.edges.map((line) => [line.id, line.of ?? [line.id]]));
  const lineOf = new Map(picture.edges.flatMap((line) => lines.get(line.id).map((edge) => [edge, line.id])));
  let edgeOn = () => true;
  const onLine = (line) => lines.get(line).filter(edgeOn);
  const face = (line) => onLine(line)[0] ?? line; // the edge that a line is drawn as
  const nodeSet = new vis.DataSet();
  const edgeSet = new vis.DataSet();
  const crowded = picture.edges.length > 250;
  let network = null;
  let grown = 1; // nodes and lines are drawn larger where the whole picture has to be small
  let lit = null; // { nodes: Set, edges: Set } or null when nothing is selected
  let marked = null; // the node with the ring
  let hovered = null; // { node } or { edge } under the pointer
  let whole = true; // the view shows the whole picture, as long as the reader has not moved it
  let stale = true;
  const ways = new Map(); // edge → points along it

  const dressNode = (node) => {
    const colour = theme.colour(data.look(node.id));
    return { ...node, color: { background: colour, border: theme.ground() }, ...(node.shape === "box" ? { shape: "square" } : {}) };
  };
  const dressEdge = (edge) => {
    const line = data.line(face(edge.id));
    const many = lines.get(edge.id);
    const oneWay = many.every((each) => !data.relation(each).symmetric && data.edges[each].s === edge.from);
    const width = line.width * grown * (many.length > 1 ? 2 : 1);
    return { ...edge, color: { color: theme.colour(line), opacity: crowded ? 0.4 : 0.72 }, width, dashes: line.dashes.length ? line.dashes : false, arrows: { to: { enabled: oneWay, scaleFactor: 0.55 } } };
  };
  const origin = () => network.canvasToDOM({ x: 0, y: 0 });
  const shownNodes = () => network.body.nodeIndices;
  const shownEdges = () => network.body.edgeIndices;
  const weight = (node) => data.at[node].length;

  const way = (edge) => {
    if (!ways.has(edge)) {
      const kind = network.body.edges[edge].edgeType;
      const via = kind.getViaNode?.();
      ways.set(edge, Array.from({ length: 25 }, (_, step) => kind.getPoint(step / 24, via)));
    }
    return ways.get(edge);
  };

  const layLabels = (context) => {
    const scale = network.getScale();
    const order = (node) => (node === marked ? -2 : lit?.nodes.has(node) ? -1 : 0);
    const wanted = shownNodes().filter((node) => !lit || lit.nodes.has(node) || (hovered && hovered.node === node));
    wanted.sort((a, b) => order(a) - order(b) || weight(b) - weight(a) || a - b);
    const nodes = wanted.map((node) => ({ node, x: places.get(node).x, y: places.get(node).y, r: places.get(node).size + (node === marked ? 9 : 0) }));
    // Faint nodes are no obstacle to the names of the lit ones.
    const discs = shownNodes().filter((node) => !lit || lit.nodes.has(node)).map((node) => {
      const { x, y, size } = places.get(node);
      return { node, x: (x - size) * scale, y: (y - size) * scale, w: 2 * size * scale, h: 2 * size * scale };
    });
    const some = hovered?.edge !== undefined ? [hovered.edge] : [];
    const rest = lit ? [...lit.edges] : shownEdges().length <= 120 ? shownEdges() : [];
    const named = new Set([...some, ...rest].filter((edge) => lineOf.has(edge)).map((edge) => lineOf.get(edge)));
    const edges = [...named].map((line) => ({ edge: face(line), among: onLine(line), points: [12, 10, 14, 8, 16].map((step) => way(line)[step]) }));
    const { x, y } = origin();
    const view = { x: 3 - x, y: 3 - y, w: frame.clientWidth - 6, h: frame.clientHeight - 6 };
    labels.place(context, { nodes, edges, discs, must: lit ? wanted.length : 12, scale, view });
    stale = false;
  };
  let lastScale = 0;
  const before = (context) => {
    context.globalAlpha = lit ? FAINT : 1;
  };
  const after = (context) => {
    context.globalAlpha = 1;
    if (lit) {
      const shown = new Set(shownEdges());
      for (const line of new Set([...lit.edges].map((edge) => lineOf.get(edge)))) if (shown.has(line)) stress(context, network.body.edges[line]);
      for (const node of shownNodes()) if (lit.nodes.has(node)) network.body.nodes[node].draw(context);
    }
    if (marked !== null && places.has(marked)) ring(context, places.get(marked));
    if (stale || network.getScale() !== lastScale) layLabels(context);
    lastScale = network.getScale();
    const ratio = context.canvas.width / frame.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    labels.draw(context, origin());
    context.restore();
  };
  const stress = (context, edge) => {
    const { width } = edge.options;
    edge.options.width = width * 1.6;
    edge.draw(context);
    edge.drawArrows(context);
    edge.options.width = width;
  };
  const ring = (context, { x, y, size }) => {
    context.beginPath();
    context.arc(x, y, size + 6, 0, 2 * Math.PI);
    context.lineWidth = 3 / Math.min(1, network.getScale());
    context.setLineDash([]);
    context.strokeStyle = theme.ink();
    context.stroke();
  };

  // What lies at a point of the screen: a node, the name of a line, a line right below, the name of a node, a line close by.
  const find = (point) => {
    const scale = network.getScale();
    const { x, y } = network.DOMtoCanvas(point);
    const nearest = (list, distance) => list.reduce((best, id) => {
      const gap = distance(id);
      return gap <= 0 && (!best || gap < best.gap) ? { id, gap } : best;
    }, null);
    const node = nearest(shownNodes(), (id) => Math.hypot(places.get(id).x - x, places.get(id).y - y) - Math.max(places.get(id).size + 3, REACH / scale));
    if (node) return { node: node.id };
    const label = labels.at(point, origin());
    if (label?.edge !== undefined) return { edge: label.edge };
    const edge = nearest(shownEdges(), (id) => toWay(way(id), x, y) - REACH / scale);
    if (edge && (!label || edge.gap < (4 - REACH) / scale)) return { edge: face(edge.id) };
    return label ? { node: label.node } : null;
  };
  const toWay = (points, x, y) => {
    let best = Infinity;
    for (let step = 1; step < points.length; step += 1) {
      const [a, b] = [points[step - 1], points[step]];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(a.x + along * dx - x, a.y + along * dy - y));
    }
    return best;
  };

  // A view of the given nodes, or of the whole picture, with room for their names. The whole stays whole when the window changes.
  const fit = (some = null) => {
    whole = !some;
    const nodes = some ?? shownNodes();
    const most = 1.6 / grown;
    const spots = [...nodes].filter((node) => places.has(node)).map((node) => places.get(node));
    if (!spots.length || !frame.clientWidth) return;
    const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const [wide, high] = [frame.clientWidth, frame.clientHeight];
    const room = { x: wide - Math.min(150, wide * 0.2), y: high - Math.min(96, high * 0.2) };
    const scale = Math.min(most, room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  };
  const zoom = (factor) => {
    whole = false;
    network.moveTo({
      scale: Math.max(0.05, Math.min(5, network.getScale() * factor)), animation: still.matches ? false : { duration: 120, easingFunction: "linear" },
    });
  };
  const bring = (node) => {
    const spot = network.canvasToDOM(places.get(node));
    const inside = spot.x > 60 && spot.y > 40 && spot.x < frame.clientWidth - 60 && spot.y < frame.clientHeight - 50;
    if (inside) return;
    whole = false;
    network.moveTo({ position: places.get(node), animation: false });
  };

  // Draws a node of the rest beside its first drawn neighbour, with its lines to what is drawn.
  const reveal = (node) => {
    if (places.has(node)) return;
    const near = data.neighbours(node).find((each) => places.has(each));
    const anchor = near === undefined ? { x: 0, y: 0 } : places.get(near);
    const turn = places.size * 2.399963;
    places.set(node, { id: node, x: anchor.x + 90 * Math.cos(turn), y: anchor.y + 90 * Math.sin(turn), size: 9, shape: data.look(node).shape });
    nodeSet.add(dressNode(places.get(node)));
    for (const edge of data.at[node]) {
      if (!places.has(data.other(edge, node)) || lineOf.has(edge)) continue;
      const among = data.between(edge);
      lines.set(edge, among);
      among.forEach((each) => lineOf.set(each, edge));
      edgeSet.add(dressEdge({ id: edge, from: data.edges[edge].s, to: data.edges[edge].o }));
    }
  };
  const light = (selection, mark) => {
    lit = selection;
    marked = mark;
    refresh();
  };
  const refresh = () => {
    stale = true;
    network?.redraw();
  };
  const hover = (point) => {
    const found = point && find(point);
    if (found?.node === hovered?.node && found?.edge === hovered?.edge) return;
    hovered = found;
    frame.style.cursor = found ? "pointer" : "";
    refresh();
  };
  const show = (isNode, isEdge) => {
    const changed = (set, visible) => set.get().filter((item) => Boolean(item.hidden) === visible(item.id)).map(({ id, hidden }) => ({ id, hidden: !hidden }));
    edgeOn = isEdge;
    nodeSet.update(changed(nodeSet, isNode));
    edgeSet.update(changed(edgeSet, (line) => onLine(line).length > 0));
    edgeSet.update(edgeSet.get({ filter: ({ id }) => lines.get(id).length > 1 }).map(dressEdge));
    refresh();
  };
  const dress = () => {
    nodeSet.update([...places.values()].map(dressNode));
    edgeSet.update(edgeSet.get().map(dressEdge));
    refresh();
  };
  // On a screen that stands, the picture is turned by a quarter; it was laid out for one that lies.
  const turn = () => places.forEach((place) => { [place.x, place.y] = [-place.y, place.x]; });
  const grow = () => {
    grown = crowded ? 1 : Math.max(1, Math.min(2, 0.8 / network.getScale()));
    if (grown === 1) return;
    places.forEach((place) => { place.size *= grown; });
    dress();
  };
  const start = () => {
    if (frame.clientHeight > frame.clientWidth) turn();
    nodeSet.add(picture.nodes.map(dressNode));
    edgeSet.add(picture.edges.map(dressEdge));
    network = new vis.Network(frame, { nodes: nodeSet, edges: edgeSet }, given("options"));
    network.on("beforeDrawing", before);
    network.on("afterDrawing", after);
    network.on("click", ({ pointer }) => {
      const found = find(pointer.DOM);
      if (!found) address.clear();
      else if (found.node !== undefined) address.node(found.node);
      else address.edge(found.edge);
    });
    frame.addEventListener("mousemove", (event) => {
      const box = frame.getBoundingClientRect();
      hover({ x: event.clientX - box.left, y: event.clientY - box.top });
    });
    frame.addEventListener("mouseleave", () => hover(null));
    network.on("resize", () => { if (whole) fit(); refresh(); });
    network.on("dragEnd", () => { whole = false; refresh(); });
    network.on("zoom", () => { whole = false; });
    theme.onChange(dress);
    fit();
    grow();
  };
  // The lines in the picture that stand for these edges, with points along each.
  const strokes = (edges) => {
    const found = new Map();
    for (const edge of edges) {
      if (!lineOf.has(edge)) continue;
      const line = lineOf.get(edge);
      if (!found.has(line)) found.set(line, { edge, among: [], points: way(line) });
      found.get(line).among.push(edge);
    }
    return [...found.values()];
  };
  return {
    start, fit, zoom, bring, reveal, light, show, refresh, frame,
    has: (node) => places.has(node), place: (node) => places.get(node), nodes: shownNodes, edges: () => shownEdges().flatMap(onLine),
    core: picture.nodes.length, strokes,
  };
})();
