// The picture: vis-network draws, nothing moves by itself. Fading is done by painting everything faint and the lit parts again, which
// costs one frame instead of an update of every line.

const canvas = (() => {
  const FAINT = 0.13;
  const CENTRE = { x: 0, y: 0 };
  const FEW = 6; // parallel lines that an eye still tells apart
  const REACH = 11; // pixels around a line or a small node that still count as on it
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const picture = given("drawing");
  const frame = dom.get("canvas");
  const buttons = document.querySelector(".zoom");
  const places = new Map(picture.nodes.map((node) => [node.id, node]));
  // A line bears the number of its first edge; where two have too many for an eye, it is `of` several edges.
  const lines = new Map(picture.edges.map((line) => [line.id, line.of ?? [line.id]]));
  const lineOf = new Map(picture.edges.flatMap((line) => lines.get(line.id).map((edge) => [edge, line.id])));
  const bends = new Map(picture.edges.map((edge) => [edge.id, edge.smooth?.roundness ?? 0]));
  const nodeSet = new vis.DataSet();
  const edgeSet = new vis.DataSet();
  const crowded = picture.edges.length > 250;
  let network = null;
  let grown = 1; // nodes and lines are drawn larger where the whole picture has to be small
  let lit = null; // { nodes: Set, edges: Set } or null when nothing is selected
  let marked = null; // the node with the ring
  let hovered = null; // { node } or { edge } under the pointer
  let whole = true; // the view shows the whole picture, as long as the reader has not moved it
  let moved = false; // by the reader, not by what he selected
  let stale = true;
  const ways = new Map(); // edge → points along it
  let related = []; // the relations shown, each with both its ends in the picture
  let together = new Map(); // line → the relations shown that it stands for
  let holder = new Map(); // relation shown → its line
  let choice = { isNode: () => true, isEdge: () => true, folded: false };
  let extra = new Map(); // what is drawn beside the core
  let left = 0; // neighbours there is no room for

  const dressNode = (node) => {
    const colour = theme.colour(data.look(node.id));
    return { ...node, color: { background: colour, border: theme.ground() }, ...(node.shape === "box" ? { shape: "square" } : {}) };
  };
  const familyOf = (edges) => (edges.every((edge) => data.line(edge) === data.line(edges[0])) ? data.line(edges[0]) : null);
  const colourOf = (edges) => { const family = familyOf(edges); return family ? theme.colour(family) : theme.ink(); };
  // What a line looks like that stands for these relations: of different kinds it has none of its own, and it is wider for more.
  const look = (from, edges) => {
    const family = familyOf(edges);
    const ghost = !edges.some(sieve.plain);
    const oneWay = edges.every((edge) => !data.relation(edge).symmetric && data.edges[edge].s === from);
    const wide = edges.length > 1 ? Math.min(9, 1.5 + 1.2 * Math.sqrt(edges.length)) : family.width * grown;
    return { colour: colourOf(edges), opacity: ghost || crowded ? 0.4 : 0.72, width: ghost ? 1 : wide, dashes: family?.dashes.length ? family.dashes : false, oneWay };
  };
  const dressEdge = (line) => {
    const { colour, opacity, width, dashes, oneWay } = look(line.from, lines.get(line.id));
    return { ...line, color: { color: colour, opacity }, width, dashes, arrows: { to: { enabled: oneWay, scaleFactor: 0.55 } } };
  };
  const origin = () => network.canvasToDOM({ x: 0, y: 0 });
  const shownNodes = () => network?.body.nodeIndices ?? [];
  const shownEdges = () => network?.body.edgeIndices ?? [];
  const weight = (node) => data.at[node].length;

  const way = (edge) => {
    if (!ways.has(edge)) {
      const kind = network.body.edges[edge].edgeType;
      const via = kind.getViaNode?.();
      ways.set(edge, Array.from({ length: 25 }, (_, step) => kind.getPoint(step / 24, via)));
    }
    return ways.get(edge);
  };

  // How many names, of the weightiest, are there even where they cover a small node: by the room there is, more where nodes are many.
  const namesOver = ({ w, h }) => Math.max(5, Math.min(crowded ? 45 : 12, Math.floor((w * h) / (crowded ? 15_000 : 40_000))));
  const layLabels = (context) => {
    const scale = network.getScale();
    const order = (node) => (node === marked ? -2 : lit?.nodes.has(node) ? -1 : 0);
    const wanted = shownNodes().filter((node) => !lit || lit.nodes.has(node) || (hovered && hovered.node === node));
    wanted.sort((a, b) => order(a) - order(b) || weight(b) - weight(a) || a - b);
    const nodes = wanted.map((node) => ({ node, x: places.get(node).x, y: places.get(node).y, r: places.get(node).size + (node === marked ? 9 : 0) }));
    // Faint nodes are no obstacle to the names of the lit ones; the selected one, ring and all, is one that nothing may cover.
    const discs = shownNodes().filter((node) => !lit || lit.nodes.has(node)).map((node) => {
      const { x, y, size } = places.get(node);
      const r = size + (node === marked ? 9 : 0);
      return { node, x: (x - r) * scale, y: (y - r) * scale, w: 2 * r * scale, h: 2 * r * scale, weight: node === marked ? 20 : 1 };
    });
    const some = hovered?.edge !== undefined ? [hovered.edge] : [];
    const rest = lit ? litLines() : shownEdges().length <= 120 ? shownEdges() : [];
    const edges = [...new Set([...some, ...rest])].filter((line) => lines.has(line) && onLine(line).length).map((line) => ({ edge: line, among: onLine(line), colour: colourOf(onLine(line)), points: [12, 10, 14, 8, 16].map((step) => way(line)[step]) }));
    const { x, y } = origin();
    const view = { x: 3 - x, y: 3 - y, w: frame.clientWidth - 6, h: frame.clientHeight - 6 };
    const corner = { x: buttons.offsetLeft - x, y: buttons.offsetTop - y, w: buttons.offsetWidth, h: buttons.offsetHeight };
    labels.place(context, { nodes, edges, discs, must: namesOver(view), scale, view, corner, chosen: marked });
    stale = false;
  };
  let lastScale = 0;
  const before = (context) => {
    context.globalAlpha = lit ? FAINT : 1;
  };
  const after = (context) => {
    context.globalAlpha = 1;
    marks(context);
    if (lit) {
      for (const edge of litLines()) stress(context, network.body.edges[edge]);
      for (const node of lit.nodes) network.body.nodes[node]?.draw(context);
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
  // The relations that a line is drawn for: those shown, or the selected one though the filters hide it.
  const onLine = (line) => together.get(line) ?? lines.get(line).filter((edge) => lit?.edges.has(edge));
  const litLines = () => {
    const asked = lit.edges.size === 1;
    return [...new Set([...lit.edges].map((edge) => holder.get(edge) ?? (asked ? lineOf.get(edge) : undefined)))].filter((line) => line !== undefined);
  };
  const marks = (context) => {
    const bright = lit ? new Set(litLines()) : null;
    for (const line of new Set([...shownEdges(), ...(bright ?? [])])) {
      const edges = onLine(line);
      if (!edges.length || edges.some(sieve.plain)) continue;
      context.globalAlpha = !bright || bright.has(line) ? 0.85 : FAINT;
      real.mark(context, sieve.real(edges[0]), [way(line)[6], way(line)[18]], colourOf(edges), Math.min(2, 1 / Math.min(1, network.getScale())));
    }
    context.globalAlpha = 1;
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
    if (edge && (!label || edge.gap < (4 - REACH) / scale)) return { edge: edge.id };
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
    moved = false;
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
  // What the filters leave, as long as the reader has not moved the picture.
  const refit = () => { if (whole) fit(); };
  // With the selection gone the whole comes back, unless the reader has chosen a view of his own; nor is a picture left empty.
  const restore = (closed) => {
    const seen = shownNodes().some((node) => { const { x, y } = network.canvasToDOM(places.get(node)); return x > 0 && y > 0 && x < frame.clientWidth && y < frame.clientHeight; });
    if ((closed && !moved) || (!seen && shownNodes().length)) fit();
  };
  const zoom = (factor) => {
    [whole, moved] = [false, true];
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

  // Draws what is wanted beside the core, each near its node, and takes away what no longer is.
  const extend = (wanted, rest) => {
    left = rest;
    const gone = [...extra.keys()].filter((node) => !wanted.has(node));
    const come = [...wanted.keys()].filter((node) => !extra.has(node));
    extra = new Map(wanted);
    if (!gone.length && !come.length) return;
    const dropped = new Set(gone);
    const cut = gone.length ? [...lines.keys()].filter((line) => dropped.has(data.edges[line].s) || dropped.has(data.edges[line].o)) : [];
    for (const line of cut) {
      lines.get(line).forEach((edge) => lineOf.delete(edge));
      lines.delete(line);
      ways.delete(line);
    }
    gone.forEach((node) => places.delete(node));
    edgeSet.remove(cut);
    nodeSet.remove(gone);
    const spot = growth.spots(places.values());
    come.forEach((node) => settle(node, wanted.get(node), spot));
    const fresh = [...new Set(come.flatMap((node) => data.at[node]))].filter((edge) => !lineOf.has(edge) && places.has(data.edges[edge].s) && places.has(data.edges[edge].o));
    const made = fan(fresh);
    nodeSet.add(come.map((node) => dressNode(places.get(node))));
    edgeSet.add(made.map(dressEdge));
  };
  const settle = (node, beside, spot) => {
    const near = beside ?? data.neighbours(node).find((each) => places.has(each));
    const around = near === undefined ? CENTRE : places.get(near);
    places.set(node, { id: node, ...spot(around), size: 8 * grown, shape: data.look(node).shape });
  };
  // Lines that were not laid out when the page was written: a few of a pair side by side, many as one.
  const fan = (edges) => [...folds.pairs(edges).values()].flatMap((all) => (all.length > FEW ? [all] : all.map((edge) => [edge])).map((among, rank, rows) => {
    const id = Math.min(...among);
    const { s, o } = data.edges[id];
    lines.set(id, among);
    among.forEach((edge) => lineOf.set(edge, id));
    const bend = (rank - (rows.length - 1) / 2) * 0.15 * (s < o ? 1 : -1);
    return { id, from: s, to: o, ...(bend ? { smooth: { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } } : {}) };
  }));
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
  // What is hidden is left out of the lists that vis-network draws from: no line has to be made anew for a step of the time.
  const choose = () => {
    const { body } = network;
    body.nodeIndices = [...places.keys()].filter(choice.isNode);
    const inside = new Set(body.nodeIndices);
    const before = together;
    together = new Map();
    for (const [line, edges] of lines) {
      const { s, o } = data.edges[line];
      const visible = inside.has(s) && inside.has(o) ? edges.filter(choice.isEdge) : [];
      if (visible.length) together.set(line, visible);
    }
    if (choice.folded) together = folds.fold(together, (line) => bends.get(line) ?? 0);
    related = [...together.values()].flat();
    holder = new Map([...together].flatMap(([line, edges]) => edges.map((edge) => [edge, line])));
    body.edgeIndices = [...together.keys()];
    const dressed = (line, edges) => edges.length === 1 && lines.get(line).length === 1 && before.get(line)?.length === 1;
    for (const [line, edges] of together) if (!dressed(line, edges)) paint(line, edges);
  };
  const paint = (line, edges) => {
    const drawn = network.body.edges[line];
    if (!drawn) return;
    const { colour, opacity, width, dashes, oneWay } = look(data.edges[line].s, edges);
    Object.assign(drawn.options, { width, dashes });
    Object.assign(drawn.options.color, { color: colour, opacity });
    drawn.options.arrows.to.enabled = oneWay;
  };
  const show = (isNode, isEdge, folded) => {
    choice = { isNode, isEdge, folded };
    choose();
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
    grown = Math.max(1, Math.min(2, (crowded ? 0.5 : 0.8) / network.getScale()));
    if (grown === 1) return;
    places.forEach((place) => { place.size *= grown; });
    dress();
  };
  // A line opens its sentences, one that stands for several the list of them.
  const open = (line) => {
    const { s, o } = data.edges[line];
    const among = together.get(line) ?? [line];
    if (among.length > 1 && s !== o) address.path(s, o);
    else address.edge(among[0]);
  };
  const start = () => {
    if (frame.clientHeight > frame.clientWidth) turn();
    nodeSet.add(picture.nodes.map(dressNode));
    edgeSet.add(picture.edges.map(dressEdge));
    network = new vis.Network(frame, { nodes: nodeSet, edges: edgeSet }, given("options"));
    // The frame has the keys; a second stop inside it, which vis-network makes, would be one whose focus nobody sees.
    frame.firstElementChild.removeAttribute("tabindex");
    network.body.emitter.on("_dataUpdated", choose);
    choose();
    network.on("beforeDrawing", before);
    network.on("afterDrawing", after);
    network.on("click", ({ pointer }) => {
      const found = find(pointer.DOM);
      if (!found) address.clear();
      else if (found.node !== undefined) address.node(found.node);
      else open(found.edge);
    });
    frame.addEventListener("mousemove", (event) => {
      const box = frame.getBoundingClientRect();
      hover({ x: event.clientX - box.left, y: event.clientY - box.top });
    });
    frame.addEventListener("mouseleave", () => hover(null));
    network.on("resize", () => { refit(); refresh(); });
    network.on("dragEnd", () => { [whole, moved] = [false, true]; refresh(); });
    network.on("zoom", () => { [whole, moved] = [false, true]; });
    theme.onChange(dress);
    fit();
    grow();
  };
  // The lines in the picture that stand for these relations, with points along each.
  const strokes = (edges) => {
    const found = new Map();
    for (const edge of edges) {
      const line = holder.get(edge) ?? lineOf.get(edge);
      if (line === undefined) continue;
      if (!found.has(line)) found.set(line, { edge, among: [], points: way(line) });
      found.get(line).among.push(edge);
    }
    return [...found.values()];
  };
  return {
    start, fit, refit, restore, zoom, bring, extend, light, show, refresh, frame,
    relations: () => related, gathered: () => related.length - together.size,
    coreNodes: new Set(picture.nodes.map((node) => node.id)), extra: () => extra.size, left: () => left,
    has: (node) => places.has(node), place: (node) => places.get(node), nodes: shownNodes, edges: shownEdges,
    core: picture.nodes.length, strokes,
  };
})();
