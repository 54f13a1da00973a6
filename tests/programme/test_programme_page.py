"""The programme as people see it: what is found, what is said about wrong values, page by page."""

import re
from datetime import date, time

import pytest
from django.test import Client

from events.programme.models import Edition
from tests.factories import ClusterFactory, EditionFactory, PublishedEventFactory, TechnologyFieldFactory


def titles(client: Client, query: str = "", path: str = "/2019/programm/") -> list[str]:
    """The titles of the entries on the page, in order."""
    html = client.get(path + query).content.decode()
    return re.findall(r'class="event-card__title"[^>]*>\s*<a[^>]*>\s*(?:<span[^>]*>)?([^<]+?)\s*<', html)


@pytest.mark.django_db
def test_event_with_two_ticked_fields_appears_once(client: Client, current_edition: Edition) -> None:
    fields = [TechnologyFieldFactory(slug="energie"), TechnologyFieldFactory(slug="optik")]
    PublishedEventFactory(title="Licht und Strom", technology_fields=fields)

    assert titles(client, "?technology_field=energie&technology_field=optik") == ["Licht und Strom"]


@pytest.mark.django_db
def test_only_the_days_of_an_event_find_it(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Dreimal", dates=[date(2019, 4, 2), date(2019, 4, 4), date(2019, 4, 9)])
    PublishedEventFactory(title="Ausstellung", dates=[{"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 5)}])

    found = {day: sorted(titles(client, f"?day=2019-04-0{day}")) for day in range(2, 10)}

    assert found == {
        2: ["Ausstellung", "Dreimal"],
        3: ["Ausstellung"],
        4: ["Ausstellung", "Dreimal"],
        5: ["Ausstellung"],
        6: [],
        7: [],
        8: [],
        9: ["Dreimal"],
    }


@pytest.mark.django_db
def test_gap_between_two_dates_is_no_date(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(dates=[date(2019, 4, 2), date(2019, 4, 9)])

    assert titles(client, "?date_from=2019-04-03&date_to=2019-04-08") == []


@pytest.mark.django_db
def test_confirmed_partner_land_finds_the_event(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Gemeinsam", state_id="NW", partner_states=["NI"])

    assert titles(client, "?state=NI") == titles(client, "?state=NW") == ["Gemeinsam"]
    assert titles(client, "?state=BY") == []


@pytest.mark.django_db
def test_nationwide_is_a_value_of_its_own(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Überall", state_id=None)
    PublishedEventFactory(title="Hier", state_id="NW")

    assert titles(client, "?state=DE") == ["Überall"]


@pytest.mark.django_db
def test_order_is_by_first_matching_day_and_time(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Später", dates=[{"first_day": date(2019, 4, 3), "from_time": time(9)}])
    PublishedEventFactory(title="Ohne Zeit", dates=[date(2019, 4, 2)])
    PublishedEventFactory(title="Früh", dates=[{"first_day": date(2019, 4, 2), "from_time": time(8)}])

    assert titles(client) == ["Früh", "Ohne Zeit", "Später"]


@pytest.mark.parametrize(
    "query",
    [
        "state=XX",
        "format=messestand",
        "technology_field=%00",
        "day=gestern",
        "day=2019-02-30",
        "date_from=2019-04-09&date_to=2019-04-03",
        "attendance_mode=vielleicht",
        "q=" + "x" * 101,
        "q=" + "+".join("abcdefghi"),
        "is_free=ja",
    ],
)
@pytest.mark.django_db
def test_wrong_value_gets_a_message_at_its_field(client: Client, current_edition: Edition, query: str) -> None:
    PublishedEventFactory(title="Da")
    name = query.split("=")[0] if "date_to" not in query else "date_to"

    response = client.get(f"/2019/programm/?{query}")
    html = response.content.decode()

    assert response.status_code == 200
    assert re.search(rf'id="error-{name}"', html)
    assert f'href="#filter-{name}"' in html
    assert re.search(rf'id="filter-{name}"', html)
    assert 'aria-invalid="true"' in html or "kern-fieldset--error" in html


@pytest.mark.django_db
def test_twenty_a_page_in_stable_order(client: Client, current_edition: Edition) -> None:
    for number in range(45):
        PublishedEventFactory(title=f"Nummer {number:02}")

    pages = [titles(client, f"?page={page}") for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert sum(pages, []) == [f"Nummer {number:02}" for number in range(45)]
    assert [titles(client, f"?page={page}") for page in (1, 2, 3)] == pages


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1e9", "99999999999999999999", ""])
@pytest.mark.django_db
def test_page_past_the_end_is_not_found(client: Client, current_edition: Edition, page: str) -> None:
    PublishedEventFactory()

    assert client.get(f"/2019/programm/?page={page}").status_code == 404


@pytest.mark.django_db
def test_first_page_of_nothing_says_so(client: Client, current_edition: Edition) -> None:
    assert client.get("/2019/programm/?q=nichtszufinden").status_code == 200


@pytest.mark.django_db
def test_editions_show_their_own_entries_only(client: Client, current_edition: Edition) -> None:
    earlier = EditionFactory(slug="2017")
    PublishedEventFactory(title="Von 2019", slug="tag", edition=current_edition)
    PublishedEventFactory(title="Von 2017", slug="tag", edition=earlier)

    assert titles(client, path="/2017/programm/") == ["Von 2017"]
    assert titles(client, path="/2019/programm/") == titles(client, path="/programm/") == ["Von 2019"]
    assert "Von 2017" in client.get("/2017/programm/tag/").content.decode()
    assert client.get("/programm/tag/").headers["Location"] == "/2019/programm/tag/"


@pytest.mark.django_db
def test_edition_that_is_not_open_shows_its_announcement_and_nothing_else(
    client: Client, current_edition, collecting_edition: Edition
) -> None:
    cluster = ClusterFactory(slug="netz")
    event = PublishedEventFactory(edition=collecting_edition, title="Noch geheim", organizers=[cluster])
    slug = collecting_edition.slug

    for path in (
        f"/{slug}/programm/",
        f"/{slug}/programm/?q=geheim",
        f"/{slug}/messestaende/",
        "/cluster/netz/",
        "/laender/nw/",
        "/",
        "/programm/",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        assert "Noch geheim" not in response.content.decode(), path
    assert client.get(f"/{slug}/programm/{event.slug}/").status_code == 404
    assert client.get(f"/programm/{event.slug}/").status_code == 404


@pytest.mark.django_db
def test_programme_opens_by_itself(client: Client, collecting_edition: Edition, time_machine) -> None:
    PublishedEventFactory(edition=collecting_edition, title="Jetzt", dates=[collecting_edition.first_day])
    path = f"/{collecting_edition.slug}/programm/"
    assert titles(client, path=path) == []

    time_machine.move_to(collecting_edition.opens_at)

    assert titles(client, path=path) == ["Jetzt"]


@pytest.mark.django_db
def test_page_of_nobody_knows_ignores_unknown_parameters(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Da")

    assert titles(client, "?utm_source=x&foo=bar") == ["Da"]
