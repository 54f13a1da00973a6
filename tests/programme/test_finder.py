"""What list, calendar and map say around their results: ways out, what was meant, days, orders, places."""

import re
from datetime import date, time, timedelta

import pytest
from django.http import QueryDict
from django.test import Client

from clusterweek.geography.places import locate
from events.programme.lists import current_lists
from events.programme.models import Edition, PublishedEvent
from events.programme.programme import find
from tests.factories import ClusterFactory, PublishedEventFactory, PublishedStandFactory
from tests.programme.nearness import events_within

STUTTGART = {"city": "Stuttgart", "latitude": "48.7758", "longitude": "9.1829"}
ULM = {"city": "Ulm", "latitude": "48.4011", "longitude": "9.9876"}
HAMBURG = {"city": "Hamburg", "latitude": "53.5511", "longitude": "9.9937"}


def text(html: str) -> str:
    """The words of `html`."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page(client: Client, address: str) -> str:
    """The page at `address`."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    """The titles of the cards in `html`, without marks."""
    return [text(found) for found in re.findall(r'class="event-card__title"><a[^>]*>(.*?)</a>', html)]


@pytest.mark.django_db
def test_where_nothing_matches_the_page_says_what_would(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="In NW", state_id="NW", dates=[date(2019, 4, 4)])
    PublishedEventFactory(title="In BY", state_id="BY", dates=[date(2019, 4, 9)])

    html = page(client, "/programm/?state=NW&day=2019-04-09")

    assert 'href="/programm/?day=2019-04-09">ohne Nordrhein-Westfalen</a> <span class="empty__count">1 Veranstaltung</span>' in html
    assert 'href="/programm/?state=NW">ohne Tag: 9. April 2019</a>' in html
    assert 'href="/programm/?state=NW&amp;day=2019-04-04">Donnerstag, 4. April</a>' in html


@pytest.mark.django_db
def test_where_no_single_filter_is_in_the_way_each_is_offered_alone(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Leichtbau", state_id="NW", dates=[date(2019, 4, 4)])
    PublishedEventFactory(title="Optik", state_id="BY", dates=[date(2019, 4, 9)])

    html = page(client, "/programm/?state=NW&day=2019-04-09&q=Quantenkeks")

    assert "ohne" not in re.findall(r'class="empty".*?</div>', html, re.DOTALL)[0]
    assert 'href="/programm/?state=NW">nur Nordrhein-Westfalen</a> <span class="empty__count">1 Veranstaltung</span>' in html
    assert 'href="/programm/?day=2019-04-09">nur Tag: 9. April 2019</a>' in html


@pytest.mark.django_db
def test_the_page_leads_on_where_nothing_is_found_at_all(client: Client, current_edition: Edition) -> None:
    html = page(client, "/programm/?q=Quantenkeks")

    assert "Keine Veranstaltung passt zu allem, was Sie gewählt haben." in html
    assert 'href="/programm/"><span class="kern-label">Ganzes Programm anzeigen' in html


@pytest.mark.django_db
def test_an_ambiguous_place_is_chosen_by_a_link(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(state_id="NW")

    html = page(client, "/programm/?near=Frankfurt&state=NW")

    assert "Welchen Ort meinen Sie?" in html
    assert 'href="/programm/?state=NW&amp;near=Frankfurt+%28Oder%29">Frankfurt (Oder)</a>' in html
    assert html.index('role="alert"') < html.index('id="filters"')


@pytest.mark.django_db
def test_the_nearest_places_are_named_where_nothing_is_near(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Fern", **ULM)

    html = page(client, "/programm/?near=Stuttgart&radius=10")

    assert titles(html) == []
    assert re.search(r'href="/programm/\?near=Stuttgart&amp;radius=7\d">Ulm, 7\d km entfernt</a>', html)


@pytest.mark.django_db
def test_a_typing_error_is_answered_with_what_was_meant(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Wasserstoff tanken")

    html = page(client, "/programm/?q=Waserstoff")

    assert titles(html) == ["Wasserstoff tanken"]
    assert "Zu Ihren Wörtern wurde nichts gefunden. Gezeigt wird:" in html
    assert "<mark>Wasserstoff</mark> tanken" in html


@pytest.mark.django_db
def test_nothing_is_said_to_be_shown_where_nothing_is(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Wasserstoff im Tank", state_id="BY")

    html = page(client, "/programm/?q=Wasserstofff&state=SL")

    assert titles(html) == []
    assert ("Gezeigt wird:" in html, "Meinten Sie:" in html) == (False, True)


@pytest.mark.django_db
def test_stands_and_clusters_with_the_same_words_are_named(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Photonik heute")
    PublishedStandFactory(fair__edition=current_edition, title="Photonik zum Anfassen")
    ClusterFactory(name="Photonik Nord")
    ClusterFactory(name="Photonik Süd")

    html = page(client, "/programm/?q=Photonik")

    elsewhere = re.findall(r'<aside class="elsewhere".*?</aside>', html, re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]*)">([^<]+)</a>', elsewhere) == [
        ("/2019/messestaende/?q=Photonik", "1 Messestand"),
        ("/cluster/?q=Photonik", "2 Cluster"),
    ]
    assert "1 Messestand" in text(page(client, "/2019/messestaende/?q=Photonik"))


@pytest.mark.django_db
def test_near_finds_what_lies_within_the_radius_nearest_first(client: Client, current_edition: Edition) -> None:
    for title, place in (("Ulm", ULM), ("Hamburg", HAMBURG), ("Stuttgart", STUTTGART), ("Nirgends", {})):
        PublishedEventFactory(title=title, **place)
    PublishedEventFactory(title="Im Netz", attendance_mode="online")

    html = page(client, "/programm/?near=70173&radius=100")

    expected = events_within(PublishedEvent.objects.all(), locate("70173"), 100)
    assert titles(html) == [event.title for _km, event in expected] == ["Stuttgart", "Ulm"]
    assert re.findall(r'<p class="meta__item">([^<]+)</p>', html) == [
        "weniger als 1 km entfernt" if km < 1 else f"{round(km)} km entfernt" for km, _event in expected
    ]
    assert 'href="/programm/?attendance_mode=online">1 Online-Veranstaltung</a>' in html


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("near=Frankfurt", "near", "Frankfurt (Oder)"),
        ("near=Nirgendwohausen", "near", "Ort"),
        ("near=Ulm&radius=9999", "radius", "500"),
        ("near=Ulm&radius=x", "radius", "ganze Kilometer"),
        ("sort=distance", "sort", "Postleitzahl"),
        ("&".join(f"day={date(2019, 1, 1) + timedelta(days=number)}" for number in range(51)), "day", "höchstens 50"),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_is_said_at_its_field(client: Client, current_edition: Edition, query: str, name: str, words: str) -> None:
    html = page(client, f"/programm/?{query}")

    errors = find(current_edition, QueryDict(query), current_lists()).query.errors
    assert list(errors) == [name]
    assert words in text(html)


@pytest.mark.django_db
def test_titles_come_before_organizers_and_texts(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Text", description="Es geht um Robotik.", dates=[date(2019, 4, 2)])
    PublishedEventFactory(title="Veranstalter", organizers=[ClusterFactory(name="Robotik Nord")], dates=[date(2019, 4, 3)])
    PublishedEventFactory(title="Robotik", dates=[date(2019, 4, 9)])

    assert titles(page(client, "/programm/?q=Robotik")) == ["Robotik", "Veranstalter", "Text"]
    assert titles(page(client, "/programm/?q=Robotik&sort=date")) == ["Text", "Veranstalter", "Robotik"]


@pytest.mark.django_db
def test_timed_events_come_before_spans_on_each_day(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Ausstellung", dates=[{"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 9), "from_time": time(8)}])
    PublishedEventFactory(title="Abends", dates=[{"first_day": date(2019, 4, 2), "from_time": time(19)}])
    PublishedEventFactory(title="Morgens", dates=[{"first_day": date(2019, 4, 2), "from_time": time(9)}])

    assert titles(page(client, "/programm/")) == ["Morgens", "Abends", "Ausstellung"]


@pytest.mark.django_db
def test_in_the_running_week_past_days_fold_and_days_are_linked(client: Client, current_edition: Edition, clock) -> None:
    PublishedEventFactory(title="Gestern", dates=[date(2019, 4, 4)])
    PublishedEventFactory(title="Heute", dates=[date(2019, 4, 5)])
    clock(2019, 4, 5, 10)

    html = page(client, "/programm/")

    past, rest = html.split("</details>", 1)[0], html.rsplit('<details class="past">', 1)[1].split("</details>", 1)
    assert past
    assert (titles(rest[0]), titles(rest[1])) == (["Gestern"], ["Heute"])
    assert re.findall(r'<li><a href="/programm/(\?day[^"]*)">(\w+)</a>', html) == [
        ("?day=2019-04-05", "heute"),
        ("?day=2019-04-06", "morgen"),
        ("?day=2019-04-06&amp;day=2019-04-07", "Wochenende"),
    ]


@pytest.mark.django_db
def test_calendar_has_every_day_and_spans_of_their_own(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Dauerschau", dates=[{"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 9)}])
    PublishedEventFactory(title="Vortrag", dates=[{"first_day": date(2019, 4, 3), "from_time": time(9)}], state_id="BY")

    html = page(client, "/programm/kalender/?state=BY&state=NW")

    assert len(re.findall(r'<section class="agenda__day', html)) == 10
    assert re.findall(r'class="spans__days">([^<]+)<', html) == ["2.–9. April"]
    assert "Vortrag" in html.split('id="day-2019-04-03"')[1].split("</section>")[0]
    assert 'aria-current="page" href="/2019/programm/kalender/?state=BY&amp;state=NW"' in html
    assert "Dauerschau" not in page(client, "/programm/kalender/?state=BY")


@pytest.mark.django_db
def test_map_of_a_land_has_its_places(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Eins", state_id="BW", **STUTTGART)
    PublishedEventFactory(title="Zwei", state_id="BW", **STUTTGART)
    PublishedEventFactory(title="Drei", state_id="BY", **{**HAMBURG, "city": "Husum"})

    germany, land = page(client, "/programm/karte/"), page(client, "/programm/karte/?state=BW")

    assert 'href="/programm/karte/?state=BW" aria-label="Baden-Württemberg: 2 Veranstaltungen"' in germany
    assert 'aria-label="Stuttgart: 2 Veranstaltungen"' in land
    assert "Husum" not in land.split('class="query-map"')[1].split("</svg>")[0]


@pytest.mark.django_db
def test_deep_queries_are_not_for_search_engines(client: Client, current_edition: Edition) -> None:
    def is_hidden(query: str) -> bool:
        return '<meta name="robots" content="noindex, follow">' in page(client, f"/programm/?{query}")

    assert [is_hidden(query) for query in ("", "state=NW", "state=NW&state=BY&state=BE", "q=Optik")] == [False, False, True, True]


@pytest.mark.django_db
def test_related_events_are_others_and_coming_ones_come_first(client: Client, current_edition: Edition, clock) -> None:
    from tests.factories import TechnologyFieldFactory

    field = TechnologyFieldFactory()
    clock(2019, 4, 5, 10)
    for title, day in (("Dieser", 5), ("Vorbei", 3), ("Kommt", 8)):
        PublishedEventFactory(title=title, slug=title.lower(), technology_fields=[field], dates=[date(2019, 4, day)], **STUTTGART)

    html = page(client, "/2019/programm/dieser/")

    by_topic = html.split('id="by-topic"')[1].split("</section>")[0]
    assert titles(by_topic) == ["Kommt", "Vorbei"]
    assert 'id="by-place"' not in html
