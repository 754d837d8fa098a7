// Ways through the graph, breadth first over the relations that a question allows. Nothing is drawn here.

const walks = (() => {
  // Nodes within `most` steps of one, with their distance; the node itself has 0.
  const within = (start, most, allowed) => {
    const steps = new Map([[start, 0]]);
    for (const node of steps.keys()) {
      const next = steps.get(node) + 1;
      if (next > most) break;
      for (const edge of data.at[node]) {
        const far = data.other(edge, node);
        if (!steps.has(far) && allowed(edge)) steps.set(far, next);
      }
    }
    return steps;
  };
  // The nodes of a shortest way from a to b, both included, or null. Of equal ways the one that the data names first.
  const path = (a, b, allowed) => {
    const from = new Map([[a, null]]);
    for (const node of from.keys()) {
      if (node === b) break;
      for (const edge of data.at[node]) {
        const far = data.other(edge, node);
        if (!from.has(far) && allowed(edge)) from.set(far, node);
      }
    }
    if (!from.has(b)) return null;
    const way = [];
    for (let node = b; node !== null; node = from.get(node)) way.unshift(node);
    return way;
  };
  // The relations between two nodes, either way round, in the order of the data.
  const between = (a, b) => {
    const [few, far] = data.at[a].length <= data.at[b].length ? [a, b] : [b, a];
    return data.at[few].filter((edge) => data.other(edge, few) === far).sort((one, other) => one - other);
  };
  return { within, path, between };
})();
