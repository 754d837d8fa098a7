// Which relations and entities are shown: by kind, by how real they are, by time and by steps. Reckoned once for a state over the
// whole graph, in typed arrays, so that a step of the time is quick among tens of thousands.

const sieve = (() => {
  const KNOWN = ["Actual", "Alleged", "Intended", "Possible", "Denied"];
  const { nodes, edges } = data;
  const reals = [...new Set([...KNOWN, ...edges.map((edge) => edge.m ?? "Actual")])];
  const UNDATED = 2147483647;
  const lookNames = LOOKS.map((look) => look.name);
  const lineNames = LINES.map((line) => line.name);
  const lookIndex = Uint8Array.from(nodes, (node) => lookNames.indexOf(node.look));
  const family = Uint8Array.from(edges, (_, edge) => lineNames.indexOf(data.relation(edge).family));
  const real = Uint16Array.from(edges, (edge) => reals.indexOf(edge.m ?? "Actual"));
  const first = new Int32Array(edges.length);
  const last = new Int32Array(edges.length);
  edges.forEach((edge, number) => {
    const start = days.parse(edge.a);
    first[number] = start ?? UNDATED;
    last[number] = Math.max(start ?? UNDATED, days.parse(edge.z) ?? start ?? UNDATED);
  });
  const realCounts = reals.map((_, index) => real.reduce((sum, each) => sum + (each === index), 0));
  const undated = first.reduce((sum, each) => sum + (each === UNDATED), 0);

  const edgeShown = new Uint8Array(edges.length);
  const timeless = new Uint8Array(edges.length); // shown if it were not for the time
  const nodeShown = new Uint8Array(nodes.length);
  let hidden = {}; // reason → number of relations, each counted under its first reason
  let key = null;
  const lookCounts = new Map(); // what the legend could show of each kind, as real as is asked for
  const lineCounts = new Map();
  let steps = null; // node → steps from the centre, when only its surroundings are shown

  const centre = (state) => (state.hops === null ? null : state.node ?? state.of);
  const keyOf = (state) => [[...state.off].sort(), [...state.real].sort(), state.from, state.to, state.undated, state.hops, centre(state)].join("|");
  const tally = (realOff) => {
    const live = new Uint8Array(nodes.length);
    const lines = new Int32Array(lineNames.length);
    for (let edge = 0; edge < edges.length; edge += 1) {
      if (realOff[real[edge]]) continue;
      lines[family[edge]] += 1;
      live[edges[edge].s] = 1;
      live[edges[edge].o] = 1;
    }
    const looks = new Int32Array(lookNames.length);
    nodes.forEach((_, node) => { looks[lookIndex[node]] += live[node] || data.at[node].length === 0 ? 1 : 0; });
    lookNames.forEach((name, index) => lookCounts.set(name, looks[index]));
    lineNames.forEach((name, index) => lineCounts.set(name, lines[index]));
  };
  const apply = (state) => {
    if (key === keyOf(state)) return false;
    key = keyOf(state);
    const lookOff = lookNames.map((name) => state.off.has(name));
    const lineOff = lineNames.map((name) => state.off.has(name));
    const realOff = reals.map((name) => !state.real.has(name));
    const [from, to] = [state.from ?? -Infinity, state.to ?? Infinity];
    tally(realOff);
    hidden = { real: 0, kind: 0, undated: 0, time: 0, far: 0 };
    nodes.forEach((_, node) => { nodeShown[node] = data.at[node].length === 0 && !lookOff[lookIndex[node]] ? 1 : 0; });
    for (let edge = 0; edge < edges.length; edge += 1) {
      const { s, o } = edges[edge];
      const kind = lineOff[family[edge]];
      const ends = lookOff[lookIndex[s]] || lookOff[lookIndex[o]];
      const when = first[edge] === UNDATED ? (state.undated ? "" : "undated") : first[edge] <= to && last[edge] >= from ? "" : "time";
      const why = realOff[real[edge]] ? "real" : kind || ends ? "kind" : when;
      if (why) hidden[why] += 1;
      edgeShown[edge] = why ? 0 : 1;
      timeless[edge] = realOff[real[edge]] || kind || ends ? 0 : 1;
      // With its relations unticked an entity says nothing; with its neighbours' kind unticked it still stands for itself.
      if (!realOff[real[edge]] && !kind && !when) {
        if (!lookOff[lookIndex[s]]) nodeShown[s] = 1;
        if (!lookOff[lookIndex[o]]) nodeShown[o] = 1;
      }
    }
    steps = null;
    if (centre(state) !== null) surround(centre(state), state.hops);
    return true;
  };
  const surround = (node, hops) => {
    steps = walks.within(node, hops, (edge) => edgeShown[edge] === 1);
    edges.forEach(({ s, o }, edge) => {
      if (!edgeShown[edge] || (steps.has(s) && steps.has(o))) return;
      edgeShown[edge] = 0;
      hidden.far += 1;
    });
    nodeShown.forEach((_, each) => { if (!steps.has(each)) nodeShown[each] = 0; });
    nodeShown[node] = 1;
  };
  const edgeOn = (edge) => edgeShown[edge] === 1;
  const nodeOn = (node) => nodeShown[node] === 1;
  return {
    apply, edgeOn, nodeOn, reals, realCounts, lookCounts, lineCounts, undated, first, last, UNDATED,
    hidden: () => hidden, steps: () => steps, timeless: (edge) => timeless[edge] === 1,
    real: (edge) => edges[edge].m ?? "Actual",
    plain: (edge) => real[edge] === 0,
  };
})();
