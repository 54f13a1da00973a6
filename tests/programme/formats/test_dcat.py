"""The catalogue for open data portals: a dataset of events and one of stands for each edition that has opened, and no person."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from events.programme.formats.registry import FORMATS
from events.programme.models import Edition
from tests.factories import ContactPersonFactory, EditionFactory, PatronFactory, PublishedEventFactory
from tests.programme.formats.test_ical import change

# What DCAT-AP.de 3.0 demands or recommends of a dataset and of a distribution.
DATASET = {
    *("dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:keyword", "dcat:theme", "dct:identifier"),
    *("dct:issued", "dct:modified", "dct:temporal", "dct:spatial", "dcatde:politicalGeocodingLevelURI", "dcat:distribution"),
}
DISTRIBUTION = {"dcat:accessURL", "dct:license", "dct:format", "dcat:mediaType", "dct:title", "dcatde:licenseAttributionByText"}


@pytest.mark.django_db
def test_every_open_edition_has_its_datasets(client: Client, current_edition: Edition, collecting_edition: Edition, settings):
    settings.BASE_URL = "https://www.example.org"
    EditionFactory(slug="2017")

    response = client.get("/katalog.jsonld", headers={"Host": "testserver"})

    told = response.json()
    assert response.headers["Content-Type"] == "application/ld+json"
    assert (told["@id"], told["@type"]) == ("https://www.example.org/katalog.jsonld", "dcat:Catalog")
    assert [each["dct:identifier"] for each in told["dcat:dataset"]] == [
        f"clusterwoche-{year}-{noun}" for year in ("2019", "2017") for noun in ("programme", "stands")
    ]
    assert collecting_edition.slug not in response.content.decode()
    assert b"testserver" not in response.content


@pytest.mark.django_db
def test_a_dataset_has_what_is_demanded_and_every_format(client: Client, current_edition: Edition):
    event = PublishedEventFactory()
    change(event, changed_at=datetime(2019, 4, 1, 8, tzinfo=UTC))

    events, stands = client.get("/katalog.jsonld").json()["dcat:dataset"]

    assert set(events) >= DATASET
    assert events["dct:title"][0] == {"@language": "de", "@value": "Clusterwoche 2019: Veranstaltungen"}
    assert events["dct:modified"]["@value"] == "2019-04-01T08:00:00+00:00"
    assert events["dct:temporal"]["dcat:endDate"]["@value"] == "2019-04-11"
    for noun, told in (("programme", events), ("stands", stands)):
        found = told["dcat:distribution"]
        assert len(found) == len(FORMATS[noun])
        for each in found:
            assert set(each) >= DISTRIBUTION
            assert each["dct:license"] == {"@id": "http://dcat-ap.de/def/licenses/dl-by-de/2.0"}
            address = each["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
            media_type = each["dcat:mediaType"]["@id"].removeprefix("https://www.iana.org/assignments/media-types/")
            assert client.get(address).headers["Content-Type"].startswith(media_type)


@pytest.mark.django_db
def test_no_person_is_in_the_catalogue(client: Client, current_edition: Edition):
    PatronFactory(edition=current_edition, name="Erika Geheim")
    PublishedEventFactory(contact_persons=[ContactPersonFactory(last_name="Geheim")], email="buero@example.org")

    content = client.get("/katalog.jsonld").content.decode()

    assert "Geheim" not in content
    assert "@example.org" not in content
