// How two entities are connected: the shortest way over what is shown, and the relations of each step of it.

const connect = (() => {
  const { make, button, named } = dom;
  const MANY = 30;
  let known = { key: null, way: null };

  // The way for a state, reckoned once for it.
  const way = ({ path }, key) => {
    if (!path) return null;
    if (known.key !== key) known = { key, way: walks.path(...path, sieve.edgeOn) };
    return known.way;
  };
  let current = null;
  const follow = (state) => {
    current = way(state, [state.path, [...state.off].sort(), [...state.real].sort(), state.from, state.to, state.undated].join("|"));
    return current;
  };
  // The steps between two ends: along the way that is lit, or from the one to the other.
  const chain = ([a, b]) => (current && current[0] === a && current.at(-1) === b ? current.slice(1).map((node, step) => [current[step], node]) : [[a, b]]);
  const edgesOf = (nodes) => nodes.slice(1).flatMap((node, step) => walks.between(nodes[step], node).filter(sieve.edgeOn));

  const end = (node) => button(() => address.node(node), { class: "end" }, dom.lookSign(data.look(node)), named(data.nodes[node].label, 200));
  const fact = (edge) => {
    const { s, o } = data.edges[edge];
    const line = make("span", { class: "relation" }, data.relation(edge).label);
    line.style.textDecorationColor = theme.colour(data.line(edge));
    const how = sieve.plain(edge) ? null : make("small", {}, ` ${real.said(sieve.real(edge))}`);
    return make("li", {}, button(() => address.edge(edge), { class: "fact" }, make("span", { class: "date" }, data.when(edge) || T.undated), make("span", {}, named(data.nodes[s].label, 60), " ", line, " ", named(data.nodes[o].label, 120), how)));
  };
  const step = ([a, b], listed) => {
    const edges = data.byDate(walks.between(a, b).filter(sieve.edgeOn));
    return make("li", { class: "step" }, ...listed("ul", edges, fact), end(b));
  };
  // "Two steps", each with its relations; or why there is none.
  const parts = ([a, b], listed) => {
    const names = { a: short(data.nodes[a].label, 80), b: short(data.nodes[b].label, 80) };
    if (!current) {
      const anyhow = walks.path(a, b, () => true);
      const why = anyhow ? say(T.path_hidden, { ...names, steps: counted(anyhow.length - 1, "step") }) : say(T.path_none, names);
      return [make("h2", { class: "answer" }, make("bdi", {}, why)), anyhow ? button(() => address.go({ off: new Set(), real: new Set(sieve.reals), from: null, to: null, undated: true }), { class: "more" }, T.path_widen) : null, end(a), end(b)];
    }
    const steps = current.slice(1).map((node, rank) => [current[rank], node]);
    const said = steps.length === 1 ? say(T.path_direct, { ...names, n: counted(edgesOf(current).length, "relation") }) : say(T.path_steps, { ...names, steps: counted(steps.length, "step"), through: current.slice(1, -1).map((node) => short(data.nodes[node].label, 40)).join(", ") });
    return [make("h2", { class: "answer" }, make("bdi", {}, said)), end(a), make("ol", { class: "steps" }, ...steps.map((each) => step(each, listed)))];
  };
  // The question in the panel of an entity.
  const question = (node) => {
    const input = make("input", { id: "connect-to", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "connect-list", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: T.connect_placeholder });
    const list = make("ul", { id: "connect-list", class: "results", role: "listbox", "aria-label": T.connect_to, hidden: true });
    const says = make("p", { class: "says" });
    picker({
      input, list, name: "connect", option: search.option, open: (hit) => address.path(node, hit.node),
      find: (text) => search.find(text).filter((hit) => hit.node !== undefined && hit.node !== node).slice(0, MANY),
      told: (text, found) => { says.textContent = !text.trim() || found.length ? "" : T.nothing_found; },
    });
    return make("div", { class: "connect" }, make("label", { for: "connect-to" }, T.connect_to), input, says, list);
  };
  return { follow, chain, edgesOf, parts, question, way: () => current };
})();
