// An input with a list of answers below it, by the combobox pattern: arrows choose, Enter opens, Escape empties.

const picker = ({ input, list, name, find, option, open, told = () => {} }) => {
  let found = [];
  let active = -1;

  const mark = (number) => {
    active = number;
    [...list.children].forEach((item, each) => item.setAttribute("aria-selected", String(each === number)));
    if (number >= 0) input.setAttribute("aria-activedescendant", `${name}-${number}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[number]?.scrollIntoView({ block: "nearest" });
  };
  const item = (hit, number) => dom.make("li", {
    id: `${name}-${number}`, role: "option", "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); choose(number); } },
  }, ...option(hit));
  const show = () => {
    found = find(input.value);
    list.replaceChildren(...found.map(item));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    told(input.value, found);
    mark(-1);
  };
  const hide = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const choose = (number) => {
    const hit = found[number];
    if (!hit) return;
    hide();
    open(hit);
  };
  const keys = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) mark((active + (event.key === "ArrowDown" ? 1 : found.length - (active < 0 ? 0 : 1))) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(Math.max(0, active));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (input.value) { input.value = ""; show(); } else input.blur();
    }
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => { if (input.value) show(); });
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", keys);
};
