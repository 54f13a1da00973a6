"""JSON of programme and stands: the keys of the contract, days and moments, counts of the page, no person."""

from datetime import date, time

import pytest
from django.test import Client

from events.programme.models import Edition
from tests.factories import ClusterFactory, ContactPersonFactory, PublishedEventFactory, PublishedStandFactory

KEYS = {
    *("id", "version", "slug", "url", "title", "summary", "format", "technology_fields", "state", "partner_states", "dates"),
    *("start", "end", "attendance_mode", "event_status", "status_note", "venue", "street", "postal_code", "city", "latitude"),
    *("longitude", "organizers", "is_free", "registration_state", "registration_url", "is_example"),
}


@pytest.mark.django_db
def test_events_have_the_keys_of_the_contract(client: Client, current_edition: Edition, settings):
    settings.BASE_URL = "https://www.example.org"
    cluster = ClusterFactory(slug="netz", name="Netz")
    PublishedEventFactory(slug="tag", state_id=None, partner_states=["BY"], organizers=[cluster], email="post@example.org")

    told = client.get("/programm.json", headers={"Host": "testserver"}).json()

    (event,) = told["events"]
    assert set(event) >= KEYS
    assert (told["edition"]["slug"], told["count"]) == ("2019", 1)
    assert told["url"] == "https://www.example.org/2019/programm.json"
    assert event["url"] == "https://www.example.org/2019/programm/tag/"
    assert (event["state"], event["partner_states"], event["email"]) == ("DE", ["BY"], "post@example.org")
    assert event["organizers"] == [{"slug": "netz", "name": "Netz", "url": "https://www.example.org/cluster/netz/"}]


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ({"from_time": time(10), "to_time": time(12, 30)}, "2019-04-02T10:00:00+02:00", "2019-04-02T12:30:00+02:00"),
        ({"from_time": time(22), "to_time": time(1)}, "2019-04-02T22:00:00+02:00", "2019-04-03T01:00:00+02:00"),
        ({"from_time": time(10)}, "2019-04-02T10:00:00+02:00", "2019-04-02"),
        ({}, "2019-04-02", "2019-04-02"),
        ({"last_day": date(2019, 4, 5)}, "2019-04-02", "2019-04-05"),
    ],
)
@pytest.mark.django_db
def test_start_and_end_are_days_or_moments(client: Client, current_edition: Edition, row, start, end):
    PublishedEventFactory(dates=[{"first_day": date(2019, 4, 2), **row}])

    (event,) = client.get("/programm.json").json()["events"]

    assert (event["start"], event["end"]) == (start, end)


@pytest.mark.django_db
def test_facets_count_as_the_page_does(client: Client, current_edition: Edition):
    PublishedEventFactory(state_id="NW")
    PublishedEventFactory(state_id="BY")

    told = client.get("/programm.json?state=NW").json()

    assert told["count"] == 1
    counts = {each["value"]: each["count"] for each in told["facets"]["state"]}
    assert (counts["NW"], counts["BY"], counts["HE"]) == (1, 1, 0)


@pytest.mark.django_db
def test_english_texts_stand_at_the_english_address(client: Client, current_edition: Edition):
    PublishedEventFactory(slug="tag", title="Tag der offenen Tür", title_en="Open day", summary="Nur deutsch")

    (event,) = client.get("/en/programme.json").json()["events"]

    assert (event["title"], event["summary"]) == ("Open day", "Nur deutsch")
    assert event["url"] == "http://testserver/en/2019/programme/tag/"


@pytest.mark.django_db
def test_no_contact_person_is_told(client: Client, current_edition: Edition):
    person = ContactPersonFactory(last_name="Geheim", phone="+49 30 4711", phone_is_public=True)
    PublishedEventFactory(contact_persons=[person])
    PublishedStandFactory(contact_persons=[person])

    told = client.get("/programm.json").content.decode() + client.get("/messestaende.json").content.decode()

    assert "Geheim" not in told
    assert "4711" not in told


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.django_db
def test_queries_do_not_grow(client: Client, current_edition: Edition, count, django_assert_num_queries):
    for _number in range(count):
        PublishedEventFactory()
    client.get("/programm/")

    with django_assert_num_queries(4):
        client.get("/programm.json")


@pytest.mark.django_db
def test_stands_name_their_exhibitors(client: Client, current_edition: Edition):
    PublishedStandFactory(slug="stand", main_exhibitor_text="Beispiel e. V.", co_exhibitors=["Firma GmbH"])

    told = client.get("/messestaende.json").json()

    (stand,) = told["stands"]
    assert (told["count"], stand["hall"], stand["url"]) == (1, "2", "http://testserver/2019/messestaende/stand/")
    assert stand["main_exhibitor"]["name"] == "Beispiel e. V."
    assert [each["name"] for each in stand["co_exhibitors"]] == ["Firma GmbH"]
