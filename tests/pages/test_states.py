"""The pages of the Länder."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.factories import ClusterFactory, PublishedEventFactory


@pytest.mark.django_db
def test_event_of_several_days_stands_once_on_the_page_of_its_land(client: Client, current_edition) -> None:
    PublishedEventFactory(title="Zweimal", dates=[date(2019, 4, 4), date(2019, 4, 9)])
    PublishedEventFactory(title="Einmal", dates=[date(2019, 4, 2)])

    html = client.get("/laender/nw/").content.decode()

    assert re.findall(r'class="event-card__title"><a[^>]*>([^<]+)<', html) == ["Einmal", "Zweimal"]


@pytest.mark.django_db
def test_one_of_a_kind_is_told_as_one_and_a_map_without_places_is_left_out(client: Client, current_edition) -> None:
    PublishedEventFactory(state_id="SL", city="", postal_code="")
    ClusterFactory(states=["SL"])

    german, english = (client.get(path).content.decode() for path in ("/laender/sl/", "/en/states/sl/"))

    assert ">Veranstaltung</a></dt><dd>1</dd>" in german
    assert '<a href="#clusters">Cluster</a></dt><dd>1</dd>' in german
    assert (">Event</a></dt><dd>1</dd>" in english, '<a href="#clusters">Cluster</a></dt><dd>1</dd>' in english) == (True, True)
    assert 'id="places"' not in german
