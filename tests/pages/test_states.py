"""The pages of the Länder."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.factories import PublishedEventFactory


@pytest.mark.django_db
def test_event_of_several_days_stands_once_on_the_page_of_its_land(client: Client, current_edition) -> None:
    PublishedEventFactory(title="Zweimal", dates=[date(2019, 4, 4), date(2019, 4, 9)])
    PublishedEventFactory(title="Einmal", dates=[date(2019, 4, 2)])

    html = client.get("/laender/nw/").content.decode()

    assert re.findall(r'class="event-card__title"><a[^>]*>([^<]+)<', html) == ["Einmal", "Zweimal"]
