"""The API: pages by cursor, problem details, tags, scripts of other sites; and its description, which Schemathesis holds it to."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.programme.filter import ProgrammeFilter
from events.programme.models import CurrentEdition, Edition
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    EditionFactory,
    FundingProgrammeFactory,
    PublishedEventFactory,
    PublishedStandFactory,
    TechnologyFieldFactory,
)
from tests.programme.formats.test_ical import withdraw

ALL = ("", "openapi.json", "events", "stands", "clusters", "editions", "vocabularies")


def problem(client: Client, address: str, status: int = 400) -> dict[str, Any]:
    """The problem details of a refusal."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    return response.json()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.django_db
def test_everything_is_tagged_and_open_to_other_sites(client: Client, current_edition: Edition, name):
    response = client.get(f"/api/v1/{name}", headers={"Origin": "https://elsewhere.example"})

    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert not response.cookies
    known = client.get(f"/api/v1/{name}", headers={"If-None-Match": response.headers["ETag"]})
    assert (known.status_code, known.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.django_db
def test_scripts_may_ask_before_they_ask(client: Client, current_edition: Edition):
    response = client.options("/api/v1/events", headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"})

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.django_db
def test_nothing_can_be_written(current_edition: Edition):
    response = Client(enforce_csrf_checks=True).post("/api/v1/events", {})

    assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
def test_pages_hold_every_event_once(client: Client, current_edition: Edition, settings):
    settings.BASE_URL = "https://www.example.org"
    events = [PublishedEventFactory(state_id="NW" if number % 2 else "BY") for number in range(15)]
    found, address, answers = [], "/api/v1/events?state=NW&limit=3", 0

    while address:
        told = client.get(address.removeprefix("https://www.example.org"), headers={"Host": "testserver"}).json()
        assert (told["count"], told["edition"]) == (7, "2019")
        found += [event["id"] for event in told["events"]]
        address, answers = told["next"], answers + 1
        assert address is None or address.startswith("https://www.example.org/api/v1/events?state=NW&limit=3&cursor=")

    assert found == [str(event.uid) for event in events if event.state_id == "NW"]
    assert answers == 3


@pytest.mark.django_db
def test_a_page_stays_right_when_something_vanishes_meanwhile(client: Client, current_edition: Edition):
    events = [PublishedEventFactory() for _number in range(4)]
    following = client.get("/api/v1/events?limit=2").json()["next"]

    withdraw(events[1])

    assert [event["id"] for event in client.get(following).json()["events"]] == [str(event.uid) for event in events[2:]]


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.django_db
def test_queries_do_not_grow(client: Client, current_edition: Edition, count, django_assert_num_queries):
    for _number in range(count):
        PublishedEventFactory()
    client.get("/api/v1/events?limit=1")

    with django_assert_num_queries(4):
        client.get("/api/v1/events")


@pytest.mark.parametrize(
    ("query", "parameter", "choice"),
    [
        ("state=XX", "state", "BW"),
        ("state=", "state", None),
        ("&".join(["state=BY"] * 51), "state", None),
        ("day=2019-4-2", "day", None),
        ("date_from=2019-04-05&date_to=2019-04-02", "date_to", None),
        ("near=Frankfurt", "near", "Frankfurt am Main"),
        ("near=Köln&radius=0", "radius", None),
        ("q=a&q=b", "q", None),
        ("limit=0", "limit", None),
        ("limit=201", "limit", None),
        ("cursor=x", "cursor", None),
        ("cursor=after-01", "cursor", None),
        ("edition=1999", "edition", "2019"),
        ("text_language=fr", "text_language", "de"),
    ],
)
@pytest.mark.django_db
def test_a_wrong_parameter_is_named(client: Client, current_edition: Edition, query, parameter, choice):
    (error,) = problem(client, f"/api/v1/events?{query}")["errors"]

    assert (error["parameter"], bool(error["message"])) == (parameter, True)
    assert choice is None or choice in error["choices"]


@pytest.mark.django_db
def test_one_entry_has_an_address_of_its_own(client: Client, current_edition: Edition):
    event, stand = PublishedEventFactory(title="Tag", title_en="Day"), PublishedStandFactory(title="Stand")
    ClusterFactory(slug="netz", name="Netz")

    assert client.get(f"/api/v1/events/{event.uid}").json()["title"] == "Tag"
    assert client.get(f"/api/v1/events/{event.uid}?text_language=en").json()["title"] == "Day"
    assert client.get(f"/api/v1/stands/{stand.uid}").json()["title"] == "Stand"
    assert client.get("/api/v1/clusters/netz").json()["name"] == "Netz"
    for address in (f"events/{uuid4()}", "events/x", f"stands/{event.uid}", "clusters/weg", "nichts"):
        problem(client, f"/api/v1/{address}", 404)
    withdraw(event)
    problem(client, f"/api/v1/events/{event.uid}", 410)


@pytest.mark.django_db
def test_nothing_is_told_before_the_opening(client: Client, collecting_edition: Edition):
    CurrentEdition.switch_to(collecting_edition)
    event = PublishedEventFactory(edition=collecting_edition, dates=[collecting_edition.first_day])

    problem(client, "/api/v1/events", 404)
    problem(client, "/api/v1/stands", 404)
    problem(client, f"/api/v1/events/{event.uid}", 404)
    assert problem(client, f"/api/v1/events?edition={collecting_edition.slug}")["errors"][0]["parameter"] == "edition"
    (edition,) = client.get("/api/v1/editions").json()["editions"]
    assert (edition["phase"], edition["programme"]) == ("collecting", {})


@pytest.mark.django_db
def test_clusters_are_narrowed_like_their_page(client: Client, current_edition: Edition):
    field, programme = TechnologyFieldFactory(slug="optik"), FundingProgrammeFactory(slug="foerderung")
    ClusterFactory(slug="eins", name="Netz Eins", technology_fields=[field], funding_programmes=[programme])
    ClusterFactory(slug="zwei", name="Verbund", states=["BY"])
    ClusterFactory(slug="geheim", is_public=False)

    def found(query: str) -> list[str]:
        return [cluster["slug"] for cluster in client.get(f"/api/v1/clusters?{query}").json()["clusters"]]

    assert found("") == ["eins", "zwei"]
    assert found("technology_field=optik&funding_programme=foerderung") == found("state=NW") == found("q=Netz") == ["eins"]


@pytest.mark.django_db
def test_vocabularies_name_what_parameters_take(client: Client, current_edition: Edition):
    told = client.get("/api/v1/vocabularies?text_language=en").json()

    assert {"value": "BY", "label": "Bavaria"} in told["state"]
    assert told["state"][-1] == {"value": "DE", "label": "nationwide"}
    for name, values in told.items():
        if name not in ("event_status", "registration_state"):
            assert client.get("/api/v1/events", {name: values[0]["value"]}).status_code == 200, name


@pytest.mark.django_db
def test_no_person_is_told(client: Client, current_edition: Edition):
    person = ContactPersonFactory(last_name="Geheim")
    PublishedEventFactory(contact_persons=[person])
    PublishedStandFactory(contact_persons=[person])

    assert all(b"Geheim" not in client.get(f"/api/v1/{name}").content for name in ALL)


@pytest.mark.parametrize("address", ["/schnittstelle/", "/en/api-documentation/"])
@pytest.mark.django_db
def test_the_documentation_tells_every_address_and_parameter_and_loads_nothing(client: Client, current_edition: Edition, address):
    html = client.get(address).content.decode()
    description = client.get("/api/v1/openapi.json").json()

    for path, methods in description["paths"].items():
        assert f"GET {path}" in html
        assert all(f"<code>{each['name']}</code>" in html for each in methods["get"]["parameters"])
    loaded = re.findall(r'(?:src|<link rel="(?:stylesheet|preload|icon)"[^>]*href)="([^"]*)"', html)
    assert all(each.startswith("/static/") for each in loaded)


# The description


@pytest.mark.django_db
def test_the_description_declares_every_parameter_of_the_filter(client: Client, current_edition: Edition):
    parameters = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/events"]["get"]["parameters"]

    names = {each["name"] for each in parameters}
    assert names == set(ProgrammeFilter.base_filters) - {"sort"} | {"edition", "limit", "cursor", "text_language"}


# Whether such values are right depends on the data, which no schema can tell: these are.
CONFIGURATION = """
[[operations]]
include-name = "GET /api/v1/events"
parameters = {{ near = "Köln", q = "Optik", date_from = "2019-04-01", date_to = "2019-04-30" }}
[[operations]]
include-name = "GET /api/v1/stands"
parameters = {{ hall = "2", fair = "hannover-messe-2019", q = "Optik" }}
[[operations]]
include-name = "GET /api/v1/clusters"
parameters = {{ q = "Netz" }}
[[operations]]
include-name = "GET /api/v1/events/{{key}}"
parameters = {{ key = "{event}" }}
[[operations]]
include-name = "GET /api/v1/stands/{{key}}"
parameters = {{ key = "{stand}" }}
[[operations]]
include-name = "GET /api/v1/clusters/{{slug}}"
parameters = {{ slug = "netz" }}
"""
# Whatever looks right: it may then be wrong where that depends on the data, and nowhere else.
FREELY = """
[[operations]]
include-name = ["GET /api/v1/events", "GET /api/v1/stands", "GET /api/v1/clusters"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400"]
"""


@pytest.mark.parametrize(
    ("configuration", "phases"), [(CONFIGURATION, "coverage,fuzzing,stateful"), (FREELY, "fuzzing,stateful")], ids=["known", "freely"]
)
@pytest.mark.django_db(transaction=True)
def test_schemathesis_finds_no_failure(live_server, tmp_path, configuration: str, phases: str):
    """Everything that the description promises is kept, for cases that the schema allows and for those that it forbids."""
    CurrentEdition.switch_to(EditionFactory())
    cluster = ClusterFactory(slug="netz", city="Jena", website="https://example.org")
    previous = [{"first_day": "2019-04-01", "last_day": "2019-04-01", "from": "10:00", "to": None}]
    event = PublishedEventFactory(
        organizers=[cluster], previous_dates=previous, event_status="rescheduled", is_free=True, step_free_access=True
    )
    stand = PublishedStandFactory(main_exhibitor=cluster, co_exhibitors=["Firma GmbH"])
    (tmp_path / "schemathesis.toml").write_text(configuration.format(event=event.uid, stand=stand.uid))
    command = [Path(sys.executable).parent / "schemathesis", "run", f"{live_server.url}/api/v1/openapi.json", "--no-color"]
    options = ["--max-examples", "15", "--phases", phases, "--generation-deterministic", "--warnings", "off"]

    done = subprocess.run([*command, *options], check=False, capture_output=True, text=True, cwd=tmp_path, timeout=500)

    assert done.returncode == 0, done.stdout[-6000:]
    assert "9 selected / 9 total" in done.stdout


WORD = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
TEXTS = st.one_of(st.text(min_size=1, max_size=100), st.lists(WORD, min_size=1, max_size=9).map(" ".join))
DAYS = st.dates(date(2019, 3, 1), date(2019, 5, 1)).map(str)
DEPENDENT = {"q": TEXTS, "near": TEXTS, "hall": TEXTS, "fair": TEXTS, "date_from": DAYS, "date_to": DAYS}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.fixed_dictionaries({}, optional=DEPENDENT), noun=st.sampled_from(["events", "stands", "clusters"]))
@pytest.mark.django_db
def test_what_depends_on_the_data_is_right_or_named(client: Client, current_edition: Edition, asked: dict[str, str], noun: str):
    response = client.get(f"/api/v1/{noun}", asked)

    assert response.status_code in {200, 400}
    if response.status_code == 400:
        (error,) = response.json()["errors"]
        assert error["parameter"] in asked
        assert error["message"]
