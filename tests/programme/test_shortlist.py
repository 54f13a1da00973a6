"""The shortlist: its address carries it, it shows what is public alone, and tells what overlaps."""

import re
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clusterweek.accounts.models import User
from events.programme.lists import current_lists
from events.programme.models import Edition, PublishedEvent
from events.programme.shortlist import MOST_ENTRIES, Ids, Shortlist
from tests.factories import PublishedEventFactory, PublishedStandFactory, TradeFairFactory

DAY = date(2019, 4, 3)


def shown(client: Client, address: str) -> str:
    """The HTML of the page at `address`."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def event_at(start: tuple[int, int] | None, end: tuple[int, int] | None, day: date = DAY, **fields: object) -> PublishedEvent:
    """An event on `day` with these hours."""
    row = {"first_day": day, "from_time": time(*start) if start else None, "to_time": time(*end) if end else None}
    return PublishedEventFactory(dates=[row], **fields)


def overlapping(*events: PublishedEvent) -> set[frozenset[int]]:
    """The pairs of `events` of which the shortlist says that they overlap."""
    ids = {str(event): event.pk for event in events}
    shortlist = Shortlist(Ids(tuple(ids.values())), current_lists())
    return {frozenset({item.event.pk, ids[title]}) for item in shortlist.planned for title, _hours in item.overlaps}


@pytest.mark.django_db
def test_it_lists_events_by_day_and_stands_by_hall(client: Client, current_edition: Edition) -> None:
    late, early = event_at((14, 0), None, title="Spät"), event_at((9, 0), None, title="Früh")
    before = event_at((9, 0), None, DAY - timedelta(days=1), title="Davor")
    fair = TradeFairFactory(edition=current_edition)
    stands = [PublishedStandFactory(fair=fair, hall=hall, stand_number="A1", title=f"Halle {hall}") for hall in ("16", "2")]

    html = shown(client, f"/merkliste/?event={late.pk}&event={early.pk}&event={before.pk}&stand={stands[0].pk}&stand={stands[1].pk}")

    titles = re.findall(r"card__title\"><a href=\"[^\"]*\">([^<]*)</a>", html)
    assert titles == ["Davor", "Früh", "Spät", "Halle 2", "Halle 16"]
    headings = [text.strip() for text in re.findall(r"day-heading\">([^<]*)<", html)]
    assert headings[:2] == ["Dienstag, 2. April 2019", "Mittwoch, 3. April 2019"]


@pytest.mark.django_db
def test_the_same_list_has_one_address(client: Client, current_edition: Edition) -> None:
    events = [PublishedEventFactory() for _number in range(2)]
    asked = f"?stand=7&event={events[1].pk}&event={events[0].pk}&event={events[1].pk}&utm=x"

    html = shown(client, f"/merkliste/{asked}")

    canonical = f"?event={events[0].pk}&amp;event={events[1].pk}&amp;stand=7"
    assert f'value="http://testserver/merkliste/{canonical}"' in html
    assert f'href="/en/shortlist/{canonical}"' in html
    assert 'name="robots" content="noindex"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (((10, 0), (12, 0)), ((11, 0), (13, 0)), True),
        (((10, 0), (12, 0)), ((12, 0), (13, 0)), False),
        (((10, 0), None), ((10, 0), None), True),
        (((10, 0), (12, 0)), ((11, 0), None), True),
        (((22, 0), (2, 0)), ((23, 0), (23, 30)), True),
        (((10, 0), (12, 0)), (None, None), False),
    ],
)
def test_overlaps_are_told(current_edition: Edition, first: tuple, second: tuple, overlap: bool) -> None:
    events = event_at(*first, title="Eins"), event_at(*second, title="Zwei")

    expected = {frozenset(event.pk for event in events)} if overlap else set()
    assert overlapping(*events) == expected


@pytest.mark.django_db
def test_what_does_not_take_place_or_is_open_for_days_overlaps_with_nothing(current_edition: Edition) -> None:
    event = event_at((10, 0), (12, 0), title="Eins")
    cancelled = event_at((10, 0), (12, 0), title="Zwei", event_status="cancelled")
    exhibition = PublishedEventFactory(
        title="Drei", dates=[{"first_day": DAY, "last_day": DAY + timedelta(days=2), "from_time": time(9), "to_time": time(18)}]
    )
    after_midnight = event_at((1, 0), (2, 0), DAY + timedelta(days=1), title="Vier")
    night = event_at((22, 0), (3, 0), title="Fünf")

    assert overlapping(event, cancelled, exhibition, after_midnight, night) == {frozenset({after_midnight.pk, night.pk})}


@pytest.mark.django_db
def test_a_withdrawn_event_is_named_as_withdrawn(client: Client, current_edition: Edition) -> None:
    kept = PublishedEventFactory(title="Bleibt")
    gone = PublishedEventFactory(title="Zurückgezogene Tagung", withdrawn_at=timezone.now())
    silent = PublishedEventFactory(title="", title_en="", withdrawn_at=timezone.now(), withdrawn_for_legal_reasons=True)

    html = shown(client, f"/merkliste/?event={kept.pk}&event={gone.pk}&event={silent.pk}")

    assert "„Zurückgezogene Tagung“ wurde zurückgezogen" in html
    assert "Ein Eintrag wurde zurückgezogen" in html
    assert f'href="/merkliste/?event={kept.pk}&amp;event={silent.pk}"' in html
    assert html.count("event-card__title") == 1


@pytest.mark.django_db
def test_nothing_of_an_edition_that_is_not_open_is_shown(client: Client, current_edition: Edition, collecting_edition: Edition) -> None:
    secret = PublishedEventFactory(title="Geheim", edition=collecting_edition)
    withdrawn = PublishedEventFactory(title="Auch geheim", edition=collecting_edition, withdrawn_at=timezone.now())

    html = shown(client, f"/merkliste/?event={secret.pk}&event={withdrawn.pk}")

    assert "eheim" not in html
    assert "2 Einträge dieser Liste stehen in keinem öffentlichen Programm." in html
    assert "eheim" not in shown(client, "/merkliste/?add=" + secret.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["0", "-1", "1e3", "99999999999", "١", "abc", "1 or 1=1", "\x00"])
def test_what_is_no_number_is_left_out(client: Client, current_edition: Edition, value: str) -> None:
    response = client.get("/merkliste/", {"event": value, "stand": value})

    assert response.status_code == 200
    assert 'data-shortlist=""' in response.content.decode()


@pytest.mark.django_db
def test_a_list_is_bounded(client: Client, current_edition: Edition) -> None:
    many = "&".join(f"event={number}" for number in range(1, 300))

    html = shown(client, f"/merkliste/?{many}&stand=1")

    assert f"Eine Merkliste fasst {MOST_ENTRIES} Einträge" in html
    assert f"event={MOST_ENTRIES + 1}&" not in html


@pytest.mark.django_db
def test_thirty_entries_need_few_queries(client: Client, current_edition: Edition, django_assert_max_num_queries) -> None:
    address = "/merkliste/?" + "&".join(f"event={PublishedEventFactory().pk}" for _number in range(30))
    client.get(address)

    with django_assert_max_num_queries(8):
        assert shown(client, address).count("event-card__title") == 30


@pytest.mark.django_db
def test_an_address_adds_an_entry_and_another_list(client: Client, current_edition: Edition) -> None:
    event, other, stand = PublishedEventFactory(), PublishedEventFactory(), PublishedStandFactory()
    addresses = {
        f"https://testserver{event.get_absolute_url()}": f"?event={event.pk}&event={other.pk}",
        f"/en/2019/programme/{event.slug}/": f"?event={event.pk}&event={other.pk}",
        f" /programm/{event.slug}/ ": f"?event={event.pk}&event={other.pk}",
        stand.get_absolute_url(): f"?event={other.pk}&stand={stand.pk}",
        f"/merkliste/?event={event.pk}&stand={stand.pk}": f"?event={event.pk}&event={other.pk}&stand={stand.pk}",
    }

    found = {address: client.get("/merkliste/", {"event": other.pk, "add": address}) for address in addresses}

    assert {address: response.headers.get("Location") for address, response in found.items()} == {
        address: f"/merkliste/{query_string}" for address, query_string in addresses.items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://example.org/", "/2019/programm/gibt-es-nicht/", "http://[", "Photonik", "/verwaltung/"])
def test_another_address_gets_a_sentence_at_its_field(client: Client, current_edition: Edition, address: str) -> None:
    html = shown(client, f"/merkliste/?add={address}")

    assert "Das ist keine Adresse einer Veranstaltung" in html
    assert 'aria-invalid="true"' in html


@pytest.mark.django_db
def test_every_card_and_page_has_a_star_that_works_without_script(client: Client, current_edition: Edition) -> None:
    event, stand = PublishedEventFactory(title="Tagung <1>"), PublishedStandFactory()
    star = f'form="star" name="event" value="{event.pk}"'

    assert f'{star} aria-label="Merken: Tagung &lt;1&gt;"' in shown(client, "/programm/")
    assert star in shown(client, event.get_absolute_url())
    for address in ("/messestaende/", stand.get_absolute_url()):
        assert f'form="star" name="stand" value="{stand.pk}"' in shown(client, address)
    assert '<form id="star" method="get" action="/merkliste/"' in shown(client, "/programm/")


@pytest.mark.django_db
def test_no_cookie_is_set_and_no_cache_keeps_the_list_for_others(client: Client, current_edition: Edition) -> None:
    response = client.get(f"/merkliste/?event={PublishedEventFactory().pk}")

    assert response.cookies == {}
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_the_sight_of_a_person_changes_nothing(signed_in, office: User, current_edition: Edition) -> None:
    event = PublishedEventFactory()

    assert shown(signed_in(office), f"/merkliste/?event={event.pk}") == shown(Client(), f"/merkliste/?event={event.pk}")
