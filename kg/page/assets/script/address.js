// What is selected and shown, kept in the address so that it can be mailed, and so that back and forward work.

const address = (() => {
  const listeners = [];
  const REST = 250; // milliseconds without a change until a moving slider is written down
  const VIEWS = ["graph", "table", "timeline"];
  const filters = () => ({ off: new Set(), real: new Set(["Actual"]), from: null, to: null, undated: true, hops: null });
  // `of` is the entity from which a relation was opened: its surroundings and its timeline stay while its sentences are read; so does
  // the timeline of everything, with `all`.
  const nothing = () => ({ node: null, edge: null, path: null, of: null, all: false, view: "graph", fold: false, near: [], ...filters(), unknown: null });
  let state = nothing();
  let writing = null;
  let soft = false;

  // "a~b", where the names themselves may hold "~": every cut is tried.
  const pairOf = (text) => {
    for (let cut = text.indexOf("~"); cut >= 0; cut = text.indexOf("~", cut + 1)) {
      const [a, b] = [data.nodeByKey.get(text.slice(0, cut)), data.nodeByKey.get(text.slice(cut + 1))];
      if (a !== undefined && b !== undefined && a !== b) return [a, b];
    }
    return undefined;
  };
  const SELECTIONS = [["node", (key) => data.nodeByKey.get(key)], ["edge", data.edgeOf], ["path", pairOf]];
  const parse = (hash) => {
    const found = nothing();
    const asked = new URLSearchParams(hash.replace(/^#/, ""));
    for (const [name, find] of SELECTIONS) {
      if (!asked.has(name) || found.node !== null || found.edge !== null) continue;
      const selected = find(asked.get(name));
      if (selected === undefined) found.unknown = asked.get(name);
      else found[name] = selected;
    }
    if (VIEWS.includes(asked.get("view"))) found.view = asked.get("view");
    const names = new Set([...LOOKS, ...LINES].map((entry) => entry.name));
    found.off = new Set((asked.get("off") ?? "").split(",").filter((name) => names.has(name)));
    if (asked.has("real")) found.real = new Set(sieve.reals.filter((name) => asked.getAll("real").includes(name)));
    [found.from, found.to] = [days.parse(asked.get("from")), days.parse(asked.get("to"))];
    if (found.from !== null && found.to !== null && found.from > found.to) [found.from, found.to] = [found.to, found.from];
    found.undated = asked.get("undated") !== "no";
    found.hops = ["1", "2"].includes(asked.get("hops")) ? Number(asked.get("hops")) : null;
    found.fold = asked.get("fold") === "yes";
    found.near = asked.getAll("near").map((key) => data.nodeByKey.get(key)).filter((node) => node !== undefined);
    found.all = found.edge !== null && found.view === "timeline" && asked.get("of") === null && asked.get("list") === "all";
    found.of = found.node === null ? data.nodeByKey.get(asked.get("of")) ?? null : null;
    return found;
  };
  const format = (state) => {
    const { node, edge, path, view, off, real, from, to, undated, hops, fold, near, of } = state;
    const asked = new URLSearchParams();
    if (node !== null) asked.set("node", data.nodes[node].key);
    if (edge !== null) asked.set("edge", data.edgeKey(edge));
    if (path !== null) asked.set("path", path.map((end) => data.nodes[end].key).join("~"));
    if (view !== "graph") asked.set("view", view);
    if (off.size) asked.set("off", [...off].sort().join(","));
    if (real.size !== 1 || !real.has("Actual")) for (const name of real.size ? [...real].sort() : ["none"]) asked.append("real", name);
    if (from !== null) asked.set("from", days.iso(from));
    if (to !== null) asked.set("to", days.iso(to));
    if (!undated) asked.set("undated", "no");
    if (hops !== null && (node !== null || of !== null)) asked.set("hops", hops);
    if (of !== null && (hops !== null || view === "timeline")) asked.set("of", data.nodes[of].key);
    if (fold) asked.set("fold", "yes");
    if (state.all) asked.set("list", "all");
    for (const each of near) asked.append("near", data.nodes[each].key);
    return String(asked);
  };
  const tell = (before) => listeners.forEach((act) => act(state, before));
  // A page inside a sandboxed frame may not rewrite its address; it works all the same.
  const write = (act) => { try { history[act](null, "", "#" + format(state)); } catch { /* no address to keep */ } };
  const settle = () => {
    clearTimeout(writing);
    writing = null;
    if (soft) write("replaceState");
  };
  const go = (change) => {
    settle();
    const before = state;
    state = { ...state, unknown: null, ...change };
    if (format(before) !== format(state)) write("pushState");
    soft = false;
    tell(before);
  };
  // A change in a row of them, as a slider makes: one entry of the history for all, written when it rests.
  const slide = (change) => {
    const before = state;
    state = { ...state, unknown: null, ...change };
    if (!soft) write("pushState");
    soft = true;
    clearTimeout(writing);
    writing = setTimeout(settle, REST);
    tell(before);
  };
  const follow = () => {
    const asked = parse(location.hash);
    // Two events tell of one change; an address may also be written in other letters than ours.
    if (format(asked) === format(state) && asked.unknown === state.unknown) return;
    clearTimeout(writing);
    [writing, soft] = [null, false];
    const before = state;
    state = asked;
    tell(before);
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  const nowhere = { node: null, edge: null, path: null, of: null, all: false };
  const fromAll = ({ view, node, edge, path, of, all }) => view === "timeline" && (all || [node, edge, path, of].every((each) => each === null));
  return {
    go, slide, now: () => state, onChange: (act) => listeners.push(act),
    start: () => { const before = state; state = parse(location.hash); tell(before); },
    node: (node) => go({ ...nowhere, node }),
    edge: (edge) => go({ ...nowhere, edge, of: state.node ?? state.of, all: fromAll(state) }),
    path: (a, b) => go({ ...nowhere, path: [a, b] }),
    clear: () => go({ ...nowhere, hops: null }),
    reset: () => go(filters()),
    plain: () => { const { off, real, from, to, undated, hops } = state; return !off.size && real.size === 1 && real.has("Actual") && from === null && to === null && undated && hops === null; },
  };
})();
