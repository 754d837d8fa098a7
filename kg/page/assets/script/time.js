// The time: how many relations each day, month or year holds, two handles that choose a range, and a window that walks through it.

const time = (() => {
  const box = dom.get("time");
  const track = dom.get("time-track");
  const TICK = 800; // milliseconds that a window of the walk stays
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const { first, last, UNDATED } = sieve;
  let span = null; // { from, to, unit, starts, count }: the days that the graph covers and their bars
  let rects = [];
  let playing = null;
  let held = null; // the handle that is dragged
  let asked = null; // the change that waits for the next frame

  const reckon = () => {
    let [from, to] = [Infinity, -Infinity];
    for (let edge = 0; edge < first.length; edge += 1) {
      if (first[edge] === UNDATED) continue;
      from = Math.min(from, first[edge]);
      to = Math.max(to, last[edge]);
    }
    if (from >= to) return null;
    const dated = last.filter((day) => day !== UNDATED).sort((a, b) => a - b);
    const { unit, starts, early = false } = days.bars(from, to, dated[Math.floor(dated.length / 10)]);
    return { from, to, unit, starts, early, count: starts.length - 1 };
  };
  const barOf = (day) => {
    let [low, high] = [0, span.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (span.starts[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  // Relations of each bar that are shown if it were not for the time; an interval counts in each bar that it touches.
  const heights = () => {
    const steps = new Int32Array(span.count + 1);
    for (let edge = 0; edge < first.length; edge += 1) {
      if (first[edge] === UNDATED || !sieve.timeless(edge)) continue;
      steps[barOf(first[edge])] += 1;
      steps[barOf(last[edge]) + 1] -= 1;
    }
    let sum = 0;
    return Array.from(steps.subarray(0, span.count), (step) => { sum += step; return sum; });
  };

  const range = () => {
    const { from, to } = address.now();
    return [Math.max(span.from, Math.min(span.to, from ?? span.from)), Math.max(span.from, Math.min(span.to, to ?? span.to))];
  };
  // Where a day begins, in bars from the left; the day after the last bar stands at its end.
  const position = (day) => {
    if (day >= span.starts[span.count]) return span.count;
    const bar = barOf(day);
    return Math.max(0, bar + (day - span.starts[bar]) / (span.starts[bar + 1] - span.starts[bar]));
  };
  const choose = (from, to) => address.slide({ from: from <= span.from ? null : from, to: to >= span.to ? null : to });
  const later = (from, to) => {
    if (!asked) requestAnimationFrame(() => { choose(...asked); asked = null; });
    asked = [from, to];
  };
  const edge = (bar) => span.starts[Math.max(0, Math.min(span.count, bar))];
  // The handle moves to a day, never past the other one.
  const move = (which, day, act = choose) => {
    const [from, to] = range();
    if (which === "from") act(Math.max(span.from, Math.min(day, to)), to);
    else act(from, Math.min(span.to, Math.max(day, from)));
  };
  // To the border of the next bar, or so many further.
  const step = (which, bars) => {
    const [from, to] = range();
    const at = position(which === "from" ? from : to + 1);
    const border = edge(bars > 0 ? Math.floor(at) + bars : Math.ceil(at) + bars);
    move(which, which === "from" ? border : border - 1);
  };
  const key = (which) => (event) => {
    const [from, to] = range();
    const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    if (Object.hasOwn(STEPS, event.key) && event.shiftKey) move(which, (which === "from" ? from : to) + Math.sign(STEPS[event.key]));
    else if (Object.hasOwn(STEPS, event.key)) step(which, STEPS[event.key]);
    else if (event.key === "Home") move(which, which === "from" ? span.from : from);
    else if (event.key === "End") move(which, which === "from" ? to : span.to);
    else return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  };

  const barAt = (event) => {
    const { left, width } = track.getBoundingClientRect();
    return Math.max(0, Math.min(span.count, ((event.clientX - left) / width) * span.count));
  };
  const drag = (event) => {
    const bar = Math.round(barAt(event));
    move(held, held === "from" ? edge(Math.min(bar, span.count - 1)) : edge(Math.max(1, bar)) - 1, later);
  };
  const press = (event) => {
    if (event.button !== 0) return;
    const [from, to] = range();
    const bar = barAt(event);
    const [left, right] = [position(from), position(to + 1)];
    held = event.target.dataset?.which ?? (Math.abs(bar - left) < Math.abs(bar - right) || bar < left ? "from" : "to");
    track.setPointerCapture(event.pointerId);
    stop();
    dom.get(`time-${held}`).focus();
    if (event.target.dataset?.which === undefined) drag(event);
    event.preventDefault();
  };

  // The window keeps its length; a range that is the whole span becomes a window of an eighth of it.
  const walk = () => {
    const [from, to] = range();
    const whole = from === span.from && to === span.to;
    const width = whole ? Math.max(1, Math.round(span.count / 8)) : Math.max(1, barOf(to) - barOf(from) + 1);
    const start = whole || barOf(to) >= span.count - 1 ? 0 : barOf(from) + 1;
    choose(Math.max(span.from, edge(start)), edge(start + width) - 1);
    dom.get("live").textContent = says();
    return start + width < span.count;
  };
  const stop = () => {
    clearInterval(playing);
    playing = null;
    label();
  };
  const play = () => {
    if (playing) stop();
    else if (walk() && !still.matches) playing = setInterval(() => { if (!walk()) stop(); }, TICK);
    label();
  };
  const label = () => {
    const button = dom.get("time-play");
    const name = playing ? T.time_stop : still.matches ? T.time_next : T.time_play;
    button.setAttribute("aria-label", name);
    button.title = name;
    button.firstElementChild.textContent = playing ? "❚❚" : still.matches ? "▶❙" : "▶";
  };
  const says = () => {
    const [from, to] = range();
    return from === to ? days.said(from) : `${days.said(from)} – ${days.said(to)}`;
  };

  const thumb = (which, name) => dom.make("div", {
    id: `time-${which}`, class: "thumb", role: "slider", tabindex: "0", "aria-label": name, "aria-orientation": "horizontal", "data-which": which, on: { keydown: key(which) },
  });
  const axis = () => {
    const marks = [...new Set([0, Math.floor(span.count / 2), span.count - 1])];
    const names = marks.map((bar) => (span.early && bar === 0 ? say(T.time_early, { year: days.year(span.starts[1]) }) : days.barSaid(span.unit, span.starts[bar])));
    return dom.make("div", { class: "time-axis", "aria-hidden": "true" }, ...[...new Set(names)].map((name) => dom.make("span", {}, name)));
  };
  const build = () => {
    span = reckon();
    box.hidden = span === null && sieve.undated === 0;
    dom.get("time-undated").addEventListener("change", (event) => address.go({ undated: event.currentTarget.checked }));
    dom.get("time-undated").closest("label").hidden = sieve.undated === 0;
    for (const id of ["time-play", "time-reset", "time-track", "time-says"]) dom.get(id).hidden = span === null;
    if (!span) return;
    const svg = dom.drawn("svg", { viewBox: `0 0 ${span.count} 40`, preserveAspectRatio: "none", "aria-hidden": "true", class: "bars" });
    rects = Array.from({ length: span.count }, (_, bar) => dom.drawn("rect", { x: bar + 0.08, width: 0.84, ...(span.early && bar === 0 ? { "data-early": "yes" } : {}) }));
    svg.append(...rects);
    track.append(svg, dom.make("div", { id: "time-range" }), thumb("from", T.time_from), thumb("to", T.time_to), axis());
    track.addEventListener("pointerdown", press);
    track.addEventListener("pointermove", (event) => { if (held) drag(event); });
    for (const name of ["pointerup", "pointercancel"]) track.addEventListener(name, () => { held = null; });
    dom.get("time-play").addEventListener("click", play);
    dom.get("time-reset").addEventListener("click", () => { stop(); address.go({ from: null, to: null, undated: true }); });
    still.addEventListener("change", label);
    label();
  };
  let drawn = null;
  const apply = () => {
    const state = address.now();
    dom.get("time-undated").checked = state.undated;
    dom.get("time-undated-count").textContent = grouped(first.reduce((sum, day, edge) => sum + (day === UNDATED && sieve.timeless(edge)), 0));
    if (!span) return;
    const [from, to] = range();
    const kinds = [[...state.off].sort(), [...state.real].sort()].join("|");
    if (drawn !== kinds) {
      drawn = kinds;
      const high = heights();
      // The root keeps a single relation visible beside a year of hundreds.
      const most = Math.sqrt(Math.max(1, ...high));
      rects.forEach((rect, bar) => {
        const height = (Math.sqrt(high[bar]) / most) * 38;
        rect.setAttribute("height", height.toFixed(2));
        rect.setAttribute("y", (40 - height).toFixed(2));
      });
    }
    const [low, high] = [barOf(from), barOf(to)];
    rects.forEach((rect, bar) => rect.setAttribute("class", bar >= low && bar <= high ? "in" : ""));
    const share = (bars) => (100 * bars) / span.count;
    // The ends of the span lie at the ends of the picture, wherever in their bars they are.
    const at = { from: from === span.from ? 0 : share(position(from)), to: to === span.to ? 100 : share(position(to + 1)) };
    for (const [which, day, [least, most]] of [["from", from, [span.from, to]], ["to", to, [from, span.to]]]) {
      const handle = dom.get(`time-${which}`);
      handle.style.left = `${at[which]}%`;
      for (const [name, value] of Object.entries({ valuemin: least, valuemax: most, valuenow: day, valuetext: days.said(day) })) handle.setAttribute(`aria-${name}`, value);
    }
    const bar = dom.get("time-range").style;
    bar.left = `${at.from}%`;
    bar.width = `${at.to - at.from}%`;
    dom.get("time-says").textContent = says();
    dom.get("time-reset").disabled = state.from === null && state.to === null && state.undated;
  };
  return { build, apply, stop };
})();
