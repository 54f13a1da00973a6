"""The home page follows the phase of the current edition."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from events.programme.models import CurrentEdition, Edition, Highlight
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    EditionFactory,
    PatronFactory,
    PublishedEventFactory,
    PublishedStandFactory,
)


@pytest.mark.django_db
def test_home_shows_dates_numbers_and_doors(client: Client, current_edition) -> None:
    PublishedEventFactory.create_batch(2, edition=current_edition)
    PublishedStandFactory(fair__edition=current_edition)

    html = client.get("/").content.decode()

    assert "2.–11. April 2019" in html
    assert 'href="/2019/programm/"' in html or 'href="/programm/"' in html
    assert 'href="/2019/messestaende/"' in html or 'href="/messestaende/"' in html
    assert 'href="/programm/?day=2019-04-02"' in html or 'href="/2019/programm/?day=2019-04-02"' in html


@pytest.mark.parametrize(
    ("now", "seen", "unseen"),
    [
        ((2018, 10, 1), "Erster Tag", None),
        ((2019, 1, 1), "Mitmachen", "Heute"),
        ((2019, 3, 20), "Ganzes Programm", "Heute"),
        ((2019, 4, 3), "Heute", None),
        ((2019, 5, 1), "Rückblick", "Heute"),
    ],
)
@pytest.mark.django_db
def test_home_follows_the_phase(client: Client, current_edition, clock, now: tuple, seen: str, unseen: str | None) -> None:
    PublishedEventFactory(title="Früher Termin", dates=[date(2019, 4, 3)])
    clock(*now)

    html = client.get("/").content.decode()

    phase = current_edition.phase
    assert f'data-phase="{phase}"' in html
    opened = phase in (Edition.Phase.OPEN, Edition.Phase.RUNNING, Edition.Phase.OVER)
    assert ('href="/2019/programm/?day=2019-04-03"' in html) == opened


@pytest.mark.django_db
def test_greeting_names_patrons_and_shows_no_portrait_without_one(client: Client, current_edition) -> None:
    PatronFactory(edition=current_edition, name="Peter Altmaier", office="Bundesminister")
    Edition.objects.filter(pk=current_edition.pk).update(greeting_heading="Grußwort (Zusammenfassung)", greeting_text="Brücken bauen.")

    html = client.get("/grusswort/").content.decode()

    assert "Grußwort (Zusammenfassung)" in html
    assert "Brücken bauen." in html
    assert "Peter Altmaier" in html
    assert "<figure" not in html


@pytest.mark.django_db
def test_portrait_comes_with_caption_alt_and_credit(client: Client, current_edition, tmp_path, settings) -> None:
    current_edition.portrait = "editions/paar.webp"
    current_edition.portrait_alt = "Zwei Personen"
    current_edition.portrait_caption = "Namen und Ämter"
    current_edition.portrait_credit = "© Beispiel"
    current_edition.greeting_text = "Text"
    current_edition.save()

    html = client.get("/grusswort/").content.decode()

    assert 'alt="Zwei Personen"' in html
    assert "Namen und Ämter" in html
    assert "© Beispiel" in html


@pytest.mark.django_db
def test_contact_page_names_programme_and_coordinators(client: Client, current_edition) -> None:
    ContactPersonFactory(first_name="Claudia", last_name="Muster")
    ContactPersonFactory(role="coordinator", state_id="SN", last_name="Sachsen-Kontakt", expires_on=date(2099, 1, 1))

    html = client.get("/kontakt/").content.decode()

    assert "Claudia Muster" in html
    assert "Sachsen-Kontakt" in html
    assert "Sachsen-Kontakt" in client.get("/laender/sn/").content.decode()


@pytest.mark.django_db
def test_other_editions_are_listed(client: Client, current_edition, collecting_edition) -> None:
    html = client.get("/ausgaben/").content.decode()

    assert 'href="/2019/programm/"' in html
    assert f'href="/{collecting_edition.slug}/programm/"' in html


@pytest.mark.django_db
def test_home_shows_the_current_edition_only(client: Client, current_edition, collecting_edition) -> None:
    CurrentEdition.switch_to(collecting_edition)

    html = client.get("/").content.decode()

    assert 'data-phase="collecting"' in html


@pytest.mark.django_db
def test_home_shows_the_highlights_of_the_office_in_its_order(client: Client, current_edition) -> None:
    first, second, withdrawn = (PublishedEventFactory(title=title) for title in ("Zuerst", "Danach", "Zurückgezogen"))
    for order, event in enumerate((first, second, withdrawn), 1):
        Highlight.objects.create(edition=current_edition, event=event, order=order)
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()

    html = client.get("/").content.decode().partition('id="highlights"')[2].partition("</ul>")[0]

    assert "Zurückgezogen" not in html
    assert 0 < html.index("Zuerst") < html.index("Danach")


@pytest.mark.django_db
def test_home_without_highlights_has_no_heading_for_them(client: Client, current_edition) -> None:
    PublishedEventFactory()

    assert 'id="highlights"' not in client.get("/").content.decode()


@pytest.mark.parametrize("wrong", ["other edition", "withdrawn"])
@pytest.mark.django_db
def test_highlight_is_a_public_event_of_its_edition(current_edition, wrong: str) -> None:
    event = PublishedEventFactory(
        edition=EditionFactory(collecting=True) if wrong == "other edition" else current_edition,
        withdrawn_at=timezone.now() if wrong == "withdrawn" else None,
    )

    with pytest.raises(ValidationError, match="anderen Ausgabe" if wrong == "other edition" else "zurückgezogen"):
        Highlight(edition=current_edition, event=event).full_clean()


@pytest.mark.django_db
def test_home_shows_what_is_on_today_during_the_week(client: Client, current_edition, clock) -> None:
    PublishedEventFactory(title="Heutiges", dates=[date(2019, 4, 3)])
    PublishedEventFactory(title="Morgiges", dates=[date(2019, 4, 4)])
    clock(2019, 4, 3, 10)

    html = client.get("/").content.decode().partition('id="today"')[2].partition("</section>")[0]

    assert ("Heutiges" in html, "Morgiges" in html) == (True, False)
    assert "1 Veranstaltung heute" in html


@pytest.mark.django_db
def test_home_tells_the_numbers_of_the_week(client: Client, current_edition) -> None:
    PublishedEventFactory(state_id="NW", is_free=True, attendance_mode="online", organizers=[ClusterFactory()])
    PublishedEventFactory(state_id="BY")
    PublishedEventFactory(state=None)

    html = client.get("/en/").content.decode().partition('id="numbers"')[2].partition("</dl>")[0]

    assert re.findall(r"<dd>(\d+)</dd>", html) == ["2", "1", "1", "1"]
