// What the page was given, and the questions the other parts ask of it. Nodes and edges are numbers into its lists.

const given = (id) => JSON.parse(document.getElementById(id).textContent);
const T = given("texts");
const DATA = given("data");
const LOOKS = given("appearance").looks;
const LINES = given("appearance").lines;

const data = (() => {
  const { nodes, edges, relations, words, sentences, documents } = DATA;
  const lineOf = new Map(LINES.map((line) => [line.name, line]));
  const lookOf = new Map(LOOKS.map((look) => [look.name, look]));
  const at = nodes.map(() => []);
  edges.forEach((edge, number) => {
    at[edge.s].push(number);
    if (edge.o !== edge.s) at[edge.o].push(number);
  });
  const relation = (edge) => relations[edges[edge].r];
  const edgeKey = (edge) => {
    const { s, o, m } = edges[edge];
    return [nodes[s].key, relation(edge).name + (m ? "/" + m : ""), nodes[o].key].join("~");
  };
  // Maps, not objects: a name such as "constructor" is only a name here.
  const nodeByKey = new Map(nodes.map((node, number) => [node.key, number]));
  const edgeByKey = new Map(edges.map((_, number) => [edgeKey(number), number]));
  const claims = (edge) => edges[edge].c ?? [];
  const word = (number) => (number === undefined ? "" : words[number]);
  // The claim that stands for the others where there is room for one: the latest, or the first when none is dated.
  const latest = (edge) => claims(edge).reduce((best, claim) => ((claim.a ?? "") > best ? claim.a : best), "");
  const main = (edge) => claims(edge).find((claim) => (claim.a ?? "") === latest(edge));
  const when = (edge) => word(main(edge)?.v);
  // Claims of the same date and place tell of one occasion: two summits of one year are two.
  const occasion = (claim) => `${claim.v ?? ""}|${claim.p ?? ""}`;
  const occasions = (edge) => new Set(claims(edge).map(occasion)).size;
  const claimCount = (edge) => claims(edge).length;
  const other = (edge, node) => (edges[edge].s === node ? edges[edge].o : edges[edge].s);
  const neighbours = (node) => [...new Set(at[node].map((edge) => other(edge, node)))];
  // Latest first, undated last, then in the order of the data: the same in every browser.
  const byDate = (list) => [...list].sort((a, b) => compare(latest(b), latest(a)) || a - b);
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  return {
    nodes, edges, sentences, documents, at, relation, claims, word, main, when, occasion, occasions, claimCount, other, neighbours, byDate, latest,
    compare, edgeKey, nodeByKey, edgeByKey,
    line: (edge) => lineOf.get(relation(edge).family),
    look: (node) => lookOf.get(nodes[node].look),
  };
})();

// Texts with places to fill: say("{n} more", {n: 3}).
const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (number, thing) => `${grouped(number)} ${T.count[thing][number === 1 ? 0 : 1]}`;
const short = (text, limit) => {
  const signs = [...text];
  return signs.length <= limit ? text : signs.slice(0, limit - 1).join("").trimEnd() + "…";
};
// What two spellings of one name share: no case, no accents.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
