// The page without a mouse: / searches, arrows walk the picture, Enter opens, Escape closes.

const keys = (() => {
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  let here = null;

  // The nearest node that lies more or less in that direction.
  const next = (from, [dx, dy]) => {
    const start = canvas.place(from);
    let best = null;
    for (const node of canvas.nodes()) {
      const { x, y } = canvas.place(node);
      const along = (x - start.x) * dx + (y - start.y) * dy;
      const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
      if (node === from || along <= 0 || aside > along * 2) continue;
      const cost = along + 2 * aside;
      if (!best || cost < best.cost) best = { node, cost };
    }
    return best?.node ?? null;
  };
  const walk = (way) => {
    const shown = canvas.nodes();
    if (!shown.length) return;
    const busiest = shown.reduce((best, node) => (data.at[node].length > data.at[best].length ? node : best));
    const from = here ?? address.now().node;
    const to = from === null || !shown.includes(from) ? busiest : next(from, way);
    if (to === null) return;
    here = to;
    canvas.bring(to);
    main.light(to);
    dom.get("live").textContent = say(T.walk, { what: short(data.nodes[to].label, 80) });
  };
  const start = () => {
    canvas.frame.addEventListener("keydown", (event) => {
      if (Object.hasOwn(WAYS, event.key)) { event.preventDefault(); walk(WAYS[event.key]); }
      else if (event.key === "Enter" && here !== null) { address.node(here); panel.box.focus(); }
      else if (event.key === "+" || event.key === "=") canvas.zoom(1.25);
      else if (event.key === "-") canvas.zoom(0.8);
      else if (event.key === "0") canvas.fit();
    });
    document.addEventListener("keydown", (event) => {
      if (help.isOpen()) return; // the dialog has keys of its own
      const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); search.focus(); }
      else if (event.key === "?" && !typing) { event.preventDefault(); help.open(); }
      else if (event.key === "Escape" && document.body.classList.contains("with-filters")) dom.get("open-filters").click();
      else if (event.key === "Escape") {
        const inside = panel.box.contains(document.activeElement);
        address.clear();
        if (inside) canvas.frame.focus();
      }
    });
  };
  return { start, forget: () => { here = null; } };
})();
