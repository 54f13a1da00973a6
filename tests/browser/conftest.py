"""A small programme that fills every kind of public page, and the addresses of all of them."""

from datetime import date, time

import pytest

from clusterweek.common.languages import page_url
from clusterweek.contents.pages import load_pages
from clusterweek.pages.models import News
from clusterweek.pages.reporting.urls import ROUTES as REPORTING
from clusterweek.pages.urls import ROUTES as PAGES
from contacts.models import ContactPerson
from events.programme.api.urls import ROUTES as API_PAGES
from events.programme.models import CurrentEdition, Edition, Highlight
from events.programme.urls import ROUTES as PROGRAMME
from tests.factories import (
    AudienceFactory,
    ClusterFactory,
    ContactPersonFactory,
    EditionFactory,
    EventLanguageFactory,
    PatronFactory,
    PublishedEventFactory,
    PublishedStandFactory,
    TechnologyFieldFactory,
)


@pytest.fixture
def full_programme(transactional_db) -> Edition:
    """An open, current edition with entries that use every part of the pages, and more than one page of them."""
    load_pages()
    edition = EditionFactory(
        hosts="Zwei Ministerien",
        opening_text="Eröffnung am 2. April",
        closing_text="Abschluss am 11. April",
        greeting_heading="Grußwort (Zusammenfassung)",
        greeting_teaser="Brücken bauen.",
        greeting_text="Cluster bauen **Brücken**.",
    )
    CurrentEdition.switch_to(edition)
    EditionFactory(collecting=True)
    PatronFactory(edition=edition)
    News.objects.create(day=date(2019, 4, 1), title="Das Programm ist da", text="Siehe [Programm](/programm/).")
    ContactPersonFactory(role=ContactPerson.Role.PRESS, expires_on=date(2099, 1, 1))
    field = TechnologyFieldFactory(slug="optik", name="Optik und Photonik")
    person = ContactPersonFactory(title="Dr.", phone="+49 30 000", phone_is_public=True)
    ContactPersonFactory(role=ContactPerson.Role.COORDINATOR, state_id="NW", expires_on=date(2099, 1, 1))
    cluster = ClusterFactory(name="Netzwerk Optik", slug="netz", city="Jena", website="https://example.org", technology_fields=[field])
    event = PublishedEventFactory(
        title="Nachtschicht im Reinraum – Rundgang durch die Chipfertigung",
        slug="nachtschicht",
        summary="Wie kommt das Muster auf den Chip?",
        description="Der Rundgang führt **am laufenden Betrieb** entlang.\n\n- Schuhe\n- Jacke",
        organizers=[cluster],
        technology_fields=[field],
        contact_persons=[person],
        audiences=[AudienceFactory()],
        languages=[EventLanguageFactory()],
        partner_states=["BY"],
        event_status="rescheduled",
        status_note="Treffpunkt ist jetzt Eingang Ost.",
        previous_dates=[{"first_day": "2019-04-03", "last_day": "2019-04-03", "from": "10:00", "to": None}],
        venue="Beispielwerk Nord",
        street="Musterallee 1",
        postal_code="01109",
        city="Dresden",
        registration_state="waiting_list",
        registration_url="https://example.org/anmelden",
        registration_deadline=date(2019, 3, 29),
        is_free=True,
        step_free_access=True,
        sign_language=False,
        is_example=True,
        dates=[{"first_day": date(2019, 4, 2), "from_time": time(18), "to_time": time(20)}, date(2019, 4, 4)],
    )
    edition.opening_event = edition.closing_event = event
    edition.save()
    Highlight.objects.create(edition=edition, event=event)
    for number in range(22):
        PublishedEventFactory(title=f"Vortrag Nummer {number}", slug=f"vortrag-{number}", dates=[date(2019, 4, 2 + number % 10)])
    stand = PublishedStandFactory(
        slug="stand",
        title="Gemeinschaftsstand",
        main_exhibitor=cluster,
        co_exhibitors=["Firma GmbH"],
        exhibits="Ein Exponat",
        technology_fields=[field],
        contact_persons=[person],
        events_at_stand=[event],
    )
    stand.co_exhibitors.create(cluster=ClusterFactory(slug="zweitnetz", name="Zweites Netzwerk"))
    PublishedStandFactory(slug="stand-2", hall="16", stand_number="A10")
    return edition


ARGUMENTS = {
    "edition_programme": {"edition": "2019"},
    "edition_calendar": {"edition": "2019"},
    "edition_changes": {"edition": "2019"},
    "edition_map": {"edition": "2019"},
    "edition_embed": {"edition": "2019"},
    "edition_embedding": {"edition": "2019"},
    "edition_stands": {"edition": "2019"},
    "event": {"edition": "2019", "slug": "nachtschicht"},
    "stand": {"edition": "2019", "slug": "stand"},
    "cluster": {"slug": "netz"},
    "state": {"code": "nw"},
    "report_event": {"edition": "2019", "slug": "nachtschicht"},
    "report_stand": {"edition": "2019", "slug": "stand"},
    "report_cluster": {"slug": "netz"},
}
# Further states of pages.
STATES = {"take_part": "?state=NW", "report_barrier": "?sent"}
MISSING = "/fehlt/"
QUERIES = ["?state=NW&format=vortrag&q=Vortrag", "?q=nichtszufinden", "?state=XX&day=gestern", "?page=2"]


def addresses(language: str) -> list[str]:
    """One address of every kind of page in `language`, and the programme in its various states."""
    names = [route.name for route in (*PROGRAMME, *API_PAGES, *PAGES, *REPORTING) if route.name != "current_event"]
    programme = page_url("programme", language)
    pages = [page_url(name, language, **ARGUMENTS.get(name, {})) for name in names]
    states = [page_url(name, language) + query for name, query in STATES.items()]
    return [*pages, *states, *(programme + query for query in QUERIES), MISSING]
