"""Where formats stand: at the current edition, at every edition for good, in both languages; and what is answered to a wrong query."""

import pytest
from django.test import Client

from clusterweek.common.languages import page_url
from events.programme.formats.registry import EVENT_FORMATS, STAND_FORMATS
from events.programme.models import CurrentEdition, Edition
from tests.factories import PublishedEventFactory, PublishedStandFactory

EVENTS = [each.extension for each in EVENT_FORMATS]
STANDS = [each.extension for each in STAND_FORMATS]
ALL = [*(("programme", each) for each in EVENTS), *(("stands", each) for each in STANDS)]


@pytest.mark.parametrize("extension", EVENTS)
@pytest.mark.django_db
def test_the_programme_stands_at_its_addresses(extension):
    paths = [page_url(f"programme_{extension}", language) for language in ("de", "en")]
    lasting = [page_url(f"edition_programme_{extension}", language, edition="2019") for language in ("de", "en")]

    assert paths == [f"/programm.{extension}", f"/en/programme.{extension}"]
    assert lasting == [f"/2019/programm.{extension}", f"/en/2019/programme.{extension}"]


@pytest.mark.parametrize("extension", STANDS)
@pytest.mark.django_db
def test_the_stands_stand_at_their_addresses(extension):
    paths = [page_url(f"stands_{extension}", language) for language in ("de", "en")]
    lasting = [page_url(f"edition_stands_{extension}", language, edition="2019") for language in ("de", "en")]

    assert paths == [f"/messestaende.{extension}", f"/en/stands.{extension}"]
    assert lasting == [f"/2019/messestaende.{extension}", f"/en/2019/stands.{extension}"]


@pytest.mark.parametrize(("noun", "extension"), ALL)
@pytest.mark.django_db
def test_every_format_answers_like_a_page(client: Client, current_edition: Edition, noun, extension):
    PublishedEventFactory(title="Übergröße", slug="uebergroesse")
    PublishedStandFactory(title="Übergröße", slug="uebergroesse")
    formats = {each.extension: each for each in (EVENT_FORMATS if noun == "programme" else STAND_FORMATS)}

    response = client.get(page_url(f"{noun}_{extension}"))
    again = client.get(page_url(f"{noun}_{extension}"), headers={"If-None-Match": response.headers["ETag"]})

    assert (response.status_code, response.headers["Content-Type"]) == (200, formats[extension].content_type)
    assert response.headers["Cache-Control"].startswith("public, max-age=")
    assert (response.headers["Vary"], response.headers["X-Robots-Tag"]) == ("Accept-Encoding", "noindex")
    assert ("attachment" in response.headers.get("Content-Disposition", "")) == formats[extension].is_file
    assert again.status_code == 304
    assert not response.cookies


@pytest.mark.parametrize(("noun", "extension"), ALL)
@pytest.mark.django_db
def test_nothing_is_told_before_the_opening(client: Client, collecting_edition: Edition, noun, extension):
    CurrentEdition.switch_to(collecting_edition)

    assert client.get(page_url(f"{noun}_{extension}")).status_code == 404
    assert client.get(page_url(f"edition_{noun}_{extension}", edition=collecting_edition.slug)).status_code == 404
    assert client.get(page_url(f"edition_{noun}_{extension}", edition="1999")).status_code == 404


@pytest.mark.parametrize(("noun", "extension"), ALL)
@pytest.mark.django_db
def test_a_wrong_parameter_is_named_with_its_choices(client: Client, current_edition: Edition, noun, extension):
    response = client.get(page_url(f"{noun}_{extension}"), {"state": ["NW", "XX"]})

    told = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert (told["status"], told["instance"]) == (400, page_url(f"{noun}_{extension}") + "?state=NW&state=XX")
    assert [(each["parameter"], "XX" in each["message"], "BW" in each["choices"]) for each in told["errors"]] == [("state", True, True)]


@pytest.mark.parametrize("extension", EVENTS)
@pytest.mark.django_db
def test_an_ambiguous_place_is_answered_with_the_places(client: Client, current_edition: Edition, extension):
    response = client.get(page_url(f"programme_{extension}"), {"near": "Frankfurt"})

    (error,) = response.json()["errors"]
    assert (response.status_code, error["parameter"]) == (400, "near")
    assert {"Frankfurt am Main", "Frankfurt (Oder)"} <= set(error["choices"])


@pytest.mark.parametrize("extension", EVENTS)
@pytest.mark.django_db
def test_the_order_by_distance_needs_a_place(client: Client, current_edition: Edition, extension):
    response = client.get(page_url(f"programme_{extension}"), {"sort": "distance"})

    assert [(each["parameter"], each["choices"]) for each in response.json()["errors"]] == [("sort", ["date", "relevance", "distance"])]


@pytest.mark.parametrize("extension", EVENTS)
@pytest.mark.django_db
def test_an_unknown_parameter_changes_nothing(client: Client, current_edition: Edition, extension):
    PublishedEventFactory()

    plain, other = (client.get(page_url(f"programme_{extension}"), data) for data in ({}, {"utm_source": "x", "page": "7"}))

    assert (other.status_code, other.content, other.headers["ETag"]) == (200, plain.content, plain.headers["ETag"])
