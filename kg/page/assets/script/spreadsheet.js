// A row for each claim, as a spreadsheet takes it: no cell is run as a formula.

const spreadsheet = (() => {
  const columns = () => ({
    subject: ({ edge }) => data.nodes[data.edges[edge].s].label,
    relation: ({ edge }) => data.relation(edge).label,
    object: ({ edge }) => data.nodes[data.edges[edge].o].label,
    modality: ({ edge }) => data.edges[edge].m ?? "Actual",
    date: ({ edge }) => data.when(edge),
    earliest: ({ edge }) => data.edges[edge].a,
    latest: ({ edge }) => data.edges[edge].z ?? data.edges[edge].a,
    place: ({ edge }) => data.word(data.edges[edge].p),
    speaker: ({ claim }) => data.word(claim.b),
    topic: ({ claim }) => data.word(claim.t),
    confidence: ({ claim }) => claim.f,
    sentence: ({ claim }) => data.sentences[claim.q],
    title: ({ claim }) => data.documents[claim.d].title,
    publisher: ({ claim }) => data.documents[claim.d].publisher,
    published: ({ claim }) => data.documents[claim.d].day ?? data.documents[claim.d].date,
    url: ({ claim }) => data.documents[claim.d].url,
    claim: ({ claim }) => rdf.name(claim.i),
  });
  const cell = (value) => {
    const text = typeof value === "number" ? String(value) : (value ?? "");
    const plain = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
    return /[",\r\n;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  const csv = ({ claims }) => {
    const shape = columns();
    const rows = claims.map((each) => Object.values(shape).map((read) => cell(read(each))).join(","));
    return "\ufeff" + [Object.keys(shape).join(","), ...rows, ""].join("\r\n");
  };
  return { csv };
})();
