// The legend, which is the filter: what is unticked is not drawn, and the status line says how much is left out and why.

const filters = (() => {
  const count = (list, name) => list.filter((each) => each === name).length;
  const looks = data.nodes.map((node) => node.look);
  const families = data.edges.map((_, edge) => data.relation(edge).family);

  const entry = (name, set, text, number, sign) => {
    const box = dom.make("input", { type: "checkbox", name, "data-set": set, on: { change: () => toggle(set, name) } });
    const said = dom.make("span", { class: "entry-name" }, text[0], text[1] ? dom.make("small", { title: short(text[1], 400) }, short(text[1], 80)) : null);
    return dom.make("label", { class: "entry" }, box, dom.make("span", { class: "entry-sign", "data-sign": name }, sign), said, dom.make("span", { class: "entry-count" }, grouped(number)));
  };
  const toggle = (set, name) => {
    const next = new Set(address.now()[set]);
    if (!next.delete(name)) next.add(name);
    address.go({ [set]: next });
  };
  const relationNames = (family) => [...new Set(data.edges.map((_, edge) => data.relation(edge)).filter((each) => each.family === family).map((each) => each.label))].sort();
  const build = () => {
    for (const look of LOOKS) {
      const number = count(looks, look.name);
      if (number) dom.get("looks").append(entry(look.name, "off", [T.looks[look.name]], number, dom.lookSign(look)));
    }
    for (const line of LINES) {
      const number = count(families, line.name);
      if (number) dom.get("lines").append(entry(line.name, "off", [T.lines[line.name], relationNames(line.name).join(", ")], number, dom.lineSign(line)));
    }
    sieve.reals.forEach((name, index) => {
      const number = sieve.realCounts[index];
      if (number) dom.get("reals").append(entry(name, "real", [dom.make("bdi", {}, short(real.said(name), 60))], number, real.sign(name)));
    });
    dom.get("how-real").hidden = sieve.realCounts.filter(Boolean).length < 2;
    for (const id of ["reset", "reset-too"]) dom.get(id).addEventListener("click", address.reset);
    dom.get("fold").addEventListener("change", (event) => address.go({ fold: event.currentTarget.checked }));
    theme.onChange(() => {
      for (const sign of document.querySelectorAll("#looks [data-sign], #lines [data-sign]")) {
        const look = LOOKS.find((each) => each.name === sign.dataset.sign);
        sign.replaceChildren(look ? dom.lookSign(look) : dom.lineSign(LINES.find((each) => each.name === sign.dataset.sign)));
      }
    });
  };
  // "12 outside the time, 3 undated": why relations are missing.
  const reasons = () => Object.entries(sieve.hidden()).filter(([, number]) => number).map(([why, number]) => say(T.hidden[why === "real" && !address.now().real.has("Actual") ? "unreal" : why], { n: grouped(number) })).join(", ");
  const status = () => {
    const [nodes, edges] = [canvas.nodes().length, canvas.relations().length];
    const shown = say(T.shown, {
      shown: grouped(nodes), all: counted(data.nodes.length, "entity").split(" ")[0], lines: grouped(edges), relations: grouped(data.edges.length),
    });
    const core = canvas.core < data.nodes.length ? say(T.core, { drawn: grouped(canvas.core), all: grouped(data.nodes.length) }) : "";
    const asked = canvas.extra() ? say(T.asked, { n: grouped(canvas.extra()) }) : "";
    const capped = canvas.left() ? say(T.capped, { n: grouped(canvas.left()) }) : "";
    const lines = canvas.gathered() ? say(address.now().fold ? T.folded : T.gathered, { lines: counted(canvas.edges().length, "line") }) : "";
    const why = reasons();
    return [shown + ".", why ? say(T.left_out, { why }) : "", lines, core, asked, capped].filter(Boolean).join(" ");
  };
  const apply = () => {
    const state = address.now();
    for (const box of document.querySelectorAll("#legend input[data-set]")) box.checked = (box.dataset.set === "off") !== state[box.dataset.set].has(box.name);
    for (const [id, counts] of [["looks", sieve.lookCounts], ["lines", sieve.lineCounts]]) {
      for (const entry of dom.get(id).querySelectorAll(".entry:has(.entry-count)")) entry.querySelector(".entry-count").textContent = grouped(counts.get(entry.querySelector("input").name));
    }
    dom.get("fold").checked = state.fold;
    canvas.show(sieve.nodeOn, sieve.edgeOn, state.fold);
    dom.get("nothing").hidden = canvas.nodes().length > 0;
    dom.get("reset").disabled = address.plain();
    dom.get("status").textContent = status();
  };
  return { build, apply, status, nodeOn: sieve.nodeOn, edgeOn: sieve.edgeOn };
})();
