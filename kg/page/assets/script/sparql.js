// The query that finds the same claims in the graph that this page was made from: the filters as patterns, or line by line where no filter says it.

const sparql = (() => {
  const { PREFIXES, term, name, compact, quoted, comment, clean } = rdf;
  const written = (iri) => compact(iri) ?? `<${iri}>`;
  const relation = (edge) => written(term(`kg:${data.relation(edge).name}`));
  const called = (number) => `<${name(data.nodes[number].key)}>`;
  const values = (variable, list) => `  VALUES ?${variable} { ${[...new Set(list)].sort().join(" ")} }`;
  const names = (edges) => new Set(edges.map((edge) => data.relation(edge).name));

  // What is stated by a claim, and what is drawn without one: who said something, who took part, who met at one meeting, who represents whom by an office.
  const STATED = "?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:modality ?modality .";
  // BIND comes last, since what stands after it is not joined in the best order; MINUS is four hundred times as fast in Oxigraph as NOT EXISTS.
  const as = (relation) => `BIND(kg:${relation} AS ?relation) BIND(kg:Actual AS ?modality)`;
  const claimed = (from, relation, to, how = "") => `MINUS { ?other rdf:subject ?${from} ; rdf:predicate kg:${relation} ; rdf:object ?${to}${how} }`;
  const unstated = (relation) => [["subject", "object"], ["object", "subject"]].map(([from, to]) => claimed(from, relation, to, " ; kg:modality kg:Actual")).join("\n      ");
  const SAID = `?claim a kg:Statement ; kg:speaker ?subject .
      ${claimed("subject", "said", "claim")}
      BIND(?claim AS ?object) ${as("said")}`;
  const PART = `?claim a kg:Claim ; rdf:predicate kg:participated_in ; rdf:object ?object ; kg:modality kg:Actual . ?object kg:participant ?subject .
      ${claimed("subject", "participated_in", "object")}
      ${as("participated_in")}`;
  const MET = `?claim a kg:Claim ; rdf:object ?through ; rdf:predicate kg:participated_in ; kg:modality kg:Actual .
      ?subject kg:participated_in ?through ; kg:met_with ?object . ?object kg:participated_in ?through .
      FILTER(STR(?subject) < STR(?object))
      FILTER EXISTS { ?through a ?kind . ?kind rdfs:subClassOf* kg:Meeting }
      ${unstated("met_with")}
      ${as("met_with")}`;
  const OFFICE = `?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate kg:holds_position ; rdf:object ?office ; kg:modality kg:Actual .
      { ?office kg:of ?object } UNION { ?office kg:of ?owner . ?owner kg:org_kind "government" ; kg:of ?object }
      ?subject kg:represents ?object .
      ${unstated("represents")}
      ${as("represents")}`;
  const IMPLIED = { said: SAID, participated_in: PART, met_with: MET, represents: OFFICE };
  const patterns = (edges) => {
    const implied = names(edges.filter((edge) => data.claims(edge).some((claim) => claim.h)));
    const found = [STATED, ...Object.keys(IMPLIED).filter((each) => implied.has(each)).map((each) => IMPLIED[each])];
    return found.length === 1 ? `  ${STATED}` : found.map((each) => `  {\n      ${each}\n  }`).join(" UNION\n");
  };

  const ends = (edge) => {
    const { s, o } = data.edges[edge];
    const ways = data.relation(edge).symmetric && s !== o ? [[s, o], [o, s]] : [[s, o]];
    return ways.map(([from, to]) => `(${called(from)} ${relation(edge)} ${called(to)} ${written(term(`kg:${data.edges[edge].m ?? "Actual"}`))})`);
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
    const { from, to, undated } = address.now();
    const inside = [from === null ? "" : `?latest >= "${days.iso(from)}"^^xsd:date`, to === null ? "" : `?earliest <= "${days.iso(to)}"^^xsd:date`].filter(Boolean).join(" && ");
    if (!inside) return undated ? [] : ["  FILTER(BOUND(?earliest))"];
    return [undated ? `  FILTER(!BOUND(?earliest) || (${inside}))` : `  FILTER(${inside})`];
  };
  const kinds = (looks, end) => {
    const list = looks.flatMap((look) => look.kinds).map((kind) => written(term(`kg:${kind}`)));
    return list.length ? [`  FILTER NOT EXISTS { VALUES ?kind { ${list.join(" ")} } ?${end} a ?kind }`] : [];
  };
  // Lines that the filters let through, which is all that they let through only where nothing else decides what is drawn.
  const filtered = ({ edges, ...taken }) => {
    const { off, node } = address.now();
    const centre = taken.whole ? null : node;
    const looks = LOOKS.filter((look) => off.has(look.name));
    return [
      values("relation", edges.map(relation)), values("modality", edges.map((edge) => written(term(`kg:${data.edges[edge].m ?? "Actual"}`)))),
      ...(centre === null ? [] : [`  FILTER(?subject = ${called(centre)} || ?object = ${called(centre)})`]), ...kinds(looks, "subject"), ...kinds(looks, "object"),
    ];
  };
  const query = (taken) => {
    const { edge } = address.now();
    const by = taken.ruled ? filtered(taken) : listed(taken.edges);
    const one = !taken.whole && edge !== null;
    const lines = [
      ...[scope.title(), ...taken.says].map((line) => comment(clean(line))),
      ...["kg", "rdf", "rdfs", "prov", "schema", "xsd"].map((prefix) => `PREFIX ${prefix}: <${PREFIXES[prefix]}>`),
      "SELECT DISTINCT ?claim ?subject ?relation ?object ?modality ?earliest ?latest ?quote ?document WHERE {",
      ...by.slice(0, 2), patterns(taken.edges), ...by.slice(2),
      "  OPTIONAL { ?claim kg:earliest ?earliest } OPTIONAL { ?claim kg:latest ?latest }",
      ...(one ? ["  OPTIONAL { ?claim kg:place ?place }", ...occasion(edge)] : times()),
      "  ?claim kg:evidence ?evidence . ?evidence kg:quote ?quote ; prov:wasQuotedFrom ?document .",
      "}", "ORDER BY (!BOUND(?earliest)) ?earliest ?claim", "",
    ];
    return lines.filter(Boolean).join("\n");
  };
  return { query };
})();
