"""The stands: grouped by hall in natural order, filtered, each with its page."""

import re
from datetime import date, time

import pytest
from django.test import Client

from tests.factories import ClusterFactory, PublishedEventFactory, PublishedStandFactory, TechnologyFieldFactory, TradeFairFactory


def stands(client: Client, query: str = "") -> list[str]:
    """The titles on the page, in order."""
    html = client.get("/2019/messestaende/" + query).content.decode()
    return re.findall(r'class="stand-card__title"[^>]*>\s*<a[^>]*>\s*(?:<span[^>]*>)?([^<]+?)\s*<', html)


@pytest.mark.django_db
def test_stands_sort_naturally_and_unknown_halls_come_last(client: Client, current_edition) -> None:
    for hall, number in (("16", "A1"), ("", ""), ("2", "A10"), ("2", "A4")):
        PublishedStandFactory(title=f"Halle {hall} {number}", hall=hall, stand_number=number, fair__edition=current_edition)

    html = client.get("/messestaende/").content.decode()

    assert stands(client) == ["Halle 2 A4", "Halle 2 A10", "Halle 16 A1", "Halle"]
    assert html.index('id="hall-2"') < html.index('id="hall-16"')


@pytest.mark.django_db
def test_stands_are_filtered(client: Client, current_edition) -> None:
    cluster = ClusterFactory(slug="netz")
    PublishedStandFactory(
        title="Eins", hall="2", state_id="NW", technology_fields=[TechnologyFieldFactory(slug="optik")], main_exhibitor=cluster
    )
    PublishedStandFactory(title="Zwei", hall="16", state_id="BY", partner_states=["SN"], exhibits="Wasserstofftank")

    assert stands(client, "?hall=2") == stands(client, "?technology_field=optik") == stands(client, "?organizer=netz") == ["Eins"]
    assert stands(client, "?state=SN") == stands(client, "?q=wasserstoff") == ["Zwei"]
    assert stands(client, "?hall=2&hall=16") == ["Eins", "Zwei"]
    assert stands(client, "?hall=2&state=BY") == []
    assert stands(client, "?fair=hannover-messe-2019") == ["Eins", "Zwei"]


@pytest.mark.parametrize("query", ["hall=99", "state=XX", "fair=cebit"])
@pytest.mark.django_db
def test_wrong_value_gets_a_message_at_its_field(client: Client, current_edition, query: str) -> None:
    PublishedStandFactory()

    html = client.get(f"/2019/messestaende/?{query}").content.decode()

    assert f'id="error-{query.split("=")[0]}"' in html


@pytest.mark.django_db
def test_stand_page_tells_clusters_from_companies(client: Client, current_edition) -> None:
    event = PublishedEventFactory(title="Am Stand", slug="am-stand")
    stand = PublishedStandFactory(
        main_exhibitor=ClusterFactory(name="Netz", slug="netz"),
        co_exhibitors=["Firma GmbH"],
        events_at_stand=[event],
        hall="27",
        stand_number="H75",
    )
    stand.co_exhibitors.create(cluster=ClusterFactory(name="Zweitnetz", slug="zweitnetz"))

    html = client.get(stand.get_absolute_url()).content.decode()

    for text in ("27", "H75", "Firma GmbH", 'href="/cluster/netz/"', 'href="/cluster/zweitnetz/"', 'href="/2019/programm/am-stand/"'):
        assert text in html, text


@pytest.mark.django_db
def test_main_exhibitor_that_is_not_public_is_not_named(client: Client, current_edition) -> None:
    stand = PublishedStandFactory(main_exhibitor=ClusterFactory(name="Verborgen", is_public=False), main_exhibitor_text="")

    assert "Verborgen" not in client.get("/2019/messestaende/").content.decode()
    assert "Verborgen" not in client.get(stand.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_stand_at_a_fair_without_an_edition_is_a_record_of_its_cluster(client: Client, current_edition) -> None:
    fair = TradeFairFactory(slug="hannover-messe-2016", year=2016, edition=None)
    PublishedStandFactory(title="Damals", fair=fair, main_exhibitor=ClusterFactory(slug="netz"))

    assert "Damals" in client.get("/cluster/netz/").content.decode()
    assert stands(client) == []


@pytest.mark.django_db
def test_page_tells_visitors_of_the_fair_in_their_language(client: Client, current_edition) -> None:
    fair = TradeFairFactory(
        edition=current_edition,
        venue="Messegelände",
        venue_en="Exhibition grounds",
        opening_hours="täglich 9 bis 18 Uhr",
        opening_hours_en="daily from 9 am to 6 pm",
        tickets="[Karten](https://example.org/karten)",
        travel="Mit der Stadtbahn",
        travel_en="By light rail",
        credit="Veranstalterin: Messe AG",
    )
    PublishedStandFactory(fair=fair)

    german, english = (client.get(address).content.decode() for address in ("/messestaende/", "/en/stands/"))

    for words in ("täglich 9 bis 18 Uhr", "Mit der Stadtbahn", "Veranstalterin: Messe AG", 'href="https://example.org/karten"'):
        assert words in german
    for words in ("daily from 9 am to 6 pm", "By light rail", '<span lang="de">Veranstalterin: Messe AG</span>'):
        assert words in english


@pytest.mark.django_db
def test_page_says_what_is_on_at_the_stands_today(client: Client, current_edition, clock) -> None:
    fair = TradeFairFactory(edition=current_edition, first_day=date(2019, 4, 1), last_day=date(2019, 4, 5))
    late, early, other_day, cancelled = (
        PublishedEventFactory(title=title, event_status=status, dates=[{"first_day": date(2019, 4, day), "from_time": time(hour)}])
        for title, status, day, hour in (
            ("Spätes", "scheduled", 3, 15),
            ("Frühes", "scheduled", 3, 9),
            ("Morgiges", "scheduled", 4, 9),
            ("Abgesagtes", "cancelled", 3, 10),
        )
    )
    PublishedStandFactory(slug="one", fair=fair, events_at_stand=[late, other_day, cancelled])
    PublishedStandFactory(slug="two", fair=fair, events_at_stand=[early])
    PublishedStandFactory(slug="gone", fair=fair, events_at_stand=[early], first_day=date(2019, 4, 1), last_day=date(2019, 4, 2))

    def today(address: str) -> list[str]:
        part = client.get(address).content.decode().partition('id="today"')[2].partition("</section>")[0]
        return re.findall(r"/programm/[^>]*>([^<]+)<", part)

    clock(2019, 4, 3, 8)
    assert today("/messestaende/") == ["Frühes", "Spätes"]
    assert (today("/2019/messestaende/one/"), today("/2019/messestaende/gone/")) == (["Spätes"], [])
    clock(2019, 4, 8, 8)
    assert today("/messestaende/") == []
