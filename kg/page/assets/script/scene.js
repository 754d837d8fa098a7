// The picture on paper: title, what it covers, network and legend as a list of paths and texts, which a canvas paints and SVG writes.

const scene = (() => {
  const SANS = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif';
  const SERIF = 'Charter, "Bitstream Charter", Georgia, "Noto Serif", "Times New Roman", serif';
  const PAPER = {
    light: { ink: "#191a1c", soft: "#55585e", ground: "#ffffff", rule: "#dcd9d1" },
    dark: { ink: "#f1f1ee", soft: "#a9adb5", ground: "#15171b", rule: "#353941" },
  };
  const [MARGIN, LEAST, EASY, WIDE, HIGH, ROOM] = [36, 900, 1250, 2600, 1900, 84]; // pixels; ROOM is what names at the border need
  const scratch = document.createElement("canvas").getContext("2d");

  const polygon = (points) => `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}Z`;
  const round = (number) => Math.round(number * 100) / 100;
  const turned = (count, x, y, radius, start = 0) => Array.from({ length: count }, (_, step) => {
    const angle = start + (step * 2 * Math.PI) / count;
    return [x + radius(step) * Math.cos(angle), y + radius(step) * Math.sin(angle)];
  });
  // The outlines of vis-network's shapes.
  const outline = (shape, x, y, r) => {
    if (shape === "dot") return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    if (shape === "diamond") return polygon([[x, y - r], [x + r, y], [x, y + r], [x - r, y]]);
    if (shape === "hexagon") return polygon(turned(6, x, y, () => r));
    if (shape === "star") return polygon(turned(10, x, y + 0.08 * r, (step) => r * (step % 2 ? 0.41 : 1.07), -Math.PI / 2));
    if (shape === "triangle") return polygon(turned(3, x, y + 0.32 * r, () => 1.33 * r, -Math.PI / 2));
    if (shape === "triangleDown") return polygon(turned(3, x, y - 0.32 * r, () => 1.33 * r, Math.PI / 2));
    return polygon([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]);
  };
  const wrapped = (text, font, width) => {
    scratch.font = font;
    const lines = [""];
    for (const word of short(text, 600).split(/\s+/).flatMap((each) => each.match(/.{1,60}/gsu) ?? [])) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) && scratch.measureText(longer).width > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.slice(0, 6);
  };
  const writing = (parts, x, width) => (text, style, y) => {
    const lines = wrapped(text, `${style.weight ?? 400} ${style.size}px ${style.family ?? SANS}`, width);
    lines.forEach((line, number) => parts.push({ text: line, x, y: y + (number + 0.8) * style.size * 1.3, ...style }));
    return y + lines.length * style.size * 1.3;
  };

  // One line as vis-network bends it: a quadratic curve, whose control point follows from its middle.
  const bow = ({ edge, points }, at) => {
    const { s, o } = data.edges[edge];
    const [a, b, middle] = [at(canvas.place(s)), at(canvas.place(o)), at(points[12])];
    return { a, b, via: { x: 2 * middle.x - (a.x + b.x) / 2, y: 2 * middle.y - (a.y + b.y) / 2 } };
  };
  const along = ({ a, b, via }, t) => ({
    x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * via.x + t ** 2 * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * via.y + t ** 2 * b.y,
  });
  // A line for relations of several kinds has the colour of none; what no source reports as fact is thin and faint and bears a mark.
  const tint = (among, colour, paper) => (among.every((each) => data.line(each) === data.line(among[0])) ? colour(data.line(among[0])) : paper.ink);
  const marks = (stroke, at, ink, paper) => [6, 18].map((step) => at(stroke.points[step])).map(({ x, y }) => ({
    path: real.outline(sieve.real(stroke.edge)), at: [round(x), round(y)], fill: sieve.real(stroke.edge) === "Denied" ? undefined : paper.ground, stroke: ink, width: 1.5,
  }));
  const lineParts = (stroke, at, scale, colour, paper) => {
    const { edge, among } = stroke;
    const line = data.line(edge);
    const ghost = !among.some(sieve.plain);
    const { s, o } = data.edges[edge];
    const ink = { stroke: tint(among, colour, paper), width: ghost ? 1 : line.width * (among.length > 1 ? 2 : 1), dash: line.dashes, opacity: ghost ? 0.6 : 0.8 };
    if (s === o) {
      const { x, y } = at(canvas.place(s));
      return [{ path: outline("dot", x + 14, y - 14, 16), ...ink }];
    }
    const curve = bow(stroke, at);
    const { a, b, via } = curve;
    const drawn = [{ path: `M${round(a.x)} ${round(a.y)}Q${round(via.x)} ${round(via.y)} ${round(b.x)} ${round(b.y)}`, ...ink }];
    if (ghost) drawn.push(...marks(stroke, at, ink.stroke, paper));
    if (among.some((each) => data.relation(each).symmetric || data.edges[each].s !== s)) return drawn;
    const reach = canvas.place(o).size * scale + 1;
    let t = 1;
    while (t > 0.5 && Math.hypot(along(curve, t).x - b.x, along(curve, t).y - b.y) < reach) t -= 0.004;
    const [tip, back] = [along(curve, t), along(curve, t - 0.03)];
    const angle = Math.atan2(tip.y - back.y, tip.x - back.x);
    const corner = (turn, length) => [tip.x - length * Math.cos(angle + turn), tip.y - length * Math.sin(angle + turn)];
    return [...drawn, { path: polygon([[tip.x, tip.y], corner(0.4, 10), corner(-0.4, 10)]), fill: ink.stroke, opacity: ink.opacity }];
  };
  const nameParts = (nodes, strokes, scale, colour, paper, shift) => {
    const marks = nodes.map((node) => ({ node, x: canvas.place(node).x, y: canvas.place(node).y, r: canvas.place(node).size }));
    marks.sort((a, b) => data.at[b.node].length - data.at[a.node].length || a.node - b.node);
    const discs = marks.map(({ node, x, y, r }) => ({ node, x: (x - r) * scale, y: (y - r) * scale, w: 2 * r * scale, h: 2 * r * scale, weight: r > 9.5 ? 20 : 1 }));
    const straight = strokes.length > 150 ? [] : strokes.filter(({ edge }) => data.edges[edge].s !== data.edges[edge].o);
    const lines = straight.map(({ edge, among, points }) => ({ edge, among, colour: tint(among, colour, paper), points: [12, 10, 14, 8, 16].map((step) => points[step]) }));
    const view = { x: -shift.x, y: -shift.y, w: shift.w, h: shift.h };
    const placed = labels.lay(scratch, { nodes: marks, edges: lines, discs, must: marks.length <= 60 ? marks.length : 40, scale, view });
    return placed.map(({ x, y, w, text, edge, colour: ink }) => ({
      text, x: shift.x + x + w / 2, y: shift.y + y + 13, anchor: "middle", halo: paper.ground,
      ...(edge === undefined ? { size: 13, weight: 600, fill: paper.ink } : { size: 12, fill: ink }),
    }));
  };
  const legend = (nodes, edges, colour, paper, width, top) => {
    const looks = LOOKS.filter((look) => nodes.some((node) => data.nodes[node].look === look.name));
    const lines = LINES.filter((line) => edges.some((edge) => data.relation(edge).family === line.name));
    const parts = [];
    let [x, y] = [MARGIN, top + 16];
    const unreal = sieve.reals.filter((name) => name !== "Actual" && edges.some((edge) => sieve.real(edge) === name)).map((name) => ({ name, real: true }));
    for (const entry of [...looks, ...lines, ...unreal]) {
      const text = entry.real ? short(real.said(entry.name), 60) : T.looks[entry.name] ?? T.lines[entry.name];
      scratch.font = `400 14px ${SANS}`;
      const wide = (entry.shape ? 24 : 44) + scratch.measureText(text).width + 26;
      if (x > MARGIN && x + wide > MARGIN + width) [x, y] = [MARGIN, y + 26];
      if (entry.shape) parts.push({ path: outline(entry.shape, x + 8, y, 7), fill: colour(entry) });
      else parts.push({ path: `M${round(x)} ${y}h34`, stroke: entry.real ? paper.soft : colour(entry), width: entry.width ?? 1, dash: entry.dashes });
      if (entry.real) parts.push({ path: real.outline(entry.name), at: [round(x + 17), y], fill: entry.name === "Denied" ? undefined : paper.ground, stroke: paper.soft, width: 1.5 });
      parts.push({ text, x: x + (entry.shape ? 24 : 44), y: y + 5, size: 14, fill: paper.ink });
      x += wide;
    }
    return { parts, bottom: y + 22 };
  };
  const build = ({ edges, nodes, says }, dark, title = scope.title()) => {
    const paper = dark ? PAPER.dark : PAPER.light;
    const colour = (entry) => (dark ? entry.dark : entry.light);
    const drawn = nodes.filter(canvas.has);
    const lines = canvas.strokes(edges);
    const spots = drawn.map(canvas.place);
    const edge = (pick, end) => (spots.length ? end(...spots.map(pick)) : 0);
    const [left, right, top, bottom] = [edge(({ x }) => x, Math.min), edge(({ x }) => x, Math.max), edge(({ y }) => y, Math.min), edge(({ y }) => y, Math.max)];
    // Names keep their size: a small network is drawn with room for them, a large one not larger than a wall can take.
    const most = Math.max(0.8, EASY / Math.max(1, right - left, bottom - top));
    const scale = Math.min(1.4, most, WIDE / Math.max(1, right - left), HIGH / Math.max(1, bottom - top));
    const broad = (right - left) * scale + 2 * ROOM;
    const width = Math.ceil(Math.max(LEAST, broad + 2 * MARGIN));
    const parts = [];
    const write = writing(parts, MARGIN, width - 2 * MARGIN);
    let y = title ? write(title, { size: 28, weight: 700, family: SERIF, fill: paper.ink }, MARGIN) + 4 : 0;
    for (const line of says) y = write(line, { size: 14, fill: paper.soft }, y);
    const high = (bottom - top) * scale + 2 * ROOM;
    const shift = { x: (width - broad) / 2 + ROOM - left * scale, y: y + ROOM - top * scale - 10, w: width, h: y + high };
    const at = ({ x, y: down }) => ({ x: shift.x + x * scale, y: shift.y + down * scale });
    for (const line of lines) parts.push(...lineParts(line, at, scale, colour, paper));
    for (const node of drawn) {
      const { x, y: down } = at(canvas.place(node));
      parts.push({ path: outline(data.look(node).shape, x, down, round(canvas.place(node).size * scale)), fill: colour(data.look(node)), stroke: paper.ground, width: 1.5 });
    }
    parts.push(...nameParts(drawn, lines, scale, colour, paper, shift));
    const key = legend(drawn, edges, colour, paper, width - 2 * MARGIN, y + high);
    const end = writing(parts, MARGIN, width - 2 * MARGIN)(T.take.note, { size: 13, fill: paper.soft }, key.bottom);
    return { width, height: Math.ceil(end + MARGIN * 0.7), ground: paper.ground, parts: [...parts, ...key.parts] };
  };

  const paint = ({ width, height, ground, parts }, ratio) => {
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    const pen = sheet.getContext("2d");
    pen.scale(ratio, ratio);
    pen.fillStyle = ground;
    pen.fillRect(0, 0, width, height);
    pen.lineJoin = "round";
    for (const part of parts) {
      pen.globalAlpha = part.opacity ?? 1;
      if (part.path) {
        const path = new Path2D();
        const [x, y] = part.at ?? [0, 0];
        path.addPath(new Path2D(part.path), { a: 1, b: 0, c: 0, d: 1, e: x, f: y });
        pen.setLineDash(part.dash ?? []);
        if (part.fill) { pen.fillStyle = part.fill; pen.fill(path); }
        if (part.stroke) { pen.strokeStyle = part.stroke; pen.lineWidth = part.width; pen.stroke(path); }
        continue;
      }
      pen.font = `${part.weight ?? 400} ${part.size}px ${part.family ?? SANS}`;
      pen.textAlign = part.anchor === "middle" ? "center" : "left";
      pen.setLineDash([]);
      if (part.halo) { pen.strokeStyle = part.halo; pen.lineWidth = 4; pen.strokeText(part.text, part.x, part.y); }
      pen.fillStyle = part.fill;
      pen.fillText(part.text, part.x, part.y);
    }
    return sheet;
  };
  // Whatever XML cannot hold is replaced; the rest is escaped, in texts and in attributes alike.
  const xml = (value) => String(value).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const svg = ({ width, height, ground, parts }, title) => {
    const tag = (name, attributes, text) => {
      const written = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== "").map(([key, value]) => ` ${key}="${xml(value)}"`).join("");
      return text === undefined ? `<${name}${written}/>` : `<${name}${written}>${xml(text)}</${name}>`;
    };
    const lines = parts.map((part) => (part.path
      ? tag("path", { d: part.path, transform: part.at ? `translate(${part.at.join(" ")})` : undefined, fill: part.fill ?? "none", stroke: part.stroke, "stroke-width": part.width, "stroke-dasharray": part.dash?.join(" "), opacity: part.opacity })
      : tag("text", {
        x: round(part.x), y: round(part.y), "font-size": part.size, "font-weight": part.weight, "font-family": part.family ?? SANS, "text-anchor": part.anchor, fill: part.fill,
        ...(part.halo ? { stroke: part.halo, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" } : {}),
      }, part.text)));
    const frame = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" };
    const head = `<svg${Object.entries(frame).map(([key, value]) => ` ${key}="${xml(value)}"`).join("")}>`;
    return ['<?xml version="1.0" encoding="UTF-8"?>', head, tag("title", {}, title), tag("rect", { width, height, fill: ground }), ...lines, "</svg>", ""].join("\n");
  };
  return { build, paint, svg };
})();
