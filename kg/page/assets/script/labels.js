// Names on the picture: at one readable size whatever the zoom, the weightiest first, none over another.
// Places are found once for a zoom and a selection; panning only moves them.

const labels = (() => {
  const NODE = '600 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
  const EDGE = '12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
  const HEIGHT = 17;
  const widths = new Map();
  let placed = [];

  const width = (context, font, text) => {
    const key = font + text;
    if (!widths.has(key)) {
      context.font = font;
      widths.set(key, context.measureText(text).width + 6);
    }
    return widths.get(key);
  };
  const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  const around = (x, y, r, w) => [
    { x: x - w / 2, y: y + r + 2 }, { x: x - w / 2, y: y - r - HEIGHT - 2 }, { x: x + r + 3, y: y - HEIGHT / 2 }, { x: x - r - 3 - w, y: y - HEIGHT / 2 },
    ...[0.25, 0.75].flatMap((part) => [{ x: x - w * part, y: y + r + 2 }, { x: x - w * part, y: y - r - HEIGHT - 2 }]),
    { x: x + r * 0.7, y: y + r * 0.7 + 1 }, { x: x - r * 0.7 - w, y: y + r * 0.7 + 1 }, { x: x + r * 0.7, y: y - r * 0.7 - HEIGHT }, { x: x - r * 0.7 - w, y: y - r * 0.7 - HEIGHT },
  ].map((corner) => ({ ...corner, w, h: HEIGHT }));

  const nodeText = (node) => {
    const { label, look } = data.nodes[node];
    return look === "statements" ? `“${short(label, 30)}”` : short(label, look === "offices" ? 28 : 34);
  };
  const edgeText = ([edge, ...more]) => {
    const same = more.every((each) => data.relation(each) === data.relation(edge));
    if (more.length) return same ? `${short(data.relation(edge).label, 30)} · ${more.length + 1}×` : counted(more.length + 1, "relation");
    const date = data.when(edge);
    return short(data.relation(edge).label, 30) + (sieve.plain(edge) ? "" : ` · ${short(real.said(sieve.real(edge)), 16)}`) + (date ? ` · ${short(date, 16)}` : "");
  };

  // `nodes` and `edges` in order of weight; places in pixels of the screen at this zoom, from the picture's origin; `view` is the window
  // in the same measure, whose border cuts no name that has another place, `corner` what lies over it; `chosen` is named in any case. The `must` first nodes get a label even over a small dot.
  const lay = (context, { nodes, edges, discs, must, scale, view, corner, chosen }) => {
    const placed = [];
    const free = (box) => !(corner && meets(box, corner)) && !placed.some((other) => meets(box, other));
    const inside = (box) => box.x >= view.x && box.y >= view.y && box.x + box.w <= view.x + view.w && box.y + box.h <= view.y + view.h;
    const covered = (box, self) => discs.reduce((sum, disc) => sum + (disc.node !== self && meets(box, disc) ? disc.weight : 0), 0);
    for (const [rank, { node, x, y, r }] of nodes.entries()) {
      const text = nodeText(node);
      const w = width(context, NODE, text);
      const options = around(x * scale, y * scale, r * scale, w).filter(free);
      const seen = meets({ x: x * scale, y: y * scale, w: 0, h: 0 }, view);
      const best = options.reduce((found, box) => {
        const cost = covered(box, node) + (seen && !inside(box) ? 20 : 0);
        return !found || cost < found.cost ? { box, cost } : found;
      }, null);
      if (best && (best.cost === 0 || (rank < must && best.cost < 20) || node === chosen)) placed.push({ ...best.box, text, node, font: NODE });
    }
    for (const { edge, among, colour, points } of edges) {
      const text = edgeText(among);
      const w = width(context, EDGE, text);
      const boxes = points.map(({ x, y }) => ({ x: x * scale - w / 2, y: y * scale - HEIGHT / 2, w, h: HEIGHT }));
      const box = boxes.find((each) => free(each) && covered(each, -1) === 0 && inside(each));
      if (box) placed.push({ ...box, text, edge, colour, font: EDGE });
    }
    return placed;
  };
  const place = (context, wanted) => { placed = lay(context, wanted); };
  const draw = (context, origin) => {
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = theme.ground();
    for (const { x, y, w, text, font, colour } of placed) {
      context.font = font;
      const [left, top] = [origin.x + x + w / 2, origin.y + y + HEIGHT / 2];
      context.strokeText(text, left, top);
      context.fillStyle = colour ?? theme.ink();
      context.fillText(text, left, top);
    }
  };
  // The label under a point of the screen, with the same origin.
  const at = (point, origin) => {
    const spot = { x: point.x - origin.x, y: point.y - origin.y, w: 1, h: 1 };
    return placed.find((box) => meets(box, spot)) ?? null;
  };
  return { lay, place, draw, at, all: () => placed };
})();
