// Claims with their evidence and sources in the terms of the graph they come from, as Turtle and as JSON-LD of the same statements.

const rdf = (() => {
  const PREFIXES = {
    kg: "https://w3id.org/kg-diplomacy/ontology#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    skos: "http://www.w3.org/2004/02/skos/core#", schema: "http://schema.org/", prov: "http://www.w3.org/ns/prov#",
    dcterms: "http://purl.org/dc/terms/", xsd: "http://www.w3.org/2001/XMLSchema#",
  };
  const BASE = DATA.base || "https://w3id.org/kg-diplomacy/id/"; // of names without one
  // One sign is replaced by one sign, so that offsets stay true: what no file format can hold, and half pairs.
  const clean = (text) => text.replace(/[\0-\b\v\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "\ufffd").replaceAll("\r", "\n");
  // Names that are IRIs already stay as they are; every sign that an IRI cannot hold is percent-encoded.
  const legal = (iri) => clean(iri).replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%#?]/gu, (sign) => encodeURIComponent(sign));
  const name = (key) => {
    const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(key);
    return whole ? legal(key) : legal(BASE) + legal(key).replace(/[#?]/g, encodeURIComponent).replace(/(^|\/)(\.\.?)(?=\/|$)/g, (_, before, dots) => before + dots.replaceAll(".", "%2E"));
  };
  const term = (curie) => {
    const [prefix, local] = [curie.slice(0, curie.indexOf(":")), curie.slice(curie.indexOf(":") + 1)];
    return PREFIXES[prefix] + legal(local).replace(/[#?/:]/g, encodeURIComponent);
  };
  const node = (iri) => ({ iri });
  const text = (value) => ({ text: clean(value) });
  const typed = (value, type) => ({ text: clean(String(value)), type: PREFIXES.xsd + type });
  const day = (value) => typed(value, "date");

  const graph = () => {
    const subjects = new Map();
    const add = (subject, predicate, ...values) => {
      if (!subjects.has(subject)) subjects.set(subject, new Map());
      const pairs = subjects.get(subject);
      const known = pairs.get(predicate) ?? new Map();
      for (const value of values) if (value) known.set(JSON.stringify(value), value);
      if (known.size) pairs.set(predicate, known);
    };
    return { subjects, add };
  };
  // A year, a month or a day said at its own precision; other stretches of time have only a first and a last day.
  const precise = (first, last) => {
    const ends = (one) => new Date(Date.UTC(+one.slice(0, 4), +one.slice(5, 7), 0)).getUTCDate() === +one.slice(8, 10);
    if (first === last) return day(first);
    if (!/^\d{4}-\d\d-01$/.test(first) || !ends(last)) return null;
    if (first.slice(0, 7) === last.slice(0, 7)) return typed(first.slice(0, 7), "gYearMonth");
    return first.slice(4, 7) === "-01" && last === `${first.slice(0, 4)}-12-31` ? typed(first.slice(0, 4), "gYear") : null;
  };
  const dated = (add, subject, { a, z = a }) => {
    if (![a, z].every((each) => /^\d{4}-\d\d-\d\d$/.test(each ?? ""))) return;
    add(subject, term("kg:earliest"), day(a));
    add(subject, term("kg:latest"), day(z));
    add(subject, term("dcterms:date"), precise(a, z));
  };
  const addNode = (add, number) => {
    const { key, label, kind, also = [], look } = data.nodes[number];
    add(name(key), term("rdf:type"), kind ? node(term(`kg:${kind}`)) : null);
    add(name(key), term(look === "statements" ? "kg:text" : "rdfs:label"), text(label));
    add(name(key), term("skos:altLabel"), ...also.map(text));
  };
  const addDocument = (add, number) => {
    const { id, title, url = "", publisher, day: published = "" } = data.documents[number];
    const home = name(id);
    add(home, term("rdf:type"), node(term("kg:Document")));
    add(home, term("schema:headline"), title ? text(title) : null);
    add(home, term("schema:publisher"), publisher ? text(publisher) : null);
    add(home, term("schema:datePublished"), /^\d{4}-\d\d-\d\d$/.test(published) ? day(published) : null);
    add(home, term("schema:url"), /^https?:\/\/[^\s"<>]+$/i.test(url) && clean(url) === url ? typed(url, "anyURI") : null);
    return home;
  };
  const addEvidence = (add, claim, home) => {
    const key = data.documents[claim.d].id.replace(/^(.*\/)?document\//, "$1evidence/");
    const evidence = name(`${key}/${claim.n[0]}-${claim.n[1]}`);
    add(evidence, term("rdf:type"), node(term("kg:Evidence")));
    add(evidence, term("kg:quote"), text(data.sentences[claim.u ?? claim.q]));
    add(evidence, term("kg:start"), typed(claim.n[0], "integer"));
    add(evidence, term("kg:end"), typed(claim.n[1], "integer"));
    add(evidence, term("prov:wasQuotedFrom"), node(home));
    return evidence;
  };
  // Who is named in words has an IRI where the data knows it.
  const called = (number, property, words) => (DATA.names[number] ? [term(property), node(name(DATA.names[number]))] : [term(words), text(data.word(number))]);
  const addClaim = (add, edge, claim) => {
    const line = data.edges[edge];
    const [from, to] = (claim.k ? [line.o, line.s] : [line.s, line.o]).map((end) => name(data.nodes[end].key));
    const relation = term(`kg:${data.relation(edge).name}`);
    // A line that follows from a claim about something else is a statement of its own, derived from that claim.
    const it = claim.h ? `${name(claim.i)}#${encodeURIComponent(clean([data.nodes[line.s].key, data.relation(edge).name, data.nodes[line.o].key].join("~")))}` : name(claim.i);
    add(it, term("rdf:type"), node(term(claim.h ? "rdf:Statement" : "kg:Claim")));
    add(it, term("rdf:subject"), node(from));
    add(it, term("rdf:predicate"), node(relation));
    add(it, term("rdf:object"), node(to));
    add(it, term("kg:modality"), node(term(`kg:${line.m ?? "Actual"}`)));
    const home = addDocument(add, claim.d);
    add(it, ...(claim.b === undefined ? [term("kg:asserted_by"), node(home)] : called(claim.b, "kg:asserted_by", "kg:speaker_text")));
    dated(add, it, line);
    if (line.p !== undefined) add(it, ...called(line.p, "kg:place", "schema:location"));
    for (const [property, number] of [["kg:date_text", claim.w], ["kg:topic", claim.t], ["kg:subject_text", claim.x], ["kg:object_text", claim.y]]) {
      add(it, term(property), number === undefined ? null : text(data.word(number)));
    }
    add(it, term("kg:confidence"), typed(claim.f, "decimal"));
    add(it, term("prov:wasDerivedFrom"), claim.h ? node(name(claim.i)) : null);
    add(it, term("kg:evidence"), node(addEvidence(add, claim, home)));
    if (!line.m) add(name(data.nodes[line.s].key), relation, node(name(data.nodes[line.o].key)));
    add(relation, term("rdfs:label"), text(data.relation(edge).label));
  };
  const statements = ({ nodes, claims }) => {
    const { subjects, add } = graph();
    nodes.forEach((number) => addNode(add, number));
    claims.forEach(({ edge, claim }) => addClaim(add, edge, claim));
    return [...subjects].map(([subject, pairs]) => [subject, [...pairs].map(([predicate, values]) => [predicate, [...values.values()]])]);
  };

  const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t" };
  const quoted = (value) => `"${value.replace(/[\\"\n\t]/g, (sign) => ESCAPES[sign])}"`;
  const compact = (iri) => {
    const found = Object.entries(PREFIXES).find(([, space]) => iri.startsWith(space) && /^[A-Za-z_][A-Za-z0-9_]*$/.test(iri.slice(space.length)));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : null;
  };
  const written = (value) => {
    if (value.iri !== undefined) return compact(value.iri) ?? `<${value.iri}>`;
    return quoted(value.text) + (value.type ? `^^${compact(value.type)}` : "");
  };
  const comment = (line) => `# ${line.replace(/[\0-\x1f\x7f\x85\u2028\u2029]/g, " ")}`;
  const turtle = (taken) => {
    const head = Object.entries(PREFIXES).map(([prefix, space]) => `@prefix ${prefix}: <${space}> .`);
    const blocks = statements(taken).map(([subject, pairs]) => {
      const lines = pairs.map(([predicate, values]) => `${predicate === term("rdf:type") ? "a" : written(node(predicate))} ${values.map(written).join(", ")}`);
      return `${written(node(subject))} ${lines.join(" ;\n    ")} .`;
    });
    return [...[scope.title(), ...taken.says].map((line) => comment(clean(line))), ...head, "", blocks.join("\n\n"), ""].join("\n");
  };
  const jsonld = (taken) => {
    const value = (each) => (each.iri !== undefined ? { "@id": each.iri } : { "@value": each.text, ...(each.type ? { "@type": each.type } : {}) });
    const items = statements(taken).map(([subject, pairs]) => Object.fromEntries([["@id", subject], ...pairs.map(([predicate, values]) => (
      predicate === term("rdf:type") ? ["@type", values.map(({ iri }) => iri)] : [compact(predicate) ?? predicate, values.map(value)]))]));
    return JSON.stringify({ "@context": PREFIXES, "@graph": items }, null, 1) + "\n";
  };
  return { turtle, jsonld, name, term, PREFIXES, compact, quoted, clean, comment };
})();
