// Puts the parts together: whatever changes the address changes the picture, the panel and the table.

const main = (() => {
  const light = (node) => {
    const edges = new Set(data.at[node].filter((edge) => filters.edgeOn(edge)));
    canvas.light({ nodes: new Set([node, ...[...edges].map((edge) => data.other(edge, node))]), edges }, node);
  };
  const endsOf = ({ node, edge, path }) => (edge !== null ? [data.edges[edge].s, data.edges[edge].o] : node !== null ? [node] : path ?? []);
  const lightSelection = (state) => {
    const way = connect.way() ?? state.path;
    if (state.path) canvas.light({ nodes: new Set(way), edges: new Set(connect.way() ? connect.edgesOf(way) : []) }, null);
    else if (state.edge !== null) canvas.light({ nodes: new Set(endsOf(state)), edges: new Set([state.edge]) }, null);
    // With only its surroundings shown nothing of them is faint.
    else if (state.node !== null && sieve.steps()) canvas.light(null, state.node);
    else if (state.node !== null) light(state.node);
    else canvas.light(null, null);
  };
  // A small screen shows what belongs to the selection, a large one leaves the picture where it is.
  const show = (state, ends) => {
    if (sieve.steps()) canvas.fit(canvas.nodes());
    else if (state.path) canvas.fit(connect.way() ?? ends);
    else if (canvas.frame.clientWidth < 600) canvas.fit(ends.length > 1 ? ends : [ends[0], ...data.neighbours(ends[0])]);
    else ends.forEach(canvas.bring);
  };
  const VIEWS = { graph: "picture", table: "sheet", timeline: "timeline" };
  const change = (state, before) => {
    const moved = ["node", "edge", "path", "of", "hops", "view"].some((name) => state[name] !== before[name]);
    const sifted = sieve.apply(state);
    const way = connect.follow(state);
    const { extra, left } = growth.wanted(state, canvas.coreNodes, way);
    canvas.extend(extra, left);
    filters.apply();
    time.apply();
    panel.show(state, before);
    if (moved) keys.forget();
    if (moved && !endsOf(state).length) search.forget();
    for (const [view, id] of Object.entries(VIEWS)) {
      dom.get(id).hidden = state.view !== view;
      dom.get(`view-${view}`).setAttribute("aria-pressed", String(state.view === view));
    }
    if (state.view === "table" && (before.view !== "table" || sifted || !table.sheet.firstChild)) table.show();
    if (state.view === "timeline") timeline.show(before.view === "timeline" && !sifted);
    if (state.view !== "graph") return;
    lightSelection(state);
    // The panel takes room from the picture: wait for the new size, then see that what is selected is in it.
    const ends = endsOf(state);
    if (ends.length && moved) requestAnimationFrame(() => show(state, ends));
    else if (before.hops !== null && state.hops === null) requestAnimationFrame(() => canvas.fit());
    else if (!ends.length) requestAnimationFrame(() => canvas.restore(moved));
  };
  const start = () => {
    filters.build();
    time.build();
    help.start();
    canvas.start();
    search.start();
    keys.start();
    exporter.start();
    printing.start();
    address.onChange(change);
    dom.get("theme").addEventListener("click", theme.toggle);
    for (const view of Object.keys(VIEWS)) dom.get(`view-${view}`).addEventListener("click", () => address.go({ view }));
    dom.get("zoom-in").addEventListener("click", () => canvas.zoom(1.3));
    dom.get("zoom-out").addEventListener("click", () => canvas.zoom(1 / 1.3));
    dom.get("fit").addEventListener("click", () => canvas.fit());
    dom.get("open-filters").addEventListener("click", (event) => {
      const open = document.body.classList.toggle("with-filters");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
    theme.onChange(() => {
      if (address.now().view === "table") table.refresh();
      if (address.now().view === "timeline") timeline.show(true);
    });
    address.start();
    canvas.refit();
    // Said once the first picture has been drawn: two frames from here.
    requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; }));
  };
  return { light, start };
})();
main.start();
