// On paper: the title, what is covered and the picture as it is selected, in light colours; or the table; with the open evidence.

const printing = (() => {
  const box = dom.get("printed");
  let ready = false; // the page above the picture has the title and what it covers
  const prepare = () => {
    if (ready) return;
    ready = true;
    theme.onPaper(true);
    const taken = scope.take();
    const says = taken.says.map((line) => dom.make("p", { dir: "auto" }, line));
    box.replaceChildren(...says, ...(!scope.pictured() ? [] : [scene.paint(scene.build({ ...taken, says: [] }, false, ""), 2)]));
  };
  const finish = () => {
    if (!ready) return;
    ready = false;
    box.replaceChildren();
    theme.onPaper(false);
  };
  const start = () => {
    addEventListener("beforeprint", prepare);
    addEventListener("afterprint", finish);
    matchMedia("print").addEventListener("change", ({ matches }) => (matches ? prepare() : finish()));
  };
  return { start };
})();
