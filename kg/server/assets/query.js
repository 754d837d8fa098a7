// The query page's editor: YASGUI with this server as its only endpoint, our prefixes, terms and examples, and nothing from elsewhere.
"use strict";
(() => {
  const known = JSON.parse(document.getElementById("settings").textContent);
  const endpoint = new URL("/sparql", location.href).href;
  const { Yasqe } = Yasgui;
  const lines = Object.entries(known.prefixes).map(([name, space]) => `${name}: <${space}>`).sort();

  // The editor's own lists ask servers on the net; ours are those of this graph. A known prefix that is typed is declared by itself.
  const own = (name, list) => {
    Yasqe.Autocompleters[name] = { ...Yasqe.Autocompleters[name], bulk: true, autoShow: true, persistenceId: undefined, get: () => list };
  };
  own("prefixes", lines);
  own("class", known.classes);
  own("property", known.properties);
  Yasqe.defaults.autocompleters = ["prefixes", "class", "property", "variables"];

  // The narrower prefixes first: person:… rather than id:person/….
  const { id, graph, ...narrow } = known.prefixes;
  const short = { ...narrow, graph, id };

  // An IRI of this graph is shown by this server.
  const here = (iri) =>
    iri.startsWith(`${known.base}id/`) ? `/${iri.slice(known.base.length)}` : `/entity?iri=${encodeURIComponent(iri)}`;

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    corsProxy: undefined,
    persistenceId: "kg",
    populateFromUrl: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    yasqe: { value: known.text, createShareableLink: (yasqe) => `/sparql?query=${encodeURIComponent(yasqe.getValue())}` },
    yasr: { prefixes: short },
  });
  const show = (text) => {
    const tab = yasgui.getTab();
    const yasqe = tab.getYasqe();
    tab.setEndpoint(endpoint);
    yasqe.setValue(text);
    const plain = text.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|#.*/g, " ");
    const used = Object.entries(known.prefixes).filter(([name]) => new RegExp(`(?<![\\w-])${name}:`).test(plain));
    yasqe.addPrefixes(Object.fromEntries(used));
  };
  const yasqe = yasgui.getTab().getYasqe();
  if (new URLSearchParams(location.search).has("example") || !yasqe.getValue().trim() || yasqe.getValue() === known.text) show(known.text);
  document.querySelectorAll("[data-example]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(known.examples[link.dataset.example]);
    }),
  );
  new MutationObserver(() =>
    document.querySelectorAll("#yasgui a.iri:not([data-own])").forEach((link) => {
      link.dataset.own = "";
      link.href = here(link.getAttribute("href"));
      link.removeAttribute("target");
    }),
  ).observe(document.getElementById("yasgui"), { childList: true, subtree: true });
  document.getElementById("plain").hidden = true;
  document.documentElement.dataset.ready = "1";
})();
