"""What pages say to search engines and to those who share them: schema.org's properties, and nothing of examples."""

import json
import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from clusterweek.common.languages import page_url
from clusterweek.contents.pages import load_pages
from events.programme.models import Edition
from tests.factories import ClusterFactory, EventLanguageFactory, PublishedEventFactory, PublishedStandFactory, TechnologyFieldFactory

# What schema.org's readers require of an event, and what they recommend
# (https://developers.google.com/search/docs/appearance/structured-data/event).
REQUIRED = {"name", "startDate", "location"}
RECOMMENDED = {"description", "endDate", "eventStatus", "eventAttendanceMode", "image", "offers", "organizer", "superEvent"}
TEN = {"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12)}


def told(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """What the page at `address` says, by type."""
    html = client.get(address).content.decode()
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)]
    assert all(each["@context"] == "https://schema.org" for each in found)
    return {each["@type"]: each for each in found}


@pytest.fixture
def event(current_edition: Edition):
    """An event about which everything is known."""
    return PublishedEventFactory(
        slug="tag",
        title="Tag der offenen Tür",
        summary="Worum es geht",
        venue="Werk Nord",
        street="Musterallee 1",
        postal_code="01109",
        city="Dresden",
        latitude="51.10000",
        longitude="13.70000",
        attendance_mode="hybrid",
        online_address="https://example.org/live",
        organizers=[ClusterFactory(name="Netz", website="https://netz.example.org")],
        languages=[EventLanguageFactory()],
        technology_fields=[TechnologyFieldFactory(name="Optik")],
        registration_state="full",
        registration_url="https://example.org/anmelden",
        registration_deadline=date(2019, 3, 29),
        registration_places=30,
        is_free=True,
        image="images/0/x.webp",
        image_alt="Halle",
        image_credit="Jemand",
        image_licence="cc0",
        dates=[TEN],
    )


@pytest.mark.django_db
def test_an_event_has_all_required_and_recommended_properties(client: Client, event):
    data = told(client, "/2019/programm/tag/")["Event"]

    assert set(data) >= REQUIRED | RECOMMENDED
    assert (data["name"], data["startDate"], data["endDate"]) == (
        "Tag der offenen Tür",
        "2019-04-02T10:00:00+02:00",
        "2019-04-02T12:00:00+02:00",
    )
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    place, virtual = data["location"]
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Musterallee 1",
        "postalCode": "01109",
        "addressLocality": "Dresden",
        "addressRegion": "Nordrhein-Westfalen",
        "addressCountry": "DE",
    }
    assert (place["name"], place["geo"]["latitude"]) == ("Werk Nord", 51.1)
    assert virtual == {"@type": "VirtualLocation", "url": "https://example.org/live"}
    assert data["organizer"][0] == {"@type": "Organization", "name": "Netz", "url": "https://netz.example.org"}
    assert data["offers"] == {
        "@type": "Offer",
        "url": "https://example.org/anmelden",
        "price": 0,
        "priceCurrency": "EUR",
        "availability": "https://schema.org/SoldOut",
        "validFrom": "2019-03-01T09:00:00+00:00",
        "validThrough": "2019-03-29",
    }
    assert data["image"] == ["http://testserver/media/images/0/x-1600.webp"]
    assert (data["superEvent"]["name"], data["maximumAttendeeCapacity"], data["inLanguage"]) == ("Clusterwoche 2019", 30, ["de"])


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
        ("rescheduled", "EventRescheduled"),
        ("moved_online", "EventMovedOnline"),
    ],
)
@pytest.mark.django_db
def test_the_status_is_said(client: Client, current_edition: Edition, status, said):
    former = [{"first_day": "2019-04-01", "last_day": "2019-04-01", "from": None, "to": None}]
    PublishedEventFactory(slug="tag", event_status=status, previous_dates=former, dates=[TEN])

    data = told(client, "/2019/programm/tag/")["Event"]

    assert data["eventStatus"] == f"https://schema.org/{said}"
    assert data.get("previousStartDate") == ("2019-04-01" if status == "rescheduled" else None)
    assert (data["location"]["@type"] == "VirtualLocation") == (status == "moved_online")


@pytest.mark.django_db
def test_the_least_that_is_known_is_enough(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag", title="Nur ein Titel", dates=[date(2019, 4, 2)])

    data = told(client, "/2019/programm/tag/")["Event"]

    assert set(data) >= REQUIRED | {"description", "organizer", "eventStatus", "eventAttendanceMode"}
    assert (data["startDate"], data["location"]["address"]["addressRegion"]) == ("2019-04-02", "Nordrhein-Westfalen")


@pytest.mark.django_db
def test_every_date_is_said(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag", dates=[TEN, date(2019, 4, 5)])

    data = told(client, "/2019/programm/tag/")["Event"]

    assert [(each["startDate"], each["endDate"]) for each in data["subEvent"]] == [
        ("2019-04-02T10:00:00+02:00", "2019-04-02T12:00:00+02:00"),
        ("2019-04-05", "2019-04-05"),
    ]
    assert data["endDate"] == "2019-04-05"


@pytest.mark.django_db
def test_a_cluster_and_an_exhibitor_are_organizations(client: Client, current_edition: Edition):
    cluster = ClusterFactory(name="Netz", slug="netz", city="Jena", website="https://netz.example.org", description="Ein **Netz**")
    PublishedStandFactory(
        slug="stand", main_exhibitor=cluster, exhibits="Ein Laser", fair__first_day=date(2019, 4, 1), fair__last_day=date(2019, 4, 5)
    )

    organization = told(client, "/cluster/netz/")["Organization"]
    exhibitor = told(client, "/2019/messestaende/stand/")["Organization"]

    assert (organization["name"], organization["url"], organization["description"]) == ("Netz", "https://netz.example.org", "Ein Netz")
    assert (organization["address"]["addressLocality"], organization["address"]["addressRegion"]) == ("Jena", "Nordrhein-Westfalen")
    assert (exhibitor["name"], exhibitor["url"]) == ("Netz", "http://testserver/cluster/netz/")


@pytest.mark.django_db
def test_the_home_page_names_the_portal_and_its_search(client: Client, current_edition: Edition):
    site = told(client, "/en/")["WebSite"]

    assert (site["url"], site["inLanguage"]) == ("http://testserver/en/", "en")
    assert site["potentialAction"]["target"]["urlTemplate"] == "http://testserver/en/programme/?q={search_term_string}"


@pytest.mark.django_db
def test_every_page_below_says_the_way_to_it(client: Client, event):
    load_pages()
    PublishedStandFactory(slug="stand")
    ClusterFactory(slug="netz")
    names = ("programme", "calendar", "map", "changes", "stands", "clusters", "states", "contact", "help", "editions", "greeting")
    addresses = [*map(page_url, names), "/2019/programm/tag/", "/2019/messestaende/stand/", "/cluster/netz/", "/laender/nw/"]

    for address in addresses:
        trail = told(client, address)["BreadcrumbList"]["itemListElement"]
        assert [each["position"] for each in trail] == list(range(1, len(trail) + 1)), address
        assert trail[0] == {"@type": "ListItem", "position": 1, "name": "Start", "item": "http://testserver/"}
        assert trail[-1]["name"]
    trail = told(client, "/2019/programm/tag/")["BreadcrumbList"]["itemListElement"]
    assert [each["name"] for each in trail] == ["Start", "Programm", "Tag der offenen Tür"]


@pytest.mark.django_db
def test_examples_say_nothing(client: Client, current_edition: Edition):
    cluster = ClusterFactory(slug="netz", is_example=True)
    PublishedEventFactory(slug="tag", is_example=True)
    PublishedStandFactory(slug="stand", is_example=True, main_exhibitor=cluster)

    for address in ("/2019/programm/tag/", "/2019/messestaende/stand/", "/cluster/netz/"):
        assert told(client, address) == {}


@pytest.mark.django_db
def test_an_example_is_shared_as_one(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag", title="Rundgang", is_example=True)

    assert '<meta property="og:title" content="Beispiel: Rundgang">' in client.get("/2019/programm/tag/").content.decode()
    assert '<meta property="og:title" content="Example: Rundgang">' in client.get("/en/2019/programme/tag/").content.decode()


@pytest.mark.django_db
def test_no_text_ends_the_element(client: Client, current_edition: Edition):
    hostile = '</script><script>alert(1)</script><!-- & "'
    PublishedEventFactory(slug="tag", title=hostile, summary=hostile, further_organizers=hostile)

    html = client.get("/2019/programm/tag/").content.decode()

    assert told(client, "/2019/programm/tag/")["Event"]["name"] == hostile
    assert "<script>alert" not in html
    assert "<!-- &" not in html


@pytest.mark.django_db
def test_what_is_shared_has_title_description_and_picture(client: Client, event, settings):
    settings.BASE_URL = "https://www.example.org"

    html = client.get("/2019/programm/tag/", headers={"Host": "testserver"}).content.decode()

    shared = dict(re.findall(r'<meta property="og:([a-z:_]+)" content="([^"]*)">', html))
    assert shared == {
        "site_name": "Clusterwoche Deutschland",
        "type": "website",
        "title": "Tag der offenen Tür",
        "description": "Worum es geht",
        "url": "https://www.example.org/2019/programm/tag/",
        "locale": "de_DE",
        "image": "https://www.example.org/media/images/0/x-1600.webp",
        "image:alt": "Halle",
    }
    assert "<title>Tag der offenen Tür – Clusterwoche Deutschland</title>" in html


@pytest.mark.django_db
def test_quotes_in_a_title_stay_within_the_attribute(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag", title='Ein "Tag" <offen>')

    html = client.get("/2019/programm/tag/").content.decode()

    assert '<meta property="og:title" content="Ein &quot;Tag&quot; &lt;offen&gt;">' in html
