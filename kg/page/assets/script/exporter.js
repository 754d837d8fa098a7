// The dialog in which one takes along what is shown, as files or as text to copy.

const exporter = (() => {
  const { make, button } = dom;
  const dialog = dom.get("take-along");
  const body = dom.get("take-body");
  const says = dom.get("take-says");
  // A frame may not be allowed to save files, and does not say so: there every text can be copied as well.
  const framed = window.self !== window.top;
  let whole = false;

  const save = (blob, name) => {
    const url = URL.createObjectURL(blob);
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    says.textContent = say(T.take.saved, { name });
  };
  const show = (name, ...parts) => {
    const box = dom.get("take-text");
    box.replaceChildren(make("h3", {}, name), ...parts);
    box.hidden = false;
  };
  const showText = (name, text) => {
    const field = make("textarea", { id: "take-field", readonly: true, rows: 12, spellcheck: "false", "aria-label": name, dir: "ltr" });
    field.value = text;
    show(name, field, citation.copier(T.take.copy, () => text, says));
    field.scrollIntoView({ block: "nearest" });
  };
  const file = (name, ending, type, write) => () => {
    const text = write(scope.take(whole));
    save(new Blob([text], { type: `${type};charset=utf-8` }), scope.file(ending));
    if (framed) showText(name, text);
  };
  const drawing = (taken) => scene.svg(scene.build(taken, theme.dark()), scope.title());
  const picture = () => {
    const sheet = scene.paint(scene.build(scope.take(whole), theme.dark()), 2);
    sheet.toBlob((blob) => save(blob, scope.file("png")), "image/png");
    if (framed) show(T.take.png[0], make("p", {}, T.take.picture), sheet);
  };
  const ways = {
    png: picture, svg: file("SVG", "svg", "image/svg+xml", drawing),
    csv: file("CSV", "csv", "text/csv", spreadsheet.csv), turtle: file("Turtle", "ttl", "text/turtle", rdf.turtle),
    jsonld: file("JSON-LD", "jsonld", "application/ld+json", rdf.jsonld),
    sparql: () => showText(T.take.sparql[0], sparql.query(scope.take(whole))),
    print: () => { dialog.close(); window.print(); },
  };
  const choice = (value, text) => {
    const box = make("input", { type: "radio", name: "take-what", checked: whole === value, on: { change: () => { whole = value; fill(); dom.get(`take-${value}`).focus(); } }, id: `take-${value}` });
    return make("label", { for: `take-${value}` }, box, text);
  };
  const fill = () => {
    const some = scope.selected() !== null;
    const taken = scope.take(whole);
    const parts = some ? [make("fieldset", {}, make("legend", {}, T.take.what), choice(false, T.take.selection), choice(true, T.take.everything))] : [];
    const list = Object.entries(ways).map(([name, act]) => make("li", {}, button(act, { "data-way": name }, make("b", {}, T.take[name][0]), make("small", {}, T.take[name][1]))));
    body.replaceChildren(...parts, make("p", { class: "note" }, ...taken.says.map((line) => make("span", { dir: "auto" }, line))), make("ul", {}, ...list));
    dom.get("take-text").hidden = true;
    says.textContent = "";
  };
  const open = () => {
    whole = false;
    fill();
    if (!dialog.open) dialog.showModal();
  };
  const start = () => {
    dom.get("take").addEventListener("click", open);
    dom.get("take-close").addEventListener("click", () => dialog.close());
    // The keys of the page rest while the dialog is open; Escape closes it by itself.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  };
  return { start, reveal: (name, text) => { open(); showText(name, text); } };
})();
