// What the keys do and what the shapes and lines mean, in a dialog that "?" opens.

const help = (() => {
  const box = dom.get("help");
  const { make } = dom;
  const list = (rows) => make("dl", {}, ...rows.map(([sign, said]) => make("div", {}, make("dt", {}, sign), make("dd", {}, said))));
  const fill = () => {
    const looks = new Set(data.nodes.map((node) => node.look));
    const families = new Set(data.edges.map((_, edge) => data.relation(edge).family));
    box.replaceChildren(
      make("div", { class: "help-head" }, make("h2", { id: "help-title" }, T.help), dom.button(() => box.close(), { class: "close", "aria-label": T.close, title: T.close }, "×")),
      make("p", {}, T.help_start),
      make("h3", {}, T.help_keys), list(Object.entries(T.keys).map(([key, said]) => [make("kbd", {}, key), said])),
      make("h3", {}, T.who), list(LOOKS.filter((look) => looks.has(look.name)).map((look) => [dom.lookSign(look), T.looks[look.name]])), make("p", { class: "note" }, T.help_size),
      make("h3", {}, T.what), list(LINES.filter((line) => families.has(line.name)).map((line) => [dom.lineSign(line), T.lines[line.name]])), make("p", { class: "note" }, T.help_arrows),
      make("h3", {}, T.real), list(sieve.reals.filter((name) => Object.hasOwn(T.modality, name)).map((name) => [real.sign(name), real.said(name)])), make("p", { class: "note" }, T.help_real),
    );
  };
  const open = () => {
    if (box.open) return;
    fill();
    box.showModal();
  };
  const start = () => {
    dom.get("open-help").addEventListener("click", open);
    // A click beside the dialog lands on the dialog itself.
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  };
  return { start, open, isOpen: () => box.open };
})();
