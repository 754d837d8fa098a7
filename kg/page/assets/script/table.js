// Everything as rows, for those who would rather read than look: sorted by any column, filtered by the same legend.

const table = (() => {
  const { make, button, named } = dom;
  const PART = 200;
  const sheet = dom.get("sheet");
  const columns = {
    subject: (edge) => fold(data.nodes[data.edges[edge].s].label),
    relation: (edge) => data.relation(edge).label,
    object: (edge) => fold(data.nodes[data.edges[edge].o].label),
    when: (edge) => data.latest(edge),
    sentence: (edge) => data.sentences[data.main(edge)?.q] ?? "",
    source: (edge) => { const source = data.documents[data.main(edge)?.d]; return source?.publisher ?? source?.title ?? ""; },
  };
  let sorted = { column: "when", down: true };
  let shown = PART;

  const orders = new Map(); // all relations by one column, reckoned once
  const order = () => {
    const name = `${sorted.column} ${sorted.down}`;
    if (!orders.has(name)) {
      const keys = data.edges.map((_, edge) => columns[sorted.column](edge));
      const turn = sorted.down ? -1 : 1;
      // What has no value comes last whichever way the column is turned.
      orders.set(name, [...keys.keys()].sort((a, b) => (keys[a] === "") - (keys[b] === "") || turn * data.compare(keys[a], keys[b]) || a - b));
    }
    return orders.get(name).filter(filters.edgeOn);
  };
  const heading = (name) => {
    const state = sorted.column === name ? (sorted.down ? "descending" : "ascending") : null;
    const turn = () => {
      sorted = { column: name, down: sorted.column === name ? !sorted.down : name === "when" };
      show();
      sheet.querySelector(`th[data-column="${name}"] button`).focus();
    };
    const arrow = state ? make("span", { "aria-hidden": "true" }, state === "descending" ? " ↓" : " ↑") : null;
    return make("th", { scope: "col", "aria-sort": state, "data-column": name }, button(turn, { title: say(T.sort, { column: T.columns[name] }) }, T.columns[name], arrow));
  };
  const entity = (node) => button(() => address.node(node), { class: "cell" }, dom.lookSign(data.look(node)), named(data.nodes[node].label, 120));
  const row = (edge) => {
    const { s, o } = data.edges[edge];
    const [main, more] = [data.main(edge), data.claimCount(edge) - 1];
    const spoken = { subject: short(data.nodes[s].label, 60), relation: data.relation(edge).label, object: short(data.nodes[o].label, 60) };
    const open = button(() => address.edge(edge), { class: "cell", "aria-label": say(T.open_row, spoken) }, dom.lineSign(data.line(edge)), make("span", {}, real.badge(edge), data.relation(edge).label));
    const topic = data.topics(edge) ? make("small", {}, named(say(T.topic, { topic: data.topics(edge) }), 80)) : null;
    const source = main ? data.documents[main.d] : {};
    const cell = (name, ...children) => make("td", { "data-name": T.columns[name] }, make("div", {}, ...children));
    return make("tr", {}, cell("subject", entity(s)), cell("relation", open, topic), cell("object", entity(o)), cell("when", data.when(edge) || T.undated),
      cell("sentence", main ? named(data.sentences[main.q], 320) : "", more > 0 ? make("small", {}, ` ${say(T.and_more, { n: grouped(more) })}`) : null),
      cell("source", source.url ? dom.link(source.url, short(source.publisher || source.title || source.url, 60)) : named(source.publisher || source.title || "", 60), source.date ? make("small", {}, ` ${source.date}`) : null));
  };
  const show = () => {
    const edges = order();
    const body = make("tbody", {}, ...edges.slice(0, shown).map(row));
    const left = edges.length - shown;
    const more = left > 0 ? button(() => { shown += PART; show(); }, { class: "more" }, say(T.rows_more, { n: grouped(Math.min(PART, left)), all: grouped(edges.length) })) : null;
    const head = make("thead", {}, make("tr", {}, ...Object.keys(columns).map(heading)));
    sheet.replaceChildren(...[make("table", {}, make("caption", {}, T.caption), head, body), more].filter(Boolean));
  };
  return { show: () => { shown = PART; show(); }, refresh: show, sheet };
})();
