// Dark or light: the reader's system decides, the switch overrides it. Nothing is stored.

const theme = (() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  let chosen = null;
  let paper = false;
  const dark = () => !paper && (chosen ?? (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    document.documentElement.dataset.theme = dark() ? "dark" : "light";
    listeners.forEach((act) => act());
  };
  const toggle = () => {
    chosen = dark() ? "light" : "dark";
    apply();
  };
  system.addEventListener("change", apply);
  document.documentElement.dataset.theme = dark() ? "dark" : "light";
  return {
    toggle, dark,
    onPaper: (on) => { paper = on; apply(); },
    onChange: (act) => listeners.push(act),
    colour: (entry) => (dark() ? entry.dark : entry.light),
    ink: () => (dark() ? "#f1f1ee" : "#191a1c"),
    ground: () => (dark() ? "#15171b" : "#fbfaf7"),
  };
})();
