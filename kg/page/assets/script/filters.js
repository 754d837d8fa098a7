// The legend, which is the filter: what is unticked is not drawn, and the status line says how much is left.

const filters = (() => {
  const count = (list, name) => list.filter((each) => each === name).length;
  const looks = data.nodes.map((node) => node.look);
  const families = data.edges.map((_, edge) => data.relation(edge).family);
  const off = () => address.now().off;
  // Only what is reported as fact is shown at first.
  const realOn = (edge) => data.modality(edge) === "Actual";
  const edgeOn = (edge) => {
    const { s, o } = data.edges[edge];
    return realOn(edge) && !off().has(families[edge]) && !off().has(looks[s]) && !off().has(looks[o]);
  };
  // A node that no line could lead to says nothing: with a kind of relation unticked, or of which no fact is reported.
  const nodeOn = (node) => !off().has(looks[node]) && (!data.at[node].length || data.at[node].some(LINES.some((line) => off().has(line.name)) ? edgeOn : realOn));
  const [all, allLines] = [data.nodes.filter((_, node) => !data.at[node].length || data.at[node].some(realOn)).length, data.edges.filter((_, edge) => realOn(edge)).length];

  const entry = (item, text, number, sign) => {
    const box = dom.make("input", { type: "checkbox", name: item.name, on: { change: () => toggle(item.name) } });
    const said = dom.make("span", { class: "entry-name" }, text[0], text[1] ? dom.make("small", { title: short(text[1], 400) }, short(text[1], 80)) : null);
    return dom.make("label", { class: "entry" }, box, dom.make("span", { class: "entry-sign", "data-sign": item.name }, sign(item)), said, dom.make("span", { class: "entry-count" }, grouped(number)));
  };
  const toggle = (name) => {
    const next = new Set(off());
    if (!next.delete(name)) next.add(name);
    address.go({ off: next });
  };
  const relationNames = (family) => [...new Set(data.edges.map((_, edge) => data.relation(edge)).filter((each) => each.family === family).map((each) => each.label))].sort();
  const build = () => {
    for (const look of LOOKS) {
      const number = count(looks.filter((_, node) => data.at[node].some(realOn)), look.name);
      if (number) dom.get("looks").append(entry(look, [T.looks[look.name]], number, dom.lookSign));
    }
    for (const line of LINES) {
      const number = count(families.filter((_, edge) => realOn(edge)), line.name);
      if (number) dom.get("lines").append(entry(line, [T.lines[line.name], relationNames(line.name).join(", ")], number, dom.lineSign));
    }
    for (const id of ["reset", "reset-too"]) dom.get(id).addEventListener("click", () => address.go({ off: new Set() }));
    theme.onChange(() => {
      for (const sign of document.querySelectorAll("[data-sign]")) {
        const look = LOOKS.find((each) => each.name === sign.dataset.sign);
        sign.replaceChildren(look ? dom.lookSign(look) : dom.lineSign(LINES.find((each) => each.name === sign.dataset.sign)));
      }
    });
  };
  const apply = () => {
    for (const box of document.querySelectorAll("#legend input")) box.checked = !off().has(box.name);
    canvas.show(nodeOn, edgeOn);
    const [nodes, edges] = [canvas.nodes().length, canvas.edges().length];
    dom.get("nothing").hidden = nodes > 0;
    dom.get("reset").disabled = off().size === 0;
    const core = canvas.core < all ? " " + say(T.core, { drawn: grouped(canvas.core), all: grouped(all) }) : "";
    dom.get("status").textContent = say(T.shown, {
      shown: grouped(nodes), all: grouped(all), lines: grouped(edges), relations: grouped(allLines),
    }) + "." + core;
  };
  return { build, apply, nodeOn, edgeOn };
})();
