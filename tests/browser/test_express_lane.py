"""The express lane on a phone: three taps from the desk, a note typed between the last two, and every public page tells it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from clusterweek.contents.pages import load_pages
from clusterweek.editorial.review import submit
from events.models import Event
from events.programme.models import CurrentEdition, Edition
from events.publishing import approve
from tests.backoffice.test_look import sign_in
from tests.factories import ClusterFactory, CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory

TAPS, WIDTH = 3, 390
NEW_DAY = timezone.localdate() + timedelta(days=33)
# What is chosen: what is typed, and the words that the public pages then have in German and English.
CHANGES = {
    "Abgesagt": (("Sturmwarnung",), "Abgesagt", "Sturmwarnung"),
    "Verschoben": (("Sturmwarnung",), "Verschoben", "Postponed"),
    "Neuer Termin": ((f"{NEW_DAY:%m%d%Y}",), "Neuer Termin", "New date"),
    "Findet online statt": (("https://example.org/raum", "Sturmwarnung"), "Findet online statt", "Moved online"),
    "Ausgebucht": (("Sturmwarnung",), "Ausgebucht", "Fully booked"),
    "Anderer Raum": (("Halle 9", "Treffpunkt am Eingang"), "Halle 9", "Halle 9"),
}


@pytest.fixture
def edition(transactional_db) -> Edition:
    """An edition that is open and collects, so that the desk is about it."""
    load_pages()
    today = timezone.localdate()
    edition = EditionFactory(
        slug=str(today.year + 1),
        first_day=today + timedelta(days=30),
        last_day=today + timedelta(days=39),
        submission_deadline=timezone.now() + timedelta(days=3),
        opens_at=timezone.now() - timedelta(days=1),
    )
    CurrentEdition.switch_to(edition)
    return edition


@pytest.fixture
def public_events(edition: Edition) -> dict[str, Event]:
    """A public event of NW for each change, held by a cluster, at a place; by the change."""
    land, office = CoordinatorFactory(email="nw@example.org"), OfficeFactory()
    organizer = ClusterFactory(slug="netz")
    events = {}
    for change in CHANGES:
        place = {"venue": "Werk 1", "room": "Saal 1", "city": "Dortmund"}
        event = EventFactory(edition=edition, title=f"Rundgang {change}", organizers=[organizer], dates=[edition.first_day], **place)
        events[change] = approve(submit(event, by=land, edit_revision=1), by=office, edit_revision=1)
    return events


class Phone:
    """A phone that counts the taps of its owner, who sees the German desk."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, link: Locator) -> None:
        """Tap a link or button, which leads to another page."""
        self.taps += 1
        with self.page.expect_navigation():
            link.tap()

    def tell(self, event: Event, change: str, texts: tuple[str, ...]) -> None:
        """From the desk: choose the event, choose the change, type one text after the other from where the cursor stands, send."""
        main = self.page.locator("main")
        self.page.goto("/verwaltung/")
        self.tap(main.locator("a", has_text=f"Eilmeldung: {event.title}"))
        self.tap(main.locator(".express-choices a", has_text=change))
        self.page.wait_for_selector(":is(input, textarea):focus")
        for number, text in enumerate(texts):
            if number:
                self.page.keyboard.press("Tab")
            self.page.keyboard.type(text)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= WIDTH
        self.tap(main.get_by_role("button", name="Absenden und veröffentlichen"))


def public_texts(page: Page, edition: Edition, event: Event) -> dict[str, str]:
    """What each public page that names the event says about it now."""
    slug = event.public.slug
    card = page.locator(".event-card", has=page.get_by_role("link", name=event.title))
    texts = {}
    for path in ("/programm/?state=NW", "/cluster/netz/", "/laender/nw/"):
        page.goto(path)
        texts[path] = card.first.inner_text()
    for path in (f"/{edition.slug}/programm/{slug}/", f"/en/{edition.slug}/programme/{slug}/"):
        page.goto(path)
        texts[path] = page.inner_text("main")
    return texts


def test_three_taps_tell_everybody(open_page, edition, public_events):
    public, phone = open_page("/programm/"), Phone(open_page("/", width=WIDTH, height=844, has_touch=True, is_mobile=True))
    sign_in(phone.page, "nw@example.org")
    silent = {}

    for change, (texts, german, english) in CHANGES.items():
        event = public_events[change]
        public_texts(public, edition, event)  # what a visitor's browser has kept from before
        phone.taps = 0
        phone.tell(event, change, texts)
        assert phone.taps == TAPS, change
        for path, text in public_texts(public, edition, event).items():
            word = english if path.startswith("/en/") else german
            names_rooms = event.public.slug in path
            if word.lower() not in text.lower() and (names_rooms or change != "Anderer Raum"):
                silent[change, path] = text

    assert silent == {}


def test_nobody_is_sent_to_the_former_place(open_page, edition, public_events):
    event = public_events["Findet online statt"]
    phone = Phone(open_page("/", width=WIDTH, height=844, has_touch=True, is_mobile=True))
    sign_in(phone.page, "nw@example.org")

    phone.tell(event, "Findet online statt", ("https://example.org/raum",))

    texts = public_texts(phone.page, edition, event)
    assert phone.page.get_by_role("link", name="To the online room").get_attribute("href") == "https://example.org/raum"
    assert "Werk 1" in phone.page.locator("s").inner_text()
    assert "Dortmund" not in texts["/programm/?state=NW"]
