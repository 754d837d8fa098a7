// What is known of the selected entity, and the sentences behind the selected relation.

const panel = (() => {
  const { make, button, named, link, lookSign, lineSign } = dom;
  const box = dom.get("panel");
  const MANY = 40;

  const head = (above, ...title) => [
    button(() => address.clear(), { class: "close", "aria-label": T.close, title: T.close }, "×"),
    make("p", { class: "above" }, above),
    title.length ? make("h2", { dir: "auto" }, ...title) : null,
  ];
  const fact = (name, value) => (value ? make("p", { class: "note" }, make("span", { class: "note-name" }, name), " ", value) : null);

  // Shows the first `MANY` of a list and a button for the next ones.
  const listed = (tag, items, item) => {
    const list = make(tag, { class: "list" });
    const more = button(() => grow(), { class: "more" });
    const grow = () => {
      const from = list.children.length;
      list.append(...items.slice(from, from + MANY).map(item));
      const left = items.length - list.children.length;
      more.hidden = left === 0;
      more.textContent = say(T.more, { n: grouped(left) });
    };
    grow();
    return [list, more];
  };

  // The name of a relation, underlined in its colour, after how real it is when that is not plain.
  const relationName = (edge) => {
    const line = make("span", { class: "relation" }, data.relation(edge).label);
    line.style.textDecorationColor = theme.colour(data.line(edge));
    return [real.badge(edge), line];
  };
  const factRow = (node) => (edge) => {
    const { s, o } = data.edges[edge];
    const line = relationName(edge);
    const far = data.nodes[data.other(edge, node)];
    const away = make(far.look === "statements" ? "q" : sieve.plain(edge) ? "b" : "span", {}, named(far.label, 240));
    const turned = o === node && s !== node && !data.relation(edge).symmetric;
    const words = turned ? [away, " ", line, " ", named(data.nodes[node].label, 40)] : [line, " ", away];
    const hidden = filters.edgeOn(edge) ? "" : " off";
    const date = make("span", { class: "date" }, data.when(edge) || T.undated);
    const more = [data.place(edge) ? named(data.place(edge), 60) : null, data.topics(edge) ? named(say(T.topic, { topic: data.topics(edge) }), 80) : null].filter(Boolean);
    return make("li", {}, button(() => address.edge(edge), { class: "fact" + hidden }, date, make("span", {}, ...words, more.map((part) => make("small", {}, " · ", part)))));
  };
  const group = (name, node, edges) => (edges.length ? [make("h3", {}, name), ...listed("ul", edges, factRow(node))] : []);
  const about = (node) => {
    const known = data.nodes[node].about ?? [];
    if (!known.length) return [];
    const items = known.map((each) => make("li", {}, button(() => address.node(each), { class: "fact" }, lookSign(data.look(each)), named(data.nodes[each].label, 140))));
    return [make("h3", {}, T.about), make("ul", { class: "list" }, ...items)];
  };
  const surroundings = () => {
    const { hops } = address.now();
    const choice = (name) => {
      const value = name === "all" ? null : Number(name);
      return button(() => address.go({ hops: value }), { "aria-pressed": String(hops === value), "data-hops": name }, T.hops[name]);
    };
    return make("div", { class: "tools-row" }, make("span", {}, T.surroundings), make("div", { class: "switch", role: "group", "aria-label": T.hops_label }, ["1", "2", "all"].map(choice)));
  };
  // Steps to the entities next to this one, those with most relations first; what is not drawn can be.
  const neighbours = (node) => {
    const known = data.neighbours(node).filter((each) => each !== node);
    if (!known.length) return [];
    known.sort((a, b) => data.at[b].length - data.at[a].length || a - b);
    const undrawn = known.filter((each) => !canvas.has(each)).length;
    const step = (each) => make("li", {}, button(() => address.node(each), {}, lookSign(data.look(each)), named(data.nodes[each].label, 60)));
    const [list, more] = listed("ul", known, step);
    list.className = "neighbours";
    const grow = () => address.go({ near: [...address.now().near, node] });
    return [make("h3", {}, T.neighbours),
      undrawn ? make("p", { class: "note" }, say(T.not_drawn, { n: grouped(undrawn) })) : null,
      undrawn ? button(grow, { class: "more", id: "draw-more" }, say(T.more_neighbours, { n: grouped(Math.min(undrawn, growth.MORE)) })) : null,
      list, more];
  };
  const showNode = (node) => {
    const { label, look, kind, also = [], when, place, of, org, iso3 } = data.nodes[node];
    const edges = data.byDate(data.at[node]);
    const far = (edge) => data.nodes[data.other(edge, node)].look;
    const hidden = edges.filter((edge) => !filters.edgeOn(edge)).length;
    const title = look === "statements" ? make("q", {}, named(label)) : named(label);
    return [
      ...head([kind, org, iso3].filter(Boolean).join(" · "), lookSign(data.look(node)), " ", title),
      fact(T.also, also.length ? named(also.join(", "), 300) : null), fact(T.of, of && named(of)), fact(T.when, when), fact(T.at, place && named(place)),
      make("p", { class: "note" }, `${counted(edges.length, "relation")}, ${counted(new Set(edges.flatMap((edge) => data.claims(edge).map((claim) => claim.d))).size, "source")}`),
      hidden ? make("p", { class: "note" }, say(T.hidden_facts, { n: grouped(hidden) })) : null,
      surroundings(),
      connect.question(node),
      ...group(T.offices, node, look === "offices" ? [] : edges.filter((edge) => far(edge) === "offices")),
      ...group(T.facts, node, edges.filter((edge) => look === "offices" || !["offices", "statements"].includes(far(edge)))),
      ...group(T.statements, node, edges.filter((edge) => far(edge) === "statements")),
      ...about(node),
      ...neighbours(node),
    ];
  };

  // The sentence with the words of both parties marked where they first stand as whole words.
  const marked = (sentence, parties) => {
    const spans = [];
    for (const party of parties.filter(Boolean)) {
      const spot = spotOf(sentence, party, spans);
      if (spot >= 0) spans.push([spot, spot + party.length]);
    }
    spans.sort((a, b) => a[0] - b[0]);
    const parts = [];
    let done = 0;
    for (const [from, to] of spans) {
      parts.push(sentence.slice(done, from), make("mark", {}, sentence.slice(from, to)));
      done = to;
    }
    return [...parts, sentence.slice(done)];
  };
  const spotOf = (sentence, party, taken) => {
    const letter = /[\p{L}\p{N}]/u;
    for (let spot = sentence.indexOf(party); spot >= 0; spot = sentence.indexOf(party, spot + 1)) {
      const end = spot + party.length;
      const whole = !letter.test(sentence[spot - 1] ?? "") && !letter.test(sentence[end] ?? "");
      if (whole && taken.every(([from, to]) => end <= from || spot >= to)) return spot;
    }
    return -1;
  };
  const sourceOf = (number) => {
    const { title = "", url = "", publisher = "", date = "" } = data.documents[number];
    const name = title || publisher || url || T.source;
    return make("p", { class: "source" }, `${T.source}: `, url ? link(url, short(name, 160)) : named(name, 160), [publisher !== name ? publisher : "", date].filter(Boolean).map((text) => [", ", named(text, 80)]));
  };
  const claimItem = (edge) => (claim) => {
    const said = [data.when(edge) || T.undated];
    if (claim.w !== undefined) said.push(say(T.said_date, { words: short(data.word(claim.w), 80) }));
    if (data.place(edge)) said.push(short(data.place(edge), 80));
    said.push(short(real.said(sieve.real(edge)), 80));
    if (claim.b !== undefined) said.push(say(T.according, { speaker: short(data.word(claim.b), 80) }));
    if (claim.t !== undefined) said.push(say(T.topic, { topic: short(data.word(claim.t), 80) }));
    said.push(say(T.confidence, { n: Math.round(claim.f * 100) }));
    return make("li", { class: "claim" },
      make("blockquote", { dir: "auto" }, ...marked(short(data.sentences[claim.q], 4000), [data.word(claim.x), data.word(claim.y)])),
      sourceOf(claim.d),
      make("p", { class: "how" }, said.map((text, rank) => [rank ? " · " : "", make("bdi", {}, text)])),
      citation.claimButton(edge, claim),
    );
  };
  const showEdge = (edge) => {
    const { s, o } = data.edges[edge];
    const end = (node) => button(() => address.node(node), { class: "end" }, lookSign(data.look(node)), named(data.nodes[node].label, 200));
    const also = data.byDate(walks.between(s, o).filter((each) => each !== edge));
    const occasion = [data.when(edge) || T.undated, short(data.place(edge), 80)].filter(Boolean).join(" · ");
    return [
      ...head(T.evidence_for, end(s), make("span", { class: "middle" }, lineSign(data.line(edge)), real.badge(edge), data.relation(edge).label), end(o)),
      make("p", { class: "occasion" }, make("bdi", {}, occasion)),
      sieve.plain(edge) ? null : make("p", { class: "note" }, real.sign(sieve.real(edge)), " ", named(real.said(sieve.real(edge)), 80)),
      make("p", { class: "note" }, counted(data.claimCount(edge), "claim")),
      filters.edgeOn(edge) ? null : make("p", { class: "note" }, T.hidden_edge),
      ...listed("ol", data.claims(edge), claimItem(edge)),
      citation.edgeButton(edge),
      ...(also.length ? [make("h3", {}, say(T.between_too, { n: counted(also.length, "relation") })), ...listed("ul", also, factRow(s))] : []),
    ];
  };
  const showPath = (path) => [...head(T.path), ...connect.parts(path, listed)];
  const spoken = ({ node, edge, path, unknown }) => {
    if (node !== null) return say(T.selected, { what: short(data.nodes[node].label, 80), relations: counted(data.at[node].length, "relation") });
    if (edge !== null) return say(T.opened, { subject: short(data.nodes[data.edges[edge].s].label, 80), relation: data.relation(edge).label, object: short(data.nodes[data.edges[edge].o].label, 80), claims: counted(data.claimCount(edge), "claim") });
    if (path !== null) return box.querySelector(".answer")?.textContent ?? "";
    return unknown !== null ? say(T.unknown, { what: short(unknown, 80) }) : filters.status();
  };
  // With the same selection as before only the filters have moved: the reader stays where he is.
  const show = (state, before = null) => {
    const { node, edge, path, unknown } = state;
    const stays = before && ["node", "edge", "path"].every((name) => state[name] === before[name]);
    const parts = node !== null ? showNode(node) : edge !== null ? showEdge(edge) : path !== null ? showPath(path) : [];
    const [top, spot] = [box.scrollTop, stays ? focusable().indexOf(document.activeElement) : -1];
    box.replaceChildren(...parts.filter(Boolean));
    box.hidden = parts.length === 0;
    box.scrollTop = stays ? top : 0;
    if (spot >= 0) (focusable()[spot] ?? box).focus();
    document.body.classList.toggle("with-panel", parts.length > 0);
    // The handles of the time speak for themselves.
    if (!stays || before.from === state.from && before.to === state.to) dom.get("live").textContent = stays ? filters.status() : spoken(state);
    if (unknown !== null) dom.get("status").textContent = say(T.unknown, { what: short(unknown, 120) });
  };
  const focusable = () => [...box.querySelectorAll("button, a, input")];
  theme.onChange(() => show(address.now(), address.now()));
  return { show, box, sourceOf, relationName };
})();
