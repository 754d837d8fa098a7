// Elements are made here and nowhere else: text becomes a text node, never markup, and links lead to the web or nowhere.

const dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const fill = (element, children) => {
    for (const child of children.flat(4)) if (child !== null && child !== undefined && child !== "") element.append(child);
    return element;
  };
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    return fill(element, children);
  };
  const button = (act, attributes, ...children) => make("button", { type: "button", on: { click: act }, ...attributes }, ...children);
  const named = (text, limit = 400) => make("bdi", {}, short(text, limit));
  const link = (url, text) => {
    let parsed = null;
    try { parsed = new URL(url); } catch { /* not an address: shown as text */ }
    if (!parsed || !/^https?:$/.test(parsed.protocol)) return named(text);
    return make("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, named(text));
  };
  const drawn = (tag, attributes) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const picture = (width, height, ...parts) => {
    const svg = drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", class: "sign" });
    svg.append(...parts);
    return svg;
  };
  const OUTLINES = {
    square: "M3 3h12v12H3z", diamond: "M9 1l8 8-8 8-8-8z", triangle: "M9 2l8 14H1z", triangleDown: "M9 16L1 2h16z",
    hexagon: "M5 2.2h8L17 9l-4 6.800H5L1 9z", star: "M9 1l2.300 5.400 5.900.5-4.500 3.900 1.400 5.800L9 13.500 3.900 16.600l1.400-5.800L.8 6.900l5.900-.5z",
    box: "M2 5h14v8H2z",
  };
  const lookSign = (look) => {
    const ink = { fill: theme.colour(look) };
    return picture(18, 18, look.shape === "dot" ? drawn("circle", { cx: 9, cy: 9, r: 7, ...ink }) : drawn("path", { d: OUTLINES[look.shape], ...ink }));
  };
  const lineSign = (line) => picture(34, 12, drawn("path", {
    d: "M1 6h32", fill: "none", stroke: theme.colour(line), "stroke-width": line.width, "stroke-dasharray": line.dashes.join(" ") || "none",
  }));
  // A thin line with an open mark on its middle.
  const strokes = (line, mark) => picture(34, 12, drawn("path", { d: line, fill: "none", stroke: "currentColor", "stroke-width": mark ? 1 : 2, "stroke-opacity": mark ? 0.6 : 1 }),
    ...(mark ? [drawn("path", { d: mark, transform: "translate(17 6)", fill: "var(--ground)", stroke: "currentColor", "stroke-width": 1.5 })] : []));
  return { make, button, named, link, drawn, lookSign, lineSign, strokes, get: (id) => document.getElementById(id) };
})();
