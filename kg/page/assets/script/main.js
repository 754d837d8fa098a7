// Puts the parts together: whatever changes the address changes the picture, the panel and the table.

const main = (() => {
  const light = (node) => {
    const edges = new Set(data.at[node].filter((edge) => filters.edgeOn(edge)));
    canvas.light({ nodes: new Set([node, ...[...edges].map((edge) => data.other(edge, node))]), edges }, node);
  };
  const lightSelection = ({ node, edge }) => {
    if (node !== null) light(node);
    else if (edge !== null) canvas.light({ nodes: new Set([data.edges[edge].s, data.edges[edge].o]), edges: new Set([edge]) }, null);
    else canvas.light(null, null);
  };
  // A small screen shows what belongs to the selection, a large one leaves the picture where it is.
  const show = (ends) => {
    if (canvas.frame.clientWidth < 600) canvas.fit(ends.length > 1 ? ends : [ends[0], ...data.neighbours(ends[0])]);
    else ends.forEach(canvas.bring);
  };
  const same = (a, b) => a.size === b.size && [...a].every((each) => b.has(each));
  const change = (state, before) => {
    const ends = state.edge !== null ? [data.edges[state.edge].s, data.edges[state.edge].o] : state.node !== null ? [state.node] : [];
    ends.forEach(canvas.reveal);
    filters.apply();
    panel.show(state);
    keys.forget();
    const view = state.view === "table";
    dom.get("picture").hidden = view;
    dom.get("sheet").hidden = !view;
    dom.get("view-graph").setAttribute("aria-pressed", String(!view));
    dom.get("view-table").setAttribute("aria-pressed", String(view));
    if (view && (before.view !== "table" || !same(state.off, before.off) || !table.sheet.firstChild)) table.show();
    if (view) return;
    lightSelection(state);
    // The panel takes room from the picture: wait for the new size, then see that what is selected is in it.
    if (ends.length) requestAnimationFrame(() => show(ends));
  };
  const start = () => {
    filters.build();
    canvas.start();
    search.start();
    keys.start();
    exporter.start();
    printing.start();
    address.onChange(change);
    dom.get("theme").addEventListener("click", theme.toggle);
    dom.get("view-graph").addEventListener("click", () => address.go({ view: "graph" }));
    dom.get("view-table").addEventListener("click", () => address.go({ view: "table" }));
    dom.get("zoom-in").addEventListener("click", () => canvas.zoom(1.3));
    dom.get("zoom-out").addEventListener("click", () => canvas.zoom(1 / 1.3));
    dom.get("fit").addEventListener("click", () => canvas.fit());
    dom.get("open-filters").addEventListener("click", (event) => {
      const open = document.body.classList.toggle("with-filters");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
    theme.onChange(() => { if (address.now().view === "table") table.refresh(); });
    address.start();
    // Said once the first picture has been drawn: two frames from here.
    requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; }));
  };
  return { light, start };
})();
main.start();
