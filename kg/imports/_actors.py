"""Who an actor of event data is: a state of the gazetteer, an organisation, a person, or somebody who is only described."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg import resources
from kg.model import Entity, Kind, digest, fold, slug

_GOVERNED = re.compile(r"(?P<what>.+?) \((?P<of>[^()]+)\)")  # "Citizen (India)", as ICEWS names those without a name
_BODY = frozenset(
    "agency alliance army assembly association authority bank board brigade broadcasting bureau centre center church "
    "college command commission committee company congress corporation corps council court department federation force "
    "forces foundation front fund group guard hospital industries institute institution international league liberation "
    "media militia ministry mission movement network news office organisation organization parliament party police press "
    "senate service society state television times tribunal union university".split()
)


class Actors:
    """Looks actors up. The same words are the same entity, but for those described, who are of one source only."""

    def __init__(self) -> None:
        self._states, self._codes = _states()
        self._bodies = {fold(name): body for body in _bodies() for name in (body.label, *body.aliases)}
        self._roles, self._sectors = _roles()
        self._named = lru_cache(maxsize=1 << 15)(self._by_name)
        self.place = lru_cache(maxsize=1 << 15)(self._place)
        self._cities = _cities()

    def coded(self, name: str, country: str, group: str, kinds: Sequence[str], source: str) -> Entity | None:
        """Whom GDELT names with CAMEO's codes: country, known group, people, faith or roles; None for nobody."""
        body = self._bodies.get(fold(name)) if name else None
        if body:
            return body
        state = self._codes.get(country)
        if state is None and name and not country and not kinds:
            state = self._states.get(fold(name))
        words = [self._roles.get(kind, (False, "")) for kind in kinds]
        if state and not group and all(acts for acts, _ in words):
            return state
        if group and name:
            return self._named(name)
        if kinds:
            said = next((text for _, text in words if text), "") or name.lower()
            return self._described(said, state, source)
        return (self._named(name) if name else None) or state

    def listed(self, name: str, title: str, country: str, sectors: str, source: str) -> Entity | None:
        """Whom ICEWS and POLECAT name, with the name of a country and those of sectors; None for nobody."""
        name = name.strip()
        if not name or name.lower() == "none":
            return None
        known = self._bodies.get(fold(name)) or self._states.get(fold(name))
        if known:
            return known
        state = self._states.get(fold(country)) or self._codes.get(country.upper())
        described = _GOVERNED.fullmatch(name)
        if described:
            state = self._states.get(fold(described["of"])) or state
            parts = re.split(r"\s*[,;]\s*", f"{sectors},{described['what']}".lower())
            if state and any(self._sectors.get(part, False) for part in parts):
                return state
            return self._described(described["what"].lower(), state, source)
        return self._named(name, bool(title and title.lower() != "none"))

    def _described(self, words: str, state: Entity | None, source: str) -> Entity | None:
        if not words:
            return state
        label = f"{words} of {state.label}" if state else words
        owner = state.id if state else None
        return Entity(f"group/{slug(label)}-{digest(source, owner or '', label)}", Kind.GROUP, label, of=owner)

    def _by_name(self, name: str, person: bool = False) -> Entity:
        """An organisation, unless it is spelt as people are: two to four words in capitals and small letters, none of a body."""
        words = name.split()
        label = " ".join(word.capitalize() if word.isupper() and len(word) > 3 else word for word in words)
        spelt = 2 <= len(words) <= 4 and all(word[0].isupper() and not word.isupper() for word in words if word.isalpha())
        if person or (spelt and not _BODY & set(fold(name).split())):
            return Entity(f"person/{_own(label)}", Kind.PERSON, label)
        return Entity(f"organization/{_own(label)}", Kind.ORGANIZATION, label)

    def state(self, entity: str | None) -> Entity | None:
        """The state with this id, if any."""
        return self._codes.get(entity.removeprefix("state/")) if entity else None

    def _place(self, full: str) -> Entity | None:
        """ "Beijing, Beijing, China", most particular first; a country alone is the state."""
        parts = [part.strip() for part in full.split(",") if part.strip()]
        if not parts:
            return None
        state = self._states.get(fold(parts[-1]))
        if len(parts) == 1 and state:
            return state
        city = self._cities.get(fold(parts[0]))
        if city and state and state.id == f"state/{city[1]}":
            return Entity(f"place/{slug(city[0])}", Kind.PLACE, city[0])
        label = ", ".join(dict.fromkeys(parts))
        return Entity(f"place/{_own(label)}", Kind.PLACE, label)


def _own(label: str) -> str:
    name = slug(label)
    return name if name != "unnamed" else digest(label)


def _table(name: str) -> list[dict[str, str]]:
    with (resources.data() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cells(row: dict[str, str], *columns: str) -> Iterable[str]:
    return (name for column in columns for name in row[column].split("|") if name)


def _states() -> tuple[dict[str, Entity], dict[str, Entity]]:
    """By name (folded) and by code. Where two states share a name, neither has it."""
    made = {
        r["iso3"]: Entity(f"state/{r['iso3']}", Kind.STATE, r["label"], iso3=r["iso3"]) for r in _table("gazetteer/states.csv")
    }
    names: dict[str, set[str]] = {}
    for columns in (("label", "names"), ("adjectives", "demonyms", "capital", "governments")):
        found: dict[str, set[str]] = {}
        for row in _table("gazetteer/states.csv"):
            for name in _cells(row, *columns):
                found.setdefault(fold(name), set()).add(row["iso3"])
        names = found | names
    codes = dict(made)
    for row in _table("events/countries.csv"):
        codes.update(dict.fromkeys(_cells(row, "iso2", "other"), made[row["iso3"]]))
    return {name: made[min(isos)] for name, isos in names.items() if len(isos) == 1}, codes


def _bodies() -> Iterable[Entity]:
    for row in _table("gazetteer/organisations.csv"):
        of = f"state/{row['of']}" if row["of"] else None
        names = tuple(dict.fromkeys(name for name in _cells(row, "names", "acronyms") if name != row["label"]))
        yield Entity(
            f"organization/{slug(row['id'])}", Kind.ORGANIZATION, row["label"], names, org_kind=row["kind"] or None, of=of
        )


def _roles() -> tuple[dict[str, tuple[bool, str]], dict[str, bool]]:
    """Roles by code (whether they act for the state, and their words), and sectors by name."""
    rows = _table("events/roles.csv")
    roles = {row["code"]: (row["state"] == "yes", row["words"]) for row in rows}
    return roles, {sector: row["state"] == "yes" for row in rows for sector in _cells(row, "sector")}


def _cities() -> dict[str, tuple[str, str]]:
    """Label and state of the places of the gazetteer, by name."""
    found: dict[str, tuple[str, str]] = {}
    for row in _table("gazetteer/places.csv"):
        for name in _cells(row, "names"):
            found.setdefault(fold(name), (row["label"], row["iso3"]))
    return found
