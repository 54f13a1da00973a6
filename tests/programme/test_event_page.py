"""The page of an event: nothing invented, nothing that was withdrawn, one address for good."""

from datetime import date, time

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import ContactPerson
from events.programme.models import PublishedEvent, RetiredSlug
from tests.factories import ClusterFactory, ContactPersonFactory, PublishedEventFactory, PublishedStandFactory


def page(client: Client, event: PublishedEvent, prefix: str = "") -> str:
    """The HTML of the page of `event`."""
    return client.get(prefix + event.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_what_is_not_known_is_said_not_invented(client: Client, current_edition) -> None:
    event = PublishedEventFactory(dates=[date(2019, 4, 11)])

    html = page(client, event)

    assert "Uhrzeit folgt" in html
    assert "Ort wird bekannt gegeben" in html
    assert "00:00" not in html


@pytest.mark.django_db
def test_online_event_needs_no_place(client: Client, current_edition) -> None:
    html = page(client, PublishedEventFactory(attendance_mode="online", online_address="https://example.org/raum"))

    assert "Ort wird bekannt gegeben" not in html
    assert 'href="https://example.org/raum"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["online", "on_site", "hybrid"])
def test_nobody_is_sent_to_the_place_of_an_event_that_was_moved_online(client: Client, current_edition, mode: str) -> None:
    fields = {"event_status": "moved_online", "attendance_mode": mode, "venue": "Werk 1", "street": "Musterweg 1", "city": "Hannover"}
    event = PublishedEventFactory(**fields, online_address="https://example.org/raum")

    where = page(client, event).split('id="where"')[1].split("</section>")[0]

    before, struck_out = where.split("<s>")
    assert 'href="https://example.org/raum"' in before
    assert "Nicht mehr hier:" in before
    assert not any(part in before for part in ("Werk 1", "Musterweg", "Hannover"))
    assert all(part in struck_out.split("</s>")[0] for part in ("Werk 1", "Musterweg 1", "Hannover"))


@pytest.mark.django_db
def test_an_event_moved_online_says_that_its_address_will_follow(client: Client, current_edition) -> None:
    html = page(client, PublishedEventFactory(event_status="moved_online", venue="Werk 1"))

    assert "Die Online-Adresse wird bekannt gegeben." in html


@pytest.mark.django_db
def test_all_facts_are_shown(client: Client, current_edition) -> None:
    cluster = ClusterFactory(name="Netz <Nord>", slug="netz-nord")
    event = PublishedEventFactory(
        title="Offene Halle",
        description="Mit **Führung**.",
        dates=[
            {"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12, 30)},
            {"first_day": date(2019, 4, 4), "last_day": date(2019, 4, 6), "from_time": time(9), "to_time": time(17)},
        ],
        venue="Werk 1",
        street="Musterweg 1",
        postal_code="30521",
        city="Hannover",
        room="Saal 3",
        organizers=[cluster],
        further_organizers="Stadt Beispiel",
        registration_state="waiting_list",
        registration_url="https://example.org/anmelden",
        registration_deadline=date(2019, 3, 29),
        is_free=True,
        step_free_access=True,
        sign_language=False,
        partner_states=["HB"],
    )

    html = page(client, event)

    for text in (
        "10:00–12:30 Uhr",
        "4. April",
        "Werk 1",
        "Musterweg 1",
        "30521 Hannover",
        "Saal 3",
        "Netz &lt;Nord&gt;",
        'href="/cluster/netz-nord/"',
        "Stadt Beispiel",
        "Warteliste",
        "29. März 2019",
        "https://example.org/anmelden",
        "<strong>Führung</strong>",
        "Bremen",
    ):
        assert text in html, text


@pytest.mark.django_db
def test_only_public_ways_to_reach_a_person_are_shown(client: Client, current_edition) -> None:
    person = ContactPersonFactory(phone="+49 111", fax="+49 222", email="geheim@example.org", email_is_public=False, phone_is_public=True)
    hidden = ContactPersonFactory(last_name="Intern", is_public=False)
    gone = ContactPersonFactory(last_name="Abgelaufen", role=ContactPerson.Role.EVENT, expires_on=date(2019, 1, 1))

    html = page(client, PublishedEventFactory(contact_persons=[person, hidden, gone]))

    assert "+49 111" in html
    assert not any(text in html for text in ("+49 222", "geheim@example.org", "Intern", "Abgelaufen"))


@pytest.mark.django_db
def test_status_comes_first_with_its_note(client: Client, current_edition) -> None:
    event = PublishedEventFactory(
        event_status="rescheduled",
        status_note="Wegen Sturm verlegt.",
        previous_dates=[{"first_day": "2019-04-03", "last_day": "2019-04-03", "from": "10:00", "to": None}],
    )

    html = page(client, event)

    assert "Wegen Sturm verlegt." in html
    assert html.index("Wegen Sturm verlegt.") < html.index("Uhr</")
    assert "3. April" in html


@pytest.mark.django_db
def test_example_is_marked_and_not_indexed(client: Client, current_edition) -> None:
    event = PublishedEventFactory(is_example=True)

    html = page(client, event)

    assert '<meta name="robots" content="noindex">' in html
    assert "Beispiel" in html
    assert '<meta name="robots" content="noindex">' not in page(client, PublishedEventFactory())


@pytest.mark.django_db
def test_withdrawn_event_leaves_a_tombstone(client: Client, current_edition) -> None:
    event = PublishedEventFactory(title="Weg", withdrawn_at=timezone.now())

    response = client.get(event.get_absolute_url())

    assert response.status_code == 410
    assert "Weg" in response.content.decode()
    assert "Weg" not in client.get("/2019/programm/").content.decode()


@pytest.mark.django_db
def test_withdrawal_for_legal_reasons_leaves_no_title(client: Client, current_edition) -> None:
    event = PublishedEventFactory(title="", withdrawn_at=timezone.now(), withdrawn_for_legal_reasons=True, format=None)

    assert client.get(event.get_absolute_url()).status_code == 410


@pytest.mark.django_db
def test_former_address_redirects_for_good(client: Client, current_edition) -> None:
    event = PublishedEventFactory(slug="neu")
    RetiredSlug.objects.create(noun="event", edition=current_edition, slug="alt", uid=event.uid)

    response = client.get("/2019/programm/alt/")

    assert (response.status_code, response.headers["Location"]) == (301, "/2019/programm/neu/")


@pytest.mark.django_db
def test_english_page_marks_german_texts(client: Client, current_edition) -> None:
    event = PublishedEventFactory(title="Offene Halle", summary="Kommen Sie", title_en="Open hall", slug="halle")

    html = client.get("/en/2019/programme/halle/").content.decode()

    assert "Open hall" in html
    assert '<span lang="de">Kommen Sie</span>' in html
    assert event.get_absolute_url() in html


@pytest.mark.django_db
def test_stand_of_an_event_is_linked(client: Client, current_edition) -> None:
    event = PublishedEventFactory()
    PublishedStandFactory(events_at_stand=[event], slug="am-stand", fair__edition=current_edition)

    assert 'href="/2019/messestaende/am-stand/"' in page(client, event)
