// What happened in order of time: of the selected entity, of a pair, of a way between two, or of everything.

const timeline = (() => {
  const { make, button, named } = dom;
  const PART = 200;
  const sheet = dom.get("timeline");
  let shown = PART;
  let subject = "";

  // { edges, name } of what the timeline tells about.
  const scope = ({ node, edge, path, of, all }) => {
    const centre = all ? null : node ?? of;
    if (centre !== null) return { edges: data.at[centre], name: data.nodes[centre].label };
    const ends = all ? null : path ?? (edge !== null ? [data.edges[edge].s, data.edges[edge].o] : null);
    if (!ends) return { edges: data.edges.map((_, each) => each), name: null };
    const edges = connect.chain(ends).flatMap(([a, b]) => walks.between(a, b));
    return { edges: edges.length ? edges : edge === null ? [] : [edge], name: ends.map((end) => short(data.nodes[end].label, 60)).join(" – ") };
  };
  const order = (edges) => [...edges].sort((a, b) => sieve.first[a] - sieve.first[b] || sieve.last[a] - sieve.last[b] || a - b);
  const yearOf = (edge) => (sieve.first[edge] === sieve.UNDATED ? null : days.year(sieve.first[edge]));

  const entry = (selected) => (edge) => {
    const { s, o } = data.edges[edge];
    const dot = make("span", { class: "moment", "aria-hidden": "true" });
    dot.style.background = theme.colour(data.line(edge));
    const place = data.place(edge);
    const first = data.claims(edge)[0];
    const words = make("span", {}, make("b", {}, named(data.nodes[s].label, 120)), " ", panel.relationName(edge), " ", make("b", {}, named(data.nodes[o].label, 160)), place ? make("small", {}, " · ", named(place, 60)) : null,
      first ? make("span", { class: "excerpt", dir: "auto" }, short(data.sentences[first.q], 200)) : null);
    return make("li", { class: "moment-row" }, dot, button(() => address.edge(edge), { class: "fact", "aria-current": edge === selected ? "true" : null },
      make("span", { class: "date" }, data.when(edge) || T.undated), words));
  };
  const show = () => {
    const state = address.now();
    const { edges, name } = scope(state);
    const list = order(edges.filter(sieve.edgeOn));
    const hidden = edges.length - list.length;
    const about = name === null ? T.timeline_all : say(T.timeline_of, { what: short(name, 120) });
    const parts = [make("h2", { dir: "auto" }, about), make("p", { class: "note" }, counted(list.length, "relation"), hidden ? ", " + say(T.timeline_hidden, { n: grouped(hidden) }) : "")];
    let [year, rows] = [undefined, null];
    for (const edge of list.slice(0, shown)) {
      if (yearOf(edge) !== year) {
        year = yearOf(edge);
        rows = make("ol", { class: "moments" });
        parts.push(make("h3", {}, year === null ? T.timeline_undated : String(year)), rows);
      }
      rows.append(entry(state.edge)(edge));
    }
    const left = list.length - shown;
    if (left > 0) parts.push(button(() => { shown += PART; show(); }, { class: "more" }, say(T.rows_more, { n: grouped(Math.min(PART, left)), all: grouped(list.length) })));
    if (!list.length) parts.push(make("p", {}, T.timeline_nothing));
    const top = sheet.scrollTop;
    sheet.replaceChildren(...parts);
    sheet.scrollTop = about === subject ? top : 0;
    subject = about;
    // Where the panel takes room from the list, what was opened stays in sight.
    requestAnimationFrame(() => sheet.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" }));
  };
  return { show: (again = false) => { if (!again) shown = PART; show(); }, sheet };
})();
