// What is drawn beside the core: what was asked for by search, by "more neighbours" or as the surroundings of an entity, and where.
// The same address asks for the same; nothing is drawn by chance.

const growth = (() => {
  const ROOM = 400; // nodes that a picture holds with the surroundings of one entity, what was asked for by name coming on top
  const MORE = 20; // neighbours that one click adds
  const KEPT = 60; // of the entities opened one by one, the latest stay drawn
  const GAP = 46; // pixels between two nodes
  let asked = [];

  const selected = ({ node, edge, path, of }, way) => {
    const ends = edge !== null ? [data.edges[edge].s, data.edges[edge].o] : [];
    return [node, of, ...(path ?? []), ...(way ?? []), ...ends].filter((each) => each !== null);
  };
  const byWeight = (list) => list.sort((a, b) => data.at[b].length - data.at[a].length || a - b);
  const undrawn = (node, drawn) => byWeight(data.neighbours(node).filter((each) => !drawn.has(each)));

  // Node → the node beside which it is to stand, in the order of drawing, and how many of the surroundings there is no room for.
  const wanted = (state, core, way) => {
    const extra = new Map();
    const drawn = new Set(core);
    const add = (node, beside) => {
      if (drawn.has(node)) return;
      drawn.add(node);
      extra.set(node, beside);
    };
    const now = selected(state, way);
    asked = [...new Set([...asked.filter((node) => !now.includes(node)), ...now])].filter((node) => !core.has(node)).slice(-KEPT);
    asked.forEach((node) => add(node, null));
    for (const node of state.near) {
      add(node, null);
      undrawn(node, drawn).slice(0, MORE).forEach((each) => add(each, node));
    }
    let left = 0;
    if (sieve.steps()) {
      let room = ROOM - [...drawn].filter((node) => sieve.steps().has(node)).length;
      const around = byWeight([...sieve.steps().keys()].filter((node) => !drawn.has(node))).sort((a, b) => sieve.steps().get(a) - sieve.steps().get(b));
      for (const node of around) {
        if (room > 0) add(node, null);
        else left += 1;
        room -= 1;
      }
    }
    return { extra, left };
  };
  // A function that gives the first free spot on rings around a point, and takes it; `taken` are the places so far.
  const spots = (taken) => {
    const cells = new Map();
    const cell = (x, y) => Math.floor(x / GAP) * 100003 + Math.floor(y / GAP);
    const take = (place) => {
      const name = cell(place.x, place.y);
      if (!cells.has(name)) cells.set(name, []);
      cells.get(name).push(place);
      return place;
    };
    for (const place of taken) take(place);
    const near = [-GAP, 0, GAP];
    const free = (x, y) => near.every((dx) => near.every((dy) => (cells.get(cell(x + dx, y + dy)) ?? []).every((place) => Math.hypot(place.x - x, place.y - y) >= GAP)));
    const reached = new Map(); // around one point the inner rings are full once one was passed
    return (around) => {
      for (let ring = reached.get(around) ?? 2; ring < 60; ring += 1) {
        const radius = ring * GAP;
        const turns = Math.floor((2 * Math.PI * radius) / (GAP * 1.2));
        reached.set(around, ring);
        for (let turn = 0; turn < turns; turn += 1) {
          const angle = ring * 2.399963 + (turn * 2 * Math.PI) / turns;
          const [x, y] = [around.x + radius * Math.cos(angle), around.y + radius * Math.sin(angle)];
          if (free(x, y)) return take({ x, y });
        }
      }
      return { x: around.x, y: around.y };
    };
  };
  return { wanted, spots, MORE };
})();
