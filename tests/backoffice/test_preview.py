"""The preview is the public page, filled with the working copy, for those who may see the entry."""

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client

from clusterweek.editorial.review import submit
from events.models import Event, Stand
from events.publishing import answer_as_partner, approve
from tests.backoffice.forms import address
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    EventFactory,
    PublishedEventFactory,
    StandFactory,
    TechnologyFieldFactory,
)


def preview(browser: Client, entry: Event | Stand, language: str = "en") -> HttpResponse:
    """The preview of `entry`."""
    return browser.get(address(entry, "preview"), {"language": language})


def test_the_preview_shows_the_working_copy_in_the_public_template(desk, draft):
    draft.technology_fields.add(TechnologyFieldFactory(name="Optics"))
    draft.organizers.add(ClusterFactory(name="Shining cluster"))
    Event.objects.update(summary="Two sentences.", city="Bonn")

    page = preview(desk, draft)

    assert "programme/event_detail.html" in [template.name for template in page.templates]
    for text in ("Open day", "Optics", "Shining cluster", "Two sentences.", "Bonn", "10:00", "North Rhine-Westphalia"):
        assert text in page.content.decode(), text


def test_the_preview_says_so_and_is_kept_by_nobody(desk, draft):
    page = preview(desk, draft)

    html = page.content.decode()
    assert "Preview – not public" in html
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in html
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert {"no-store", "private"} <= set(page["Cache-Control"].split(", "))
    assert 'rel="canonical"' not in html


def test_public_pages_have_no_banner(client, current_edition):
    event = PublishedEventFactory(edition=current_edition)

    page = client.get(event.get_absolute_url())

    assert (page.status_code, b"alert--warning" in page.content, b"noarchive" in page.content) == (200, False, False)


def test_the_preview_speaks_the_language_that_is_asked_for(desk, draft):
    Event.objects.update(title_en="Open house")

    german, english = (preview(desk, draft, language) for language in ("de", "en"))

    assert (b"Open house" in german.content, b"Open house" in english.content) == (False, True)
    assert (german["Content-Language"], english["Content-Language"]) == ("de", "en")
    assert f"{address(draft, 'preview')}?language=en".encode() in german.content


def test_the_preview_shows_nothing_that_the_public_would_not(desk, draft):
    draft.contact_persons.add(ContactPersonFactory(last_name="Hidden", is_public=False))
    draft.organizers.add(ClusterFactory(name="Not yet public", is_public=False))
    draft.partners.create(state_id="BY")
    Event.objects.update(internal_note="Between us", source="A letter")

    html = preview(desk, draft).content.decode()

    for text in ("Hidden", "Not yet public", "Bavaria", "Between us", "A letter"):
        assert text not in html, text


def test_a_partner_is_shown_once_it_has_confirmed(desk, draft, coordinator):
    answer_as_partner(draft.partners.create(state_id="BY"), by=coordinator("BY"), confirm=True)

    assert b"Bavaria" in preview(desk, draft).content


def test_pictures_come_from_their_private_address(desk, draft):
    draft.image_alt, draft.image_credit, draft.image_licence = "A lamp", "Ada", "cc0"
    draft.image.save("lamp.webp", ContentFile(b"RIFF"))

    html = preview(desk, draft).content.decode()

    assert (f'src="{address(draft, "picture")}"' in html, 'alt="A lamp"' in html, "/media/" in html) == (True, True, False)


def test_a_waiting_edit_is_previewed_while_the_public_keeps_its_copy(desk, draft, nw, office):
    event = approve(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1)
    Event.objects.update(title="Open night", review_status="draft")

    assert b"Open night" in preview(desk, event).content
    event.public.refresh_from_db()
    assert event.public.title == "Open day"


def test_looking_changes_nothing(desk, draft):
    before = Event.objects.values().get()

    preview(desk, draft)

    assert Event.objects.values().get() == before


def test_a_stand_is_previewed_with_co_exhibitors_and_events(desk, collecting_edition):
    stand = StandFactory(fair__edition=collecting_edition, title="Joint stand", co_exhibitors=["Example Ltd"], hall="4")
    stand.events_at_stand.add(PublishedEventFactory(edition=collecting_edition, title="Talk at the stand"))

    page = preview(desk, stand)

    assert "programme/stand_detail.html" in [template.name for template in page.templates]
    for text in ("Joint stand", "Example Ltd", "Hall 4", "Talk at the stand", "Preview – not public"):
        assert text in page.content.decode(), text


def test_even_the_barest_draft_has_a_preview(desk, collecting_edition):
    stand = StandFactory(fair=None, main_exhibitor_text="", hall="")
    event = EventFactory(edition=collecting_edition, format=None, dates=[], further_organizers="")

    assert [preview(desk, entry).status_code for entry in (stand, event)] == [200, 200]


@pytest.mark.parametrize(("code", "status"), [("BY", 200), ("BE", 404)])
def test_partners_look_too_and_nobody_else(signed_in, coordinator, draft, code, status):
    draft.partners.create(state_id="BY")

    assert signed_in(coordinator(code)).get(address(draft, "preview")).status_code == status
