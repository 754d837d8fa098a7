"""Which schema of FollowTheMoney a party, place, event, office or topic is, and what is known of it in its properties."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg import resources
from kg.model import Kind

DOCUMENT = "Article"

_SCHEMATA = {
    Kind.PERSON: "Person",
    Kind.STATE: "PublicBody",
    Kind.ORGANIZATION: "Organization",
    Kind.GROUP: "LegalEntity",
    Kind.PLACE: "Address",
    Kind.POSITION: "Position",
    Kind.TOPIC: "Note",
}
_PUBLIC = frozenset({"government", "parliament", "court", "military", "police", "central bank"})


@cache
def countries() -> Mapping[str, str]:
    """ISO 3166-1: the code of two letters, small, by the one of three."""
    with (resources.data() / "events" / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["iso2"].lower() for row in csv.DictReader(file) if row["iso2"]}


def schema(attributes: Mapping[str, Any]) -> str:
    """By kind, and of an organisation by what it is; every other kind is an event."""
    if attributes["kind"] == Kind.ORGANIZATION and attributes["org_kind"]:
        if attributes["org_kind"] in _PUBLIC:
            return "PublicBody"
        return "Company" if attributes["org_kind"] == "company" else "Organization"
    return _SCHEMATA.get(attributes["kind"], "Event")


def thing(attributes: Mapping[str, Any], country: str) -> dict[str, list[str]]:
    """The properties of a node of the network, empty ones left out; a country as ISO 3166-1 alpha-2 in small letters."""
    kind = schema(attributes)
    found: dict[str, list[str]] = {"name": [attributes["label"]], "alias": sorted(attributes["aliases"])}
    if country:
        found["country"] = [country]
    if kind == "Address":
        found["full"] = [attributes["label"]]
    if kind == "Event":
        found |= {"startDate": [attributes["earliest"]], "endDate": [attributes["latest"]], "location": [attributes["place"]]}
    if kind == "Person":
        found["nationality"] = found.pop("country", [])
    return {name: [value for value in values if value] for name, values in found.items() if any(values)}
