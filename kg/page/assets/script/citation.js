// A claim as one cites it: the sentence, who published it, when and where; copied as plain text.

const citation = (() => {
  const MANNERS = [
    async (text) => { await navigator.clipboard.writeText(text); return true; },
    // In a frame, or an old browser: a field of text in front, selected and copied.
    async (text) => {
      const before = document.activeElement;
      const field = dom.make("textarea", { class: "unseen", readonly: true, "aria-hidden": "true", tabindex: "-1" });
      field.value = text;
      (document.querySelector("dialog[open]") ?? document.body).append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      before?.focus();
      return done;
    },
  ];
  const copy = async (text) => {
    for (const manner of MANNERS) {
      try { if (await manner(text)) return true; } catch { /* the next one */ }
    }
    return false;
  };
  const web = (url) => {
    try { return /^https?:$/.test(new URL(url).protocol) ? url : ""; } catch { return ""; }
  };
  const line = (text) => text.replace(/\s+/g, " ").trim();
  const one = ({ edge, claim }) => {
    const { title = "", url = "", publisher = "", date = "" } = data.documents[claim.d];
    const source = [publisher, title && title !== publisher ? `“${title}”` : "", date, web(url)].filter(Boolean).map(line).join(", ");
    const { m } = data.edges[edge];
    return `“${line(data.sentences[claim.q])}”${m ? ` [${real.said(m)}]` : ""} — ${source || T.source}`;
  };
  const whole = (edge) => {
    const { s, o, m } = data.edges[edge];
    const when = [data.when(edge) || T.undated, data.word(data.edges[edge].p)].filter(Boolean).join(", ");
    const head = `${line(data.nodes[s].label)} ${data.relation(edge).label} ${line(data.nodes[o].label)} (${[m ? real.said(m) : "", when].filter(Boolean).join("; ")})`;
    return [head, ...data.claims(edge).map((claim) => one({ edge, claim }))].join("\n");
  };
  // A button that copies, says so on itself and to who listens, and shows the text where copying is not allowed.
  const copier = (name, text, says = dom.get("live")) => {
    const act = async () => {
      if (!(await copy(text()))) { exporter.reveal(name, text()); return; }
      says.textContent = T.take.copied;
      button.textContent = T.take.copied;
      setTimeout(() => { button.textContent = name; }, 2000);
    };
    const button = dom.button(act, { class: "copy" }, name);
    return button;
  };
  return {
    copier, one, whole,
    claimButton: (edge, claim) => copier(T.take.cite, () => one({ edge, claim })),
    edgeButton: (edge) => copier(say(T.take.cite_all, { claims: counted(data.claimCount(edge), "claim") }), () => whole(edge)),
  };
})();
