"""Rows like those of GDELT 2.0, made up: the same number and seed give the same rows.

    python benchmarks/gdelt.py 100000 sample.export.CSV

The columns, codes and shares are like those of the real thing (a third of the rows without a second actor, a twelfth public
statements, one to five rows from one address, near each other), the events are invented.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

STATES = (
    *(("USA", "UNITED STATES"), ("CHN", "CHINA"), ("RUS", "RUSSIA"), ("GBR", "UNITED KINGDOM"), ("FRA", "FRANCE")),
    *(("DEU", "GERMANY"), ("IRN", "IRAN"), ("ISR", "ISRAEL"), ("TUR", "TURKEY"), ("IND", "INDIA"), ("PAK", "PAKISTAN")),
    *(("JPN", "JAPAN"), ("KOR", "SOUTH KOREA"), ("PRK", "NORTH KOREA"), ("UKR", "UKRAINE"), ("SYR", "SYRIA"), ("NGA", "NIGERIA")),
    *(
        ("ROM", "ROMANIA"),
        ("EGY", "EGYPT"),
        ("BRA", "BRAZIL"),
        ("SAU", "SAUDI ARABIA"),
        ("NOR", "NORWAY"),
        ("PSE", "PALESTINIAN"),
    ),
)
BODIES = ("UNITED NATIONS", "EUROPEAN UNION", "MICROSOFT", "NORTH ATLANTIC TREATY ORGANIZATION", "AMNESTY INTERNATIONAL")
ROLES = ("", "", "", "GOV", "GOV", "MIL", "OPP", "BUS", "CVL", "REB", "MED", "COP")
CODES = (
    "010 012 020 0231 030 036 040 042 042 043 043 046 051 051 057 061 0313 070 073 0841 087 090 100 111 111 112 120 130 138 141 "
    "145 150 154 160 163 166 170 173 1712 180 183 190 190 193 194 195 200"
).split()
PLACES = (
    *("Washington, District of Columbia, United States", "Beijing, Beijing, China", "Moscow, Moskva, Russia", "Iran", "Nigeria"),
    *("Geneva, Genève, Switzerland", "Paris, France (general), France", "Tel Aviv, Tel Aviv, Israel", "Kyiv, Kyyiv, Ukraine", ""),
)


def rows(number: int, seed: int = 1) -> Iterator[str]:
    """Lines of 61 columns parted by tabs, with their line feed."""
    chance = random.Random(seed)
    first = dt.date(2024, 1, 1)
    address, left = "", 0
    for at in range(number):
        if not left:
            left = chance.randint(1, 5)
            address = f"https://www.news{chance.randrange(400)}.example/world/{at}/{chance.randrange(10**6)}-summit-talks?id={at}"
        left -= 1
        day = first + dt.timedelta(days=chance.randrange(366))
        yield "\t".join(_fields(chance, 1_150_000_000 + at, day, address)) + "\n"


def _fields(chance: random.Random, number: int, day: dt.date, address: str) -> list[str]:
    code, place, sources = chance.choice(CODES), chance.choice(PLACES), chance.choice((1, 1, 1, 1, 2, 3, 7))
    second = _actor(chance) if chance.random() < 0.7 else [""] * 10
    when = [f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year + day.timetuple().tm_yday / 365:.4f}"]
    event = ["1", code, code[:3], code[:2], str(chance.randint(1, 4)), f"{chance.uniform(-10, 10):.1f}"]
    counts = [str(sources * 3), str(sources), str(sources * 2), f"{chance.uniform(-10, 10):.5f}"]
    somewhere = [str(4 if "," in place else bool(place) + 0), place, "", "", "", "10.5", "20.5", "-1"]
    added = f"{day + dt.timedelta(days=chance.choice((0, 0, 1, 2))):%Y%m%d}{chance.randrange(24):02}1500"
    return [str(number), *when, *_actor(chance), *second, *event, *counts, *[""] * 16, *somewhere, added, address]


def _actor(chance: random.Random) -> list[str]:
    if chance.random() < 0.1:
        name = chance.choice(BODIES)
        return ["".join(word[0] for word in name.split()), name, *[""] * 8]
    code, name = chance.choice(STATES)
    role = chance.choice(ROLES)
    return [code + role, name, code, "", "", "", "", role, "", ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    with given.file.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(rows(given.rows))


if __name__ == "__main__":
    main()
