"""Rows of GDELT, POLECAT and ICEWS: who did what to whom, and what is wrong with a row."""

from __future__ import annotations

import datetime as dt

import pytest

from kg import imports, vocabulary
from kg.imports import Left, Record
from kg.imports._actors import Actors
from kg.imports._codes import Codes
from kg.imports._records import Known, reading

ICEWS = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"  # noqa: E501
POLECAT = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"  # noqa: E501


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(Actors(), Codes(vocabulary.load()))


def gdelt(**given: str) -> list[str]:
    fields = [""] * 61
    at = {
        "id": 0, "day": 1, "code1": 5, "name1": 6, "country1": 7, "group1": 8, "ethnic1": 9, "type1": 12, "code2": 15,
        "name2": 16, "country2": 17, "group2": 18, "type2": 22, "code": 26, "sources": 32,
        "place": 52, "added": 59, "url": 60,
    }  # fmt: skip
    usual = {"id": "1", "day": "20240105", "code": "111", "sources": "1", "added": "20240106121500", "url": "https://a.example/x"}
    parties = {"code1": "USA", "name1": "UNITED STATES", "country1": "USA", "code2": "CHN", "name2": "CHINA", "country2": "CHN"}
    for name, value in (usual | parties | given).items():
        fields[at[name]] = value
    return fields


def row(header: str, **given: str) -> list[str]:
    names = [name.lower() for name in header.split("\t")]
    fields = [""] * len(names)
    for name, value in given.items():
        fields[names.index(name.replace("_", " "))] = value
    return fields


def read(header: str | list[str], fields: list[str], known: Known) -> Record | Left:
    layout = imports.chosen(header if isinstance(header, str) else "\t".join(header))
    assert layout
    return layout.record(fields, known)


@pytest.mark.parametrize(
    ("code", "relation"),
    [
        *(("020", "requested"), ("036", "agreed_with"), ("041", "consulted"), ("042", "met_with"), ("043", "met_with")),
        *(("046", "consulted"), ("051", "supported"), ("057", "agreed_with"), ("061", "cooperated_with"), ("0712", "aided")),
        *(
            ("081", "conceded_to"),
            ("0841", "retreated_from"),
            ("0871", "retreated_from"),
            ("090", "accused"),
            ("1041", "requested"),
        ),
        *(
            ("112", "accused"),
            ("120", "rejected"),
            ("138", "threatened"),
            ("145", "protested_against"),
            ("154", "mobilized_against"),
        ),
        *(("163", "sanctioned"), ("173", "coerced"), ("1712", "attacked"), ("175", "attacked"), ("183", "attacked")),
        *(("190", "attacked"), ("191", "coerced"), ("195", "attacked"), ("202", "attacked")),
    ],
)
def test_cameo_codes_become_relations(code: str, relation: str, known: Known) -> None:
    found = read(gdelt(), gdelt(code=code), known)
    assert isinstance(found, Record)
    assert found.relation == relation
    assert found.rule == f"GDELT {code}"


@pytest.mark.parametrize("code", ["010", "019"])
def test_a_public_statement_is_no_relation(code: str, known: Known) -> None:
    assert isinstance(read(gdelt(), gdelt(code=code), known), Left)


@pytest.mark.parametrize(
    ("given", "entity", "label"),
    [
        ({"code1": "USA", "country1": "USA", "name1": "WASHINGTON"}, "state/USA", "United States"),
        ({"code1": "USAGOV", "country1": "USA", "name1": "PRESIDENT", "type1": "GOV"}, "state/USA", "United States"),
        ({"code1": "ROM", "country1": "ROM", "name1": "ROMANIA"}, "state/ROU", "Romania"),
        ({"code1": "ZAR", "country1": "ZAR", "name1": "KINSHASA"}, "state/COD", None),
        ({"code1": "", "country1": "", "name1": "GERMANY"}, "state/DEU", "Germany"),
        ({"code1": "SYRREB", "country1": "SYR", "name1": "REBEL", "type1": "REB"}, "group/", "rebels of Syria"),
        ({"code1": "COP", "country1": "", "name1": "POLICE", "type1": "COP"}, "group/", "police"),
        (
            {"code1": "IGOUNO", "country1": "", "name1": "UNITED NATIONS", "group1": "UNO", "type1": "IGO"},
            "organization/",
            "United Nations",
        ),
        ({"code1": "MNC", "country1": "", "name1": "MICROSOFT"}, "organization/microsoft", "Microsoft"),
    ],
)
def test_gdelt_actors(given: dict[str, str], entity: str, label: str | None, known: Known) -> None:
    found = read(gdelt(), gdelt(**given), known)
    assert isinstance(found, Record)
    assert found.one.id.startswith(entity)
    assert label in (None, found.one.label)
    assert found.texts[0] == given["name1"]


def test_those_who_are_described_are_never_the_same_in_two_sources(known: Known) -> None:
    rebels = {"code1": "SYRREB", "country1": "SYR", "name1": "REBEL", "type1": "REB"}
    ids = {
        read(gdelt(), gdelt(**rebels, url=f"https://a.example/{n}"), known).one.id  # type: ignore[union-attr]
        for n in (1, 1, 2)
    }
    assert len(ids) == 2


def test_a_row_of_gdelt_becomes_a_claim_with_its_evidence(known: Known) -> None:
    rows = [gdelt(place="Beijing, Beijing, China"), gdelt(id="2", code="042", sources="3", day="20240103")]
    records = [read(fields, fields, known) for fields in rows]
    found = reading([r for r in records if isinstance(r, Record)])
    document = found.document
    assert (document.url, document.title, document.publisher) == ("https://a.example/x", "a.example/x", "a.example")
    assert document.date == dt.date(2024, 1, 6)
    earlier, later = found.claims
    assert (earlier.relation, earlier.confidence, later.relation, later.confidence) == ("met_with", 0.875, "accused", 0.5)
    assert (later.subject, later.object, later.place, later.modality) == ("state/USA", "state/CHN", "place/beijing", "Actual")
    assert later.period
    assert (later.period.earliest, later.period.latest) == (dt.date(2024, 1, 5), dt.date(2024, 1, 5))
    for claim in found.claims:
        (evidence,) = claim.evidence
        assert document.text[evidence.start : evidence.end] == evidence.quote
        assert claim.subject_text in evidence.quote
        assert claim.object_text in evidence.quote


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"day": "2024"}, "'2024' is no day"),
        ({"day": "20240231"}, "'20240231' is no day"),
        ({"code": "999"}, "'999' is no event code of CAMEO"),
        ({"code": ""}, "'' is no event code"),
        ({"sources": "many"}, "'many' is no number"),
    ],
)
def test_a_wrong_row_of_gdelt_says_what_is_wrong(given: dict[str, str], what: str, known: Known) -> None:
    with pytest.raises(ValueError, match=what):
        read(gdelt(), gdelt(**given), known)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"code2": "", "name2": "", "country2": ""}, "without two actors"),
        ({"code2": "USAGOV", "name2": "WASHINGTON", "country2": "USA", "type2": "GOV"}, "with itself"),
    ],
)
def test_a_row_without_two_parties_is_left_out(given: dict[str, str], why: str, known: Known) -> None:
    found = read(gdelt(), gdelt(**given), known)
    assert isinstance(found, Left)
    assert why in found.why


def test_polecat(known: Known) -> None:
    fields = row(
        POLECAT, event_id="20230101-1", event_date="2023-01-01", event_type="ACCUSE", event_mode="disapprove", actor_name="Iran",
        actor_country="IRN", actor_name_raw="Tehran", recipient_name="Ada Berg", recipient_title="Minister",
        recipient_country="NOR", city="Oslo", country="Norway", source="AFP", publication_date="2023-01-02",
    )  # fmt: skip
    found = read(POLECAT, fields, known)
    assert isinstance(found, Record)
    assert (found.one.id, found.relation, found.other.id, found.other.kind) == (
        "state/IRN",
        "accused",
        "person/ada-berg",
        "Person",
    )
    assert (found.texts, found.what) == (("Tehran", "Ada Berg"), "ACCUSE disapprove")
    assert (found.day, found.published, found.publisher) == (dt.date(2023, 1, 1), dt.date(2023, 1, 2), "AFP")
    assert found.place
    assert found.place.label == "Oslo"


@pytest.mark.parametrize(
    ("kind", "relation"),
    list(
        zip(
            "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
            "ASSAULT".split(),
            "agreed_with consulted supported cooperated_with aided conceded_to retreated_from requested accused rejected "
            "threatened protested_against sanctioned mobilized_against coerced attacked".split(),
            strict=True,
        )
    ),
)
def test_every_type_of_plover_is_a_relation(kind: str, relation: str, known: Known) -> None:
    fields = row(POLECAT, event_id="1", event_date="2023-01-01", event_type=kind, actor_name="Iran", recipient_name="Norway")
    found = read(POLECAT, fields, known)
    assert isinstance(found, Record)
    assert found.relation == relation


@pytest.mark.parametrize(
    ("name", "sectors", "country", "entity"),
    [
        ("Government (France)", "Government", "France", "state/FRA"),
        ("Military (France)", "Military,Government", "France", "state/FRA"),
        ("Citizen (India)", "General Population / Civilian / Social,Social", "India", "group/citizen-of-india"),
        ("Rebel Group (Mali)", "Rebel,Dissident", "Mali", "group/rebel-group-of-mali"),
        ("North Korea", "", "North Korea", "state/PRK"),
        ("Ada Berg", "Executive,Government", "Norway", "person/ada-berg"),
        ("United Nations", "International Government Organization", "", "organization/"),
        ("Nordic Rescue League", "Social", "Norway", "organization/nordic-rescue-league"),
    ],
)
def test_icews_actors(name: str, sectors: str, country: str, entity: str, known: Known) -> None:
    fields = row(
        ICEWS, event_id="7", event_date="2015-03-04", source_name=name, source_sectors=sectors, source_country=country,
        cameo_code="42", event_text="Make a visit", target_name="Chad", story_id="9", publisher="AFP",
    )  # fmt: skip
    found = read(ICEWS, fields, known)
    assert isinstance(found, Record)
    assert found.one.id.startswith(entity)
    assert (found.relation, found.rule, found.source) == ("met_with", "ICEWS 042", "AFP story 9")


@pytest.mark.parametrize("first", ["", "a,b,c\n", "<html>", "1\t2\n", "source,target\n", "\x00\x01"])
def test_other_tables_are_not_known(first: str) -> None:
    assert imports.chosen(first) is None


def test_columns_are_found_by_name_in_any_order_and_with_commas() -> None:
    layout = imports.chosen("Target Name,CAMEO Code,Source Name,Event Date\n")
    assert layout
    assert (layout.name, layout.delimiter, layout.width) == ("ICEWS", ",", 4)
