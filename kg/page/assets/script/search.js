// Finds entities by any of their names or offices, then relations by words of their sentences.

const search = (() => {
  const input = dom.get("search");
  const says = dom.get("search-says");
  const [NAMES, SENTENCES] = [8, 6];
  let hay = null; // folded on first use: a page of 5,000 nodes should not wait for it

  const prepare = () => {
    const folded = (texts) => texts.map((text) => fold(text.slice(0, 2000)));
    const officesOf = (node) => (data.nodes[node].look === "offices" ? [] : data.neighbours(node).filter((each) => data.nodes[each].look === "offices"));
    const names = data.nodes.map(({ label, also = [], iso3 }) => folded([label, ...also, ...(iso3 ? [iso3] : [])]));
    const offices = data.nodes.map((_, node) => folded(officesOf(node).map((office) => data.nodes[office].label)));
    const edges = new Map();
    // What a sentence reports comes before what it says was alleged or denied.
    const turns = [sieve.plain, (edge) => !sieve.plain(edge)];
    for (const turn of turns) data.edges.forEach((_, edge) => turn(edge) && data.claims(edge).forEach((claim) => edges.has(claim.q) || edges.set(claim.q, edge)));
    return { names, offices, edges, sentences: data.sentences.map((text) => fold(text.slice(0, 4000))) };
  };
  const rank = (names, words) => Math.min(...names.map((name) => (name === words ? 0 : name.startsWith(words) ? 1 : (" " + name).includes(" " + words) ? 2 : name.includes(words) ? 3 : 9)));
  const find = (text) => {
    hay ??= prepare();
    const words = fold(text);
    if (!words) return [];
    // Who bears a name comes before who holds the office of that name.
    const nodes = hay.names.map((names, node) => ({ node, rank: Math.min(rank(names, words), rank(hay.offices[node], words) + 0.5) })).filter((each) => each.rank < 9);
    nodes.sort((a, b) => a.rank - b.rank || data.at[b.node].length - data.at[a.node].length || a.node - b.node);
    const sentences = [];
    hay.sentences.forEach((sentence, number) => {
      if (sentences.length < SENTENCES && sentence.includes(words) && hay.edges.has(number)) sentences.push({ edge: hay.edges.get(number), sentence: number });
    });
    return [...nodes.slice(0, NAMES), ...sentences];
  };
  const excerpt = (sentence, words) => {
    const text = data.sentences[sentence];
    const hit = text.toLowerCase().indexOf(words.trim().toLowerCase());
    const spot = hit > 30 ? text.indexOf(" ", hit - 30) + 1 : 0;
    return (spot ? "…" : "") + short(text.slice(spot), 90);
  };
  const option = (hit) => {
    if (hit.node !== undefined) return [dom.lookSign(data.look(hit.node)), dom.named(data.nodes[hit.node].label, 80)];
    const words = dom.make("span", {}, dom.named(excerpt(hit.sentence, input.value)), dom.make("small", {}, T.in_sentence));
    return [dom.lineSign(data.line(hit.edge)), words];
  };
  const told = (text, found) => {
    says.textContent = !text.trim() || found.length ? "" : T.nothing_found;
    dom.get("live").textContent = !text.trim() ? "" : found.length ? say(T.found, { matches: counted(found.length, "match") }) : T.nothing_found;
  };
  const open = (hit) => (hit.node !== undefined ? address.node(hit.node) : address.edge(hit.edge));
  const start = () => {
    // Without a keyboard the key that leads here means nothing.
    if (matchMedia("(hover: none)").matches) input.placeholder = T.search_short;
    picker({ input, list: dom.get("results"), name: "result", find, option, open, told });
  };
  // The words that led to what is now closed; not those that are being typed.
  const forget = () => { if (document.activeElement !== input) input.value = ""; };
  return { start, forget, find, option, focus: () => { input.focus(); input.select(); } };
})();
