// How real a relation is: reported as fact, or only alleged, intended, possible or denied. The latter are thin and faint in the picture
// and carry an open mark of their own, since dashes already tell the kind of relation.

const real = (() => {
  // Closed outlines around the origin; the cross of what is denied is two strokes.
  const MARKS = {
    Alleged: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", Intended: "M-3.5 -4.5L5 0L-3.5 4.5z", Possible: "M0 -5L5 0L0 5L-5 0z",
    Denied: "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
  };
  const OTHER = "M-4 -4h8v8h-8z";
  const outline = (name) => MARKS[Object.hasOwn(MARKS, name) ? name : ""] ?? OTHER;
  const said = (name) => (Object.hasOwn(T.modality, name) ? T.modality[name] : name);
  const sign = (name) => (name === "Actual" ? dom.strokes("M1 6h32", "") : dom.strokes("M1 6h32", outline(name)));
  // What stands before the name of a relation that is not reported as fact, so that nobody reads "met" where a meeting is only planned.
  const badge = (edge) => (sieve.plain(edge) ? null : [dom.make("span", { class: "unreal" }, dom.named(said(sieve.real(edge)), 60)), " "]);
  // Marks along a line in the picture, at the given points of it.
  const paths = new Map();
  const mark = (context, name, points, colour, scale) => {
    if (!paths.has(name)) paths.set(name, new Path2D(outline(name)));
    for (const { x, y } of points) {
      context.save();
      context.translate(x, y);
      context.scale(scale, scale);
      context.setLineDash([]);
      context.lineWidth = name === "Denied" ? 2 : 1.4;
      context.fillStyle = theme.ground();
      context.strokeStyle = colour;
      if (name !== "Denied") context.fill(paths.get(name));
      context.stroke(paths.get(name));
      context.restore();
    }
  };
  return { said, sign, mark, badge, outline };
})();
