// The query that finds the same claims in the graph that this page was made from: the filters as patterns, or line by line where no filter says it.

const sparql = (() => {
  const { PREFIXES, term, name, compact, quoted, comment, clean } = rdf;
  const written = (iri) => compact(iri) ?? `<${iri}>`;
  const relation = (edge) => written(term(`kg:${data.relation(edge).name}`));
  const node = (number) => `<${name(data.nodes[number].key)}>`;
  const values = (variable, list) => `  VALUES ?${variable} { ${[...new Set(list)].sort().join(" ")} }`;
  const names = (edges) => new Set(edges.map((edge) => data.relation(edge).name));

  // What is stated by a claim, and what is drawn without one: who said something, who took part, who met at one meeting, who represents whom by an office.
  const STATED = "?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:modality ?modality .";
  const ACTUAL = "BIND(kg:Actual AS ?modality)";
  const SAID = `?claim a kg:Statement ; kg:speaker ?subject . BIND(kg:said AS ?relation) BIND(?claim AS ?object) ${ACTUAL}
      FILTER NOT EXISTS { ?other a kg:Claim ; rdf:subject ?subject ; rdf:predicate kg:said ; rdf:object ?claim }`;
  const PART = `?object kg:participant ?subject . BIND(kg:participated_in AS ?relation) ${ACTUAL}
      ?claim a kg:Claim ; rdf:predicate kg:participated_in ; rdf:object ?object ; kg:modality kg:Actual .
      FILTER NOT EXISTS { ?other a kg:Claim ; rdf:subject ?subject ; rdf:predicate kg:participated_in ; rdf:object ?object }`;
  const UNSTATED = `FILTER NOT EXISTS { ?other a kg:Claim ; rdf:predicate ?relation ; kg:modality kg:Actual ; rdf:subject ?one ; rdf:object ?two .
        FILTER((?one = ?subject && ?two = ?object) || (?one = ?object && ?two = ?subject)) }`;
  const MET = `?subject kg:met_with ?object ; kg:participated_in ?through . ?object kg:participated_in ?through . BIND(kg:met_with AS ?relation) ${ACTUAL}
      ?through a/rdfs:subClassOf* kg:Meeting .
      ?claim a kg:Claim ; rdf:object ?through ; rdf:predicate kg:participated_in ; kg:modality kg:Actual .
      FILTER(STR(?subject) < STR(?object))
      ${UNSTATED}`;
  const OFFICE = `?subject kg:represents ?object . BIND(kg:represents AS ?relation) ${ACTUAL}
      ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate kg:holds_position ; rdf:object ?office ; kg:modality kg:Actual .
      { ?office kg:of ?object } UNION { ?office kg:of ?owner . ?owner kg:org_kind "government" ; kg:of ?object }
      ${UNSTATED}`;
  const IMPLIED = { said: SAID, participated_in: PART, met_with: MET, represents: OFFICE };
  const patterns = (edges) => {
    const implied = names(edges.filter((edge) => data.claims(edge).some((claim) => claim.h)));
    const found = [STATED, ...Object.keys(IMPLIED).filter((each) => implied.has(each)).map((each) => IMPLIED[each])];
    return found.length === 1 ? `  ${STATED}` : found.map((each) => `  {\n      ${each}\n  }`).join(" UNION\n");
  };

  const ends = (edge) => {
    const { s, o } = data.edges[edge];
    const ways = data.relation(edge).symmetric && s !== o ? [[s, o], [o, s]] : [[s, o]];
    return ways.map(([from, to]) => `(${node(from)} ${relation(edge)} ${node(to)} ${written(term(`kg:${data.edges[edge].m ?? "Actual"}`))})`);
  };
  const listed = (edges) => [`  VALUES (?subject ?relation ?object ?modality) {\n    ${[...new Set(edges.flatMap(ends))].join("\n    ")}\n  }`];
  const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text ?? "");
  const occasion = (edge) => {
    const { a, z = a } = data.edges[edge];
    const dates = isDay(a) && isDay(z) ? `  FILTER(?earliest = "${a}"^^xsd:date && ?latest = "${z}"^^xsd:date)` : "  FILTER(!BOUND(?earliest))";
    const place = data.edges[edge].p;
    if (place === undefined) return [dates, "  FILTER(!BOUND(?place))"];
    return [dates, DATA.names[place] ? `  FILTER(?place = <${name(DATA.names[place])}>)` : `  ?place rdfs:label ${quoted(clean(data.word(place)))} .`];
  };
  const times = () => {
    const { from = null, to = null, undated = true } = address.now();
    const inside = [from === null ? "" : `?latest >= "${days.iso(from)}"^^xsd:date`, to === null ? "" : `?earliest <= "${days.iso(to)}"^^xsd:date`].filter(Boolean).join(" && ");
    if (!inside) return undated ? [] : ["  FILTER(BOUND(?earliest))"];
    return [undated ? `  FILTER(!BOUND(?earliest) || (${inside}))` : `  FILTER(${inside})`];
  };
  const kinds = (looks, end) => {
    const list = looks.flatMap((look) => look.kinds).map((kind) => written(term(`kg:${kind}`)));
    return list.length ? [`  FILTER NOT EXISTS { VALUES ?kind { ${list.join(" ")} } ?${end} a ?kind }`] : [];
  };
  // Lines that the filters let through, which is all that they let through only where nothing else decides what is drawn.
  const filtered = (edges) => {
    const { off, node: centre } = address.now();
    const looks = LOOKS.filter((look) => off.has(look.name));
    return [
      values("relation", edges.map(relation)), values("modality", edges.map((edge) => written(term(`kg:${data.edges[edge].m ?? "Actual"}`)))),
      ...(centre === null ? [] : [`  FILTER(?subject = ${node(centre)} || ?object = ${node(centre)})`]), ...kinds(looks, "subject"), ...kinds(looks, "object"),
    ];
  };
  const query = (taken) => {
    const { edge } = address.now();
    const by = taken.ruled ? filtered(taken.edges) : listed(taken.edges);
    const one = !taken.whole && edge !== null;
    const lines = [
      ...[scope.title(), ...taken.says].map((line) => comment(clean(line))),
      ...["kg", "rdf", "rdfs", "prov", "schema", "xsd"].map((prefix) => `PREFIX ${prefix}: <${PREFIXES[prefix]}>`),
      "SELECT DISTINCT ?claim ?subject ?relation ?object ?modality ?earliest ?latest ?quote ?document WHERE {",
      ...by.slice(0, 2), patterns(taken.edges), ...by.slice(2),
      "  OPTIONAL { ?claim kg:earliest ?earliest ; kg:latest ?latest }",
      ...(one ? ["  OPTIONAL { ?claim kg:place ?place }", ...occasion(edge)] : times()),
      "  ?claim kg:evidence ?evidence . ?evidence kg:quote ?quote ; prov:wasQuotedFrom ?document .",
      "}", "ORDER BY (!BOUND(?earliest)) ?earliest ?claim", "",
    ];
    return lines.filter(Boolean).join("\n");
  };
  return { query };
})();
