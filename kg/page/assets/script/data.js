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
  const claims = (edge) => edges[edge].c;
  const word = (number) => (number === undefined ? "" : words[number]);
  // An edge is one occasion. Its name in an address: subject~relation[/modality]~object[~days[~place]]; where even that is not its
  // own, a number follows. A name without days or place opens the first such edge.
  const edgeBase = (edge) => {
    const { s, o, m } = edges[edge];
    return [nodes[s].key, relation(edge).name + (m ? "/" + m : ""), nodes[o].key].join("~");
  };
  const days = (edge) => [edges[edge].a, edges[edge].z].filter(Boolean).join("/");
  // Maps, not objects: a name such as "constructor" is only a name here.
  const nodeByKey = new Map(nodes.map((node, number) => [node.key, number]));
  const keys = [];
  const edgeByKey = new Map();
  const named = () => {
    if (keys.length === edges.length) return;
    edges.forEach((edge, number) => {
      const place = word(edge.p);
      // Half a UTF-16 pair, which no address can carry, is replaced as a browser would.
      const key = (edgeBase(number) + (edge.a || place ? "~" + days(number) : "") + (place ? "~" + place : "")).replace(/\p{Surrogate}/gu, "\ufffd");
      let own = key;
      for (let next = 2; edgeByKey.has(own); next += 1) own = `${key}~${next}`;
      keys.push(own);
      edgeByKey.set(own, number);
    });
    edges.forEach((_, number) => {
      for (const less of [edgeBase(number), `${edgeBase(number)}~${days(number)}`]) if (!edgeByKey.has(less)) edgeByKey.set(less, number);
    });
  };
  const edgeKey = (edge) => { named(); return keys[edge]; };
  const edgeOf = (key) => { named(); return edgeByKey.get(key); };
  const main = (edge) => claims(edge)[0];
  const latest = (edge) => edges[edge].a ?? "";
  const when = (edge) => word(edges[edge].v);
  const place = (edge) => word(edges[edge].p);
  const claimCount = (edge) => claims(edge).length;
  // What the claims of an edge are about, in the order of the claims.
  const topics = (edge) => [...new Set(claims(edge).filter((claim) => claim.t !== undefined).map((claim) => word(claim.t)))].join(", ");
  const other = (edge, node) => (edges[edge].s === node ? edges[edge].o : edges[edge].s);
  const neighbours = (node) => [...new Set(at[node].map((edge) => other(edge, node)))];
  // Latest first, undated last, then in the order of the data: the same in every browser.
  const byDate = (list) => [...list].sort((a, b) => compare(latest(b), latest(a)) || a - b);
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  return {
    nodes, edges, sentences, documents, at, relation, claims, word, main, when, place, topics, claimCount, other, neighbours, byDate, latest,
    compare, edgeKey, edgeOf, nodeByKey,
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
