// "One line a pair": of parallel lines one is drawn for all, with their number.

const folds = (() => {
  // Relations (or lines, which bear the number of their first one) by the two that they join.
  const pairs = (edges) => {
    const together = new Map();
    for (const edge of edges) {
      const { s, o } = data.edges[edge];
      const key = s < o ? `${s} ${o}` : `${o} ${s}`;
      if (!together.has(key)) together.set(key, []);
      together.get(key).push(edge);
    }
    return together;
  };
  // Map of lines → relations shown, folded: of each pair's lines the one with a reported fact stays, of these the one bent least.
  const fold = (lines, bend) => {
    const plain = (line) => lines.get(line).some(sieve.plain);
    return new Map([...pairs(lines.keys()).values()].map((all) => {
      const [first] = [...all].sort((a, b) => plain(b) - plain(a) || bend(a) - bend(b) || a - b);
      return [first, all.flatMap((line) => lines.get(line)).sort((a, b) => a - b)];
    }));
  };
  return { pairs, fold };
})();
