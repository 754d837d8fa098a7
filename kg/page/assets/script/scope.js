// What is taken along: the lines that are shown, or those of what is selected, and the words that say so.

const scope = (() => {
  const selected = () => {
    const { node, edge, path, hops } = address.now();
    if (path !== null) return connect.way() ? connect.edgesOf(connect.way()) : [];
    if (edge !== null) return [edge];
    return node !== null && hops === null ? data.at[node].filter(filters.edgeOn) : null;
  };
  const pictured = () => address.now().view === "graph";
  const shown = () => (pictured() ? [...canvas.relations()] : data.edges.map((_, edge) => edge)).filter(filters.edgeOn).sort((a, b) => a - b);
  const nodesOf = (edges) => [...new Set(edges.flatMap((edge) => [data.edges[edge].s, data.edges[edge].o]))].sort((a, b) => a - b);
  const name = () => {
    const { node, edge, path } = address.now();
    if (path !== null) return say(T.take.between_two, { a: short(data.nodes[path[0]].label, 80), b: short(data.nodes[path[1]].label, 80) });
    if (node !== null) return say(T.take.around, { what: short(data.nodes[node].label, 120) });
    const { s, o } = data.edges[edge];
    return [short(data.nodes[s].label, 80), data.relation(edge).label, short(data.nodes[o].label, 80), data.when(edge)].filter(Boolean).join(" ");
  };
  const limits = () => {
    const { off, real: chosen, hops, node, of } = address.now();
    const hidden = [...LOOKS.map((look) => [look.name, T.looks[look.name]]), ...LINES.map((line) => [line.name, T.lines[line.name]])];
    const names = hidden.filter(([key]) => off.has(key)).map(([, text]) => text);
    const { from, to, undated } = address.now();
    const [first, last] = [from, to].map((end) => (end === null ? "…" : days.said(end)));
    const centre = node ?? of;
    return [
      hops !== null && centre !== null ? say(T.take.steps, { n: counted(hops, "step"), what: short(data.nodes[centre].label, 120) }) : "",
      chosen.size === 1 && chosen.has("Actual") ? "" : say(T.take.real, { what: [...chosen].sort().map((each) => short(real.said(each), 60)).join(", ") }),
      names.length ? say(T.take.without, { what: names.join(", ") }) : "",
      from !== null || to !== null ? say(T.take.between, { from: first, to: last }) : "",
      undated ? "" : T.take.dated,
    ].filter(Boolean);
  };
  // `whole` takes all that is shown even when something is selected. Nodes without a line belong to the whole picture only.
  const take = (whole = false) => {
    const some = whole ? null : selected();
    const edges = some ?? shown();
    const nodes = some || !pictured() ? nodesOf(edges) : [...new Set([...canvas.nodes(), ...nodesOf(edges)])].sort((a, b) => a - b);
    if (some && address.now().node !== null && !nodes.includes(address.now().node)) nodes.push(address.now().node);
    const claims = edges.flatMap((edge) => data.claims(edge).map((claim) => ({ edge, claim })));
    const sources = new Set(claims.map(({ claim }) => claim.d)).size;
    const distinct = new Set(claims.map(({ claim }) => claim.i)).size;
    const counts = [counted(nodes.length, "entity"), counted(edges.length, "relation"), counted(distinct, "claim"), counted(sources, "source")];
    // A query can say by rule what is let through, unless it also depends on what was drawn.
    const { edge, path, hops } = address.now();
    const ruled = edge === null && path === null && hops === null && (Boolean(some) || !pictured() || canvas.core === data.nodes.length);
    return { edges, nodes, claims, ruled, whole: !some, says: [some ? name() : T.take.everything, counts.join(" · "), ...limits()] };
  };
  const title = () => document.querySelector("h1").textContent;
  // A name for the file: letters and digits of the title, whatever else stands in it.
  const file = (ending) => `${fold(title()).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-+|-+$/g, "") || "graph"}.${ending}`;
  return { take, title, file, selected, pictured };
})();
