// What is selected and shown, kept in the address so that it can be mailed, and so that back and forward work.

const address = (() => {
  const listeners = [];
  const nothing = () => ({ node: null, edge: null, view: "graph", off: new Set(), unknown: null });
  let state = nothing();

  const parse = (hash) => {
    const found = nothing();
    const asked = new URLSearchParams(hash.replace(/^#/, ""));
    for (const [name, number] of [["node", (key) => data.nodeByKey.get(key)], ["edge", data.edgeOf]]) {
      if (!asked.has(name)) continue;
      found[name] = number(asked.get(name)) ?? null;
      if (found[name] === null) found.unknown = asked.get(name);
    }
    if (found.node !== null) found.edge = null;
    if (asked.get("view") === "table") found.view = "table";
    const names = new Set([...LOOKS, ...LINES].map((entry) => entry.name));
    found.off = new Set((asked.get("off") ?? "").split(",").filter((name) => names.has(name)));
    return found;
  };
  const format = ({ node, edge, view, off }) => {
    const asked = new URLSearchParams();
    if (node !== null) asked.set("node", data.nodes[node].key);
    if (edge !== null) asked.set("edge", data.edgeKey(edge));
    if (view !== "graph") asked.set("view", view);
    if (off.size) asked.set("off", [...off].sort().join(","));
    return String(asked);
  };
  const tell = (before) => listeners.forEach((act) => act(state, before));
  const go = (change) => {
    const before = state;
    state = { ...state, unknown: null, ...change };
    const [was, is] = [format(before), format(state)];
    if (was !== is) {
      // A page inside a sandboxed frame may not rewrite its address; it works all the same.
      try { history.pushState(null, "", "#" + is); } catch { /* no address to keep */ }
    }
    tell(before);
  };
  const follow = () => {
    if (location.hash.replace(/^#/, "") === format(state)) return;
    const before = state;
    state = parse(location.hash);
    tell(before);
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  return {
    go, now: () => state, onChange: (act) => listeners.push(act),
    start: () => { const before = state; state = parse(location.hash); tell(before); },
    node: (node) => go({ node, edge: null }),
    edge: (edge) => go({ edge, node: null }),
    clear: () => go({ node: null, edge: null }),
  };
})();
