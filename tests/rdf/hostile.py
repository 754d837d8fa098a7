"""Queries that mean harm, or would do it: what each tries, the text, and how it must end.

`REFUSED` ones stop at the guard, `MALFORMED` ones at the guard or the parser, `STOPPED` ones at a limit of time, memory or size;
`ANSWERED` look worse than they are, and `ANY` may end in each of these ways, or be said to fail, but must not last.
"""

from __future__ import annotations

REFUSED, MALFORMED, STOPPED, ANSWERED, ANY = "refused", "malformed", "stopped", "answered", "any"


def nested(opening: str, core: str, closing: str, times: int, before: str = "SELECT * {", after: str = "}") -> str:
    return before + opening * times + core + closing * times + after


ALL3 = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i ."
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
ACROSS = "?a ?b ?c . ?d ?e ?f"

QUERIES: list[tuple[str, str, str]] = [
    # depth
    ("1,000 nested sub-selects", nested("{SELECT * {", "?s ?p ?o", "}}", 1000), REFUSED),
    ("60 nested sub-selects", nested("{SELECT * {", "?s ?p ?o", "}}", 60), REFUSED),
    ("820 nested EXISTS", nested("FILTER EXISTS {", "?s ?p ?o", "}", 820), REFUSED),
    ("820 nested NOT EXISTS", nested("FILTER NOT EXISTS {", "?s ?p ?o", "}", 820), REFUSED),
    ("parentheses", nested("(", "1", ")", 20000, "SELECT * { FILTER(", ")}"), REFUSED),
    ("parentheses that never close", "SELECT * { FILTER(" + "(" * 30000, REFUSED),
    ("brackets", nested("[ ?p ", "?o", "]", 5000, "SELECT * { ?s ?p "), REFUSED),
    ("collections", nested("(", "1", ")", 9000, "SELECT * { ?s ?p "), REFUSED),
    ("groups", nested("{", "", "}", 30000), REFUSED),
    ("OPTIONAL", nested("OPTIONAL {", "?s ?p ?o", "}", 3000), REFUSED),
    ("UNION", nested("{} UNION {", "?s ?p ?o", "}", 3000), REFUSED),
    ("MINUS", nested("MINUS {", "?s ?p ?o", "}", 3000), REFUSED),
    ("GRAPH", nested("GRAPH ?g {", "?s ?p ?o", "}", 3000), REFUSED),
    ("LATERAL", nested("LATERAL {", "?s ?p ?o", "}", 3000), REFUSED),
    ("functions in FILTER", nested("STR(", "1", ")", 9000, "SELECT * { FILTER(", ")}"), REFUSED),
    ("functions in BIND", nested("IF(true,", "1", ",2)", 4000, "SELECT * { BIND(", " AS ?x)}"), REFUSED),
    ("COALESCE in SELECT", nested("COALESCE(", "1", ")", 5000, "SELECT (", " AS ?x) {}"), REFUSED),
    ("property paths in parentheses", nested("(", "kg:p", ")*", 9000, "SELECT * { ?s ", " ?o }"), REFUSED),
    ("inverse paths", nested("^", "kg:p", "", 30000, "SELECT * { ?s ", " ?o }"), REFUSED),
    ("negated property sets", nested("!(", "kg:p", ")", 9000, "SELECT * { ?s ", " ?o }"), REFUSED),
    ("a row of !", nested("!", "true", "", 60000, "SELECT * { FILTER(", ")}"), REFUSED),
    ("a row of -", nested("- ", "1", "", 30000, "SELECT * { FILTER(", ")}"), REFUSED),
    ("a row of ! and (", nested("!(", "true", ")", 9000, "SELECT * { FILTER(", ")}"), REFUSED),
    ("triple terms", nested("<<( ", "?s ?p ?o", " )>>", 4000, "SELECT * { ?a ?b "), REFUSED),
    ("reified triples", nested("<< ?a ?b ", "?o", " >>", 4000), REFUSED),
    ("IN lists", nested("1 IN (", "1", ")", 5000, "SELECT * { FILTER(", ")}"), REFUSED),
    ("a template of brackets", "CONSTRUCT {" + "[ ?p " * 5000 + "?o" + "]" * 5000 + " ?p ?o } WHERE { ?s ?p ?o }", REFUSED),
    ("brackets that look like an IRI", "SELECT * { FILTER(?a<" + "(" * 20000 + "1>0" + ")" * 20000 + ")}", REFUSED),
    ("depth hidden behind comments", nested("{ # }}}}\n", "?s ?p ?o", "}", 2000), REFUSED),
    ("depth hidden behind texts", nested('{ BIND("}}}" AS ?x) ', "", "}", 2000), REFUSED),
    ("depth in an update", "DELETE { ?s ?p ?o } WHERE " + "{" * 5000 + "}" * 5000, REFUSED),
    # chains, which no bracket tells of
    ("a sum of 30,000", f"SELECT * {{ FILTER({'+'.join(['1'] * 30000)} > 2) }}", ANY),
    ("9,000 alternatives", f"SELECT * {{ FILTER({'||'.join(['?x'] * 9000)}) }}", ANY),
    ("a path of 13,000 steps", f"SELECT * {{ ?s {'/'.join(['kg:p'] * 13000)} ?o }}", ANY),
    ("6,000 UNIONs", f"SELECT * {{ {'UNION'.join(['{}'] * 6000)} }}", ANY),
    ("8,000 OPTIONALs", f"SELECT * {{ {'OPTIONAL{}' * 6000} }}", ANY),
    ("1,500 OPTIONALs of all triples", f"SELECT * {{ {'OPTIONAL { ?a ?b ?c }' * 1500} }}", ANY),
    ("3,000 BINDs", "SELECT * { " + " ".join(f"BIND(1 AS ?v{n})" for n in range(3000)) + " }", ANY),
    # length
    ("VALUES of a million", f"SELECT * {{ VALUES ?x {{ {'1 ' * 1000000} }} }}", REFUSED),
    ("a text of 200 MB", f'ASK {{ FILTER(STRLEN("{"x" * 200_000_000}") > 0) }}', REFUSED),
    ("a comment of 70 kB", f"ASK {{}} # {'x' * 70000}", REFUSED),
    ("a name of 60 kB", f"ASK {{ ?{'x' * 60000} ?p ?o }}", ANSWERED),
    # time
    ("a product of all triples", f"SELECT * {{ {ALL3} }}", STOPPED),
    ("a product counted", f"SELECT (COUNT(*) AS ?n) {{ {ALL3} ?j ?k ?l }}", STOPPED),
    ("a product that nothing passes", f"SELECT * {{ {ALL3} ?j ?k ?l FILTER(?a = ?l && ?b = 1) }}", ANY),
    ("a product asked about", f"ASK {{ {ALL3} ?j ?k ?l FILTER(STR(?a) = 'no' || ?c + ?f + ?i = 'no') }}", STOPPED),
    ("a product constructed", f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {ALL3} ?j ?k ?l }}", STOPPED),
    ("a product described", f"DESCRIBE ?a ?d {{ {ALL3} ?j ?k ?l }}", STOPPED),
    (
        "a product in EXISTS",
        f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {ALL3} ?j ?k ?l FILTER(?a = ?l && ?b = 1) }} }}",
        STOPPED,
    ),
    ("a product by MINUS", f"SELECT * {{ {ACROSS} MINUS {{ {ALL3} FILTER(?a = 1) }} }}", ANY),
    ("a product in a sub-select", f"SELECT * {{ {{ SELECT (COUNT(*) AS ?n) {{ {ALL3} ?j ?k ?l }} }} }}", STOPPED),
    ("a product by paths", "SELECT (COUNT(*) AS ?n) { ?a (!kg:x)* ?b . ?c (!kg:x)* ?d . ?e (!kg:x)* ?f }", STOPPED),
    ("paths in paths", "SELECT * { ?a ((((!kg:x)*)*|(^(!kg:x))*)*/((!kg:x)+)*)* ?b . ?c (!kg:y)+ ?d . ?e (!kg:y)* ?f }", STOPPED),
    ("alternatives doubled", "SELECT (COUNT(*) AS ?n) { ?a " + "/".join(["(!kg:x|!kg:y|^!kg:x)"] * 30) + " ?b }", STOPPED),
    ("a regular expression", f'SELECT * {{ {ALL3} FILTER(REGEX(STR(?c), "^(([a-z])+.)+[A-Z]([a-z])+$")) }}', ANY),
    ("a large regular expression", 'ASK { ?s ?p ?o FILTER(REGEX(STR(?o), "((((a{9}){9}){9}){9}){9}")) }', ANY),
    ("nested REPLACE", f'SELECT * {{ {ACROSS} BIND(REPLACE(REPLACE(STR(?c), "(.)", "$1$1$1"), "(.)", "$1$1$1") AS ?x) }}', ANY),
    # memory
    ("ORDER BY of a product", f"SELECT * {{ {ALL3} }} ORDER BY ?i ?c DESC(?a)", STOPPED),
    ("DISTINCT of a product", f"SELECT DISTINCT * {{ {ALL3} }}", STOPPED),
    ("GROUP BY a product", f"SELECT ?a ?f ?i (COUNT(*) AS ?n) {{ {ALL3} }} GROUP BY ?a ?f ?i", STOPPED),
    ("GROUP_CONCAT of a product", f'SELECT (GROUP_CONCAT(?c; separator="{"x" * 1000}") AS ?all) {{ {ALL3} }}', STOPPED),
    ("a text doubled 40 times", f'SELECT * {{ BIND("xxxxxxxx" AS ?x0) {DOUBLED} }}', STOPPED),
    ("a product joined by hash", f"SELECT * {{ {{ {ACROSS} }} {{ SELECT ?d {{ {ALL3} }} }} }} ORDER BY ?d", STOPPED),
    ("ENCODE_FOR_URI doubled", f'SELECT (ENCODE_FOR_URI(?x30) AS ?y) {{ BIND("ß" AS ?x0) {DOUBLED} }}', STOPPED),
    # out of the store
    ("SERVICE", "SELECT * { SERVICE <http://localhost:9999/> { ?s ?p ?o } }", REFUSED),
    ("SERVICE SILENT, in small letters", "SELECT * { service silent <http://localhost:9999/> { ?s ?p ?o } }", REFUSED),
    ("SERVICE of a variable", "SELECT * { ?x kg:url ?s SERVICE ?s { ?s ?p ?o } }", REFUSED),
    ("SERVICE in EXISTS", "ASK { FILTER EXISTS { SERVICE <http://localhost:9999/> { ?s ?p ?o } } }", REFUSED),
    ("SERVICE escaped", "SELECT * { \\u0053ERV\\u0049CE <http://localhost:9999/> { ?s ?p ?o } }", REFUSED),
    ("SERVICE escaped long", "SELECT * { \\U00000053ERVICE <http://localhost:9999/> { ?s ?p ?o } }", REFUSED),
    ("SERVICE with no space", "SELECT*{SERVICE<http://localhost:9999/>{?s ?p ?o}}", REFUSED),
    ("SERVICE behind a false text", "SELECT * { BIND('\"' AS ?x) SERVICE <http://localhost:9999/> { ?s ?p ?o } } # \"", REFUSED),
    ("SERVICE behind a false comment", "SELECT * { <http://x#y> ?p ?o SERVICE <http://localhost:9999/> {} }", REFUSED),
    ("SERVICE behind a comment's end", "SELECT * { # \r SERVICE <http://localhost:9999/> { ?s ?p ?o } }", REFUSED),
    (
        "SERVICE between false long texts",
        'SELECT * { FILTER(?a<?b#>"""\n || true) SERVICE <http://localhost:9999/> {?s ?p ?o} } #"""\n',
        REFUSED,
    ),
    ("SERVICE behind an escaped quotation", 'ASK { BIND("\\u0022" AS ?x) SERVICE <http://localhost:9999/> {} }', REFUSED),
    ("FROM of the net", "SELECT * FROM <http://localhost:9999/x.ttl> { ?s ?p ?o }", REFUSED),
    ("FROM NAMED of the net", "SELECT * FROM NAMED <http://localhost:9999/x> { GRAPH ?g { ?s ?p ?o } }", REFUSED),
    ("FROM of a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", REFUSED),
    ("FROM by a prefix", "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }", REFUSED),
    ("FROM by a base", "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }", REFUSED),
    ("LOAD", "LOAD <file:///etc/passwd>", REFUSED),
    ("LOAD after a prologue", "PREFIX a: <http://a/> LOAD SILENT <http://localhost:9999/> INTO GRAPH a:b", REFUSED),
    # updates, which are no queries
    ("INSERT DATA", "INSERT DATA { kg:a kg:b kg:c }", MALFORMED),
    ("DELETE WHERE", "DELETE WHERE { ?s ?p ?o }", MALFORMED),
    ("DROP ALL", "DROP ALL", MALFORMED),
    ("CLEAR after a query", "ASK {} ; CLEAR ALL", MALFORMED),
    # what is no text
    ("NUL bytes", "SELECT * { ?s ?p \x00 }", MALFORMED),
    ("NUL in a text", 'ASK { FILTER("\x00" = "\x00") }', ANSWERED),
    ("half a letter", "SELECT * { ?s ?p '\ud800' }", MALFORMED),
    ("half a letter escaped", 'SELECT * { ?s ?p "\\uD800" }', MALFORMED),
    ("bytes that are no UTF-8", b"SELECT * { ?s ?p '\xff\xfe' }".decode(errors="surrogateescape"), MALFORMED),
    ("an open quotation", 'SELECT * { ?s ?p "', MALFORMED),
    ("10,000 open quotations", 'SELECT * { ?s ?p """' + '\\"""' * 10000, MALFORMED),
    ("quotations by turns", "SELECT * { " + "\"'" * 20000, MALFORMED),
    ("nothing", "", MALFORMED),
    ("white space", " \n" * 30000, MALFORMED),
    ("only brackets", "}" * 60000, MALFORMED),
    ("less thans", "<" * 60000, REFUSED),
    ("backslashes", "\\" * 60000, MALFORMED),
    ("other space", "SELECT\u00a0*\u2003{ ?s ?p ?o }", MALFORMED),
    ("text turned round", "SELECT * { \u202e?s ?p ?o }", MALFORMED),
    ("an IRI with a quotation", 'ASK { <http://x/"> ?p ?o }', MALFORMED),
    ("a language that is none", f'ASK {{ FILTER("x"@{"x" * 5000} = "y") }}', ANY),
    ("a number of 60,000 digits", f"ASK {{ FILTER({'9' * 60000} > 1) }}", ANY),
    ("a date of the year 10^9", 'ASK { FILTER("999999999-01-01T00:00:00Z"^^xsd:dateTime > NOW()) }', ANY),
    ("SUBSTR beyond all numbers", 'ASK { FILTER(SUBSTR("x", -9223372036854775808, 9223372036854775807) = "x") }', ANY),
    ("division by nought", "ASK { FILTER(1/0 = 1) }", ANSWERED),
    ("LIMIT beyond all numbers", "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999", MALFORMED),
    ("OFFSET of 10^18", "SELECT * { ?s ?p ?o } OFFSET 1000000000000000000", ANSWERED),
]
